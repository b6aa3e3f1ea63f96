/** Reading, writing, removing and testing one interface by its declared kind, without accessor methods. */
import { markRemoved, pendingChild, settle } from '../xml/aside.js';
import { XmlElement } from '../xml/element.js';
import { XML_LANG } from '../xml/names.js';
import type { AnyElement } from './element-base.js';
import { InvalidValueError, messageOf, typeName } from './errors.js';
import type { Child, ConcreteClass, Field } from './field.js';
import { bestText, exactText, languageOf, removeText, sameLanguage } from './language.js';
import { tableFor } from './table.js';
import { childOrPending, childrenAs } from './view.js';

/** What `get` returns by the declared kind. */
export function readField(stanza: AnyElement, field: Field, language?: string): unknown {
  const xml = stanza.xml;
  switch (field.kind) {
    case 'attribute':
      return decode(stanza, field, xml.attribute(field.name));
    case 'text':
      return decode(stanza, field, firstOf(xml, field)?.text);
    case 'flag':
      return firstOf(xml, field) !== undefined;
    case 'plugin':
      return childOrPending(xml, childOf(field));
    case 'list':
      return childrenAs(xml, childOf(field));
    case 'extension':
      return childOrPending(xml, childOf(field)).get(field.key);
    case 'languages':
      return decode(stanza, field, languageChild(xml, field, language)?.text);
    case 'language':
      return languageOf(xml);
  }
}

/** What `set` does by the declared kind, once it is known that a value is given. */
export function writeField(stanza: AnyElement, field: Field, value: unknown, language?: string): void {
  const xml = stanza.xml;
  switch (field.kind) {
    case 'attribute':
    case 'language':
      xml.putAttribute(field.name, encode(stanza, field, value));
      return;
    case 'text':
      writeText(xml, field, encode(stanza, field, value));
      return;
    case 'languages':
      writeLanguage(xml, field, encode(stanza, field, value), language);
      return;
    case 'flag':
      if (typeof value !== 'boolean') throw wrongValue(stanza.constructor, field, 'expected true or false');
      if (!value) removeField(stanza, field);
      else if (!testField(stanza, field)) addChild(xml, xml.namespace, field.name);
      return;
    case 'plugin':
      writeChild(stanza, field, value);
      return;
    case 'list':
      writeList(stanza, field, value);
      return;
    case 'extension':
      childOrPending(xml, childOf(field)).set(field.key, value);
  }
}

/** What `del` does by the declared kind. Where there is nothing to remove, nothing is written. */
export function removeField(stanza: AnyElement, field: Field, language?: string): void {
  const xml = stanza.xml;
  const { kind } = field;
  if (isAttribute(field)) {
    if (xml.attribute(field.name) !== undefined) xml.setAttribute(field.name, undefined);
  } else if (kind === 'languages') removeText(xml, xml.namespace, field.name, language);
  else {
    if (kind === 'extension' && firstOf(xml, field) !== undefined) childOrPending(xml, childOf(field)).del(field.key);
    const { namespace, name } = field.child?.resolved ?? { namespace: xml.namespace, name: field.name };
    removeChildren(xml, namespace, name);
  }
}

/** What `has` returns by the declared kind: whether it is in the XML, be it empty or malformed. */
export function testField(stanza: AnyElement, field: Field, language?: string): boolean {
  const xml = stanza.xml;
  switch (field.kind) {
    case 'attribute':
    case 'language':
      return xml.attribute(field.name) !== undefined;
    case 'extension':
      return firstOf(xml, field) !== undefined && childOrPending(xml, childOf(field)).has(field.key);
    case 'languages':
      if (language !== undefined) return exactText(xml, xml.namespace, field.name, language) !== undefined;
      return firstOf(xml, field) !== undefined;
    default:
      return firstOf(xml, field) !== undefined;
  }
}

function isAttribute({ kind }: Field): boolean {
  return kind === 'attribute' || kind === 'language';
}

/** The first of the child elements that a field is. */
function firstOf(xml: XmlElement, field: Field): XmlElement | undefined {
  if (field.child === undefined) return xml.child(xml.namespace, field.name);
  const { namespace, name } = childOf(field);
  return xml.child(namespace, name);
}

/** What `enable` does: present with no content, and untouched where it is present already. */
export function enableField(stanza: AnyElement, field: Field): void {
  if (hasField(stanza, field)) return;
  const xml = stanza.xml;
  const { kind } = field;
  if (isAttribute(field)) {
    // What an accessor method stands in for may be no attribute at all.
    if (field.setter === undefined) xml.setAttribute(field.name, '');
    else field.setter.call(stanza, '', undefined);
  } else if (kind === 'list') throw wrongValue(stanza.constructor, field, 'a list has no empty form: append to it');
  else if (kind === 'plugin') settle(childOrPending(xml, childOf(field)).xml);
  else if (kind === 'extension') childOrPending(xml, childOf(field)).enable(field.key);
  else addChild(xml, xml.namespace, field.name);
}

/** What `has` returns: by the accessor method if there is one, else by the declared kind. */
export function hasField(stanza: AnyElement, field: Field, language?: string): boolean {
  return field.tester === undefined ? testField(stanza, field, language) : field.tester.call(stanza, language) === true;
}

