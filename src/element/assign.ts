/** Plain values into stanza objects. Iterative: depth never overflows the stack. */
import { assertAttached, pendingChild, settle } from '../xml/aside.js';
import { XmlElement } from '../xml/element.js';
import { XML_LANG } from '../xml/names.js';
import {
  addChild,
  behindExtension,
  childOf,
  deleteField,
  elementOf,
  encodeFor,
  removeField,
  writeField,
  writeText,
} from './access.js';
import type { AnyElement } from './element-base.js';
import { InvalidValueError, messageOf, typeName, UnknownInterfaceError } from './errors.js';
import type { Field } from './field.js';
import { statedTexts } from './language.js';
import { childSubject, type Subject, stanzaOf, subjectOf } from './subject.js';
import { shownAsText } from './values.js';

type Given = Readonly<Record<string, unknown>>;
/** The texts of one interface, by language. */
type Languages = Map<string, unknown>;
/** What is to be written, and with what. */
interface Open {
  readonly subject: Subject;
  readonly given: Given;
}

/** What `assign` does: in the order of declaration, so that the same values make the same XML. */
export function assignValues(root: AnyElement, values: unknown): void {
  const subject = subjectOf(root);
  const open: Open[] = [{ subject, given: asGiven(subject, 'values', values) }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { subject, given } = next;
    // What was given later may have taken its place.
    assertAttached(subject.xml);
    const keys = Object.keys(given);
    const fields = fieldsFor(subject, keys);
    const below: Open[] = [];
    for (let i = 0; i < keys.length; ) {
      const key = keys[i] as string;
      const field = fields[i] as Field;
      if (key === field.key) {
        assignField(subject, field, given[key], below);
        i++;
        continue;
      }
      const languages: Languages = new Map();
      for (; fields[i] === field && keys[i] !== field.key; i++)
        languages.set((keys[i] as string).slice(field.key.length + 1), given[keys[i] as string]);
      assignLanguages(subject, field, languages);
    }
    // The first of them comes next: what it says, accessor methods of the others may go by.
    while (below.length > 0) open.push(below.pop() as Open);
  }
}

/** The field of each key. Puts the keys in the order of declaration, one with a language (`body|fr`) after that without. */
function fieldsFor(subject: Subject, keys: string[]): readonly Field[] {
  const known = subject.table.fields;
  const fieldOf = (key: string): Field => known.get(key) ?? languageField(subject, key, known);
  const fields: Field[] = [];
  let place = -1;
  let isSorted = true;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    const field = fieldOf(key);
    fields.push(field);
    const next = placeOf(key, field);
    if (next < place) isSorted = false;
    place = next;
  }
  if (isSorted) return fields;
  return keys.sort((a, b) => placeOf(a, fieldOf(a)) - placeOf(b, fieldOf(b))).map(fieldOf);
}

function placeOf(key: string, field: Field): number {
  return key === field.key ? 2 * field.order : 2 * field.order + 1;
}

function languageField(subject: Subject, key: string, known: ReadonlyMap<string, Field>): Field {
  const bar = key.indexOf('|');
  const field = bar < 0 ? undefined : known.get(key.slice(0, bar));
  const own = field?.kind === 'extension' ? behindExtension(stanzaOf(subject), field).field : field;
  if (field === undefined || own?.kind !== 'languages')
    throw new UnknownInterfaceError(subject.table.stanzaClass.name, key, known.keys());
  return field;
}

function assignField(subject: Subject, field: Field, value: unknown, below: Open[]): void {
  const { kind } = field;
  if (value === undefined || value === null) deleteField(stanzaOf(subject), field);
  else if (field.setter !== undefined) field.setter.call(stanzaOf(subject), value, undefined);
  else if (kind === 'plugin') assignPlugin(subject, field, value, below);
  else if (kind === 'list') assignList(subject, field, value, below);
  else if (kind === 'extension') {
    const behind = behindExtension(stanzaOf(subject), field);
    assignField(subjectOf(behind.stanza), behind.field, value, below);
  } else if (kind === 'flag') writeField(stanzaOf(subject), field, value);
  else if (kind === 'text') writeText(subject.xml, field, textOf(subject, field, value));
  else if (kind === 'languages')
    writeOwnLanguage(
      subject.xml,
      field,
      textOf(subject, field, value),
      undefined,
      statedTexts(subject.xml, field.name),
    );
  else subject.xml.putAttribute(field.name, textOf(subject, field, value));
}

