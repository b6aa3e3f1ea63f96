/** What holds for every stanza class, as functions that say what is wrong with one stanza, or nothing. */
import { childClass, encode } from '../../element/access.js';
import type { AnyElement } from '../../element/element-base.js';
import type { Field } from '../../element/field.js';
import { sameLanguage } from '../../element/language.js';
import { XmlElement } from '../../xml/element.js';
import { type ConcreteStanzaClass, type Dynamic, dynamic, fieldsOf } from '../dynamic.js';
import { compareElements } from '../equal-xml.js';
import { type Fault, fromValues, print, printPretty, readEverything, wrap } from '../legs.js';
import { equalPlain } from '../plain.js';
import { elementsIn, ownPart, withoutPart } from './parts.js';

/** A stanza, and values that its keys may be set to. */
export interface Sample {
  readonly stanzaClass: ConcreteStanzaClass;
  readonly element: XmlElement;
  /** Another, without content that no class knows. */
  readonly known: XmlElement;
  /** For each key a value that `set` takes; `undefined` where only the accessor method knows one. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** A law: what it is called, and what is wrong with a stanza by it. */
export type Law = (sample: Sample) => Fault;

const exact = { exactWhitespace: true };

/** The laws, by name. */
export const laws: Readonly<Record<string, Law>> = {
  'an element is wrapped as it is': ({ element, stanzaClass }) => wrap(element, stanzaClass),
  'reading changes nothing': ({ element, stanzaClass }) => readEverything(element, stanzaClass),
  'what is printed is read again': ({ element, stanzaClass }) => print(element, stanzaClass),
  'what is printed for people is read again': ({ element, stanzaClass }) => printPretty(element, stanzaClass),
  'values make the same stanza': ({ known, stanzaClass }) => valuesMakeTheSame(known, stanzaClass),
  'a copy is equal, and another': copyIsAnother,
  'what is set is read, and nothing else changes': (sample) => forEachKey(sample, isSet),
  'what is deleted is gone, and nothing else changes': (sample) => forEachKey(sample, isDeleted),
  'undefined, null and nothing delete': (sample) => forEachKey(sample, isRemovedBySetting),
  'what is enabled is there, and empty': (sample) => forEachKey(sample, isEnabled),
  'texts of different languages are apart': (sample) => forEachKey(sample, hasLanguages),
  'a plugin that is not there joins when it is written to': (sample) => forEachKey(sample, joins),
  'iteration and pop give the children of lists': iterates,
  'clear leaves the attributes': clears,
};

/** To the letter; where accessor methods have their own ways to write a value, one with the same values. */
function valuesMakeTheSame(element: XmlElement, stanzaClass: ConcreteStanzaClass): Fault {
  const fault = fromValues(element, stanzaClass);
  if (fault === undefined || !goesThroughAccessors(new stanzaClass(element.clone()))) return fault;
  const { values } = dynamic(new stanzaClass(element.clone()));
  const rebuilt = dynamic(new stanzaClass()).assign(JSON.parse(JSON.stringify(values))).values;
  return equalPlain(rebuilt, values) ? undefined : `${show(values)} become ${show(rebuilt)}`;
}

/** Whether a stanza, or one in it, has a key that accessor methods write or read. */
function goesThroughAccessors(root: AnyElement): boolean {
  const open = [root];
  for (let stanza = open.pop(); stanza !== undefined; stanza = open.pop()) {
    for (const field of fieldsOf(stanza).values()) {
      if (!dynamic(stanza).has(field.key)) continue;
      if (hasAccessors(field)) return true;
      if (field.kind === 'plugin') open.push(dynamic(stanza).get(field.key) as AnyElement);
      if (field.kind === 'list') open.push(...(dynamic(stanza).get(field.key) as AnyElement[]));
    }
  }
  return false;
}

/** One key of one stanza: its own copy, and the value to set. */
interface Place {
  readonly stanza: Dynamic;
  readonly before: XmlElement;
  readonly field: Field;
  readonly value: unknown;
}

function forEachKey(sample: Sample, law: (place: Place) => Fault): Fault {
  const fields = fieldsOf(new sample.stanzaClass());
  for (const [key, value] of sample.values) {
    const stanza = dynamic(new sample.stanzaClass(sample.element.clone()));
    const fault = law({ stanza, before: sample.element, field: fields.get(key) as Field, value });
    if (fault !== undefined) return `${key}: ${fault}`;
  }
  return undefined;
}

/** What accessor methods do is theirs to say. */
function hasAccessors({ getter, setter, deleter, tester }: Field): boolean {
  return (getter ?? setter ?? deleter ?? tester) !== undefined;
}

function isSet({ stanza, before, field, value }: Place): Fault {
  if (field.setter !== undefined || field.getter !== undefined) return undefined;
  const given = own(value);
  const isEmpty = given === '' || textOf(stanza, field, given) === undefined;
  stanza.set(field.key, given);
  if (isThere(stanza, field) === isEmpty) return `has gives ${isEmpty} after set(${show(value)})`;
  const fault = isEmpty ? isAbsent(stanza, field) : isEqualValue(stanza, field, value);
  if (fault !== undefined) return `after set(${show(value)}) ${fault}`;
  const once = stanza.xml.clone();
  stanza.set(field.key, own(value));
  return differs('set again', stanza.xml, once) ?? othersDiffer(field, stanza.xml, before);
}

/** `has`; of a text in several languages the one in that of the stanza, which `set` and `del` are about. */
function isThere(stanza: Dynamic, field: Field): boolean {
  return stanza.has(field.key, field.kind === 'languages' ? String(stanza.get('lang') ?? '') : undefined);
}

function isDeleted({ stanza, before, field }: Place): Fault {
  stanza.del(field.key);
  const absent = field.getter === undefined ? isAbsent(stanza, field) : undefined;
  if (absent !== undefined) return `after del ${absent}`;
  if (isThere(stanza, field)) return 'has gives true after del';
  const once = stanza.xml.clone();
  stanza.del(field.key);
  const fault = differs('deleted again', stanza.xml, once);
  return fault ?? (hasAccessors(field) ? undefined : othersDiffer(field, stanza.xml, before));
}

function isRemovedBySetting({ stanza, before, field }: Place): Fault {
  stanza.del(field.key);
  for (const nothing of field.setter === undefined ? [undefined, null, ''] : [undefined, null]) {
    const other = dynamic(new (stanza.constructor as ConcreteStanzaClass)(before.clone()));
    other.set(field.key, nothing);
    const fault = differs(`set to ${show(nothing)}, not deleted,`, other.xml, stanza.xml);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isEnabled({ stanza, before, field }: Place): Fault {
  if (hasAccessors(field) || field.kind === 'list' || field.kind === 'extension') return undefined;
  const wasThere = stanza.has(field.key);
  stanza.enable(field.key);
  if (!stanza.has(field.key)) return 'has gives false after enable';
  if (wasThere) return differs('enabled though it was there', stanza.xml, before);
  const text = field.kind === 'plugin' || field.kind === 'flag' ? '' : ownPart(stanza.xml, field).text;
  if (text !== '') return `after enable its text is ${show(text)}`;
  return othersDiffer(field, stanza.xml, before);
}

function hasLanguages({ stanza, field, value }: Place): Fault {
  if (field.kind !== 'languages' || hasAccessors(field)) return undefined;
  const text = textOf(stanza, field, value);
  if (text === undefined || text === '') return undefined;
  const others = new Map([...languagesOf(stanza, field.key)].filter(([language]) => !sameLanguage(language, 'tlh')));
  stanza.set(field.key, value, 'TLH');
  if (!stanza.has(field.key, 'tlh')) return 'a text that was set in a language is not there';
  if (encode(stanza as never, field, stanza.get(field.key, 'tlh')) !== text) return 'a language reads as another';
  stanza.del(field.key, 'tlh');
  if (stanza.has(field.key, 'tlh')) return 'a text that was deleted in a language is there';
  const left = languagesOf(stanza, field.key);
  if (show([...left]) !== show([...others])) return `other languages change: ${show([...others])}, ${show([...left])}`;
  return undefined;
}

function languagesOf(stanza: Dynamic, key: string): ReadonlyMap<string, string> {
  return (stanza as unknown as { languages(key: string): ReadonlyMap<string, string> }).languages(key);
}

function joins({ stanza, before, field }: Place): Fault {
  if (field.kind !== 'plugin' || hasAccessors(field) || stanza.has(field.key)) return undefined;
  const plugin = stanza.get(field.key) as Dynamic;
  if (stanza.get(field.key) !== plugin) return 'asked for twice, it is two';
  plugin.xml.setAttribute('written', 'yes');
  if (!stanza.has(field.key)) return 'what was written to it is not in the stanza';
  if (plugin.xml.parent !== stanza.xml) return 'it has joined another stanza';
  return othersDiffer(field, stanza.xml, before);
}

function copyIsAnother({ stanzaClass, element }: Sample): Fault {
  const stanza = new stanzaClass(element.clone());
  const copy = stanza.copy();
  if (!(copy instanceof stanzaClass)) return 'it is of another class';
  const fault = differs('the copy', copy.xml, element);
  if (fault !== undefined || !copy.equals(stanza)) return fault ?? 'equals says otherwise';
  copy.append(new XmlElement('one-more'));
  if (copy.equals(stanza)) return 'equals overlooks a child';
  return differs('changing the copy changes the stanza:', stanza.xml, element);
}

function iterates({ stanzaClass, element }: Sample): Fault {
  const stanza = new stanzaClass(element.clone());
  const tags = new Set<string>();
  for (const field of fieldsOf(stanza).values()) if (field.kind === 'list') tags.add(childClass(field).tag);
  const wanted = elementsIn(stanza.xml).filter((child) => tags.has(child.tag));
  const found = [...stanza].map((child) => child.xml).filter((child) => tags.has(child.tag));
  if (found.length !== wanted.length || found.some((child, i) => child !== wanted[i])) {
    return `expected ${wanted.length} children, found ${found.length}`;
  }
  const [first] = [...stanza];
  const popped = stanza.pop();
  if (popped !== first) return 'pop gives another than the first';
  if (popped !== undefined && stanza.xml.children.includes(popped.xml)) return 'what was popped is still there';
  const expected = element.clone();
  const at = first === undefined ? undefined : elementsIn(expected)[elementsIn(element).findIndex(same(first.xml))];
  if (at !== undefined) expected.remove(at);
  return differs('after pop', stanza.xml, expected);
}

function clears({ stanzaClass, element }: Sample): Fault {
  const stanza: AnyElement = new stanzaClass(element.clone());
  return differs('after clear', stanza.clear().xml, new XmlElement(element.tag, element.attributes));
}

/** What is absent is `undefined`; of a flag `false`, of a list `[]`, of a plugin not in the XML. */
function isAbsent(stanza: Dynamic, field: Field): Fault {
  const value = stanza.get(field.key);
  switch (field.kind) {
    case 'flag':
      return value === false ? undefined : `get gives ${show(value)}, not false`;
    case 'list':
      return Array.isArray(value) && value.length === 0 ? undefined : `get gives ${show(value)}, not []`;
    case 'languages':
    case 'language':
      // Another language may be there still, and a language may be inherited.
      return undefined;
    case 'plugin':
      return (value as Dynamic).xml.parent === undefined ? undefined : 'get gives what is in the XML';
    case 'extension':
      return undefined;
    default:
      return value === undefined ? undefined : `get gives ${show(value)}, not undefined`;
  }
}

/** Whether what is read is what was set, as it stands in the XML. */
function isEqualValue(stanza: Dynamic, field: Field, value: unknown): Fault {
  const found = stanza.get(field.key);
  if (field.kind === 'plugin') return differs('get', (found as Dynamic).xml, (value as Dynamic).xml);
  if (field.kind === 'list') {
    const [items, wanted] = [found as Dynamic[], value as Dynamic[]];
    if (items.length !== wanted.length) return `get gives ${items.length} items, not ${wanted.length}`;
    for (const [i, item] of items.entries()) {
      const fault = differs(`item ${i}`, item.xml, (wanted[i] as Dynamic).xml);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }
  if (field.kind === 'extension') return undefined;
  if (field.kind === 'flag') return found === value ? undefined : `get gives ${show(found)}`;
  return textOf(stanza, field, found) === textOf(stanza, field, value) ? undefined : `get gives ${show(found)}`;
}

/** The text of a value, `undefined` where it has none. */
function textOf(stanza: Dynamic, field: Field, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (field.kind === 'flag' || field.child !== undefined) return '-';
  return encode(stanza as unknown as AnyElement, field, value);
}

/** A stanza object is adopted when it is set: each gets one of its own. */
function own(value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && value.every(isStanza)) return value.map((item) => item.copy());
  return isStanza(value) ? value.copy() : value;
}

function isStanza(value: unknown): value is AnyElement {
  return typeof value === 'object' && value !== null && 'xml' in value && value.xml instanceof XmlElement;
}

/** What is not of a key is as it was. */
function othersDiffer(field: Field, found: XmlElement, expected: XmlElement): Fault {
  return differs('something else has changed:', withoutPart(found, field), withoutPart(expected, field));
}

function same(element: XmlElement): (other: XmlElement) => boolean {
  return (other) => other.equals(element);
}

function differs(what: string, found: XmlElement, expected: XmlElement): Fault {
  const result = compareElements(found, expected, exact);
  return result.pass ? undefined : `${what} ${result.message}`;
}

function show(value: unknown): string {
  if (isStanza(value)) return value.toString();
  return JSON.stringify(value) ?? String(value);
}
