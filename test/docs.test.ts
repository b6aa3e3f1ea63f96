/**
 * README.md, docs/ and the doc comments of src/ tell the truth: their code compiles and prints what they say; the links
 * of the pages lead somewhere.
 */
import { existsSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Examples, examplesOf, excerptFaults, type Fault, typeFaults } from './support/examples.js';
import { commentsOf, readPage } from './support/markdown.js';
import { entryPoints, Playground, prints } from './support/run.js';
import { filesBelow, ROOT, read } from './support/sources.js';

const pages = [...filesBelow('', '.md').filter((path) => !path.includes('/')), ...filesBelow('docs', '.md')];
const examples = new Map<string, Examples>(pages.map((path) => [path, examplesOf(path, read(path))]));
for (const path of filesBelow('src', '.ts')) {
  const found = examplesOf(path, commentsOf(read(path)));
  if (found.modules.length + found.excerpts.length + found.faults.length > 0) examples.set(path, found);
}

const all = [...examples.values()].flatMap(({ modules }) => modules);
let types = new Map<string, Fault[]>();
const playground = all.some(prints) ? Playground.create(entryPoints()) : undefined;
beforeAll(() => {
  types = typeFaults(all);
}, 120_000);
// Sources that cannot be bundled fail the examples that run, and nothing else.
const bundled = playground?.catch(() => undefined);
afterAll(async () => (await bundled)?.remove());

/** Faults as a test prints them: `docs/x.md:12: what is wrong`. */
const shown = (path: string, faults: readonly Fault[]): string[] =>
  faults.map(({ line, message }) => `${path}:${line}: ${message}`);

test('README.md is among the pages', () => expect(pages).toContain('README.md'));

describe.each([...examples])('%s', (path, { modules, excerpts, faults }) => {
  test('every block has a check', () => expect(shown(path, faults)).toEqual([]));

  for (const module of modules) {
    const at = `${path}:${module.blocks[0]?.code.line}`;
    test(`the code at ${at} ${module.kind === 'fails' ? 'fails as it says' : 'compiles'}`, () => {
      expect(shown(path, types.get(module.name) ?? [])).toEqual([]);
    });
    if (!prints(module)) continue;
    test(`the code at ${at} prints what follows it`, async () => {
      const faults = await (await playground)?.faults(module);
      expect(shown(path, faults ?? [{ line: 0, message: 'was not run' }])).toEqual([]);
    }, 60_000);
  }

  for (const excerpt of excerpts) {
    const [, source = ''] = excerpt.info;
    test(`the code at ${path}:${excerpt.line} stands in ${source}`, () => {
      expect(shown(path, excerptFaults(excerpt, read(source)))).toEqual([]);
    });
  }

  if (!pages.includes(path)) return;
  test('its links lead somewhere', () => {
    const dead = readPage(read(path)).links.filter(({ target }) => !leadsSomewhere(path, target));
    expect(dead.map(({ line, target }) => `${path}:${line}: ${target}`)).toEqual([]);
  });
});

/** Whether a file, and an anchor in a page, is there; other sites are not asked. */
function leadsSomewhere(from: string, target: string): boolean {
  if (/^(?:https?|mailto|xmpp):/.test(target)) return true;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? from : posix.join(posix.dirname(from), decodeURI(path));
  // What is generated is not there for one who reads the repository.
  if (!existsSync(ROOT + file) || file.startsWith('docs/api/') || file.startsWith('dist/')) return false;
  if (anchor === undefined) return true;
  return statSync(ROOT + file).isFile() && readPage(read(file)).anchors.has(decodeURI(anchor));
}
