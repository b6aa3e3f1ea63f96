/** What a project of many stanza classes costs the compiler, beside the same with its types written by hand. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, run } from '../../scripts/checks.js';
import { median, tableOf } from '../harness.js';
import { projectOf } from '../type-project.js';

/** How many stanza classes. */
const CLASSES = 200;
/** How often the compiler runs over each project. */
const RUNS = 5;
/** How many times the time of the types by hand ours may be. */
const GOAL = 1.6;

const CONFIG = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2022'],
    types: [],
    module: 'nodenext',
    moduleResolution: 'nodenext',
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  },
};

/** What the compiler says of one run. */
interface Cost {
  readonly total: number;
  readonly check: number;
  readonly instantiations: number;
  readonly memory: number;
}

function compile(project: string): Cost {
  const compiler = `${ROOT}node_modules/typescript/bin/tsc`;
  const said = run(process.execPath, [compiler, '-p', project, '--extendedDiagnostics', '--pretty', 'false'], project);
  const number = (name: string): number => Number(new RegExp(`^${name}: +([\\d.]+)`, 'm').exec(said)?.[1]);
  return {
    total: number('Total time'),
    check: number('Check time'),
    instantiations: number('Instantiations'),
    memory: number('Memory used') / 1024,
  };
}

/** A project in a folder, in which `couplet` is the package as it is built. */
function write(place: string, kind: 'couplet' | 'by hand'): string {
  const folder = join(place, kind.replace(' ', '-'));
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(ROOT, join(folder, 'node_modules/couplet'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(CONFIG));
  for (const [name, text] of projectOf(CLASSES, kind)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Compiles both projects in turns. @returns the table, as text */
export function typeChecking(): string {
  const place = mkdtempSync(join(tmpdir(), 'couplet-types-'));
  try {
    const projects = (['couplet', 'by hand'] as const).map((kind) => write(place, kind));
    const rounds: (readonly [ours: Cost, hand: Cost])[] = [];
    for (let round = 0; round < RUNS; round++) {
      const [ours, hand] = projects.map(compile) as [Cost, Cost];
      rounds.push([ours, hand]);
    }
    const line = (name: string, key: keyof Cost, unit: string, digits: number, goal?: number): string[] => {
      const ours = median(rounds.map(([cost]) => cost[key])).toFixed(digits);
      const hand = median(rounds.map(([, cost]) => cost[key])).toFixed(digits);
      const ratio = median(rounds.map(([mine, theirs]) => mine[key] / theirs[key]));
      const beside = goal === undefined ? '' : ` ${ratio <= goal ? '≤' : '✗ >'} ${goal}`;
      return [name, ours + unit, hand + unit, `${ratio.toFixed(2)} x${beside}`];
    };
    return tableOf([
      [`type-checking ${CLASSES} stanza classes`, 'couplet', 'by hand', 'ours of theirs'],
      line('time, all', 'total', ' s', 2, GOAL),
      line('time, of checking alone', 'check', ' s', 2),
      line('instantiations', 'instantiations', '', 0),
      line('memory', 'memory', ' MB', 0),
    ]);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
