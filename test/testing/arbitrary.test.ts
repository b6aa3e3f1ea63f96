/** arbitrary: everything that a class declares is made, it shrinks, and what cannot be made is told. */
import {
  base64,
  boolean,
  type Codec,
  dateTime,
  defineElement,
  InvalidValueError,
  Iq,
  integer,
  jid,
  json,
  number,
  oneOf,
  registerStanzaPlugin,
  string,
  unregisterStanzaPlugin,
  XML_LANG,
  XmlElement,
} from 'couplet';
import { arbitrary, UngeneratableClassError, xmlElement, xmlName, xmlText } from 'couplet/testing/arbitrary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const list: Codec<string[]> = { parse: (text) => text.split(','), format: (value) => value.join(',') };
const SEED = { seed: 7, numRuns: 300 };

class Leaf extends defineElement({ name: 'leaf', namespace: 'urn:x', pluginAttrib: 'leaf', interfaces: ['a'] }) {}
class All extends defineElement({
  name: 'all',
  namespace: 'urn:x',
  interfaces: {
    n: integer,
    small: integer.between(-2, 2),
    x: number,
    on: boolean,
    kind: oneOf('p', 'q'),
    plain: string,
  },
  subInterfaces: { to: jid, at: dateTime, bytes: base64, data: json },
  langInterfaces: ['text'],
  boolInterfaces: ['flag'],
  plugins: { one: () => Leaf, inner: () => All },
  iterables: { many: () => Item },
}) {}
class Item extends defineElement({ name: 'item', namespace: 'urn:x', interfaces: ['id'] }) {}

describe('everything declared is there and absent', () => {
  const made = fc.sample(arbitrary(All), SEED);
  const keys = [...All.interfaces, 'lang', 'one', 'inner', 'many'] as 'n'[];
  test.each(keys)('%s', (key) => {
    expect(made.some((stanza) => stanza.has(key))).toBe(true);
    expect(made.some((stanza) => !stanza.has(key))).toBe(true);
  });
  test('valid, with values that differ', () => {
    for (const stanza of made) expect(stanza.issues()).toEqual([]);
    const values = made.map((stanza) => stanza.values);
    const different = (key: keyof (typeof values)[number]): number => new Set(values.map((value) => value[key])).size;
    for (const key of ['n', 'x', 'plain', 'to', 'at', 'bytes', 'data', 'text'] as const) {
      expect([key, different(key) > 20]).toEqual([key, true]);
    }
    expect([different('small'), different('kind'), different('on')]).toEqual([6, 3, 3]);
  });
  test('several languages, items, and levels', () => {
    expect(made.some((stanza) => stanza.languages('text').size > 2)).toBe(true);
    expect(made.some((stanza) => stanza.get('many').length > 2)).toBe(true);
    expect(made.some((stanza) => stanza.has('inner') && stanza.get('inner').has('inner'))).toBe(true);
    expect(made.some((stanza) => stanza.get('inner').get('inner').has('inner'))).toBe(false);
  });
  test('children in different orders', () => {
    const orders = made.map((stanza) => stanza.xml.children.map((node) => (node as XmlElement).name));
    const precedes = (a: string, b: string): boolean =>
      orders.some((names) => names.includes(a) && names.includes(b) && names.indexOf(a) < names.indexOf(b));
    expect([precedes('to', 'flag'), precedes('flag', 'to')]).toEqual([true, true]);
  });
  test('content that no class knows, unless told otherwise', () => {
    const isUnknown = (xml: string): boolean => xml.includes('urn:example:unknown');
    expect(made.filter((stanza) => isUnknown(stanza.toString())).length).toBeGreaterThan(50);
    expect(made.some((stanza) => stanza.xml.text !== '')).toBe(true);
    const plain = fc.sample(arbitrary(All, { unknown: false }), SEED);
    expect(plain.some((stanza) => isUnknown(stanza.toString()) || stanza.xml.text !== '')).toBe(false);
    const onlyBelow = fc.sample(
      arbitrary(All, { unknown: false, classes: new Map([[Leaf, { unknown: true }]]) }),
      SEED,
    );
    expect(onlyBelow.some((stanza) => isUnknown(stanza.get('one').toString()))).toBe(true);
    expect(onlyBelow.some((stanza) => [...stanza.xml.attributes].some(([name]) => isUnknown(name)))).toBe(false);
  });
  test('attached plugins', () => {
    registerStanzaPlugin(Iq, Leaf);
    expect(fc.sample(arbitrary(Iq), SEED).some((iq) => iq.has(Leaf))).toBe(true);
    unregisterStanzaPlugin(Iq, Leaf);
    expect(fc.sample(arbitrary(Iq), SEED).some((iq) => iq.has(Leaf))).toBe(false);
  });
  test('extensions', () => {
    class Extension extends defineElement({
      name: 'ext',
      namespace: 'urn:x',
      pluginAttrib: 'hint',
      isExtension: true,
      interfaces: ['hint', 'more'],
    }) {}
    class Host extends defineElement({ name: 'host', namespace: 'urn:x' }) {}
    const ExtendedHost = registerStanzaPlugin(Host, Extension);
    const hosts = fc.sample(arbitrary(ExtendedHost), SEED);
    expect(new Set(hosts.map((host) => host.get('hint'))).size).toBeGreaterThan(20);
  });
});

