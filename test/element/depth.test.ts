/** Depth costs memory and never the call stack, and no more than in proportion. */
import { defineElement, integer, registerStanzaPlugin, string } from 'couplet';
import { describe, expect, test } from 'vitest';
import '../support/matchers.js';

const DEPTH = 100_000;

class Nest extends defineElement({
  name: 'nest',
  namespace: 'urn:nest',
  interfaces: { n: integer },
  subInterfaces: { label: string },
  langInterfaces: ['title'],
  boolInterfaces: ['last'],
  plugins: { inner: () => Nest },
}) {}

/** As JSON would give it. */
function plainNest(depth: number): object {
  let plain: object = { n: 0, last: true };
  for (let n = 1; n <= depth; n++) plain = { n, label: 'l', title: 't', 'title|fr': 'u', inner: plain };
  return plain;
}
function depthOf(plain: { inner?: object }): number {
  let depth = 0;
  for (let at: { inner?: object } | undefined = plain; at?.inner !== undefined; at = at.inner) depth++;
  return depth;
}

describe(`${DEPTH} stanza objects in each other`, { timeout: 60_000 }, () => {
  test('assign, values, equals, copy, issues', () => {
    const nest = Nest.of(plainNest(DEPTH));
    const values = nest.values;
    expect(depthOf(values)).toBe(DEPTH);
    expect([values.n, values.label, values['title|fr'], values.last]).toEqual([DEPTH, 'l', 'u', undefined]);
    expect(nest.issues()).toEqual([]);
    expect(nest.copy()).toEqualXml(Nest.of(values));
    nest.assign({ inner: values });
    expect(depthOf(nest.values)).toBe(DEPTH + 1);
  });

  test('issues say where, at any depth', () => {
    const nest = Nest.of(plainNest(DEPTH));
    let deepest = nest;
    while (deepest.has('inner')) deepest = deepest.get('inner');
    deepest.xml.setAttribute('n', 'x');
    const [issue, ...others] = nest.issues();
    expect(others).toEqual([]);
    expect(issue?.path).toHaveLength(DEPTH + 1);
    expect([issue?.path[0], issue?.path.at(-1)]).toEqual(['inner', 'n']);
  });

  test('that wait for each other join with one write', () => {
    const nest = new Nest();
    let deepest = nest;
    for (let i = 0; i < DEPTH; i++) deepest = deepest.get('inner');
    expect(nest.xml.children).toEqual([]);
    deepest.set('n', 1);
    expect(depthOf(nest.values)).toBe(DEPTH);
  });

  test('each written to as soon as it is there', () => {
    const nest = new Nest();
    let deepest = nest;
    for (let n = 0; n < DEPTH; n++) {
      deepest.set('n', n).set('last', true).set('last', false);
      deepest = deepest.get('inner');
    }
    expect(depthOf(nest.values)).toBe(DEPTH - 1);
  });

  test('that are removed are so to the last, until they are put somewhere again', () => {
    const nest = Nest.of(plainNest(DEPTH));
    const inner = nest.get('inner');
    let deepest = nest;
    while (deepest.has('inner')) deepest = deepest.get('inner');
    nest.del('inner');
    expect(() => deepest.set('n', 1)).toThrow(/was removed/);
    expect(() => deepest.get('inner').set('n', 1)).toThrow('<{urn:nest}nest>, which it is in, was removed');
    nest.append(inner);
    expect(deepest.set('n', 1).get('inner').set('n', 2).get('n')).toBe(2);
  });

  test('in lists', () => {
    class Tree extends defineElement({ name: 'tree', namespace: 'urn:tree', iterables: { all: () => Tree } }) {}
    let plain: object = {};
    for (let i = 0; i < DEPTH; i++) plain = { all: [plain] };
    const tree = Tree.of(plain);
    expect(tree.issues()).toEqual([]);
    let depth = 0;
    for (let at = tree.values as { all?: object[] } | undefined; at?.all !== undefined; at = at.all[0]) depth++;
    expect(depth).toBe(DEPTH);
  });

  test('with an extension in each', () => {
    class Level extends defineElement({ name: 'level', namespace: 'urn:level' }) {}
    class Extra extends defineElement({
      name: 'extra',
      namespace: 'urn:level',
      pluginAttrib: 'extra',
      isExtension: true,
      interfaces: ['extra'],
      plugins: { level: Level },
    }) {}
    registerStanzaPlugin(Level, Extra);
    let top = new Level();
    for (let i = 0; i < 20_000; i++) top = new Level().append(Extra.of({ extra: 'x', level: top }));
    expect(top.values).toEqual({ extra: 'x' });
    expect(top.issues()).toEqual([]);
  });
});
