/** Attaching stanza classes to others: registration, conflicts, lists. */
import {
  type AnyElement,
  type AnyElementClass,
  DefinitionError,
  defineElement,
  ElementBase,
  integer,
  oneOf,
  registerStanzaPlugin,
  StanzaBase,
  UnknownInterfaceError,
  unregisterStanzaPlugin,
} from 'couplet';
import { describe, expect, test } from 'vitest';
import '../support/matchers.js';

const NS = 'urn:example:plugins';
/** Fresh classes for each test: what is attached stays attached. */
function classes() {
  class Parent extends defineElement({ name: 'parent', namespace: NS, interfaces: ['id', 'own'] }) {}
  class Child extends Parent {}
  class A extends defineElement({
    name: 'a',
    namespace: NS,
    pluginAttrib: 'a',
    interfaces: { n: integer },
  }) {}
  class B extends defineElement({ name: 'b', namespace: NS, pluginAttrib: 'a', pluginMultiAttrib: 'bs' }) {}
  return { Parent, Child, A, B };
}
/** What a program without types could call. */
const register = registerStanzaPlugin as unknown as (...args: unknown[]) => AnyElementClass;
const get = (stanza: AnyElement, key: string): unknown => (stanza as unknown as { get(key: string): unknown }).get(key);
const parse = (stanzaClass: AnyElementClass, text: string): AnyElement =>
  (stanzaClass as unknown as { parse(text: string): AnyElement }).parse(text);