describe('options', () => {
  test('depth', () => {
    const flat = fc.sample(arbitrary(All, { depth: 0 }), SEED);
    expect(flat.some((stanza) => stanza.has('one') || stanza.has('many'))).toBe(false);
  });
  test('values, absence and presence of keys', () => {
    const options = {
      interfaces: { plain: fc.constant('x'), n: 'absent', many: fc.constant([]) },
      required: ['plain', 'flag'],
      classes: new Map([[Leaf, { interfaces: { a: fc.constant('y') }, required: ['a'] }]]),
    } as const;
    for (const stanza of fc.sample(arbitrary(All, options), SEED)) {
      expect([stanza.get('plain'), stanza.has('n'), stanza.has('flag'), stanza.has('many')]).toEqual([
        'x',
        false,
        true,
        false,
      ]);
      if (stanza.has('one')) expect(stanza.get('one').get('a')).toBe('y');
    }
  });
  test('codecs of the program, by codec or by key', () => {
    class Tags extends defineElement({ name: 'tags', namespace: 'urn:x', interfaces: { tags: list } }) {}
    const words = fc.array(fc.constantFrom('a', 'b'), { minLength: 1 });
    for (const options of [{ codecs: new Map([[list, words]]) }, { interfaces: { tags: words } }]) {
      const made = fc.sample(arbitrary(Tags, options), SEED);
      expect(made.some((stanza) => (stanza.get('tags')?.length ?? 0) > 2)).toBe(true);
    }
  });
});

