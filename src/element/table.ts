/**
 * What a class knows at run time: its declared fields, the plugins attached to it and to its ancestors,
 * and its accessor methods, in one table that is made again when a plugin is registered.
 */
import { clark } from '../xml/names.js';
import type { AnyElement, AnyElementClass } from './element-base.js';
import { DefinitionError, UnknownInterfaceError } from './errors.js';
import {
  type Accessor,
  type Child,
  ChildReference,
  type ConcreteClass,
  type Field,
  isChild,
  isStanzaClass,
  makeField,
} from './field.js';
import { type Lookup, lookupOf } from './lookup.js';
import { childOrPending } from './view.js';

/** One `registerStanzaPlugin` call: what is attached to a parent, and how. */
export interface Attachment {
  readonly plugin: ConcreteClass;
  iterable: boolean;
  overrides: boolean;
}

/** The class-level plugin tables: the only global state there is. */
const attachments = new WeakMap<object, Attachment[]>();
const declarations = new WeakMap<object, ReadonlyMap<string, Field>>();

/** Counts the changes of all plugin tables. Whatever is derived from them is stale once it has moved. */
export let tablesVersion = 0;

/** Notes the declared fields of a class; its subclasses have them too. */
export function declareFields(stanzaClass: object, fields: ReadonlyMap<string, Field>): void {
  declarations.set(stanzaClass, fields);
}

/** What is attached to this very class, in order of registration. */
export function attachmentsOf(stanzaClass: object): readonly Attachment[] {
  return attachments.get(stanzaClass) ?? [];
}

/** Replaces what is attached to a class; every table follows at its next use. */
export function setAttachments(stanzaClass: object, list: Attachment[]): void {
  attachments.set(stanzaClass, list);
  tablesVersion++;
}

/** Where a class has its table, and its objects find it. */
export const TABLE = Symbol('couplet.table');

/** The table of a class. One object for the life of the class: it renews itself. */
export function tableOf(stanzaClass: AnyElementClass): InterfaceTable {
  const slot = stanzaClass as unknown as { [TABLE]?: InterfaceTable };
  const found = slot[TABLE];
  // A subclass inherits its parent's slot, so the owner is asked too.
  if (found !== undefined && found.stanzaClass === stanzaClass) return found;
  const table = new InterfaceTable(stanzaClass as ConcreteClass);
  for (const holder of [stanzaClass, stanzaClass.prototype])
    Object.defineProperty(holder, TABLE, { value: table, configurable: true });
  return table;
}

/**
 * The table of the stanza class that stands where a key could stand, as in `get(Registration)`.
 *
 * @throws {@link UnknownInterfaceError} when it is neither
 */
export function tableOfKey(stanza: AnyElement, given: unknown): InterfaceTable {
  // Only a stanza class has one, which tells it at once from everything else.
  const found = (given as { readonly [TABLE]?: InterfaceTable } | null | undefined)?.[TABLE];
  if (found !== undefined && found.stanzaClass === given) return found;
  if (isStanzaClass(given)) return tableOf(given);
  const what = typeof given === 'function' ? `the function or class '${given.name}'` : typeof given;
  throw new UnknownInterfaceError(stanza.constructor.name, what);
}

/** The table of a stanza object's class. An object of another copy of couplet has none of this one's. */
export function tableFor(stanza: AnyElement): InterfaceTable {
  return stanza[TABLE] ?? tableOf(stanza.constructor as unknown as AnyElementClass);
}

/** The keys of one class. */
export class InterfaceTable {
  declare readonly stanzaClass: ConcreteClass;
  /** In Clark notation. */
  declare readonly tag: string;
  declare readonly namespace: string;
  declare readonly name: string;
  #version = -1;
  #fields: Map<string, Field> = new Map();
  // Made at first need: they ask for the classes of children, which may be declared later than this one.
  /** By local name. */
  #iterables: ReadonlyMap<string, readonly Child[]> | undefined;
  #distinct: readonly Field[] | undefined;
  #lookup: Lookup | undefined;