describe('registerStanzaPlugin', () => {
  test('returns the parent, which has the new key, as its subclasses and instances have', () => {
    const { Parent, Child, A } = classes();
    const before = new Child();
    expect(registerStanzaPlugin(Parent, A)).toBe(Parent);
    for (const stanza of [new Parent(), new Child(), before]) expect(get(stanza, 'a')).toBeInstanceOf(A);
  });

  test('on a base class is for all classes below, whenever they were declared', () => {
    class Everywhere extends defineElement({ name: 'e', namespace: NS, pluginAttrib: 'everywhere' }) {}
    class OnStanzas extends defineElement({ name: 's', namespace: NS, pluginAttrib: 'onStanzas' }) {}
    const { Parent } = classes();
    const early = new Parent();
    registerStanzaPlugin(ElementBase, Everywhere);
    registerStanzaPlugin(StanzaBase, OnStanzas);
    try {
      expect(get(early, 'everywhere')).toBeInstanceOf(Everywhere);
      expect(get(new (classes().Child)(), 'everywhere')).toBeInstanceOf(Everywhere);
      expect(() => get(early, 'onStanzas')).toThrow(UnknownInterfaceError);
    } finally {
      unregisterStanzaPlugin(ElementBase, Everywhere);
      unregisterStanzaPlugin(StanzaBase, OnStanzas);
    }
    expect(() => get(early, 'everywhere')).toThrow(UnknownInterfaceError);
  });

  test('on a base class changes nothing that a class below declares', () => {
    class Base extends defineElement({ name: 'p', namespace: NS, interfaces: ['id'] }) {}
    class Narrow extends defineElement({ name: 'p', namespace: NS, interfaces: ['a'] }) {}
    const { A } = classes();
    registerStanzaPlugin(ElementBase, A);
    try {
      expect(get(new Base(), 'a')).toBeInstanceOf(A);
      expect(new Narrow().set('a', 'text').get('a')).toBe('text');
    } finally {
      unregisterStanzaPlugin(ElementBase, A);
    }
  });

  test('does nothing the second time, but switch on what was off', () => {
    const { Parent, A } = classes();
    registerStanzaPlugin(Parent, A);
    const stanza = parse(registerStanzaPlugin(Parent, A), `<parent xmlns='${NS}'><a/></parent>`);
    expect([...stanza]).toEqual([]);
    registerStanzaPlugin(Parent, A, { iterable: true });
    registerStanzaPlugin(Parent, A);
    expect([...stanza]).toHaveLength(1);
  });

  test('of another class for a key that is taken names both', () => {
    const { Parent, Child, A, B } = classes();
    registerStanzaPlugin(Parent, A);
    for (const parent of [Parent, Child]) {
      expect(() => registerStanzaPlugin(parent, B)).toThrow(DefinitionError);
      expect(() => registerStanzaPlugin(parent, B)).toThrow(expect.objectContaining({ code: 'plugin-conflict' }));
      expect(() => registerStanzaPlugin(parent, B)).toThrow(
        `${parent.name} has A <{${NS}}a> under the key 'a'; B <{${NS}}b> cannot have it too: ` +
          'choose another pluginAttrib, or pass { replace: true }',
      );
    }
    expect(() => get(new Parent(), 'bs')).toThrow(UnknownInterfaceError);
  });

  test('of another class replaces the first when told to', () => {
    const { Parent, Child, A, B } = classes();
    registerStanzaPlugin(Parent, A);
    registerStanzaPlugin(Parent, B, { replace: true });
    expect(get(new Child(), 'a')).toBeInstanceOf(B);
    expect(get(new Child(), 'bs')).toEqual([]);
    expect(() => registerStanzaPlugin(Parent, A)).toThrow(DefinitionError);
    registerStanzaPlugin(Parent, A, { replace: true });
    expect(() => get(new Parent(), 'bs')).toThrow(UnknownInterfaceError);
  });

  test('on a subclass replaces for the subclass only', () => {
    const { Parent, Child, A, B } = classes();
    registerStanzaPlugin(Parent, A);
    registerStanzaPlugin(Child, B, { replace: true });
    expect([get(new Parent(), 'a'), get(new Child(), 'a')]).toEqual([expect.any(A), expect.any(B)]);
    unregisterStanzaPlugin(Child, B);
    expect(get(new Child(), 'a')).toBeInstanceOf(A);
  });

  test('for the key of an interface is refused, and cannot be forced', () => {
    const { Parent } = classes();
    class Own extends defineElement({ name: 'o', namespace: NS, pluginAttrib: 'own' }) {}
    class Lang extends defineElement({ name: 'l', namespace: NS, pluginAttrib: 'lang' }) {}
    class Many extends defineElement({ name: 'm', namespace: NS, pluginAttrib: 'm', pluginMultiAttrib: 'id' }) {}
    for (const plugin of [Own, Lang, Many]) {
      for (const replace of [false, true]) {
        expect(() => registerStanzaPlugin(Parent, plugin, { replace })).toThrow(
          /has an interface of its own under the key/,
        );
      }
    }
  });

  test('of a tag that is shared: each key has its own class', () => {
    const { Parent, A } = classes();
    class Other extends defineElement({ name: 'a', namespace: NS, pluginAttrib: 'other', interfaces: ['n'] }) {}
    registerStanzaPlugin(registerStanzaPlugin(Parent, A), Other);
    const stanza = parse(Parent, `<parent xmlns='${NS}'><a n='7'/></parent>`);
    expect((get(stanza, 'a') as InstanceType<typeof A>).get('n')).toBe(7);
    expect((get(stanza, 'other') as Other).get('n')).toBe('7');
  });

  test('takes nothing that is no stanza class, and no class without a key', () => {
    const { Parent, A } = classes();
    class NoKey extends defineElement({ name: 'x', namespace: NS }) {}
    for (const [parent, plugin] of [
      [Date, A],
      [{}, A],
      [undefined, A],
      [Parent, Date],
      [Parent, undefined],
      [Parent, () => A],
    ]) {
      expect(() => register(parent, plugin)).toThrow(DefinitionError);
      expect(() => register(parent, plugin)).toThrow(/takes two stanza classes/);
    }
    expect(() => register(Parent, NoKey)).toThrow('NoKey cannot be attached: its definition has no pluginAttrib');
  });
});

describe('unregisterStanzaPlugin', () => {
  test('takes off what was attached to this very class, and leaves the XML', () => {
    const { Parent, Child, A } = classes();
    const stanza = parse(registerStanzaPlugin(Parent, A), `<parent xmlns='${NS}'><a n='1'/></parent>`);
    expect(unregisterStanzaPlugin(Child, A)).toBe(false);
    expect(get(stanza, 'a')).toBeInstanceOf(A);
    expect(unregisterStanzaPlugin(Parent, A)).toBe(true);
    expect(unregisterStanzaPlugin(Parent, A)).toBe(false);
    expect(() => get(stanza, 'a')).toThrow(UnknownInterfaceError);
    expect(stanza).toEqualXml(`<parent xmlns="${NS}"><a n="1"/></parent>`);
    expect(stanza.get(A).get('n')).toBe(1);
  });
});

