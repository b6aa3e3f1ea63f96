/** There and back: text to stanza objects, everything in them read, and text again. */
import { createRequire } from 'node:module';
import { type AnyElement, type ElementDefinition, parseXml, type XmlElement } from 'couplet';
import { assertEqualXml } from 'couplet/testing';
import { parse, Registry } from 'stanza/jxt/index.js';
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
interface Given {
  readonly text: string;
  readonly kind: Kind;
  readonly root: Root;
}
const given = STANZAS.map((text): Given => {
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

/** How many interfaces had a value. */
let present = 0;

/** Reads every interface of a stanza object, and of those in it. @returns how many stanza objects these were */
function readAll(stanza: AnyElement): number {
  const { interfaces, plugins } = keysOf(stanza);
  const plain = stanza as unknown as Plain;
  let objects = 1;
  for (let i = 0; i < interfaces.length; i++) if (plain.get(interfaces[i] as string) !== undefined) present++;
  for (let i = 0; i < plugins.length; i++) {
    const key = plugins[i] as string;
    if (plain.has(key)) objects += readAll(plain.get(key) as AnyElement);
  }
  // What is declared as a list, and what is attached.
  for (const child of stanza) objects += readAll(child);
  return objects;
}

/** How many stanza objects `values` are of. */
function objectsIn(values: unknown): number {
  if (typeof values !== 'object' || values === null) return 0;
  const within = Object.values(values).reduce((sum: number, value) => sum + objectsIn(value), 0);
  return Array.isArray(values) ? within : within + 1;
}

let read = 0;
function byReading({ text, root }: Given): string {
  const stanza = root.parse(text);
  read += readAll(stanza as unknown as AnyElement);
  return String(stanza);
}

function byValues({ text, root }: Given): string {
  return String(root.of(root.parse(text).values));
}

const registry = new Registry();
// CommonJS, whose default export every loader of modules takes for something else.
const protocol = createRequire(import.meta.url)('stanza/protocol/index.js') as {
  default: Parameters<Registry['define']>[0];
};
registry.define(protocol.default);

function byStanza({ text, kind }: Given): string {
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

/** Throws unless what is measured is right: nothing is lost, and nothing left unread. */
function verify({ text, kind, root }: Given): void {
  assertEqualXml(byReading({ text, kind, root }), text);
  // Children come in the order of the declarations.
  assertEqualXml(byValues({ text, kind, root }), declared(text), { ignoreOrder: true });
  const stanza = root.parse(text);
  const [found, there] = [readAll(stanza as unknown as AnyElement), objectsIn(stanza.values)];
  // Accessor methods may give as plain values what was read as stanza objects.
  if (found < there) throw new Error(`read ${found} stanza objects of ${there} in ${text}`);
  // stanza.js is as it is: it leaves out what it knows nothing of, and writes a text in one language twice.
  const [sent, printed] = [parseXml(text), parseXml(byStanza({ text, kind, root }))];
  for (const name of ['from', 'to', 'id', 'type'])
    if (sent.attribute(name) !== printed.attribute(name))
      throw new Error(`stanza.js makes ${name}='${printed.attribute(name)}' in ${text}`);
}
for (const stanza of given) verify(stanza);

function each(trip: (stanza: Given) => string): () => unknown {
  return () => {
    let length = 0;
    for (let i = 0; i < given.length; i++) length += trip(given[i] as Given).length;
    return length + read + present;
  };
}

function row(name: string, couplet: (stanza: Given) => string): Row {
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
