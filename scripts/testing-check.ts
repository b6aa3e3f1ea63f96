/**
 * couplet/testing as its users get it: the projects of examples/testing, each made from scratch in a folder of its
 * own with the packed package and its test runner, pass; and fail when what they test is broken. Needs dist/ (`npm
 * run build`) and a package registry; leaves nothing behind.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, finish, ROOT, run } from './checks.js';

/** A project. */
interface Project {
  readonly name: string;
  /** The file with its tests, of which something is changed to see them fail. */
  readonly file: string;
  /** How the runner says how many tests passed. */
  readonly passed: RegExp;
  /** The number of tests. */
  readonly tests: number;
}

const PROJECTS: readonly Project[] = [
  { name: 'vitest', file: 'poll.test.ts', passed: /Tests\s+(\d+) passed/, tests: 5 },
  { name: 'jest', file: 'poll.test.mjs', passed: /Tests:\s+(\d+) passed/, tests: 4 },
  { name: 'node-test', file: 'poll.test.mjs', passed: /# pass (\d+)/, tests: 3 },
];

/** Something that the tests of every project must notice, and what they must say of it. */
const BREAK = { of: "label: 'Here'", to: "label: 'There'" };
const SAID = /The XML is not as expected at \{urn:example:poll\}poll\/option(?:\[1\])?\/label\/text\(\)/;

const JEST_TYPES = `
import { expect } from '@jest/globals';
import type {} from 'couplet/testing/jest';
expect('').toEqualXml('<a/>', { ignoreOrder: true });
await expect('').not.toRoundTrip();
// @ts-expect-error: not XML
expect('').toContainXml(3);
`;

const place = mkdtempSync(join(tmpdir(), 'couplet-testing-'));
try {
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', place]),
  ) as [{ filename: string }];
  for (const project of PROJECTS) {
    const folder = make(project, join(place, filename));
    await check(`${project.name}: its tests pass`, () => passes(project, folder));
    if (project.name === 'vitest') await check(`${project.name}: its types`, () => types(folder, '.'));
    if (project.name === 'jest') {
      writeFileSync(join(folder, 'types.mts'), JEST_TYPES);
      await check(`${project.name}: its types`, () => types(folder, 'types.mts'));
    }
    await check(`${project.name}: its tests fail when what they test is broken`, () => fails(project, folder));
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
finish();

/** A copy of the project, with the packed package and everything else that it asks for. */
function make({ name }: Project, tarball: string): string {
  const folder = join(place, name);
  cpSync(`${ROOT}examples/testing/${name}`, folder, { recursive: true });
  const path = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as { devDependencies: Record<string, string> };
  manifest.devDependencies.couplet = `file:${tarball}`;
  writeFileSync(path, JSON.stringify(manifest));
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], folder);
  return folder;
}

/** What the runner says, and whether it was content. */
function test(folder: string): { readonly said: string; readonly passed: boolean } {
  const { status, stdout, stderr } = spawnSync('npm', ['test'], {
    cwd: folder,
    encoding: 'utf8',
    // No colours, and nothing of the runner that this may have been started by.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', CI: '1' },
  });
  return { said: stdout + stderr, passed: status === 0 };
}

function passes({ passed, tests }: Project, folder: string): string {
  const result = test(folder);
  const count = Number(passed.exec(result.said)?.[1]);
  if (!result.passed || count !== tests) throw new Error(`expected ${tests} tests to pass:\n${result.said}`);
  return `${count} tests`;
}

function fails({ file }: Project, folder: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(BREAK.of)) throw new Error(`${file} has no ${BREAK.of} to change`);
  writeFileSync(path, text.replace(BREAK.of, BREAK.to));
  const { said, passed } = test(folder);
  if (passed || !SAID.test(said)) throw new Error(`expected a failure that says ${SAID}:\n${said}`);
}

/** Compiles the project, or one file of it, with the compiler of this repository. */
function types(folder: string, what: string): void {
  const tsc = `${ROOT}node_modules/typescript/bin/tsc`;
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022'];
  run(process.execPath, [tsc, ...(what === '.' ? ['-p', '.'] : [...flags, what])], folder);
}
