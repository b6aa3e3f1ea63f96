/** Plain values into stanza objects. Iterative: depth never overflows the stack. */
import { settle } from '../xml/aside.js';
import { XmlElement } from '../xml/element.js';
import { XML_LANG } from '../xml/names.js';
import { behindExtension, childClass, elementOf, encode, removeField, writeField, writeText } from './access.js';
import type { AnyElement } from './element-base.js';
import { InvalidValueError, UnknownInterfaceError } from './errors.js';
import type { Field } from './field.js';
import { tableFor } from './table.js';
import { shownAsText } from './values.js';
import { childOrPending, viewAs } from './view.js';

type Given = Readonly<Record<string, unknown>>;
interface Open {
  readonly stanza: AnyElement;
  readonly given: Given;
}

/** What `assign` does: in the order of declaration, so that the same values make the same XML. */
export function assignValues(root: AnyElement, values: unknown): void {
  const open: Open[] = [{ stanza: root, given: asGiven(root, 'values', values) }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { stanza, given } = next;
    const fields = tableFor(stanza).fields;
    const languageKeys = checkKeys(stanza, given, fields);
    for (const field of fields.values()) {
      if (Object.hasOwn(given, field.key)) assignField(stanza, field, given[field.key], open);
      for (const [key, language] of languageKeys.get(field.key) ?? [])
        assignLanguage(stanza, field, given[key], language);
    }
  }
}

/** The keys with a language (`body|fr`), by their interface. */
function checkKeys(
  stanza: AnyElement,
  given: Given,
  fields: ReadonlyMap<string, Field>,
): Map<string, [string, string][]> {
  const languageKeys = new Map<string, [string, string][]>();
  for (const key of Object.keys(given)) {
    if (fields.has(key)) continue;
    const bar = key.indexOf('|');
    const field = fields.get(bar < 0 ? key : key.slice(0, bar));
    const own = field?.kind === 'extension' ? behindExtension(stanza, field).field : field;
    if (own?.kind !== 'languages') throw new UnknownInterfaceError(stanza.constructor.name, key, fields.keys());
    const known = languageKeys.get(own.key);
    if (known === undefined) languageKeys.set(own.key, [[key, key.slice(bar + 1)]]);
    else known.push([key, key.slice(bar + 1)]);
  }
  return languageKeys;
}

function assignField(stanza: AnyElement, field: Field, value: unknown, open: Open[]): void {
  if (value === undefined || value === null) {
    if (field.deleter !== undefined) field.deleter.call(stanza, undefined);
    else removeField(stanza, field);
  } else if (field.setter !== undefined) field.setter.call(stanza, value, undefined);
  else if (field.kind === 'plugin') assignPlugin(stanza, field, value, open);
  else if (field.kind === 'list') assignList(stanza, field, value, open);
  else if (field.kind === 'extension') {
    const behind = behindExtension(stanza, field);
    assignField(behind.stanza, behind.field, value, open);
  } else if (field.kind === 'flag') writeField(stanza, field, value);
  else assignText(stanza, field, value);
}

function assignPlugin(stanza: AnyElement, field: Field, value: unknown, open: Open[]): void {
  if (isStanza(value)) {
    writeField(stanza, field, value);
    return;
  }
  const given = asGiven(stanza, field.key, value);
  const child = childOrPending(stanza.xml, childClass(field));
  settle(child.xml);
  open.push({ stanza: child, given });
}

function assignList(stanza: AnyElement, field: Field, value: unknown, open: Open[]): void {
  if (!Array.isArray(value))
    throw new InvalidValueError(stanza.constructor.name, field.key, undefined, 'expected a list');
  const { namespace, name } = childClass(field).definition;
  const items: Open[] = [];
  const elements = value.map((item: unknown) => {
    if (isStanza(item)) return elementOf(stanza, field, item);
    const given = asGiven(stanza, field.key, item);
    const element = XmlElement.fromParts(namespace, name, undefined, undefined);
    items.push({ stanza: viewAs(element, childClass(field)), given });
    return element;
  });
  removeField(stanza, field);
  for (const element of elements) stanza.xml.append(element);
  while (items.length > 0) open.push(items.pop() as Open);
}

function assignText(stanza: AnyElement, field: Field, value: unknown): void {
  const text = textOf(stanza, field, value);
  if (field.kind === 'text') writeText(stanza, field, text);
  else if (field.kind === 'languages') writeOwnLanguage(stanza, field, text, undefined);
  else stanza.xml.setAttribute(field.name, text);
}

function assignLanguage(stanza: AnyElement, field: Field, value: unknown, language: string): void {
  if (field.kind === 'extension') {
    const behind = behindExtension(stanza, field);
    assignLanguage(behind.stanza, behind.field, value, language);
  } else if (value === undefined || value === null) {
    if (field.deleter !== undefined) field.deleter.call(stanza, language);
    else removeField(stanza, field, language);
  } else if (field.setter !== undefined) field.setter.call(stanza, value, language);
  else writeOwnLanguage(stanza, field, textOf(stanza, field, value), language);
}

/** Writes the child that states this very language, or none: what `values` told apart stays apart. */
function writeOwnLanguage(stanza: AnyElement, field: Field, text: string, language: string | undefined): void {
  const xml = stanza.xml;
  const same = (child: XmlElement | string): boolean =>
    typeof child === 'object' &&
    child.name === field.name &&
    child.namespace === xml.namespace &&
    child.attribute(XML_LANG) === language;
  let child = xml.children.find(same) as XmlElement | undefined;
  if (child === undefined) {
    child = XmlElement.fromParts(xml.namespace, field.name, undefined, undefined);
    if (language !== undefined) child.setAttribute(XML_LANG, language);
    xml.append(child);
  }
  child.text = text;
}

/** A rich value formatted; the text that `values` shows in its place as it is, once it is known to be valid. */
function textOf(stanza: AnyElement, field: Field, value: unknown): string {
  const codec = field.codec;
  if (codec === undefined || typeof value !== 'string') return encode(stanza, field, value);
  let parsed: unknown;
  try {
    parsed = codec.parse(value);
  } catch (error) {
    if (codec.inValues !== 'text') return encode(stanza, field, value);
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidValueError(stanza.constructor.name, field.key, value, reason, error);
  }
  return shownAsText(field, parsed) ? value : encode(stanza, field, value);
}

function isStanza(value: unknown): value is AnyElement {
  return typeof value === 'object' && value !== null && 'xml' in value && value.xml instanceof XmlElement;
}

function asGiven(stanza: AnyElement, key: string, value: unknown): Given {
  // Lists, maps, dates, elements and stanza objects are objects too, but not of values.
  const isObject = typeof value === 'object' && value !== null;
  if (isObject && !(Symbol.iterator in value) && typeof (value as Given).toJSON !== 'function') return value as Given;
  const found = isObject ? 'another object' : String(value === null ? null : typeof value);
  throw new InvalidValueError(stanza.constructor.name, key, undefined, `expected an object of values, found ${found}`);
}