/** What `del` does: by the accessor method if there is one, else by the declared kind. */
export function deleteField(stanza: AnyElement, field: Field, language?: string): void {
  if (field.deleter !== undefined) field.deleter.call(stanza, language);
  else removeField(stanza, field, language);
}

/** The class of a plugin or list, and the name of its elements. */
export function childOf(field: Field): Child {
  return (field.child as NonNullable<Field['child']>).resolved;
}

/** The child and its own interface that the key of an extension stands for. */
export function behindExtension(stanza: AnyElement, field: Field): { stanza: AnyElement; field: Field } {
  const child = childOrPending(stanza.xml, childOf(field));
  // That there is one is seen to at registration.
  return { stanza: child, field: tableFor(child).field(field.key) as Field };
}

/** The class of a plugin or list. */
export function childClass(field: Field): ConcreteClass {
  return childOf(field).stanzaClass;
}

/** The value of a text; absent stays absent. */
export function decode(stanza: AnyElement, field: Field, text: string | undefined): unknown {
  if (text === undefined || field.codec === undefined) return text;
  try {
    return field.codec.parse(text);
  } catch (error) {
    throw unreadable(stanza.constructor, field, text, error, stanza.xml);
  }
}

/** The error for a text in the XML that a codec has refused. */
export function unreadable(
  { name }: { readonly name: string },
  field: Field,
  text: string,
  error: unknown,
  xml: XmlElement,
): InvalidValueError {
  return new InvalidValueError(name, field.key, text, messageOf(error), error).readFrom(xml);
}

/** The text of a value. */
export function encode(stanza: AnyElement, field: Field, value: unknown): string {
  return encodeFor(stanza.constructor, field, value);
}

/** The text of a value of a class. */
export function encodeFor(stanzaClass: { readonly name: string }, field: Field, value: unknown): string {
  if (field.codec === undefined) {
    if (typeof value === 'string') return value;
    throw wrongValue(stanzaClass, field, `expected text, found ${typeName(value)}`);
  }
  try {
    const text: unknown = field.codec.format(value);
    if (typeof text === 'string') return text;
    throw new TypeError(`its codec made ${typeof text} of it, not text`);
  } catch (error) {
    throw new InvalidValueError(stanzaClass.name, field.key, undefined, messageOf(error), error);
  }
}

/** Writes the text of a child element, which is made where it is missing. */
export function writeText(xml: XmlElement, field: Field, text: string): void {
  const child = xml.child(xml.namespace, field.name);
  if (child === undefined) addChild(xml, xml.namespace, field.name, text);
  else child.text = text;
}

/** Removes all children of a name, the one that waits to join included. */
export function removeChildren(xml: XmlElement, namespace: string, name: string): void {
  const waiting = pendingChild(xml, namespace, name);
  if (waiting !== undefined) markRemoved(waiting);
  if (xml.child(namespace, name) === undefined) return;
  xml.removeWhere((child) => child.name === name && child.namespace === namespace);
}

/** Adds a child element. */
export function addChild(xml: XmlElement, namespace: string, name: string, text = ''): XmlElement {
  const child = XmlElement.fromParts(namespace, name, undefined, text === '' ? undefined : [text]);
  if (xml.aside !== undefined) settle(xml);
  xml.adopt(child);
  return child;
}

function languageChild(xml: XmlElement, { name }: Field, language: string | undefined): XmlElement | undefined {
  return language === undefined ? bestText(xml, xml.namespace, name) : exactText(xml, xml.namespace, name, language);
}

function writeLanguage(xml: XmlElement, field: Field, text: string, language: string | undefined): void {
  let child = exactText(xml, xml.namespace, field.name, language);
  if (child === undefined) {
    child = addChild(xml, xml.namespace, field.name);
    if (language !== undefined && !sameLanguage(language, languageOf(xml) ?? ''))
      child.setAttribute(XML_LANG, language);
  }
  child.text = text;
}

function writeChild(stanza: AnyElement, field: Field, value: unknown): void {
  const element = elementOf(stanza, field, value);
  const xml = stanza.xml;
  const present = xml.child(element.namespace, element.name);
  if (present === element) return;
  if (element.aside?.pendingIn === xml) {
    settle(element);
    return;
  }
  const waiting = pendingChild(xml, element.namespace, element.name);
  if (waiting !== undefined) markRemoved(waiting);
  if (present === undefined) xml.append(element);
  else xml.replace(present, element);
}

function writeList(stanza: AnyElement, field: Field, value: unknown): void {
  if (!Array.isArray(value)) throw wrongValue(stanza.constructor, field, 'expected a list of stanza objects');
  const elements = value.map((item) => elementOf(stanza, field, item));
  removeField(stanza, field);
  for (const element of elements) stanza.xml.append(element);
}

/** The element of a stanza object given for a plugin or an item of a list. */
export function elementOf(stanza: AnyElement, field: Field, value: unknown): XmlElement {
  const expected = childClass(field);
  const xml = (value as { xml?: unknown } | null)?.xml;
  if (!(xml instanceof XmlElement))
    throw wrongValue(stanza.constructor, field, `expected a ${expected.name}, found ${typeof value}`);
  if (xml.tag !== expected.tag)
    throw wrongValue(stanza.constructor, field, `expected <${expected.tag}>, found <${xml.tag}>`);
  return xml;
}

function wrongValue({ name }: { readonly name: string }, field: Field, reason: string): InvalidValueError {
  return new InvalidValueError(name, field.key, undefined, reason);
}
