/** The declared interfaces of a class at run time: a definition, checked and put in order. */
import { isNCName, XML_LANG } from '../xml/names.js';
import { checkParts, invalid } from './check-definition.js';
import { type Codec, string } from './codec.js';
import type { ElementDefinition, Interfaces } from './definition.js';
import type { AnyElement, AnyElementClass } from './element-base.js';
import type { InterfaceTable } from './table.js';

/** What an interface is in the XML. `language` is the `xml:lang` of the element itself. */
export type FieldKind = 'attribute' | 'text' | 'languages' | 'flag' | 'language' | 'plugin' | 'list' | 'extension';

/** A stanza class that can be constructed. */
export type ConcreteClass = AnyElementClass & {
  readonly tag: string;
  readonly definition: ElementDefinition;
  new (xml?: unknown): AnyElement;
};

/** An accessor method, called with the stanza object as `this`. */
export type Accessor = (this: AnyElement, ...args: unknown[]) => unknown;

/** One key of a stanza object. Every field has every property, so that reading them stays fast. */
export interface Field {
  readonly key: string;
  readonly kind: FieldKind;
  /** The name of the attribute or child element. */
  readonly name: string;
  /** `undefined` for plain text. */
  readonly codec: Codec<unknown> | undefined;
  /** Of a plugin or a list: its class, or a thunk that is called at first use. */
  readonly child: ChildReference | undefined;
  /** Its place among the keys of its class. */
  readonly order: number;
  readonly getter: Accessor | undefined;
  readonly setter: Accessor | undefined;
  readonly deleter: Accessor | undefined;
  readonly tester: Accessor | undefined;
}

const kinds = {
  interfaces: 'attribute',
  subInterfaces: 'text',
  langInterfaces: 'languages',
  boolInterfaces: 'flag',
  plugins: 'plugin',
  iterables: 'list',
} as const;

/** Whether a key is a plugin or a list: stanza objects, not a value. */
export function isChild({ kind }: { readonly kind: FieldKind }): boolean {
  return kind === 'plugin' || kind === 'list';
}

/** A child class, and the name of its elements. */
export interface Child {
  readonly stanzaClass: ConcreteClass;
  readonly namespace: string;
  readonly name: string;
  /** The keys of the class, once they have been asked for. */
  table?: InterfaceTable | undefined;
}

/** A child class of a declaration, resolved at first use so that classes can refer to later ones. */
export class ChildReference {
  readonly #given: unknown;
  readonly #where: string;
  #resolved: Child | undefined;

  constructor(given: unknown, where: string) {
    this.#given = given;
    this.#where = where;
  }

  /** @throws {@link DefinitionError} when it is neither a stanza class nor a thunk for one */
  get resolved(): Child {
    this.#resolved ??= this.#resolve();
    return this.#resolved;
  }

  /** @throws {@link DefinitionError} when it is neither a stanza class nor a thunk for one */
  get stanzaClass(): ConcreteClass {
    return this.resolved.stanzaClass;
  }

  #resolve(): Child {
    const given = this.#given;
    // An arrow function has no prototype: that is what tells a thunk from a class.
    const isThunk = typeof given === 'function' && given.prototype === undefined;
    const stanzaClass: unknown = isThunk ? given() : given;
    if (!isStanzaClass(stanzaClass)) {
      throw invalid(`${this.#where} is neither a stanza class nor a function that returns one`);
    }
    const { namespace, name } = stanzaClass.definition;
    return { stanzaClass, namespace, name, table: undefined };
  }
}

/** Whether a value is a class made by `defineElement` or `defineStanza`, or a subclass of one. */
export function isStanzaClass(value: unknown): value is ConcreteClass {
  if (typeof value !== 'function') return false;
  const { definition, tag } = value as Partial<ConcreteClass>;
  return definition !== undefined && tag !== undefined;
}

/** A field without accessor methods. */
export function makeField(key: string, kind: FieldKind, codec?: Codec<unknown>, child?: ChildReference): Field {
  const none = undefined;
  return {
    key,
    kind,
    name: kind === 'language' ? XML_LANG : key,
    codec: codec === string ? none : codec,
    child,
    order: 0,
    getter: none,
    setter: none,
    deleter: none,
    tester: none,
  };
}

/**
 * The fields of a definition, in the order of declaration.
 *
 * @throws {@link DefinitionError} when the definition cannot be meant
 */
export function fieldsOf(definition: ElementDefinition): Map<string, Field> {
  checkParts(definition);
  const fields = new Map<string, Field>([['lang', makeField('lang', 'language')]]);
  for (const group of Object.keys(definition)) {
    if (!isGroup(group)) continue;
    const given: Interfaces | Readonly<Record<string, unknown>> = definition[group] ?? [];
    const named: [key: string, value: unknown][] = Array.isArray(given)
      ? given.map((key: string) => [key, undefined])
      : Object.entries(given);
    for (const [key, value] of named) {
      const before = fields.get(key);
      const field = declaredField(definition, group, key, value);
      // The narrower group decides, wherever it stands.
      if (before === undefined || before.kind === 'attribute') fields.set(key, field);
      else if (field.kind !== 'attribute') {
        const reason = key === 'lang' ? 'every stanza object has it already (xml:lang)' : 'it is declared twice';
        throw invalid(`Key '${key}' of <${definition.name}> cannot be declared in ${group}: ${reason}`);
      }
    }
  }
  return fields;
}

function declaredField(definition: ElementDefinition, group: keyof typeof kinds, key: string, value: unknown): Field {
  const where = `'${key}' in ${group} of <${definition.name} xmlns="${definition.namespace}">`;
  const kind = kinds[group];
  const child = isChild({ kind });
  const isUsable = child ? key !== '' : isNCName(key) && !(kind === 'attribute' && key === 'xmlns');
  if (!isUsable || key === '__proto__') throw invalid(`${where} is not a name that can be used`);
  if (child) return makeField(key, kind, undefined, new ChildReference(value, where));
  const isCodec = typeof value === 'object' && value !== null && 'parse' in value && 'format' in value;
  if (value !== undefined && !isCodec) {
    throw invalid(`${where} has no codec: expected an object with parse and format`);
  }
  return makeField(key, kind, value as Codec<unknown> | undefined);
}

function isGroup(part: string): part is keyof typeof kinds {
  return Object.hasOwn(kinds, part);
}
