/** Declarations that nobody wrote, and values for them. */
import {
  type AnyElement,
  base64,
  boolean,
  type Codec,
  dateTime,
  defineElement,
  integer,
  JID,
  jid,
  json,
  number,
  oneOf,
  string,
  type XmlElement,
} from 'couplet';
import { xmlName } from 'couplet/testing/arbitrary';
import fc from 'fast-check';
import { xmlText } from '../../xml/support/arbitraries.js';

/** A generated class, as a program without types sees it. */
export interface MadeClass {
  new (xml?: XmlElement): MadeElement;
  readonly tag: string;
  parse(text: string): MadeElement;
  of(values: object): MadeElement;
}
/** Its instances: any key goes, and is checked at run time. */
export interface MadeElement extends Omit<AnyElement, 'get' | 'set' | 'del' | 'has' | 'enable' | 'assign'> {
  get(key: string, language?: string): unknown;
  set(key: string, value: unknown, language?: string): this;
  del(key: string, language?: string): this;
  has(key: string, language?: string): boolean;
  enable(key: string): this;
  assign(values: object): this;
}

/** A key, the group it is declared in, and the values it may be given. */
export interface MadeKey {
  readonly key: string;
  readonly group: 'interfaces' | 'subInterfaces' | 'langInterfaces' | 'boolInterfaces' | 'plugins' | 'iterables';
  readonly codec: Codec<unknown> | undefined;
  readonly child: MadeDefinition | undefined;
  readonly value: fc.Arbitrary<unknown>;
}
/** A class with what is known of its keys. */
export interface MadeDefinition {
  readonly stanzaClass: MadeClass;
  readonly keys: readonly MadeKey[];
}

const date = fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
const jidText = fc.constantFrom('a@b', 'example.org', 'juliet@example.com/balcony', 'example.org/a@b/c', 'é@ü.example');
// Not the empty text: set takes that for absent.
const text = xmlText.filter((value) => value !== '');

/** Codecs, each with values that it can write. */
const codecs: [Codec<unknown>, fc.Arbitrary<unknown>][] = [
  [string, text],
  [integer, fc.maxSafeInteger()],
  [integer.between(-128, 127), fc.integer({ min: -128, max: 127 })],
  [number, fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)],
  [boolean, fc.boolean()],
  [oneOf('get', 'set', 'toString'), fc.constantFrom('get', 'set', 'toString')],
  [dateTime, date],
  [jid, jidText.map((full) => new JID(full))],
  [base64, fc.uint8Array({ minLength: 1, maxLength: 40 })],
  [json, fc.jsonValue().filter((value) => value !== null && typeof value !== 'string' && !Object.is(value, -0))],
] as [Codec<unknown>, fc.Arbitrary<unknown>][];

const nameOf = (index: number): string => ['a', 'b', 'c'][index] as string;
let made = 0;

/** A declaration with keys of every group, some of them awkward; children are classes made the same way. */
export function madeDefinition(depth = 2): fc.Arbitrary<MadeDefinition> {
  const groups = ['interfaces', 'subInterfaces', 'langInterfaces', 'boolInterfaces'] as const;
  const children = depth === 0 ? [] : (['plugins', 'iterables'] as const);
  const name = xmlName.filter((key) => !['lang', '__proto__', 'declared'].includes(key));
  const parts = fc.uniqueArray(
    fc.record({
      key: name,
      group: fc.constantFrom(...groups, ...children),
      codec: fc.option(fc.constantFrom(...codecs), { nil: undefined }),
      child: depth === 0 ? fc.constant(undefined) : madeDefinition(depth - 1),
    }),
    { maxLength: 6, selector: ({ key }) => key },
  );
  return parts.map((given) => {
    const keys = given.map(({ key, group, codec, child }): MadeKey => {
      if (group === 'plugins' || group === 'iterables')
        return { key, group, codec: undefined, child, value: fc.constant(0) };
      if (group === 'boolInterfaces') return { key, group, codec: undefined, child: undefined, value: fc.boolean() };
      return { key, group, codec: codec?.[0], child: undefined, value: codec?.[1] ?? text };
    });
    // What fast-check prints of it: an arbitrary says nothing.
    const shown = (): string => keys.map(({ key, group }) => `${key} in ${group}`).join(', ');
    return { stanzaClass: declare(keys), keys, [fc.toStringMethod]: shown };
  });
}

function declare(keys: readonly MadeKey[]): MadeClass {
  const named = (group: MadeKey['group']): MadeKey[] => keys.filter((key) => key.group === group);
  const record = (group: MadeKey['group']): object =>
    Object.fromEntries(named(group).map(({ key, codec, child }) => [key, child?.stanzaClass ?? codec ?? string]));
  // Each class is of a namespace of its own: no child is an interface, or of two classes.
  const definition = {
    ...{ name: nameOf(made % 3), namespace: `urn:made:${made++}` },
    ...{ interfaces: record('interfaces'), subInterfaces: record('subInterfaces') },
    ...{ langInterfaces: record('langInterfaces'), boolInterfaces: named('boolInterfaces').map(({ key }) => key) },
    ...{ plugins: record('plugins'), iterables: record('iterables') },
  };
  return class extends (defineElement(definition as never) as unknown as new () => object) {} as unknown as MadeClass;
}

const languages = fc.constantFrom('', 'en', 'FR', 'de-AT', '__proto__');

/** Values for `of` and `assign`, rich ones; any key may be missing. */
export function valuesFor({ keys }: MadeDefinition): fc.Arbitrary<Record<string, unknown>> {
  const entries = keys.map(({ key, group, value, child }): fc.Arbitrary<[string, unknown][]> => {
    const one: fc.Arbitrary<unknown> =
      child === undefined
        ? value
        : group === 'plugins'
          ? valuesFor(child)
          : fc.array(valuesFor(child), { maxLength: 3 });
    const entry = fc
      .option(one, { nil: undefined })
      .map((given): [string, unknown][] => (given === undefined ? [] : [[key, given]]));
    if (group !== 'langInterfaces') return entry;
    const others = fc.uniqueArray(fc.tuple(languages, value), { maxLength: 3, selector: ([language]) => language });
    return fc
      .tuple(entry, others)
      .map(([own, more]) => [
        ...own,
        ...more.map(([language, given]): [string, unknown] => [`${key}|${language}`, given]),
      ]);
  });
  return fc.tuple(...entries).map((all) => Object.fromEntries(all.flat()));
}
