/** Making stanza classes from declarations. */
import type { XmlElement } from '../xml/element.js';
import { clark } from '../xml/names.js';
import { parseInNamespace } from '../xml/parse.js';
import type { Checked, ElementDefinition, FieldsOf, LanguageKeysOf } from './definition.js';
import { type AnyElement, type AnyElementClass, ElementBase } from './element-base.js';
import { type Field, fieldsOf } from './field.js';
import { declareFields } from './table.js';
import type { ElementStatics } from './types.js';

/** A class made by {@link defineElement}. */
export interface ElementClass<D extends ElementDefinition> extends ElementStatics<D> {
  new (xml?: XmlElement): ElementBase<FieldsOf<D>, LanguageKeysOf<D>>;
}

/**
 * Declares a stanza class: `class Registration extends defineElement({ ... }) {}`. The types of `get`,
 * `set`, `values` and everything else follow from the declaration.
 *
 * @param definition - the element and its interfaces
 * @returns the class to extend
 * @throws {@link DefinitionError} when the definition cannot be meant
 *
 * @example
 * ```ts
 * import { defineElement } from 'couplet';
 *
 * class Registration extends defineElement({
 *   name: 'query',
 *   namespace: 'jabber:iq:register',
 *   pluginAttrib: 'register',
 *   subInterfaces: ['username', 'password'],
 *   boolInterfaces: ['registered', 'remove'],
 * }) {}
 * const registration = Registration.parse('<query xmlns="jabber:iq:register"><username>bill</username></query>');
 * registration.get('username'); // 'bill'
 * ```
 */
export function defineElement<const D extends ElementDefinition>(definition: D & Checked<D>): ElementClass<D> {
  return defineOn(ElementBase, definition, fieldsOf(definition)) as unknown as ElementClass<D>;
}

/** A class with a declaration on a base, and the statics that every stanza class has. */
export function defineOn(
  base: AnyElementClass,
  definition: ElementDefinition,
  fields: ReadonlyMap<string, Field>,
): AnyElementClass {
  const named = (...kinds: Field['kind'][]): string[] =>
    [...fields.values()].filter((field) => kinds.includes(field.kind)).map((field) => field.key);
  abstract class Declared extends base {
    static readonly definition = definition;
    static readonly tag = clark(definition.namespace, definition.name);
    static readonly interfaces = named('attribute', 'text', 'languages', 'flag');
    static readonly subInterfaces = named('text');
    static readonly boolInterfaces = named('flag');
    static readonly langInterfaces = named('languages');

    static parse(this: new (xml?: XmlElement) => AnyElement, text: string): AnyElement {
      return new this(parseInNamespace(text, definition.namespace));
    }

    static of(this: new (xml?: XmlElement) => AnyElement, values: object): AnyElement {
      return new this().assign(values);
    }
  }
  declareFields(Declared, fields);
  return Declared;
}
