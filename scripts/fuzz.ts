/**
 * `npm run fuzz`: inputs by chance, read by saxes and by us. Any disagreement is made short and printed.
 *
 * `--seed=N` is the seed of the first case, each next one has the next; `--count=N` cases, or as many as `--seconds=S`
 * take. Where `XEP_EXAMPLES` names a file of JSON lines, each with its XML under `xml`, that is changed too.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { newCounts, runCase } from '../test/fuzz/run.js';
import { SAMPLES } from '../test/fuzz/samples.js';

const { values: options } = parseArgs({
  options: { seed: { type: 'string' }, count: { type: 'string' }, seconds: { type: 'string' } },
});
const number = (name: 'seed' | 'count' | 'seconds', absent: number): number => {
  const value = Number(options[name] ?? absent);
  if (!(value >= 0)) throw new Error(`--${name}: expected a number, found '${options[name]}'`);
  return value;
};

const first = number('seed', Math.floor(Math.random() * 2 ** 31));
const seconds = number('seconds', Number.POSITIVE_INFINITY);
const count = number('count', seconds === Number.POSITIVE_INFINITY ? 1_000_000 : Number.POSITIVE_INFINITY);
const MOST_SHOWN = 5;
const REPORT_EVERY = 60_000;

function corpus(path: string): string[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { xml: string }).xml).filter((xml) => xml.length < 600);
}

const path = process.env.XEP_EXAMPLES;
const samples = path === undefined ? SAMPLES : [...SAMPLES, ...corpus(path)];

// Half of the inputs are refused, and nobody looks at the stacks.
Error.stackTraceLimit = 0;

const show = (input: string | Uint8Array): string =>
  typeof input === 'string' ? JSON.stringify(input) : `bytes ${Buffer.from(input).toString('hex')}`;

const counts = newCounts();
const from = performance.now();
let reported = from;
let disagreements = 0;
console.log(`seed ${first}, ${count === Number.POSITIVE_INFINITY ? `${seconds} s` : `${count} cases`}`);
for (let i = 0; i < count && disagreements < MOST_SHOWN; i++) {
  if (i % 256 === 0) {
    const now = performance.now();
    if (now - from > seconds * 1000) break;
    if (now - reported > REPORT_EVERY) {
      reported = now;
      console.log(`${counts.cases} cases`);
    }
  }
  const found = runCase((first + i) >>> 0, samples, counts);
  if (found === undefined) continue;
  disagreements++;
  console.log(
    `\ncase ${found.seed}: ${found.problem}\n  ${show(found.input)}\n  at its shortest: ${show(found.shortest)}`,
  );
}

const took = (performance.now() - from) / 1000;
console.log(`${counts.cases} cases in ${took.toFixed(0)} s: ${counts.read} read, ${counts.refused} refused`);
for (const [name, times] of counts.forgiven) console.log(`  saxes departs from the specifications: ${name} (${times})`);
console.log(`${disagreements === 0 ? 1 : 0} passed, ${disagreements} failed`);
if (disagreements > 0) process.exitCode = 1;