  constructor(stanzaClass: ConcreteClass) {
    this.stanzaClass = stanzaClass;
    const definition = stanzaClass.definition;
    if (definition === undefined) {
      throw new DefinitionError(
        'invalid-definition',
        `${stanzaClass.name} must extend defineElement({...}) or defineStanza({...})`,
      );
    }
    this.namespace = definition.namespace;
    this.name = definition.name;
    this.tag = clark(this.namespace, this.name);
  }

  /** The field of a key, `undefined` when the class has no such key. */
  field(key: string): Field | undefined {
    if (this.#version !== tablesVersion) this.#renew();
    return this.#fields.get(key);
  }

  /**
   * The field of a key.
   *
   * @throws {@link UnknownInterfaceError} when the class has no such key
   */
  known(key: string): Field {
    const field = this.field(key);
    if (field === undefined) throw new UnknownInterfaceError(this.stanzaClass.name, key, this.#fields.keys());
    return field;
  }

  /** Key and field, in the order of declaration and registration. */
  get fields(): ReadonlyMap<string, Field> {
    if (this.#version !== tablesVersion) this.#renew();
    return this.#fields;
  }

  /** The class that wraps a child of this name in iteration, `undefined` when none does. */
  iterable(namespace: string, name: string): ConcreteClass | undefined {
    const namesakes = this.#iterablesNow().get(name);
    if (namesakes === undefined) return undefined;
    for (const { stanzaClass, namespace: own } of namesakes) if (own === namespace) return stanzaClass;
    return undefined;
  }

  /** The fields without those whose children another one has too: of a key for the first and a list, the list. */
  get distinctFields(): readonly Field[] {
    const fields = this.fields;
    this.#distinct ??= distinctOf(fields);
    return this.#distinct;
  }

  /** How the distinct fields are found in the XML. */
  get lookup(): Lookup {
    const fields = this.distinctFields;
    this.#lookup ??= lookupOf(fields);
    return this.#lookup;
  }

  #iterablesNow(): ReadonlyMap<string, readonly Child[]> {
    const fields = this.fields;
    this.#iterables ??= iterablesOf(fields, attachedTo(this.stanzaClass));
    return this.#iterables;
  }

  #renew(): void {
    const fields = fieldsIn(this.stanzaClass);
    let order = 0;
    const overrides = overridesOf(attachedTo(this.stanzaClass));
    for (const [key, field] of fields) {
      const accessors = accessorsOf(key, this.stanzaClass.prototype, overrides);
      fields.set(key, { ...field, ...accessors, order: order++ });
    }
    this.#fields = fields;
    this.#iterables = undefined;
    this.#distinct = undefined;
    this.#lookup = undefined;
    this.#version = tablesVersion;
  }
}

/** A class and its ancestors, the most distant first. */
function lineageOf(stanzaClass: object): object[] {
  const lineage: object[] = [];
  for (let c: object | null = stanzaClass; c !== null && c !== Function.prototype; c = Object.getPrototypeOf(c))
    lineage.unshift(c);
  return lineage;
}

/** What is declared by a class and by its ancestors, then what is attached to them, without accessor methods. */
export function fieldsIn(stanzaClass: object): Map<string, Field> {
  const lineage = lineageOf(stanzaClass);
  const fields = new Map<string, Field>();
  const declare = (ancestor: object): void => {
    for (const [key, field] of declarations.get(ancestor) ?? []) fields.set(key, field);
  };
  lineage.forEach(declare);
  for (const ancestor of lineage) {
    // Once more: what a class declares is not changed by what its ancestors are given later.
    declare(ancestor);
    for (const field of attachmentsOf(ancestor).flatMap(attachedFields)) {
      // Of a tag there is one list.
      if (!isTag(field.key) || !fields.has(field.key)) fields.set(field.key, field);
    }
  }
  return fields;
}

/** What is attached to a class and to its ancestors. */
function attachedTo(stanzaClass: object): Attachment[] {
  return lineageOf(stanzaClass).flatMap(attachmentsOf);
}

/** Whether a key is that of a list without a `pluginMultiAttrib`. */
export function isTag(key: string): boolean {
  return key[0] === '{';
}

/** What attaching a plugin adds to its parent. */
export function attachedFields({ plugin, iterable }: Attachment): Field[] {
  const { namespace, name, pluginAttrib, pluginMultiAttrib, isExtension } = plugin.definition;
  const child = new ChildReference(plugin, plugin.name);
  const fields: Field[] = [];
  if (pluginAttrib !== undefined) {
    fields.push(makeField(pluginAttrib, isExtension === true ? 'extension' : 'plugin', undefined, child));
  }
  const listKey = pluginMultiAttrib ?? (iterable ? `{${namespace}}${name}` : undefined);
  if (listKey !== undefined) fields.push(makeField(listKey, 'list', undefined, child));
  return fields;
}

/** By local name; of two classes for one tag there is the first. */
function iterablesOf(fields: ReadonlyMap<string, Field>, attached: readonly Attachment[]): Map<string, Child[]> {
  const iterables = new Map<string, Child[]>();
  const add = (stanzaClass: ConcreteClass): void => {
    const { namespace, name } = stanzaClass.definition;
    const namesakes = iterables.get(name) ?? [];
    if (namesakes.some((other) => other.namespace === namespace)) return;
    iterables.set(name, [...namesakes, { stanzaClass, namespace, name }]);
  };
  for (const field of fields.values())
    if (field.kind === 'list' && field.child !== undefined) add(field.child.stanzaClass);
  for (const { plugin, iterable } of attached) if (iterable) add(plugin);
  return iterables;
}

function distinctOf(fields: ReadonlyMap<string, Field>): Field[] {
  const isPlain = (field: Field): boolean => isChild(field) && field.getter === undefined;
  const byClass = new Map<ConcreteClass | undefined, Field>();
  for (const field of fields.values()) {
    if (!isPlain(field)) continue;
    const known = byClass.get(field.child?.stanzaClass);
    if (known === undefined || (known.kind === 'plugin' && field.kind === 'list')) {
      byClass.set(field.child?.stanzaClass, field);
    }
  }
  return [...fields.values()].filter((field) => !isPlain(field) || byClass.get(field.child?.stanzaClass) === field);
}

/** Accessor name to the plugin whose method stands in; the last one registered wins. */
function overridesOf(attached: readonly Attachment[]): Map<string, ConcreteClass> {
  const overrides = new Map<string, ConcreteClass>();
  for (const { plugin, overrides: on } of attached) {
    if (on) for (const name of plugin.definition.overrides ?? []) overrides.set(name, plugin);
  }
  return overrides;
}

/** The accessor methods of a class for one of its keys. */
function accessorsOf(
  key: string,
  prototype: object,
  overrides: ReadonlyMap<string, ConcreteClass>,
): Partial<Pick<Field, 'getter' | 'setter' | 'deleter' | 'tester'>> {
  const accessor = (operation: string): Accessor | undefined => {
    const name = operation + key.charAt(0).toUpperCase() + key.slice(1);
    const plugin = overrides.get(name);
    if (plugin !== undefined) return overriding(name, plugin);
    const method: unknown = (prototype as Record<string, unknown>)[name];
    // Every object has a method hasOwnProperty, which is none for a key 'ownProperty'.
    return typeof method === 'function' && !(name in Object.prototype) ? (method as Accessor) : undefined;
  };
  // 'declared' would find getDeclared, which is no accessor.
  if (key === 'declared') return {};
  return {
    getter: accessor('get'),
    setter: accessor('set'),
    deleter: accessor('del'),
    tester: accessor('has'),
  };
}

/** Calls a method of the plugin over the child; that there is one is seen to at registration. */
function overriding(name: string, plugin: ConcreteClass): Accessor {
  return function (this: AnyElement, ...args: unknown[]): unknown {
    const child = childOrPending(this.xml, tableOf(plugin));
    return (child as unknown as Record<string, Accessor>)[name]?.apply(child, args);
  };
}
