/** The declared interfaces of a class at run time: a definition, checked and put in order. */
import { isNCName, XML_LANG } from '../xml/names.js';
import { type Codec, string } from './codec.js';
import type { ElementDefinition } from './definition.js';
import type { AnyElement, AnyElementClass } from './element-base.js';
import { DefinitionError } from './errors.js';

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
  readonly getter: Accessor | undefined;
  readonly setter: Accessor | undefined;
  readonly deleter: Accessor | undefined;
  readonly tester: Accessor | undefined;
}

const groups = ['interfaces', 'subInterfaces', 'langInterfaces', 'boolInterfaces', 'plugins', 'iterables'] as const;
const kinds = {
  interfaces: 'attribute',
  subInterfaces: 'text',
  langInterfaces: 'languages',
  boolInterfaces: 'flag',
  plugins: 'plugin',
  iterables: 'list',
} as const;
const otherParts = ['name', 'namespace', 'pluginAttrib', 'pluginMultiAttrib', 'isExtension', 'overrides'];

/** A child class of a declaration, resolved at first use so that classes can refer to later ones. */
export class ChildReference {
  #given: unknown;
  readonly #where: string;

  constructor(given: unknown, where: string) {
    this.#given = given;
    this.#where = where;
  }

  /** @throws {@link DefinitionError} when it is neither a stanza class nor a thunk for one */
  get stanzaClass(): ConcreteClass {
    const given = this.#given;
    if (isStanzaClass(given)) return given;
    // An arrow function has no prototype: that is what tells a thunk from a class.
    const made = typeof given === 'function' && given.prototype === undefined ? given() : undefined;
    if (!isStanzaClass(made)) {
      throw new DefinitionError(
        'invalid-definition',
        `${this.#where} is neither a stanza class nor a function that returns one`,
      );
    }
    this.#given = made;
    return made;
  }
}

/** Whether a value is a class made by `defineElement` or `defineStanza`, or a subclass of one. */
export function isStanzaClass(value: unknown): value is ConcreteClass {
  return typeof value === 'function' && 'definition' in value && 'tag' in value && typeof value.prototype === 'object';
}

/** A field without accessor methods. */
export function makeField(key: string, kind: FieldKind, codec?: Codec<unknown>, child?: ChildReference): Field {
  const plain = codec === undefined || codec === string;
  const none = undefined;
  return {
    key,
    kind,
    name: kind === 'language' ? XML_LANG : key,
    codec: plain ? none : codec,
    child,
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
  for (const group of Object.keys(definition) as (keyof ElementDefinition)[]) {
    if (!isGroup(group)) continue;
    const given = definition[group] as readonly string[] | Readonly<Record<string, unknown>>;
    const names = Array.isArray(given) ? (given as string[]) : Object.keys(given);
    for (const key of names) {
      const value = Array.isArray(given) ? undefined : (given as Record<string, unknown>)[key];
      const before = fields.get(key);
      const field = declaredField(definition, group, key, value);
      if (before === undefined || before.kind === 'attribute') fields.set(key, field);
      else if (field.kind !== 'attribute') throw taken(definition, key);
    }
  }
  return fields;
}

function declaredField(
  definition: ElementDefinition,
  group: (typeof groups)[number],
  key: string,
  value: unknown,
): Field {
  const where = `'${key}' in ${group} of <${definition.name} xmlns="${definition.namespace}">`;
  const kind = kinds[group];
  if (kind === 'plugin' || kind === 'list') return makeField(key, kind, undefined, new ChildReference(value, where));
  if (!isNCName(key) || key === '__proto__')
    throw new DefinitionError('invalid-definition', `${where} is not a name that can be used`);
  const isCodec = typeof value === 'object' && value !== null && 'parse' in value && 'format' in value;
  if (value !== undefined && !isCodec) {
    throw new DefinitionError('invalid-definition', `${where} has no codec: expected an object with parse and format`);
  }
  return makeField(key, kind, value as Codec<unknown> | undefined);
}

function isGroup(part: string): part is (typeof groups)[number] {
  return (groups as readonly string[]).includes(part);
}

function checkParts(definition: ElementDefinition): void {
  const { name, namespace } = definition;
  if (typeof name !== 'string' || !isNCName(name)) {
    throw new DefinitionError(
      'invalid-definition',
      `A definition needs the name of an element, found '${String(name)}'`,
    );
  }
  if (typeof namespace !== 'string') {
    throw new DefinitionError('invalid-definition', `The definition of <${name}> needs a namespace ('' for none)`);
  }
  for (const part of Object.keys(definition)) {
    if (isGroup(part) || otherParts.includes(part)) continue;
    const known = [...otherParts, ...groups].join(', ');
    throw new DefinitionError(
      'invalid-definition',
      `'${part}' is not part of a definition (<${name}>); the parts are ${known}`,
    );
  }
}

function taken(definition: ElementDefinition, key: string): DefinitionError {
  const reason = key === 'lang' ? 'every stanza object has it already (xml:lang)' : 'it stands in two groups';
  return new DefinitionError(
    'invalid-definition',
    `Key '${key}' of <${definition.name}> cannot be declared so: ${reason}`,
  );
}
