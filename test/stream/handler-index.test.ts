/** The index of handlers: it finds what a search through all would find, looks at few, and keeps nothing. */
import {
  Callback,
  defineElement,
  Iq,
  type Matcher,
  registerStanzaPlugin,
  StanzaPath,
  unregisterStanzaPlugin,
  XmlElement,
} from 'couplet';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HandlerIndex } from '../../src/stream/handler-index.js';
import { Host } from './support/host.js';

interface Key {
  readonly root?: string | undefined;
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  readonly child?: string | undefined;
}

const tags = ['a', '{urn:x}a', '{urn:y}a', '{urn:x}b'];
const key: fc.Arbitrary<Key> = fc.record(
  {
    root: fc.constantFrom(...tags),
    type: fc.constantFrom('', 'get', 'set'),
    id: fc.constantFrom('', '1', '2'),
    child: fc.constantFrom(...tags),
  },
  { requiredKeys: [] },
);
const keys = fc.option(fc.array(key, { maxLength: 3 }), { nil: undefined });
const stanza = fc
  .record({
    root: fc.constantFrom(...tags),
    type: fc.constantFrom(undefined, '', 'get', 'set'),
    id: fc.constantFrom(undefined, '', '1', '2'),
    children: fc.array(fc.constantFrom(...tags, 'text'), { maxLength: 4 }),
  })
  .map(
    ({ root, type, id, children }) =>
      new XmlElement(root, { type, id }, ...children.map((tag) => (tag === 'text' ? tag : new XmlElement(tag)))),
  );

/** What a matcher of these keys matches: a stanza that has all that one of them names. */
function has(element: XmlElement, given: Key): boolean {
  const { root, type, id, child } = given;
  if (root !== undefined && root !== element.tag) return false;
  if (type !== undefined && type !== (element.attribute('type') ?? '')) return false;
  if (id !== undefined && id !== (element.attribute('id') ?? '')) return false;
  return child === undefined || element.children.some((node) => typeof node === 'object' && node.tag === child);
}

/** A callback for the stanzas of these keys, which counts how often its matcher is asked. */
function handler(name: string, given: readonly Key[] | undefined, asked: string[] = []): Callback<unknown> {
  const matcher = {
    match: (element: XmlElement) => {
      asked.push(name);
      return given === undefined || given.some((each) => has(element, each));
    },
    keys: () => given,
  } as unknown as Matcher<unknown>;
  return new Callback(name, matcher, () => undefined);
}

const failing = (error: unknown): never => {
  throw error;
};

test('finds what a search through all handlers finds, in order of registration, whatever comes and goes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 12 }),
      fc.array(stanza, { minLength: 1, maxLength: 4 }),
      (given, stanzas) => {
        const index = new HandlerIndex(failing);
        const all = given.map(([each, removed], i) => ({ each, removed, i, name: `${i}` }));
        const registrations = all.map(({ each, name }) => index.add(handler(name, each)));
        for (const { removed, i } of all) if (removed) index.remove(registrations[i] as never);
        for (const element of stanzas) {
          const expected = all.filter(
            ({ each, removed }) => !removed && (each === undefined || each.some((one) => has(element, one))),
          );
          const found = index.matching(element, 'turn').map((registration) => registration.handler.name);
          expect(found).toEqual(expected.map(({ name }) => name));
        }
        for (const registration of registrations) index.remove(registration);
        expect(index.size).toBe(0);
      },
    ),
  );
});

describe('looks at few', () => {
  test('only at handlers whose key the stanza has, however many there are', () => {
    const asked: string[] = [];
    const index = new HandlerIndex(failing);
    for (let i = 0; i < 5_000; i++) {
      const kind = [{ child: `{urn:${i}}query` }, { id: `${i}` }, { root: `{urn:${i}}stanza` }, { type: `${i}` }][
        i % 4
      ];
      index.add(handler(`${i}`, [kind as Key], asked));
    }
    const element = new XmlElement('{urn:2}stanza', { id: '1', type: '3' }, new XmlElement('{urn:0}query'));
    expect(index.matching(element, 'turn').map(({ handler: { name } }) => name)).toEqual(['0', '1', '2', '3']);
    expect(asked).toHaveLength(4);
  });

  test('at each once, however often the stanza has the child', () => {
    const asked: string[] = [];
    const index = new HandlerIndex(failing);
    index.add(handler('one', [{ child: 'item' }, { child: 'item' }, { id: 'x' }, {}], asked));
    index.add(
      handler(
        'none',
        [
          { child: 'item', id: 'y' },
          { child: 'item', root: 'no' },
        ],
        asked,
      ),
    );
    const children = Array.from({ length: 1_000 }, () => new XmlElement('item'));
    const found = index.matching(new XmlElement('query', { id: 'x' }, ...children), 'turn');
    expect(found.map((registration) => registration.handler.name)).toEqual(['one']);
    expect(asked).toEqual(['one', 'none']);
  });
});

describe('follows the plugin tables', () => {
  class Late extends defineElement({ name: 'late', namespace: 'urn:late', pluginAttrib: 'late' }) {}
  class Other extends defineElement({ name: 'other', namespace: 'urn:other', pluginAttrib: 'late' }) {}
  const LATE = "<iq type='get' id='1' from='a@b.c'><late xmlns='urn:late'/></iq>";
  const OTHER = "<iq type='get' id='1' from='a@b.c'><other xmlns='urn:other'/></iq>";

  test('a path may name a plugin that is registered later, removed, or replaced', async () => {
    const host = new Host();
    const ran: unknown[] = [];
    host.stream.registerHandler(
      new Callback('late', new StanzaPath('iq/late'), (iq) => {
        ran.push((iq as Iq).payload[0]?.name);
        return (iq as Iq).reply().send();
      }),
    );
    await host.stream.receive(LATE);
    registerStanzaPlugin(Iq, Late);
    await host.stream.receive(LATE);
    registerStanzaPlugin(Iq, Other, { replace: true });
    await host.stream.receive(LATE);
    await host.stream.receive(OTHER);
    unregisterStanzaPlugin(Iq, Other);
    await host.stream.receive(OTHER);
    unregisterStanzaPlugin(Iq, Late);
    expect(ran).toEqual(['late', 'other']);
  });

  test('a handler that is removed after a plugin was registered is gone', async () => {
    const host = new Host();
    const ran: unknown[] = [];
    const remove = host.stream.registerHandler(new Callback('late', new StanzaPath('iq/late'), () => ran.push('late')));
    registerStanzaPlugin(Iq, Late);
    remove();
    await host.stream.receive(LATE);
    unregisterStanzaPlugin(Iq, Late);
    expect(ran).toEqual([]);
  });

  test('also one whose matcher cannot say the same twice', () => {
    let n = 0;
    const fickle = { match: () => true, keys: () => [{ id: `${n++}` }] } as unknown as Matcher<unknown>;
    const index = new HandlerIndex(failing);
    index.remove(index.add(new Callback('fickle', fickle, () => undefined)));
    expect(index.size).toBe(0);
  });
});

test('100,000 handlers that come and go, each for an id of its own, leave nothing', () => {
  const index = new HandlerIndex(failing);
  for (let i = 0; i < 100_000; i++)
    index.remove(index.add(handler(`${i}`, [{ id: `id${i}` }, { child: `{urn:${i}}x` }])));
  expect(index.size).toBe(0);
});
