/** The benchmarks measure what they say: all contestants of a row do the same. How long it takes is not looked at. */
import { type JID, parseXml, type XmlElement } from 'couplet';
import { assertEqualXml } from 'couplet/testing';
import { describe, expect, test } from 'vitest';
import type { Row } from '../bench/harness.js';
import {
  type JsonElement,
  jsonOf,
  printWithFastXmlParser,
  printWithTxml,
  printWithXmldom,
  type SaxesElement,
} from '../bench/peers.js';
import { rows as dispatch } from '../bench/rows/dispatch.js';
import { rows as read } from '../bench/rows/read.js';
import { rows as roundTrip } from '../bench/rows/round-trip.js';
import { rows as stream } from '../bench/rows/stream.js';
import { rows as typedRead } from '../bench/rows/typed-read.js';
import { rows as write } from '../bench/rows/write.js';
import { STANZAS } from '../bench/stanzas.js';
import { projectOf } from '../bench/type-project.js';
import { compile, instantiationsOf } from './support/compiler.js';

/** What each contestant of a row gives, by its name. */
async function resultsOf({ contestants }: Row): Promise<[name: string, result: unknown][]> {
  const results: [string, unknown][] = [];
  for (const [name, run] of Object.entries(contestants)) results.push([name, await run()]);
  return results;
}

/** A tree of saxes as plain data, the attributes by name: their order is no part of it. */
function plainOf({ name, namespace, attributes, children }: SaxesElement): JsonElement {
  const nodes = children.map((node) => (typeof node === 'string' ? node : plainOf(node)));
  return { name, namespace, attributes: Object.fromEntries(attributes), children: nodes };
}

const PRINTERS: Readonly<Record<string, (tree: never) => string>> = {
  xmldom: printWithXmldom,
  'fast-xml-parser': printWithFastXmlParser,
  txml: printWithTxml,
};

describe('each contestant', () => {
  const last = STANZAS.at(-1) as string;

  test.each(read.slice(0, 1))('builds the whole tree: $name', async (row) => {
    for (const [name, tree] of await resultsOf(row)) {
      if (name === 'saxes') expect(plainOf(tree as SaxesElement)).toEqual(jsonOf(parseXml(last)));
      else if (name === 'JSON') expect(tree).toEqual(jsonOf(parseXml(last)));
      else assertEqualXml((PRINTERS[name] ?? String)(tree as never), last);
    }
  });

  test.each(stream.slice(0, 4))('reports the last stanza of the stream: $name', async (row) => {
    for (const [name, tree] of await resultsOf(row)) {
      if (name === 'saxes') expect(plainOf(tree as SaxesElement)).toEqual(jsonOf(parseXml(last)));
      else assertEqualXml(String(tree), last);
    }
  });

  test.each(write.slice(0, 1))('prints: $name', async (row) => {
    for (const [, sum] of await resultsOf(row)) expect(sum).toBeGreaterThan(STANZAS.length);
  });

  test.each(typedRead)('reads the same: $name', async ({ contestants }) => {
    const [ours, hand] = Object.values(contestants).map((run) => run());
    // A stanza object is the element it is of, a JID its text.
    const plain = (value: unknown): unknown => (value as { xml?: XmlElement }).xml ?? value;
    expect(String(plain(ours))).toBe(String(plain(hand)));
    expect(ours).not.toBeUndefined();
  });

  test('reads JIDs as JIDs', () => {
    const row = typedRead.find(({ name }) => name.includes('JID'));
    for (const run of Object.values(row?.contestants ?? {}))
      expect((run() as JID).bare.toString()).toBe('user199@montague.example');
  });

  test.each(dispatch.filter(({ name }) => name.startsWith('pipeline, 10')))('replies to all: $name', async (row) => {
    for (const [, replies] of await resultsOf(row)) expect(replies).toBe(row.count);
  });

  // That nothing is lost is verified when the rows are loaded.
  test.each(roundTrip)('comes back with a text: $name', async (row) => {
    for (const [, length] of await resultsOf(row)) expect(length).toBeGreaterThan(STANZAS.length);
  });
});

describe('the projects whose types are checked', () => {
  test.each(['couplet', 'by hand'] as const)(
    '%s: the compiler has nothing to say',
    (kind) => {
      expect(compile(projectOf(8, kind))).toEqual([]);
    },
    60_000,
  );

  test('a class more, and its uses, is at most 1,000 instantiations more', () => {
    const [some, more] = [8, 16].map((classes) => instantiationsOf(projectOf(classes, 'couplet'))) as [number, number];
    expect((more - some) / 8).toBeLessThan(1000);
  }, 60_000);

  test('have as many classes as they say, and the same uses of them', () => {
    const [ours, hand] = [projectOf(8, 'couplet'), projectOf(8, 'by hand')];
    const classes = (project: typeof ours, pattern: RegExp): number =>
      [...project.values()].join('').match(pattern)?.length ?? 0;
    expect(classes(ours, /^export class /gm)).toBe(8);
    expect(classes(hand, /^export declare const /gm)).toBe(8);
    const uses = (text = ''): string => text.slice(text.indexOf('export function'));
    for (const name of ['shop-0.ts', 'shop-1.ts']) expect(uses(ours.get(name))).toBe(uses(hand.get(name)));
  });

  test('the compiler refuses the same mistakes in both', () => {
    const mistakes = [
      "new Order().get('sise');",
      "new Order().set('size', 'x');",
      "new Order().assign({ size: 'x' });",
      "Order.of({ items: [{ skew: 'a' }] });",
      'new Order().values.gifts;',
    ];
    for (const kind of ['couplet', 'by hand'] as const) {
      const project = new Map(projectOf(4, kind));
      const lines = ["import { Order } from './shop-0.js';", ...mistakes];
      project.set('mistakes.ts', lines.join('\n'));
      expect(compile(project).map(({ file, line }) => [kind, file, line])).toEqual(
        mistakes.map((_, i) => [kind, 'mistakes.ts', i + 2]),
      );
    }
  }, 60_000);
});
