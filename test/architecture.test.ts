/** The house rules hold in this repository, and each rule bites on sources that break it. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import {
  cycles,
  entryFaults,
  headFaults,
  layerFaults,
  lengthFaults,
  lockFaults,
  MOST_LINES,
  placeFaults,
  type Sources,
  specifierFaults,
} from './support/architecture.js';
import { filesBelow, ROOT, read } from './support/sources.js';

const texts = (paths: readonly string[]): Sources => new Map(paths.map((path) => [path, read(path)]));
const given = (files: Readonly<Record<string, string>>): Sources => new Map(Object.entries(files));

const manifest = JSON.parse(read('package.json'));
const optional = Object.entries<{ optional?: boolean }>(manifest.peerDependenciesMeta ?? {});
const peers = new Set(optional.filter(([, meta]) => meta.optional).map(([name]) => name));
const src = texts(filesBelow('src', '.ts'));
const others = texts(['test', 'bench', 'examples', 'scripts'].flatMap((folder) => filesBelow(folder, '.ts')));
const TEXT = /\.(?:ts|js|mjs|cjs|json|jsonc|md|ya?ml|xml|txt|sh)$|(?:^|\/)(?:run|\.npmrc|\.gitignore|\.gitattributes)$/;

describe('in this repository', () => {
  test('there are sources to check', () => expect(src.size).toBeGreaterThan(5));
  test('a file of src imports its own folder or a lower layer', () => expect(layerFaults(src)).toEqual([]));
  test('no import cycles in src', () => expect(cycles(src)).toEqual([]));
  test('src imports .js files and optional peers only', () => expect(specifierFaults(src, peers)).toEqual([]));
  test('every file says what lives in it', () => expect(headFaults(new Map([...src, ...others]))).toEqual([]));
  test('no file is too long', () => expect(lengthFaults(new Map([...src, ...others]))).toEqual([]));
  test('every entry point has its source', () => expect(entryFaults(manifest, new Set(src.keys()))).toEqual([]));
  test('no places of one machine', () => {
    expect(placeFaults(texts(filesBelow('').filter((path) => TEXT.test(path))))).toEqual([]);
  });
  test('no run-time dependency; every peer is optional and a dev dependency', () => {
    expect(manifest.dependencies).toBeUndefined();
    expect(Object.keys(manifest.peerDependencies ?? {}).sort()).toEqual([...peers].sort());
    expect(Object.keys(manifest.devDependencies)).toEqual(expect.arrayContaining([...peers]));
  });
  test.each(['package-lock.json', 'test/consumers/package-lock.json'])('%s is whole', (path) => {
    expect(lockFaults(JSON.parse(read(path)))).toEqual([]);
  });
  test('src is compiled without the types of Node or of the DOM', () => {
    const config = ts.readConfigFile(`${ROOT}src/tsconfig.json`, ts.sys.readFile).config;
    const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, `${ROOT}src`);
    const seen = ts.createProgram(fileNames, options).getSourceFiles();
    const names = seen.map((file) => file.fileName.replace(ROOT, ''));
    expect(names.length).toBeGreaterThan(fileNames.length);
    expect(names.filter((name) => /@types\/|lib\.(?:dom|webworker|esnext|es202[3-9])/.test(name))).toEqual([]);
  });
});

describe('a rule bites on', () => {
  test.each([
    ['a higher layer', 'src/xml/a.ts', '../element/b.js'],
    ['the same layer', 'src/jid/a.ts', '../xml/names.js'],
    ['a higher layer, for a type', 'src/stanza/a.ts', '../stream/b.js'],
    ['testing in a XEP', 'src/xep/xep-0030/a.ts', '../../testing/b.js'],
    ['testing in interop', 'src/interop/a.ts', '../testing/b.js'],
    ['a XEP in testing', 'src/testing/a.ts', '../xep/xep-0030/b.js'],
    ['a XEP in interop', 'src/interop/a.ts', '../xep/xep-0030/b.js'],
    ['the public face', 'src/testing/a.ts', '../index.js'],
    ['a XEP in the public face', 'src/index.ts', './xep/xep-0030/index.js'],
    ['what is outside of src', 'src/xml/a.ts', '../../test/b.js'],
  ])('%s', (_what, path, specifier) => {
    expect(layerFaults(given({ [path]: `import type { B } from '${specifier}';` }))).toHaveLength(1);
  });
  test('a folder without a layer', () => expect(layerFaults(given({ 'src/util/a.ts': '' }))).toHaveLength(1));
  test('nothing that is allowed', () => {
    const sources = given({
      'src/index.ts': "export * from './stream/a.js';",
      'src/stream/a.ts': "import './b.js'; import '../xml/c.js'; import '../handler/d.js';",
      'src/interop/dom.ts': "import '../xml/a.js'; import '../stanza/b.js';",
      'src/testing/a.ts': "import '../interop/dom.js'; import '../stream/b.js';",
      'src/xep/xep-0077/a.ts': "import '../xep-0030/index.js'; import '../../stream/a.js';",
    });
    expect(layerFaults(sources)).toEqual([]);
    expect(specifierFaults(sources, new Set())).toEqual([]);
  });

  test('a cycle, but for types', () => {
    const a = { 'src/xml/a.ts': "import './b.js';", 'src/xml/b.ts': "export * from './c.js';" };
    expect(cycles(given({ ...a, 'src/xml/c.ts': "import { type A } from './a.js';" }))).toEqual([
      'src/xml/a.ts -> src/xml/b.ts -> src/xml/c.ts -> src/xml/a.ts',
    ]);
    expect(cycles(given({ ...a, 'src/xml/c.ts': "const a = await import('./a.js');" }))).toHaveLength(1);
    expect(cycles(given({ ...a, 'src/xml/c.ts': "import type { A } from './a.js';" }))).toEqual([]);
    expect(cycles(given({ ...a, 'src/xml/c.ts': "type A = import('./a.js').A;" }))).toEqual([]);
  });

  test.each([
    ['src/xml/a.ts', "import { readFile } from 'node:fs';"],
    ['src/xml/a.ts', "const fs = require('fs');"],
    ['src/xml/a.ts', "export { x } from './b';"],
    ['src/xml/a.ts', "import { x } from './b.ts';"],
    ['src/stream/a.ts', "import fc from 'fast-check';"],
    ['src/testing/a.ts', "import { test } from 'node:test';"],
    ['src/testing/a.ts', "import type { X } from '@scope/not-a-peer/deep';"],
    ['src/xep/xep-0030/a.ts', "import { XmlElement } from 'couplet';"],
  ])('the specifier in %s: %s', (path, text) => {
    expect(specifierFaults(given({ [path]: text }), new Set(['fast-check']))).toHaveLength(1);
  });
  test('no optional peer where one may be', () => {
    const text = "import fc from 'fast-check'; import type { Document } from '@xmldom/xmldom/lib/x';";
    const allowed = new Set(['fast-check', '@xmldom/xmldom']);
    expect(specifierFaults(given({ 'src/testing/a.ts': text, 'src/interop/b.ts': text }), allowed)).toEqual([]);
  });

  test('a file without a head', () => {
    expect(headFaults(given({ 'src/a.ts': "import './b.js';" }))).toHaveLength(1);
    expect(headFaults(given({ 'src/a.ts': '\n/** Late. */\nimport "./b.js";' }))).toHaveLength(1);
    const two = '/** About A, not about the file. */\nexport class A {}\nexport class B {}';
    expect(headFaults(given({ 'src/a.ts': two }))).toHaveLength(1);
    expect(headFaults(given({ 'src/a.ts': `/** The file. */\n\n${two}` }))).toEqual([]);
    expect(headFaults(given({ 'src/a.ts': '/** About A. */\nexport class A {}\nconst b = 1;' }))).toEqual([]);
    expect(headFaults(given({ 'src/a.ts': '/** The file. */\nimport "./b.js";' }))).toEqual([]);
  });
  test('a long file', () => {
    expect(lengthFaults(given({ 'src/a.ts': '//\n'.repeat(MOST_LINES + 1) }))).toHaveLength(1);
    expect(lengthFaults(given({ 'src/a.ts': '//\n'.repeat(MOST_LINES) }))).toEqual([]);
  });

  test('entry points that are not there, or not named', () => {
    const entry = { 'couplet-source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' };
    const faults = (target: Record<string, string>, ...sources: string[]): string[] =>
      entryFaults({ exports: { '.': target } }, new Set(sources));
    expect(faults(entry, 'src/index.ts', 'src/xml/a.ts')).toEqual([]);
    expect(faults(entry)).toHaveLength(1);
    expect(faults({ ...entry, types: './dist/main.d.ts' }, 'src/index.ts')).toHaveLength(1);
    const reversed = Object.fromEntries(Object.entries(entry).reverse());
    expect(faults(reversed, 'src/index.ts')).toHaveLength(1);
    expect(faults(entry, 'src/index.ts', 'src/xep/xep-0030/index.ts')).toHaveLength(1);
    expect(faults(entry, 'src/index.ts', 'src/interop/dom.ts')).toHaveLength(1);
    expect(faults(entry, 'src/index.ts', 'src/testing/index.ts')).toHaveLength(1);
  });

  test('a lock that is not whole', () => {
    const lock = { '': { devDependencies: { a: '1' } }, 'node_modules/a': { optionalDependencies: { '@x/b': '1' } } };
    expect(lockFaults({ packages: lock })).toEqual(['node_modules/a needs @x/b, which is not locked']);
    expect(lockFaults({ packages: { ...lock, 'node_modules/@x/b': {} } })).toEqual([]);
    expect(lockFaults({ packages: { ...lock, 'node_modules/a/node_modules/@x/b': {} } })).toEqual([]);
    expect(lockFaults({ packages: { '': lock[''] } })).toHaveLength(1);
  });
  test('places of one machine', () => {
    expect(placeFaults(given({ 'a.md': `see ${['', 'home', 'me', 'x'].join('/')}` }))).toHaveLength(1);
    expect(placeFaults(given({ 'a.md': `'${['', 'tmp', 'x'].join('/')}'` }))).toHaveLength(1);
    expect(placeFaults(given({ 'package-lock.json': '"resolved": "https://registry.example/x.tgz"' }))).toHaveLength(1);
    expect(placeFaults(given({ 'a.md': 'romeo@example.net/home/work and src/tmp/x' }))).toEqual([]);
  });
});
