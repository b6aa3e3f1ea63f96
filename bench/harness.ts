/** Measures contestants beside each other, in one process and in turns, and prints what came out as one table. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One row of the table: who does the same thing. */
export interface Row {
  readonly name: string;
  /** What a call does so many of: `stanza`. */
  readonly unit: string;
  readonly count: number;
  /** What is measured: the time of a call, or the memory that its result keeps. */
  readonly of: 'time' | 'memory';
  /** By name, `couplet` first. A call does all of the work and gives something that depends on it, or a promise of that. */
  readonly contestants: Readonly<Record<string, () => unknown>>;
  /** By name of a peer: how many times its cost must be ours at least. */
  readonly goals?: Readonly<Record<string, number>>;
}

/** How a row came out. */
export interface Result {
  readonly row: Row;
  /** Our cost of one unit: nanoseconds or bytes. */
  readonly cost: number;
  /** By name of a peer: how many times our cost its cost is, the median of all rounds. */
  readonly ratios: ReadonlyMap<string, number>;
}

/** How long one sample lasts at least, in milliseconds: short, so that most are not interrupted by other programs. */
const SAMPLE = 4;
/** How long each contestant runs before, in milliseconds: the compiler needs some time. */
const WARM_UP = 700;

/** The middle one. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[half] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

/** Has what the contestants gave last, so that no work can be left out. */
const kept: { result?: unknown } = {};

async function timeOf(run: () => unknown, repeats: number): Promise<number> {
  const from = performance.now();
  for (let i = 0; i < repeats; i++) {
    const result = run();
    // What does it at once pays for no promise.
    kept.result = result instanceof Promise ? await result : result;
  }
  return (performance.now() - from) / repeats;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function memoryOf(run: () => unknown): number {
  delete kept.result;
  collectGarbage();
  const before = process.memoryUsage();
  kept.result = run();
  collectGarbage();
  const after = process.memoryUsage();
  return after.heapUsed - before.heapUsed + after.external - before.external;
}

/** Runs until the compiler has done its work; how many calls then make a sample. */
async function warmUp(run: () => unknown): Promise<number> {
  const until = performance.now() + WARM_UP;
  let once = Number.POSITIVE_INFINITY;
  while (performance.now() < until) once = Math.min(once, await timeOf(run, 1));
  return Math.ceil(SAMPLE / once);
}

/** Measures a row, its contestants in turns, each round beginning with another. */
export async function measure(row: Row, rounds: number): Promise<Result> {
  const contestants = Object.entries(row.contestants);
  const repeats: number[] = [];
  for (const [, run] of contestants) repeats.push(row.of === 'memory' ? 1 : await warmUp(run));
  const samples = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (let turn = 0; turn < contestants.length; turn++) {
      const i = (turn + round) % contestants.length;
      const run = contestants[i]?.[1] as () => unknown;
      samples[i]?.push(row.of === 'memory' ? memoryOf(run) : (await timeOf(run, repeats[i] as number)) * 1e6);
    }
  delete kept.result;
  const ours = samples[0] as number[];
  const ratios = new Map(
    contestants
      .slice(1)
      .map(([name], i): [string, number] => [
        name,
        median((samples[i + 1] as number[]).map((sample, round) => sample / (ours[round] as number))),
      ]),
  );
  return { row, cost: median(ours) / row.count, ratios };
}

function costText({ row, cost }: Result): string {
  if (row.of === 'memory') return `${Math.round(cost)} B/${row.unit}`;
  return cost < 1000 ? `${cost.toFixed(0)} ns/${row.unit}` : `${(cost / 1000).toFixed(2)} µs/${row.unit}`;
}

function ratioText(ratio: number | undefined, goal: number | undefined): string {
  if (ratio === undefined) return '';
  const text = `${ratio.toFixed(ratio < 10 ? 2 : 1)} x`;
  if (goal === undefined) return text;
  return `${text} ${ratio >= goal ? '≥' : '✗ <'} ${Number(goal.toFixed(2))}`;
}

/** The lines of a table, its columns as wide as they must be. */
export function tableOf(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] as readonly string[]).map((_, i) =>
    Math.max(...lines.map((line) => (line[i] ?? '').length)),
  );
  const text = lines.map((line) => `| ${widths.map((width, i) => (line[i] ?? '').padEnd(width)).join(' | ')} |`);
  text.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return text.join('\n');
}

/** All results in one table: our cost, and how many times it that of each peer is. */
export function resultTable(results: readonly Result[]): string {
  const peers = [...new Set(results.flatMap(({ ratios }) => [...ratios.keys()]))];
  return tableOf([
    ['', 'couplet', ...peers],
    ...results.map((result) => [
      result.row.name,
      costText(result),
      ...peers.map((peer) => ratioText(result.ratios.get(peer), result.row.goals?.[peer])),
    ]),
  ]);
}
