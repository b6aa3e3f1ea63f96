/** TypeScript of this repository to plain JavaScript, for what is measured. */
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Compiles a program. A loader that compiles while a program runs passes the library that is measured through itself
 * as well, and takes up to a third of its speed.
 *
 * @param entry - its source, as a path from this folder
 * @returns the file to give to Node; packages, couplet as it is built among them, are imported from there as ever
 */
export async function compile(entry: string): Promise<string> {
  const outfile = join(import.meta.dirname, '../.build', `${entry.replace(/\.ts$/, '').replaceAll(/\W+/g, '-')}.js`);
  await build({
    entryPoints: [join(import.meta.dirname, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
  return outfile;
}
