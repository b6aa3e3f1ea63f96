/** Stanza objects as plain values. Iterative: depth never overflows the stack. */
import { XmlElement } from '../xml/element.js';
import { behindExtension, childClass, decode, testField } from './access.js';
import type { AnyElement } from './element-base.js';
import type { Field } from './field.js';
import { statedTexts } from './language.js';
import { tableFor } from './table.js';
import { childOrPending, childrenAs } from './view.js';

type Plain = Record<string, unknown>;
interface Open {
  readonly stanza: AnyElement;
  readonly plain: Plain;
}

/** The snapshot that `values` is. */
export function valuesOf(root: AnyElement): Plain {
  const result: Plain = {};
  const open: Open[] = [{ stanza: root, plain: result }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { stanza, plain } = next;
    for (const field of tableFor(stanza).distinctFields) addValue(stanza, field, plain, open);
  }
  return result;
}

function addValue(stanza: AnyElement, field: Field, plain: Plain, open: Open[]): void {
  const { key, kind, getter, tester } = field;
  const xml = stanza.xml;
  if (!(tester === undefined ? testField(stanza, field) : tester.call(stanza) === true)) return;
  const nest = (child: AnyElement): Plain => {
    const values: Plain = {};
    open.push({ stanza: child, plain: values });
    return values;
  };
  if (kind === 'languages') addLanguages(stanza, field, plain, nest);
  else if (getter !== undefined) plain[key] = plainResult(getter.call(stanza, undefined), nest);
  else if (kind === 'plugin') plain[key] = nest(childOrPending(xml, childClass(field)));
  else if (kind === 'list') plain[key] = childrenAs(xml, childClass(field)).map(nest);
  else if (kind === 'extension') {
    const behind = behindExtension(stanza, field);
    addValue(behind.stanza, behind.field, plain, open);
  } else if (kind === 'flag') plain[key] = true;
  else if (kind === 'text') plain[key] = plainText(stanza, field, xml.child(xml.namespace, field.name)?.text ?? '');
  else plain[key] = plainText(stanza, field, xml.attribute(field.name) ?? '');
}

/** Under the key alone what states no language of its own; the others under the key, a bar and the language. */
function addLanguages(stanza: AnyElement, field: Field, plain: Plain, nest: (child: AnyElement) => Plain): void {
  const { key, getter } = field;
  const texts = statedTexts(stanza.xml, field.name);
  for (const [language, child] of texts) {
    const value =
      getter === undefined ? plainText(stanza, field, child.text) : plainResult(getter.call(stanza, language), nest);
    plain[language === undefined ? key : `${key}|${language}`] = value;
  }
  if (getter !== undefined && texts.size === 0) plain[key] = plainResult(getter.call(stanza, undefined), nest);
}

function plainText(stanza: AnyElement, field: Field, text: string): unknown {
  const value = decode(stanza, field, text);
  return shownAsText(field, value) ? text : value;
}

/** Whether `values` shows the text of a value instead of the value. */
export function shownAsText(field: Field, value: unknown): boolean {
  const how = field.codec?.inValues;
  if (how !== undefined) return how === 'text';
  return typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean';
}

/** What an accessor method returned, JSON-safe. */
function plainResult(value: unknown, nest: (child: AnyElement) => Plain): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => plainResult(item, nest));
  if ('xml' in value && value.xml instanceof XmlElement) return nest(value as AnyElement);
  if (value instanceof Uint8Array) return [...value];
  if ('toJSON' in value && typeof value.toJSON === 'function') return value.toJSON();
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainResult(item, nest)]));
}
