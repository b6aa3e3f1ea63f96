/** Stanza objects whose class is known at run time only: their keys as strings, their values as unknown. */
import type { AnyElement } from '../element/element-base.js';
import { DefinitionError } from '../element/errors.js';
import type { Field } from '../element/field.js';
import { tableFor } from '../element/table.js';
import type { XmlElement } from '../xml/element.js';
import { describe } from './given.js';

/** A stanza class that can be constructed: what `defineElement` and `defineStanza` make, and what extends it. */
export type ConcreteStanzaClass<T extends AnyElement = AnyElement> = new (xml?: XmlElement) => T;

/**
 * Makes sure that a class can be what it is given for: one that is imported in a circle is not there yet.
 *
 * @throws `DefinitionError` when it is no stanza class
 */
export function assertStanzaClass(given: unknown): void {
  if (typeof given === 'function' && (given as { readonly definition?: unknown }).definition !== undefined) return;
  const what = typeof given === 'function' ? given.name : describe(given);
  throw new DefinitionError(
    'invalid-definition',
    `${what} is no stanza class: that extends defineElement({...}) or defineStanza({...})`,
  );
}

/** What can be done with a stanza object, whatever its keys. */
export interface Dynamic {
  readonly xml: XmlElement;
  readonly values: Readonly<Record<string, unknown>>;
  get(key: string, language?: string): unknown;
  set(key: string, value: unknown, language?: string): unknown;
  del(key: string, language?: string): unknown;
  has(key: string, language?: string): boolean;
  enable(key: string): unknown;
  assign(values: unknown): Dynamic;
}

/** The same stanza object, whose keys the compiler does not know. */
export function dynamic(stanza: AnyElement): Dynamic {
  return stanza as unknown as Dynamic;
}

/** Everything that a stanza object's class declares and has attached, key by key. */
export function fieldsOf(stanza: AnyElement): ReadonlyMap<string, Field> {
  return tableFor(stanza).fields;
}
