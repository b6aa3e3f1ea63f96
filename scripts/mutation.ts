/**
 * Breaks the sources in the ways of scripts/mutants, one at a time, in a copy, and runs the tests that are about them:
 * each break must be caught. `npm run mutation -- WORD` tries only those whose part or words have WORD in them.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { check, finish, ROOT } from './checks.js';
import { parts } from './mutants/index.js';
import type { Mutant } from './mutants/mutant.js';

/** A test run that takes longer hangs, and has noticed so. */
const TIME_LIMIT_MS = 300_000;

const words = process.argv.slice(2).join(' ').toLowerCase();
const chosen = parts
  .map((part) => ({
    ...part,
    mutants: part.mutants.filter(([breaks]) => `${part.name}: ${breaks}`.toLowerCase().includes(words)),
  }))
  .filter((part) => part.mutants.length > 0);

const place = mkdtempSync(join(tmpdir(), 'couplet-mutation-'));
const survivors: string[] = [];
try {
  copySources();
  for (const part of chosen) {
    await check(`${part.name}: the tests pass while nothing is broken`, () => {
      const failed = failure(part.tests.flat());
      if (failed !== undefined) throw new Error(failed);
    });
    for (const mutant of part.mutants) {
      const name = `${part.name}: ${mutant[0]}`;
      await check(name, () => {
        const restore = apply(mutant);
        try {
          for (const tests of part.tests) {
            const caught = failure(tests);
            if (caught !== undefined) return caught.split('\n')[0];
          }
        } finally {
          restore();
        }
        survivors.push(name);
        throw new Error('  survived: no test fails');
      });
    }
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
if (survivors.length > 0) console.log(`Survivors:\n${survivors.map((name) => `  ${name}`).join('\n')}`);
finish();

/** What the tests need of the repository, as it is now. */
function copySources(): void {
  const files = [
    'src',
    'test',
    'examples',
    'package.json',
    'tsconfig.json',
    'tsconfig.type-tests.json',
    'vitest.config.ts',
  ];
  const filter = (path: string): boolean => !path.endsWith('node_modules');
  for (const file of files) cpSync(ROOT + file, join(place, file), { recursive: true, filter });
  symlinkSync(`${ROOT}node_modules`, join(place, 'node_modules'));
}

/** Breaks a file. @returns what mends it */
function apply([, file, text, becomes]: Mutant): () => void {
  const path = join(place, 'src', file);
  const original = readFileSync(path, 'utf8');
  const times = original.split(text).length - 1;
  if (times !== 1) throw new Error(`  stands ${times} times in src/${file}, not once: ${text}\n  mend scripts/mutants`);
  const broken = original.replace(text, () => becomes);
  // What is no program any more would be caught by anything.
  transformSync(broken, { loader: 'ts' });
  writeFileSync(path, broken);
  return () => writeFileSync(path, original);
}

/** What the first test says that fails, or `undefined`. */
function failure(tests: readonly string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`${ROOT}node_modules/vitest/vitest.mjs`, 'run', '--bail=1', '--typecheck.enabled=false', ...tests],
    {
      cwd: place,
      encoding: 'utf8',
      timeout: TIME_LIMIT_MS,
      killSignal: 'SIGKILL',
      env: { ...process.env, NO_COLOR: '1' },
    },
  );
  if (status === 0) return undefined;
  if (status === null) return 'the tests do not come to an end';
  const said = stdout + stderr;
  return /^ *FAIL +(.+)$/m.exec(said)?.[1] ?? (said.trim().split('\n').at(-1) as string);
}
