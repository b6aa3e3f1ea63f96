/** Stanza objects as plain values. Iterative: depth never overflows the stack. */
import { XML_LANG } from '../xml/names.js';
import { childClass, decode, testField } from './access.js';
import type { AnyElement } from './element-base.js';
import type { Field } from './field.js';
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
    const fields = tableFor(stanza).fields;
    for (const field of fields.values()) {
      const present = field.tester === undefined ? testField(stanza, field) : field.tester.call(stanza) === true;
      if (present && !isListedToo(field, fields)) addValue(stanza, field, plain, open);
    }
  }
  return result;
}

/** A class with a key for the one and a key for the list: the list has it all. */
function isListedToo(field: Field, fields: ReadonlyMap<string, Field>): boolean {
  const list = field.kind === 'plugin' ? childClass(field).definition.pluginMultiAttrib : undefined;
  const listField = list === undefined ? undefined : fields.get(list);
  return listField?.kind === 'list' && childClass(listField) === childClass(field);
}

function addValue(stanza: AnyElement, field: Field, plain: Plain, open: Open[]): void {
  const nest = (child: AnyElement): Plain => {
    const values: Plain = {};
    open.push({ stanza: child, plain: values });
    return values;
  };
  if (field.getter !== undefined) plain[field.key] = plainResult(field.getter.call(stanza, undefined), nest);
  else if (field.kind === 'plugin') plain[field.key] = nest(childOrPending(stanza.xml, childClass(field)));
  else if (field.kind === 'list') plain[field.key] = childrenAs(stanza.xml, childClass(field)).map(nest);
  else if (field.kind === 'languages') addLanguages(stanza, field, plain);
  else plain[field.key] = leaf(stanza, field);
}

function leaf(stanza: AnyElement, field: Field): unknown {
  const xml = stanza.xml;
  switch (field.kind) {
    case 'attribute':
    case 'language':
      return plainText(stanza, field, xml.attribute(field.name) as string);
    case 'flag':
      return true;
    case 'extension':
      return (childOrPending(xml, childClass(field)).values as Plain)[field.key];
    default:
      return plainText(stanza, field, xml.child(xml.namespace, field.name)?.text ?? '');
  }
}

/** Under the key alone what states no language of its own; the others under the key, a bar and the language. */
function addLanguages(stanza: AnyElement, field: Field, plain: Plain): void {
  const xml = stanza.xml;
  for (const child of xml.children) {
    if (typeof child === 'string' || child.name !== field.name || child.namespace !== xml.namespace) continue;
    const own = child.attribute(XML_LANG);
    const key = own === undefined ? field.key : `${field.key}|${own}`;
    if (!Object.hasOwn(plain, key)) plain[key] = plainText(stanza, field, child.text);
  }
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
  if ('xml' in value && 'issues' in value) return nest(value as AnyElement);
  if (value instanceof Uint8Array) return [...value];
  if ('toJSON' in value && typeof value.toJSON === 'function') return value.toJSON();
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainResult(item, nest)]));
}