describe('pluginMultiAttrib', () => {
  test('is the typed list of all children of the class, beside the key of the first', () => {
    const { Parent, B } = classes();
    class C extends defineElement({
      name: 'c',
      namespace: NS,
      pluginAttrib: 'c',
      pluginMultiAttrib: 'cs',
      interfaces: ['k'],
    }) {}
    const Both = registerStanzaPlugin(registerStanzaPlugin(Parent, B), C);
    const both = Both.parse(`<parent xmlns='${NS}'><c k='1'/><b/><c k='2'/><b/></parent>`);
    expect(both.get('cs').map((c) => c.get('k'))).toEqual(['1', '2']);
    expect(both.get('c')).toBe(both.get('cs')[0]);
    expect([...both]).toHaveLength(4);
    // Setting one group keeps the other; new items go last.
    both.set('cs', [C.of({ k: '3' })]);
    expect(both).toEqualXml(`<parent xmlns="${NS}"><b/><b/><c k="3"/></parent>`);
    both.del('bs');
    expect(both).toEqualXml(`<parent xmlns="${NS}"><c k="3"/></parent>`);
    expect(both.del('cs').get('cs')).toEqual([]);
  });
});

describe('iterable without a pluginMultiAttrib', () => {
  const KEY = `{${NS}}a`;
  const several = `<parent xmlns="${NS}"><a n="1"/><a n="2"/><a/></parent>`;

  test('has the list under the tag, so that values loses none', () => {
    const { Parent, A } = classes();
    const Iterable = registerStanzaPlugin(Parent, A, { iterable: true });
    const stanza = Iterable.parse(several);
    expect(stanza.get(`{${NS}}a`)).toEqual([...stanza]);
    expect(stanza.get('a')).toBe([...stanza][0]);
    expect(stanza.values).toEqual({ [KEY]: [{ n: 1 }, { n: 2 }, {}] });
    expect(Iterable.of(JSON.parse(JSON.stringify(stanza.values)) as object).toString()).toBe(several);
    expect(stanza.set(`{${NS}}a`, [A.of({ n: 3 })]).values).toEqual({ [KEY]: [{ n: 3 }] });
    expect(Iterable.of({ a: { n: 4 } }).toString()).toBe(`<parent xmlns="${NS}"><a n="4"/></parent>`);
    expect(new Iterable().values).toEqual({});
  });

  test('has the issues of all', () => {
    const { Parent, A } = classes();
    const stanza = parse(
      registerStanzaPlugin(Parent, A, { iterable: true }),
      `<parent xmlns='${NS}'><a/><a n='x'/></parent>`,
    );
    expect(stanza.issues().map(({ path }) => path)).toEqual([[KEY, 1, 'n']]);
  });

  test('has it once the option is switched on, and no longer when it is taken off', () => {
    const { Parent, A } = classes();
    registerStanzaPlugin(Parent, A);
    const stanza = parse(Parent, several);
    expect(stanza.values).toEqual({ a: { n: 1 } });
    registerStanzaPlugin(Parent, A, { iterable: true });
    expect(stanza.values).toEqual({ [KEY]: [{ n: 1 }, { n: 2 }, {}] });
    unregisterStanzaPlugin(Parent, A);
    expect(() => get(stanza, KEY)).toThrow(UnknownInterfaceError);
  });

  test('of a tag that classes share is that of the class registered first', () => {
    const { Parent, A } = classes();
    class Other extends defineElement({ name: 'a', namespace: NS, pluginAttrib: 'other', interfaces: ['k'] }) {}
    registerStanzaPlugin(Parent, A, { iterable: true });
    registerStanzaPlugin(Parent, Other, { iterable: true });
    const stanza = parse(Parent, `<parent xmlns='${NS}'><a n='1' k='2'/><a n='3'/></parent>`);
    expect([...stanza].every((child) => child instanceof A)).toBe(true);
    expect(stanza.values).toEqual({ [KEY]: [{ n: 1 }, { n: 3 }], other: { k: '2' } });
    expect(new Parent().assign(stanza.values).equals(stanza)).toBe(true);
  });

  test('holds the interfaces of an extension that its key does not reach', () => {
    const { Parent } = classes();
    class Cost extends defineElement({
      name: 'cost',
      namespace: NS,
      pluginAttrib: 'cost',
      isExtension: true,
      interfaces: { cost: integer, currency: oneOf('EUR', 'USD') },
    }) {}
    const Priced = registerStanzaPlugin(Parent, Cost, { iterable: true });
    const text = `<parent xmlns="${NS}"><cost currency="EUR"/></parent>`;
    expect(Priced.of(Priced.parse(text).values).toString()).toBe(text);
  });
});
