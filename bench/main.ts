/** `npm run bench`: compiles the benchmarks and runs them in a Node of their own, with the words and options it is given. */
import { spawnSync } from 'node:child_process';
import { compile } from './compile.js';

const program = await compile('run.ts');
const { status } = spawnSync(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
