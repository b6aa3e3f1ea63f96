/**
 * What couplet adds to a bundle: minified, gzipped, in bytes, beside the goal. The goals are not reached; a bundle that
 * grows beyond its limit fails, so that the way there is not longer tomorrow. With `--files` it also says which files
 * the bytes are from.
 */
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { analyzeMetafile, build } from 'esbuild';
import { check, finish, ROOT, skip } from './checks.js';

interface Bundle {
  readonly name: string;
  /** What an app's module would say. */
  readonly source: string;
  /** What it should be at most, gzipped, in bytes. */
  readonly goal?: number;
  /** What it may be at most today, gzipped, in bytes. To be lowered, never raised without a reason. */
  readonly limit?: number;
}

const BUNDLES: readonly Bundle[] = [
  { name: 'couplet, all of it', source: "export * from 'couplet';", goal: 12_000, limit: 43_000 },
  {
    name: 'reader and writer alone',
    source: "export { parseXml, XmlElement, XmlReader } from 'couplet';",
    goal: 5_000,
    limit: 18_000,
  },
  { name: 'couplet and its testing', source: "export * from 'couplet'; export * from 'couplet/testing';" },
];

const peers = Object.keys(JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')).peerDependencies);

for (const { name, source, goal, limit } of BUNDLES) {
  if (source.includes('couplet/testing') && !existsSync(`${ROOT}src/testing/index.ts`)) {
    skip(name, 'there is no couplet/testing');
    continue;
  }
  await check(name, async () => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: source, resolveDir: ROOT, loader: 'js' },
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      format: 'esm',
      target: 'es2022',
      conditions: ['couplet-source'],
      external: peers,
    });
    if (process.argv.includes('--files')) console.log(await analyzeMetafile(metafile));
    const bytes = outputFiles[0]?.contents ?? new Uint8Array();
    const size = gzipSync(bytes, { level: 9 }).length;
    const beside = goal === undefined ? '' : `; the goal is ${goal}`;
    const sizes = `${bytes.length} bytes minified, ${size} gzipped${beside}`;
    if (limit !== undefined && size > limit) throw new Error(`${sizes}; the limit is ${limit}`);
    return sizes;
  });
}
finish();
