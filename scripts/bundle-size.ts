/**
 * What couplet adds to a bundle: minified, gzipped, in bytes. Fails when the core has outgrown its limit. With `--files`
 * it also says which files the bytes are from.
 */
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { analyzeMetafile, build } from 'esbuild';
import { check, finish, ROOT, skip } from './checks.js';

interface Bundle {
  readonly name: string;
  /** What an app's module would say. */
  readonly source: string;
  /** The most it may be, gzipped, in bytes. */
  readonly limit?: number;
}

const BUNDLES: readonly Bundle[] = [
  { name: 'couplet, all of it', source: "export * from 'couplet';", limit: 14_000 },
  { name: 'reader and writer alone', source: "export { parseXml, XmlElement, XmlReader } from 'couplet';" },
  { name: 'couplet and its testing', source: "export * from 'couplet'; export * from 'couplet/testing';" },
];

const peers = Object.keys(JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')).peerDependencies);

for (const { name, source, limit } of BUNDLES) {
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
    const sizes = `${bytes.length} bytes minified, ${size} gzipped`;
    if (limit !== undefined && size > limit) throw new Error(`${sizes}; the limit is ${limit}`);
    return limit === undefined ? sizes : `${sizes}, of ${limit}`;
  });
}
finish();
