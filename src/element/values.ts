/** Stanza objects as plain values. Iterative: depth never overflows the stack. */
import { XmlElement } from '../xml/element.js';
import { behindExtension, childOf, hasField, unreadable } from './access.js';
import type { AnyElement } from './element-base.js';
import type { Field } from './field.js';
import { statedTexts } from './language.js';
import { childSubject, type Subject, stanzaOf, subjectOf } from './subject.js';
import { childOrPending, elementsOf } from './view.js';

type Plain = Record<string, unknown>;
/** What is to be read, and where its values go. */
interface Open {
  readonly subject: Subject;
  readonly plain: Plain;
}

/** The snapshot that `values` is. */
export function valuesOf(root: AnyElement): Plain {
  const open: Open[] = [];
  const result = nest(subjectOf(root), open);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { subject, plain } = next;
    for (const field of presentFields(subject)) addValue(subject, field, plain, open);
  }
  return result;
}

/** The keys that are there, in the order of declaration. */
function presentFields(subject: Subject): Field[] {
  const { xml, table } = subject;
  const { asked, attributes, byName } = table.lookup;
  const present: Field[] = [];
  for (const field of asked) if (hasField(stanzaOf(subject), field)) present.push(field);
  const list = xml.attributeList;
  for (let i = 0; i < list.length; i += 2) {
    const field = attributes.get(list[i] as string);
    if (field !== undefined) insert(present, field);
  }
  const nodes = xml.childList;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (typeof node !== 'object') continue;
    const namesakes = byName.get(node.name);
    if (namesakes === undefined) continue;
    for (const field of namesakes)
      if (node.namespace === (field.child?.resolved.namespace ?? xml.namespace)) insert(present, field);
  }
  return present;
}

/** Puts a key in its place, unless it is there. */
function insert(present: Field[], field: Field): void {
  let at = present.length;
  while (at > 0 && (present[at - 1] as Field).order > field.order) at--;
  if (present[at - 1] === field) return;
  if (at === present.length) present.push(field);
  else present.splice(at, 0, field);
}

/** The values of a subject, which are filled in later. */
function nest(subject: Subject, open: Open[]): Plain {
  const plain: Plain = {};
  open.push({ subject, plain });
  return plain;
}

/** Adds what is known to be there. */
function addValue(subject: Subject, field: Field, plain: Plain, open: Open[]): void {
  const { key, kind, getter } = field;
  const xml = subject.xml;
  if (kind === 'languages') addLanguages(subject, field, plain, open);
  else if (getter !== undefined) plain[key] = plainResult(getter.call(stanzaOf(subject), undefined), open);
  else if (kind === 'plugin') plain[key] = nest(pluginOf(xml, field), open);
  else if (kind === 'list') plain[key] = itemsOf(xml, field).map((item) => nest(item, open));
  else if (kind === 'extension') {
    const behind = behindExtension(stanzaOf(subject), field);
    addValue(subjectOf(behind.stanza), behind.field, plain, open);
  } else if (kind === 'flag') plain[key] = true;
  else if (kind === 'text') plain[key] = plainText(subject, field, xml.child(xml.namespace, field.name)?.text ?? '');
  else plain[key] = plainText(subject, field, xml.attribute(field.name) ?? '');
}

function pluginOf(xml: XmlElement, field: Field): Subject {
  const child = childOf(field);
  const element = xml.child(child.namespace, child.name);
  // Where a method of the class says that it is there.
  return element === undefined ? subjectOf(childOrPending(xml, child)) : childSubject(element, child);
}

function itemsOf(xml: XmlElement, field: Field): Subject[] {
  const child = childOf(field);
  return elementsOf(xml, child.namespace, child.name).map((element) => childSubject(element, child));
}

/** Under the key alone what states no language of its own; the others under the key, a bar and the language. */
function addLanguages(subject: Subject, field: Field, plain: Plain, open: Open[]): void {
  const { key, getter } = field;
  const texts = statedTexts(subject.xml, field.name);
  for (const [language, child] of texts) {
    const value =
      getter === undefined
        ? plainText(subject, field, child.text)
        : plainResult(getter.call(stanzaOf(subject), language), open);
    plain[language === undefined ? key : `${key}|${language}`] = value;
  }
  if (getter !== undefined && texts.size === 0)
    plain[key] = plainResult(getter.call(stanzaOf(subject), undefined), open);
}

function plainText({ xml, table }: Subject, field: Field, text: string): unknown {
  if (field.codec === undefined || field.codec.isValid?.(text) === true) return text;
  let value: unknown;
  try {
    value = field.codec.parse(text);
  } catch (error) {
    throw unreadable(table.stanzaClass, field, text, error, xml);
  }
  return shownAsText(field, value) ? text : value;
}

/** Whether `values` shows the text of a value instead of the value. */
export function shownAsText(field: Field, value: unknown): boolean {
  const how = field.codec?.inValues;
  if (how !== undefined) return how === 'text';
  return typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean';
}

/** What an accessor method returned, JSON-safe. */
function plainResult(value: unknown, open: Open[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => plainResult(item, open));
  if ('xml' in value && value.xml instanceof XmlElement) return nest(subjectOf(value as AnyElement), open);
  if (value instanceof Uint8Array) return [...value];
  if ('toJSON' in value && typeof value.toJSON === 'function') return value.toJSON();
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainResult(item, open)]));
}