describe('a class that cannot be made says what is lacking', () => {
  test('codecs, here and below, all at once', () => {
    class Tags extends defineElement({
      name: 'tags',
      namespace: 'urn:x',
      interfaces: { tags: list, plain: string },
      subInterfaces: { more: { ...list } },
    }) {}
    class Outer extends defineElement({ name: 'outer', namespace: 'urn:x', plugins: { tags: Tags } }) {}
    const make = (): unknown => arbitrary(Outer);
    expect(make).toThrow(UngeneratableClassError);
    expect(make).toThrow(/^Outer cannot be generated:\n {2}Tags\.tags has a codec .*\n {2}Tags\.more has a codec /);
    expect(make).toThrow('{ codecs: new Map([[codec, fc...]]) }, or as { interfaces: { more: fc... } }');
    expect(make).toThrow(
      expect.objectContaining({
        code: 'ungeneratable-class',
        missing: [{ where: 'Tags.tags', lacks: expect.any(String) }, expect.anything()],
      }),
    );
  });

  class Picky extends defineElement({ name: 'picky', namespace: 'urn:x', interfaces: ['a'] }) {
    setA(value: string): void {
      if (!/^\d+$/.test(value)) throw new InvalidValueError('Picky', 'a', value, 'expected digits');
      this.setDeclared('a', value);
    }
  }
  class Never extends Picky {
    override setA(value: string): void {
      throw new InvalidValueError('Never', 'a', value, 'expected nothing');
    }
  }
  test('values that an accessor method takes', () => {
    expect(() => arbitrary(Never)).toThrow('Never.a refuses all values of its codec: give some that it takes, or as {');
    const digits = fc.sample(arbitrary(Picky, { interfaces: { a: fc.constantFrom('1', '22') } }), SEED);
    expect(new Set(digits.map((stanza) => stanza.get('a')))).toEqual(new Set([undefined, '1', '22']));
  });
  test('keys that are given, and that the class or one below has not', () => {
    const make = (options: object) => (): unknown => arbitrary(Picky, options);
    expect(make({ interfaces: { b: fc.constant('1') } })).toThrow(
      'Picky.b is none of its keys (lang, a), yet interfaces has',
    );
    expect(make({ interfaces: { b: 'absent' } })).toThrow('Picky.b is none of its keys');
    expect(make({ required: ['a', 'b'] })).toThrow('Picky.b is none of its keys (lang, a), yet required has it');
    class Outer extends defineElement({ name: 'outer', namespace: 'urn:x', plugins: { picky: Picky } }) {}
    const classes = new Map([[Picky, { required: ['b'] }]]);
    expect(() => arbitrary(Outer, { classes })).toThrow('Picky.b is none of its keys');
  });
  test('what is no class at all', () => {
    for (const none of [undefined, null, {}, 'Picky', Date])
      expect(() => arbitrary(none as never)).toThrow(/is no stanza class/);
  });
  test('values that are given and refused', () => {
    const make = (): unknown => fc.sample(arbitrary(Picky, { interfaces: { a: fc.constant('x') } }), SEED);
    expect(make).toThrow('Picky.a takes not all values given: Picky.a: expected digits');
  });
  test('where only some values are refused, the others are made', () => {
    class Even extends defineElement({ name: 'even', namespace: 'urn:x', interfaces: { n: integer.between(0, 9) } }) {
      setN(value: number): void {
        if (value % 2 === 1) throw new InvalidValueError('Even', 'n', undefined, 'expected an even number');
        this.setDeclared('n', value);
      }
    }
    const found = new Set(fc.sample(arbitrary(Even), SEED).map((stanza) => stanza.get('n')));
    expect(found).toEqual(new Set([undefined, 0, 2, 4, 6, 8]));
  });
  test('what an accessor method throws besides is not hidden', () => {
    class Failing extends defineElement({ name: 'failing', namespace: 'urn:x', interfaces: ['a'] }) {
      setA(): void {
        throw new TypeError('a mistake');
      }
    }
    expect(() => arbitrary(Failing)).toThrow('a mistake');
  });
});

describe('shrinking', () => {
  const smallest = (property: (stanza: All) => boolean): string => {
    const { counterexample } = fc.check(fc.property(arbitrary(All), property), { seed: 3, numRuns: 1000 });
    return String(counterexample?.[0]);
  };
  test('to nothing but what it takes', () => {
    expect(smallest((stanza) => !stanza.has('flag'))).toBe('<all xmlns="urn:x"><flag/></all>');
    expect(smallest((stanza) => (stanza.get('n') ?? 0) < 1000)).toBe('<all xmlns="urn:x" n="1000"/>');
    expect(smallest((stanza) => stanza.get('many').length < 2)).toBe('<all xmlns="urn:x"><item/><item/></all>');
    expect(smallest((stanza) => !stanza.get('inner').has('one'))).toBe('<all xmlns="urn:x"><all><leaf/></all></all>');
    expect(smallest((stanza) => !stanza.toString().includes('urn:example:unknown'))).toMatch(
      /^<all [^>]*\/>$|^<all [^>]*><\w+ [^>]*\/><\/all>$/,
    );
  });
});

describe('XML', () => {
  test('texts and names are those of XML, of every kind', () => {
    const texts = fc.sample(xmlText(), { seed: 1, numRuns: 2000 });
    for (const wanted of ['<', '&', ']]>', '\r', '\u0085', '😀', '\ufffd']) {
      expect([wanted, texts.some((text) => text.includes(wanted))]).toEqual([wanted, true]);
    }
    expect(texts).toContain('');
    expect(fc.sample(xmlText({ minLength: 1 }), { seed: 1, numRuns: 500 })).not.toContain('');
    for (const name of fc.sample(xmlName, { seed: 1, numRuns: 500 })) expect(new XmlElement(name).name).toBe(name);
  });
  test('elements, with the tag that is asked for', () => {
    const elements = fc.sample(xmlElement(), { seed: 1, numRuns: 500 });
    expect(elements.some((element) => element.attribute(XML_LANG) !== undefined)).toBe(true);
    expect(elements.some((element) => element.findAll('.//*').length > 5)).toBe(true);
    const [tagged] = fc.sample(xmlElement({ tag: '{urn:x}y' }), { seed: 1, numRuns: 1 });
    expect(tagged?.tag).toBe('{urn:x}y');
  });
});