function assignPlugin(subject: Subject, field: Field, value: unknown, below: Open[]): void {
  if (isStanza(value)) {
    writeField(stanzaOf(subject), field, value);
    return;
  }
  const given = asGiven(subject, field.key, value);
  const child = childOf(field);
  const { xml } = subject;
  let element = xml.child(child.namespace, child.name) ?? pendingChild(xml, child.namespace, child.name);
  if (element === undefined) element = addChild(xml, child.namespace, child.name);
  else settle(element);
  below.push({ subject: childSubject(element, child), given });
}

function assignList(subject: Subject, field: Field, value: unknown, below: Open[]): void {
  if (!Array.isArray(value))
    throw new InvalidValueError(subject.table.stanzaClass.name, field.key, undefined, 'expected a list');
  const child = childOf(field);
  const elements = value.map((item: unknown) => {
    if (isStanza(item)) return elementOf(stanzaOf(subject), field, item);
    const given = asGiven(subject, field.key, item);
    const element = XmlElement.fromParts(child.namespace, child.name, undefined, undefined);
    below.push({ subject: childSubject(element, child), given });
    return element;
  });
  removeField(stanzaOf(subject), field);
  for (const element of elements) subject.xml.append(element);
}

function assignLanguages(subject: Subject, field: Field, languages: Languages): void {
  if (field.kind === 'extension') {
    const behind = behindExtension(stanzaOf(subject), field);
    assignLanguages(subjectOf(behind.stanza), behind.field, languages);
    return;
  }
  // One pass over the children for all languages, as long as nobody else writes.
  let texts: Map<string | undefined, XmlElement> | undefined;
  for (const [language, value] of languages) {
    if (value === undefined || value === null) {
      deleteField(stanzaOf(subject), field, language);
      texts = undefined;
    } else if (field.setter !== undefined) field.setter.call(stanzaOf(subject), value, language);
    else {
      const text = textOf(subject, field, value);
      texts ??= statedTexts(subject.xml, field.name);
      writeOwnLanguage(subject.xml, field, text, language, texts);
    }
  }
}

/** Writes the child that states this very language, or none: what `values` told apart stays apart. */
function writeOwnLanguage(
  xml: XmlElement,
  field: Field,
  text: string,
  language: string | undefined,
  texts: Map<string | undefined, XmlElement>,
): void {
  const present = texts.get(language);
  if (present !== undefined) {
    present.text = text;
    return;
  }
  const child = addChild(xml, xml.namespace, field.name, text);
  if (language !== undefined) child.putAttribute(XML_LANG, language);
  texts.set(language, child);
}

/** A rich value formatted; the text that `values` shows in its place as it is, once it is known to be valid. */
function textOf({ table: { stanzaClass } }: Subject, field: Field, value: unknown): string {
  const { codec } = field;
  if (typeof value !== 'string') return encodeFor(stanzaClass, field, value);
  if (codec === undefined || codec.isValid?.(value) === true) return value;
  let parsed: unknown;
  try {
    parsed = codec.parse(value);
  } catch (error) {
    if (codec.inValues !== 'text') return encodeFor(stanzaClass, field, value);
    throw new InvalidValueError(stanzaClass.name, field.key, value, messageOf(error), error);
  }
  return shownAsText(field, parsed) ? value : encodeFor(stanzaClass, field, value);
}

function isStanza(value: unknown): value is AnyElement {
  if (typeof value !== 'object' || value === null || isPlain(value)) return false;
  return 'xml' in value && value.xml instanceof XmlElement;
}

/** Whether it is what values nearly always are: this is told at once. */
function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}

function asGiven({ table }: Subject, key: string, value: unknown): Given {
  // Lists, maps, dates, elements and stanza objects are objects too, but not of values.
  const isObject = typeof value === 'object' && value !== null;
  if (isObject && isPlain(value)) return value as Given;
  if (isObject && !(Symbol.iterator in value) && typeof (value as Given).toJSON !== 'function') return value as Given;
  const found = isObject ? 'another object' : typeName(value);
  throw new InvalidValueError(table.stanzaClass.name, key, undefined, `expected an object of values, found ${found}`);
}
