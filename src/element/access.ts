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
      return decode(stanza, field, xml.child(namespaceOf(stanza), field.name)?.text);
    case 'flag':
      return xml.child(namespaceOf(stanza), field.name) !== undefined;
    case 'plugin':
      return childOrPending(xml, childOf(field));
    case 'list':
      return childrenAs(xml, childOf(field));
    case 'extension':
      return childOrPending(xml, childOf(field)).get(field.key);
    case 'languages':
      return decode(stanza, field, languageChild(stanza, field, language)?.text);
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
      writeLanguage(stanza, field, encode(stanza, field, value), language);
      return;
    case 'flag':
      if (typeof value !== 'boolean') throw wrongValue(stanza.constructor, field, 'expected true or false');
      if (!value) removeField(stanza, field);
      else if (!testField(stanza, field)) addChild(xml, namespaceOf(stanza), field.name);
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
  switch (field.kind) {
    case 'attribute':
    case 'language':
      if (xml.attribute(field.name) !== undefined) xml.setAttribute(field.name, undefined);
      return;
    case 'languages':
      removeText(xml, namespaceOf(stanza), field.name, language);
      return;
    case 'extension': {
      const child = childOf(field);
      if (xml.child(child.namespace, child.name) !== undefined) childOrPending(xml, child).del(field.key);
      removeChildren(xml, child.namespace, child.name);
      return;
    }
    case 'plugin':
    case 'list': {
      const { namespace, name } = childOf(field);
      removeChildren(xml, namespace, name);
      return;
    }
    default:
      removeChildren(xml, namespaceOf(stanza), field.name);
  }
}

/** What `has` returns by the declared kind: whether it is in the XML, be it empty or malformed. */
export function testField(stanza: AnyElement, field: Field, language?: string): boolean {
  const xml = stanza.xml;
  switch (field.kind) {
    case 'attribute':
    case 'language':
      return xml.attribute(field.name) !== undefined;
    case 'extension': {
      const { namespace, name } = childOf(field);
      const plugin = xml.child(namespace, name);
      return plugin !== undefined && childOrPending(xml, childOf(field)).has(field.key);
    }
    case 'plugin':
    case 'list': {
      const { namespace, name } = childOf(field);
      return xml.child(namespace, name) !== undefined;
    }
    case 'languages':
      if (language !== undefined) return exactText(xml, namespaceOf(stanza), field.name, language) !== undefined;
      return xml.child(namespaceOf(stanza), field.name) !== undefined;
    default:
      return xml.child(namespaceOf(stanza), field.name) !== undefined;
  }
}

/** What `enable` does: present with no content, and untouched where it is present already. */
export function enableField(stanza: AnyElement, field: Field): void {
  if (field.tester === undefined ? testField(stanza, field) : field.tester.call(stanza) === true) return;
  const xml = stanza.xml;
  switch (field.kind) {
    case 'attribute':
      // What an accessor method stands in for may be no attribute at all.
      if (field.setter === undefined) xml.setAttribute(field.name, '');
      else field.setter.call(stanza, '', undefined);
      return;
    case 'language':
      xml.setAttribute(field.name, '');
      return;
    case 'list':
      throw wrongValue(stanza.constructor, field, 'a list has no empty form: append to it');
    case 'plugin':
      settle(childOrPending(xml, childOf(field)).xml);
      return;
    case 'extension':
      childOrPending(xml, childOf(field)).enable(field.key);
      return;
    default:
      addChild(xml, namespaceOf(stanza), field.name);
  }
}

/** The class of a plugin or list, and the name of its elements. */
export function childOf(field: Field): Child {
  return (field.child as NonNullable<Field['child']>).resolved;
}

/** The class of a plugin or list. */
export function childClass(field: Field): ConcreteClass {
  return childOf(field).stanzaClass;
}

/** The child and its own interface that the key of an extension stands for. */
export function behindExtension(stanza: AnyElement, field: Field): { stanza: AnyElement; field: Field } {
  const child = childOrPending(stanza.xml, childOf(field));
  // That there is one is seen to at registration.
  return { stanza: child, field: tableFor(child).field(field.key) as Field };
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

function namespaceOf(stanza: AnyElement): string {
  return stanza.xml.namespace;
}

/** Adds a child element. */
export function addChild(xml: XmlElement, namespace: string, name: string, text = ''): XmlElement {
  const child = XmlElement.fromParts(namespace, name, undefined, text === '' ? undefined : [text]);
  if (xml.aside !== undefined) settle(xml);
  xml.adopt(child);
  return child;
}

function languageChild(stanza: AnyElement, field: Field, language: string | undefined): XmlElement | undefined {
  const namespace = namespaceOf(stanza);
  return language === undefined
    ? bestText(stanza.xml, namespace, field.name)
    : exactText(stanza.xml, namespace, field.name, language);
}

function writeLanguage(stanza: AnyElement, field: Field, text: string, language: string | undefined): void {
  const xml = stanza.xml;
  let child = exactText(xml, namespaceOf(stanza), field.name, language);
  if (child === undefined) {
    child = addChild(xml, namespaceOf(stanza), field.name);
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
