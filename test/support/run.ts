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
export const prints = (module: Module): boolean => module.kind === 'runs' && module.blocks.some(calls);

/** A place to run examples in. */
export class Playground {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Bundles the package from its sources; inside node_modules, so that examples find the other packages there.
   *
   * @param sources - the source of each entry point, by the name that is imported: `couplet/testing`
   */
  static async create(sources: ReadonlyMap<string, string>): Promise<Playground> {
    const cache = `${ROOT}node_modules/.cache`;
    mkdirSync(cache, { recursive: true });
    const playground = new Playground(mkdtempSync(`${cache}/examples-`));
    const outdir = `${playground.#folder}/node_modules/couplet`;
    mkdirSync(outdir, { recursive: true });
    const exports: Record<string, string> = {};
    const inputs: Record<string, string> = {};
    for (const [name, source] of sources) {
      const file = name.replaceAll('/', '-');
      exports[name.replace('couplet', '.')] = `./${file}.js`;
      inputs[file] = ROOT + source;
    }
    writeFileSync(`${outdir}/package.json`, JSON.stringify({ name: 'couplet', type: 'module', exports }));
    const options = { bundle: true, splitting: true, packages: 'external', logLevel: 'silent' } as const;
    try {
      await build({ ...options, entryPoints: inputs, outdir, format: 'esm', target: 'es2022' });
    } catch (error) {
      playground.remove();
      throw error;
    }
    return playground;
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

/** The entry points of package.json whose sources are there. */
export function entryPoints(): Map<string, string> {
  const { exports } = JSON.parse(read('package.json')) as { exports: Record<string, Record<string, string> | string> };
  const sources = new Map<string, string>();
  for (const [entry, target] of Object.entries(exports)) {
    const source = typeof target === 'string' ? '' : (target['couplet-source'] ?? '').slice(2);
    if (source !== '' && existsSync(ROOT + source)) sources.set(entry.replace('.', 'couplet'), source);
  }
  return sources;
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
