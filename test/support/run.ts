/**
 * Runs the printing examples of Markdown pages, each in a thread of its own: what one does to a class is not seen by
 * the others. They import `couplet` by its public name, as bundled from the sources for this run.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { build, transform } from 'esbuild';
import type { Block, Fault, Module } from './examples.js';
import { ROOT, read } from './sources.js';

/** Stands between the outputs of two blocks of a module. */
const MARK = '\u0001';
const TIME_LIMIT_MS = 20_000;

const calls = (block: Block): boolean => /\bconsole\s*\./.test(block.code.text);

/** Whether a module has anything to compare. */
export const prints = (module: Module): boolean => !module.fails && module.blocks.some(calls);

/** A place to run examples in. */
export class Playground {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Bundles the package from its sources; inside node_modules, so that examples find the other packages there. */
  static async create(): Promise<Playground> {
    const cache = `${ROOT}node_modules/.cache`;
    mkdirSync(cache, { recursive: true });
    const folder = mkdtempSync(`${cache}/examples-`);
    const { exports: entries } = JSON.parse(read('package.json')) as { exports: Record<string, Conditions | string> };
    const targets: Record<string, string> = {};
    const inputs: Record<string, string> = {};
    for (const [entry, conditions] of Object.entries(entries)) {
      if (typeof conditions === 'string') continue;
      const name = entry === '.' ? 'index' : entry.slice(2);
      const source = ROOT + conditions['couplet-source'].slice(2);
      if (!existsSync(source)) continue;
      inputs[name] = source;
      targets[entry] = `./${name}.js`;
    }
    const outdir = `${folder}/node_modules/couplet`;
    const options = { bundle: true, splitting: true, packages: 'external', logLevel: 'silent' } as const;
    mkdirSync(outdir, { recursive: true });
    await build({ ...options, entryPoints: inputs, outdir, format: 'esm', target: 'es2022' });
    writeFileSync(`${outdir}/package.json`, JSON.stringify({ name: 'couplet', type: 'module', exports: targets }));
    return new Playground(folder);
  }

  /** Runs a module and compares what its blocks print with the text that follows them. */
  async faults(module: Module): Promise<Fault[]> {
    const parts = module.blocks.map(({ code }, index) => (index === 0 ? '' : `console.log('${MARK}');`) + code.text);
    const { code } = await transform(parts.join('\n'), { loader: 'ts', format: 'esm', target: 'es2022' });
    const file = `${this.#folder}/${module.name.replace(/\.ts$/, '.mjs')}`;
    writeFileSync(file, code);
    const { printed, failure } = await runFile(file);
    const outputs = printed.split(`${MARK}\n`);
    const faults: Fault[] = [];
    for (const [index, block] of module.blocks.entries()) {
      const actual = (outputs[index] ?? '').replace(/\n$/, '');
      const { line, text } = calls(block) && block.output ? block.output : { line: block.code.line, text: '' };
      if (actual === text) continue;
      const message = block.output
        ? `prints\n${actual}\nand not\n${text}`
        : `prints, and no text block follows:\n${actual}`;
      faults.push({ line, message });
    }
    if (failure !== undefined) faults.push({ line: module.blocks[0]?.code.line ?? 0, message: `throws ${failure}` });
    return faults;
  }

  /** Removes what was written. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

interface Conditions {
  readonly 'couplet-source': string;
}

async function runFile(file: string): Promise<{ printed: string; failure: string | undefined }> {
  const worker = new Worker(file, { stdout: true, stderr: true });
  let printed = '';
  let failure: string | undefined;
  worker.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
  });
  worker.on('error', (error) => {
    failure = String(error);
  });
  const timer = setTimeout(() => {
    failure = `nothing, but still runs after ${TIME_LIMIT_MS} ms`;
    worker.terminate().catch(() => undefined);
  }, TIME_LIMIT_MS);
  await new Promise((resolve) => worker.on('exit', resolve));
  clearTimeout(timer);
  return { printed, failure };
}
