/** What people compare, whatever form it has, as an `XmlElement`; and the error for what cannot be read. */
import type { AnyElement } from '../element/element-base.js';
import { InteropError } from '../interop/common/errors.js';
import { type DomElement, fromDom } from '../interop/dom.js';
import { fromLtx, type LtxElement } from '../interop/ltx.js';
import { STANZA_NAMESPACE } from '../stanza/stanza-base.js';
import { XmlElement } from '../xml/element.js';
import { XmlError } from '../xml/errors.js';
import { parseXml } from '../xml/parse.js';
import { Utf8Reader } from '../xml/utf8.js';

/**
 * XML in any form that a test may have it in: text, an {@link XmlElement}, a stanza object, or the element of
 * another stack: of a DOM, or of ltx (which xmpp.js has).
 *
 * Text (and an ltx element) whose root is `iq`, `message` or `presence` is read as part of a client's stream:
 * without a declaration its default namespace is `jabber:client`. Other text has the namespaces that it declares.
 */
export type GivenXml = string | Uint8Array | XmlElement | AnyElement | DomElement | LtxElement;

/** How text is read. */
export interface TextOptions {
  /** Namespaces in scope around text, by prefix, `''` for the default one: for text cut from a stream. */
  readonly namespaces?: Readonly<Record<string, string>>;
}

/** Whose fault it is: of what the test says, or of what it is said about. */
export type Role = 'expected' | 'received';

/** XML that a test gave to be compared, and that is none. A test with it says nothing, so it never passes. */
export class UnreadableXmlError extends Error {
  override readonly name: string = 'UnreadableXmlError';
  /** The stable code. */
  readonly code: 'unreadable-xml' = 'unreadable-xml';
  /** Which side it is: `'expected'` is a fault in the test itself. */
  readonly role: Role;

  /**
   * @param role - which side it is
   * @param problem - what is wrong with it, and where
   * @param cause - the error of the reader
   */
  constructor(role: Role, problem: string, cause?: unknown) {
    const who = role === 'expected' ? 'The expected XML, which the test itself gives,' : 'The XML received';
    super(`${who} ${problem}`, cause === undefined ? undefined : { cause });
    this.role = role;
  }
}

/** For what a test itself gives, or has written. */
export const NO_LIMITS = { elementBytes: Infinity, depth: Infinity, attributes: Infinity, nameLength: Infinity };

/**
 * The element of what is given.
 *
 * @throws {@link UnreadableXmlError} when it is broken XML, or none
 */
export function elementOf(given: unknown, role: Role, options: TextOptions = {}): XmlElement {
  if (typeof given === 'string' || given instanceof Uint8Array) return readText(given, role, options);
  const element = asElement(given) ?? readForeign(given, role, options);
  if (element === undefined) {
    throw new UnreadableXmlError(
      role,
      `is ${describe(given)}; it can be text, an XmlElement, a stanza object, a DOM element or an ltx element`,
    );
  }
  return element;
}

/** The element of an object, if it is one of those that have one. */
function asElement(given: unknown): XmlElement | undefined {
  if (given instanceof XmlElement) return given;
  const xml = typeof given === 'object' && given !== null && 'xml' in given ? given.xml : undefined;
  return xml instanceof XmlElement ? xml : undefined;
}

/** The element of another stack, told by its shape. */
function readForeign(given: unknown, role: Role, options: TextOptions): XmlElement | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  try {
    if (isDom(given)) return fromDom(given);
    if (isLtx(given)) return fromLtx(given, { namespaces: namespacesFor(given.name, options) });
  } catch (error) {
    if (!(error instanceof InteropError)) throw error;
    throw new UnreadableXmlError(role, `cannot be taken over: ${error.message}`, error);
  }
  return undefined;
}

function isDom(given: object): given is DomElement {
  return 'nodeType' in given && 'nodeName' in given;
}

function isLtx(given: object): given is LtxElement {
  return 'name' in given && 'attrs' in given && 'children' in given;
}

/** The text of an expectation may have comments; what is received is held to what a stream allows. */
function readText(text: string | Uint8Array, role: Role, options: TextOptions): XmlElement {
  const source = role === 'expected' ? 'file' : 'stream';
  try {
    return parseXml(text, { source, limits: NO_LIMITS, namespaces: namespacesFor(rootName(text), options) });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new UnreadableXmlError(role, `is broken: ${error.message}${excerpt(text, error)}`, error);
  }
}

/** What is in scope around text, or around the element of another stack, whose root has that name. */
export function namespacesFor(name: string | undefined, options: TextOptions): Readonly<Record<string, string>> {
  const isStanza = name === 'iq' || name === 'message' || name === 'presence';
  return isStanza ? { '': STANZA_NAMESPACE, ...options.namespaces } : { ...options.namespaces };
}

/** One thing that may stand before a root; `\s` has the byte-order mark too. */
const BEFORE_ROOT = /\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->/y;
const ROOT = /<(\w+)[\s/>]/y;

/** The name of the root, if it has no prefix. */
export function rootName(given: string | Uint8Array | undefined): string | undefined {
  const text = given === undefined ? '' : asText(given);
  ROOT.lastIndex = 0;
  for (BEFORE_ROOT.lastIndex = 0; BEFORE_ROOT.test(text); ) ROOT.lastIndex = BEFORE_ROOT.lastIndex;
  return ROOT.exec(text)?.[1];
}

/** Bytes as text, up to those that are no UTF-8: the reader says so. */
function asText(text: string | Uint8Array): string {
  return typeof text === 'string' ? text : new Utf8Reader().read(text);
}

/** The line that the fault is in, and a mark under it. */
function excerpt(text: string | Uint8Array, { line, column }: XmlError): string {
  if (line === undefined || column === undefined) return '';
  const lines = asText(text).split(/\r\n|[\n\r]/);
  // Of a long line, what is around the fault.
  const from = Math.max(0, column - 60);
  const shown = (lines[line - 1] ?? '').slice(from, from + 100);
  const mark = ' '.repeat(Math.max(0, column - 1 - from));
  return `\n\n  ${shown.replaceAll('\t', ' ')}\n  ${mark}^`;
}

/** What a value is, for people. */
export function describe(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'object') return `an object of class ${value.constructor?.name ?? 'none'}`;
  return `a ${typeof value}`;
}
