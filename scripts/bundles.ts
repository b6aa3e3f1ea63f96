/** What couplet adds to a bundle: the bundles that are looked at, and their sizes. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { analyzeMetafile, build } from 'esbuild';
import { ROOT } from './checks.js';

/** What an app takes of couplet. */
export interface Bundle {
  readonly name: string;
  /** What an app's module would say. */
  readonly source: string;
  /** What it should be at most, gzipped, in bytes. */
  readonly goal?: number;
  /** What it may be at most today, gzipped, in bytes. To be lowered, never raised without a reason. */
  readonly limit?: number;
}

/** All that are looked at. The last two are what programs take: the rest of couplet has to stay out of them. */
export const BUNDLES: readonly Bundle[] = [
  { name: 'couplet, all of it', source: "export * from 'couplet';", goal: 12_000, limit: 40_500 },
  {
    name: 'reader and writer alone',
    source: "export { parseXml, XmlElement, XmlReader } from 'couplet';",
    goal: 5_000,
    limit: 15_500,
  },
  { name: 'couplet and its testing', source: "export * from 'couplet'; export * from 'couplet/testing';" },
  {
    name: 'stanza objects: defineElement, Iq, registerStanzaPlugin',
    source: "export { defineElement, Iq, registerStanzaPlugin } from 'couplet';",
  },
  {
    name: 'these and a stream: StanzaStream, Callback, MatchXPath',
    source: "export { Callback, defineElement, Iq, MatchXPath, registerStanzaPlugin, StanzaStream } from 'couplet';",
  },
];

/** How big a bundle came out, in bytes. */
export interface BundleSize {
  readonly minified: number;
  readonly gzipped: number;
  /** Which files the bytes are from, as esbuild tells it. */
  files(): Promise<string>;
}

/** Bundles and minifies what an app takes of the sources. */
export async function sizeOf({ source }: Bundle): Promise<BundleSize> {
  const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { peerDependencies: object };
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: ROOT, loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['couplet-source'],
    external: Object.keys(manifest.peerDependencies),
  });
  const bytes = outputFiles[0]?.contents ?? new Uint8Array();
  const gzipped = gzipSync(bytes, { level: 9 }).length;
  return { minified: bytes.length, gzipped, files: () => analyzeMetafile(metafile) };
}
