/**
 * `npm run bench`: couplet beside its peers, as it is built, all in one run.
 *
 * Words after `--` choose the rows, and the tables after them, whose names have them. `--rounds=200` measures longer;
 * `--no-growth` leaves out the table of cost against size. Where `XEP_EXAMPLES` names a file of JSON lines, each with
 * its XML under `xml`, the rows are measured on that too.
 */
import { parseArgs } from 'node:util';
import { growthTable } from './growth.js';
import { measure, type Result, type Row, resultTable } from './harness.js';
import { rows as dispatch } from './rows/dispatch.js';
import { rows as interop } from './rows/interop.js';
import { rows as memory } from './rows/memory.js';
import { rows as read } from './rows/read.js';
import { rows as roundTrip } from './rows/round-trip.js';
import { rows as stream } from './rows/stream.js';
import { rows as typedRead } from './rows/typed-read.js';
import { rows as write } from './rows/write.js';
import { bundleSizes } from './tables/bundles.js';
import { start } from './tables/start.js';
import { typeChecking } from './tables/type-checking.js';

const { values: options, positionals: words } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: { rounds: { type: 'string', default: '51' }, growth: { type: 'boolean', default: true } },
});

/** One file of rows for each thing that is measured. */
const ROWS: readonly Row[] = [
  ...read,
  ...stream,
  ...write,
  ...memory,
  ...dispatch,
  ...typedRead,
  ...roundTrip,
  ...interop,
];

/** What is not measured in turns in this process, each a table of its own. */
const TABLES: Readonly<Record<string, () => string | Promise<string>>> = {
  start,
  'type-checking': typeChecking,
  'bundle size': bundleSizes,
};

if (process.env.XEP_EXAMPLES === undefined) console.log('The rows of a corpus are skipped: XEP_EXAMPLES names none.');

const isChosen = (name: string): boolean => words.every((word) => name.includes(word));
const results: Result[] = [];
for (const row of ROWS.filter(({ name }) => isChosen(name))) {
  results.push(await measure(row, Number(options.rounds)));
  process.stderr.write('.');
}
if (results.length > 0) {
  process.stderr.write('\n');
  console.log(`Node ${process.version}, medians of ${options.rounds} rounds; how many times our cost the peers' is.\n`);
  console.log(resultTable(results));
}
const growth = options.growth ? growthTable(words) : undefined;
if (growth !== undefined)
  console.log(`\nCost against size; 8 times the size is to cost about 8 times as much.\n\n${growth}`);
for (const [name, table] of Object.entries(TABLES)) if (isChosen(name)) console.log(`\n${await table()}`);
