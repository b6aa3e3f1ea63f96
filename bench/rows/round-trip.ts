/** There and back: text to stanza objects, everything in them read, and text again. */
import { type AnyElement, type ElementDefinition, parseXml, type XmlElement } from 'couplet';
import { assertEqualXml } from 'couplet/testing';
import { parse, Registry } from 'stanza/jxt/index.js';
import protocol from 'stanza/protocol/index.js';
import type { Row } from '../harness.js';
import { AnyIq, AnyMessage, AnyPresence } from '../payloads.js';
import { STANZAS } from '../stanzas.js';

/** What the rows need of a stanza class. */
interface Root {
  readonly interfaces: readonly string[];
  readonly definition: ElementDefinition;
  parse(text: string): Plain;
  of(values: object): Plain;
}
/** A stanza object whose keys are not known before it is there. */
interface Plain {
  readonly xml: XmlElement;
  readonly values: object;
  has(key: string): boolean;
  get(key: string): unknown;
}

const LANG = '{http://www.w3.org/XML/1998/namespace}lang';
const ROOTS = { message: AnyMessage, presence: AnyPresence, iq: AnyIq } as const;
type Kind = keyof typeof ROOTS;

/** A stanza, and the class that reads it, known beforehand to us as to stanza.js. */
const given = STANZAS.map((text) => {
  const kind = /^<(\w+)/.exec(text)?.[1] as Kind;
  return { text, kind, root: ROOTS[kind] as unknown as Root };
});

/** The keys of a class: of its interfaces, and of the stanza objects that are declared to be in it. */
interface Keys {
  readonly interfaces: readonly string[];
  readonly plugins: readonly string[];
}
const keys = new Map<unknown, Keys>();

function keysOf(stanza: AnyElement): Keys {
  const root = stanza.constructor as unknown as Root;
  let found = keys.get(root);
  if (found === undefined) {
    found = { interfaces: ['lang', ...root.interfaces], plugins: Object.keys(root.definition.plugins ?? {}) };
    keys.set(root, found);
  }
  return found;
}

/** Reads every interface of a stanza object, and of those in it. @returns how many had a value */
function readAll(stanza: AnyElement): number {
  const { interfaces, plugins } = keysOf(stanza);
  const plain = stanza as unknown as Plain;
  let present = 0;
  for (let i = 0; i < interfaces.length; i++) if (plain.get(interfaces[i] as string) !== undefined) present++;
  for (let i = 0; i < plugins.length; i++) {
    const key = plugins[i] as string;
    if (plain.has(key)) present += readAll(plain.get(key) as AnyElement);
  }
  // What is declared as a list, and what is attached.
  for (const child of stanza) present += readAll(child);
  return present;
}

let read = 0;
function byReading({ text, root }: (typeof given)[number]): string {
  const stanza = root.parse(text);
  read += readAll(stanza as unknown as AnyElement);
  return String(stanza);
}

function byValues({ text, root }: (typeof given)[number]): string {
  return String(root.of(root.parse(text).values));
}

const registry = new Registry();
// CommonJS: what it exports by default is in the default export.
registry.define((protocol as unknown as { default: Parameters<Registry['define']>[0] }).default);

function byStanza({ text, kind }: (typeof given)[number]): string {
  const imported = registry.import(parse(text));
  if (imported === undefined) throw new Error(`stanza.js reads nothing in ${text}`);
  return String(registry.export(kind, imported));
}

/** All of a stanza but what no class declares: the language of an error's text. */
function declared(text: string): XmlElement {
  const element = parseXml(text);
  element.find('{jabber:client}error/{urn:ietf:params:xml:ns:xmpp-stanzas}text')?.setAttribute(LANG, undefined);
  return element;
}

// What is measured is right: nothing is lost.
for (const stanza of given) {
  assertEqualXml(byReading(stanza), stanza.text);
  // Children come in the order of the declarations.
  assertEqualXml(byValues(stanza), declared(stanza.text), { ignoreOrder: true });
}

function each(trip: (stanza: (typeof given)[number]) => string): () => unknown {
  return () => {
    let length = 0;
    for (let i = 0; i < given.length; i++) length += trip(given[i] as (typeof given)[number]).length;
    return length + read;
  };
}

function row(name: string, couplet: (stanza: (typeof given)[number]) => string): Row {
  return {
    name: `round trip: ${name}`,
    unit: 'stanza',
    count: given.length,
    of: 'time',
    contestants: { couplet: each(couplet), stanza: each(byStanza) },
    goals: { stanza: 5 },
  };
}

export const rows: readonly Row[] = [
  row('text, stanza object, every interface read, text', byReading),
  row('text, values, fresh stanza object, text', byValues),
];
