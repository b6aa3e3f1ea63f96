/**
 * What a class knows at run time: its declared fields, the plugins attached to it and to its ancestors,
 * and its accessor methods, in one table that is made again when a plugin is registered.
 */
import { clark } from '../xml/names.js';
import type { AnyElement, AnyElementClass } from './element-base.js';
import { DefinitionError } from './errors.js';
import { type Accessor, ChildReference, type ConcreteClass, type Field, makeField } from './field.js';

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

const TABLE = Symbol('couplet.table');

/** The table of a class. One object for the life of the class: it renews itself. */
export function tableOf(stanzaClass: AnyElementClass): InterfaceTable {
  const slot = stanzaClass as unknown as { [TABLE]?: InterfaceTable };
  const found = slot[TABLE];
  // A subclass inherits its parent's slot, so the owner is asked too.
  if (found !== undefined && found.stanzaClass === stanzaClass) return found;
  const table = new InterfaceTable(stanzaClass as ConcreteClass);
  Object.defineProperty(stanzaClass, TABLE, { value: table, configurable: true });
  return table;
}

/** The table of a stanza object's class. */
export function tableFor(stanza: AnyElement): InterfaceTable {
  return tableOf(stanza.constructor as unknown as AnyElementClass);
}

/** The keys of one class. */
export class InterfaceTable {
  readonly stanzaClass: ConcreteClass;
  /** In Clark notation. */
  readonly tag: string;
  readonly namespace: string;
  readonly name: string;
  #version = -1;
  #fields: Map<string, Field> = new Map();
  #iterables: Map<string, ConcreteClass> = new Map();

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

  /** Key and field, in the order of declaration and registration. */
  get fields(): ReadonlyMap<string, Field> {
    if (this.#version !== tablesVersion) this.#renew();
    return this.#fields;
  }

  /** The class that wraps a child of this tag in iteration, `undefined` when none does. */
  iterable(tag: string): ConcreteClass | undefined {
    if (this.#version !== tablesVersion) this.#renew();
    return this.#iterables.get(tag);
  }

  /** Whether any child is iterated over. */
  get hasIterables(): boolean {
    if (this.#version !== tablesVersion) this.#renew();
    return this.#iterables.size > 0;
  }

  #renew(): void {
    const lineage = lineageOf(this.stanzaClass);
    const fields = new Map<string, Field>();
    for (const ancestor of lineage) {
      for (const field of declarations.get(ancestor)?.values() ?? []) fields.set(field.key, field);
    }
    const attached = lineage.flatMap(attachmentsOf);
    for (const { plugin } of attached) for (const field of attachedFields(plugin)) fields.set(field.key, field);
    const overrides = overridesOf(attached);
    for (const [key, field] of fields) fields.set(key, withAccessors(field, this.stanzaClass.prototype, overrides));
    this.#fields = fields;
    this.#iterables = iterablesOf(fields, attached);
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

/** What attaching a plugin adds to its parent. */
export function attachedFields(plugin: ConcreteClass): Field[] {
  const { pluginAttrib, pluginMultiAttrib, isExtension } = plugin.definition;
  const child = new ChildReference(plugin, plugin.name);
  const fields: Field[] = [];
  if (pluginAttrib !== undefined) {
    fields.push(makeField(pluginAttrib, isExtension === true ? 'extension' : 'plugin', undefined, child));
  }
  if (pluginMultiAttrib !== undefined) fields.push(makeField(pluginMultiAttrib, 'list', undefined, child));
  return fields;
}

function iterablesOf(fields: ReadonlyMap<string, Field>, attached: readonly Attachment[]): Map<string, ConcreteClass> {
  const iterables = new Map<string, ConcreteClass>();
  const add = (stanzaClass: ConcreteClass): void => {
    if (!iterables.has(stanzaClass.tag)) iterables.set(stanzaClass.tag, stanzaClass);
  };
  for (const field of fields.values())
    if (field.kind === 'list' && field.child !== undefined) add(field.child.stanzaClass);
  for (const { plugin, iterable } of attached) if (iterable) add(plugin);
  return iterables;
}

/** Accessor name to the key of the plugin whose method stands in; the last one registered wins. */
function overridesOf(attached: readonly Attachment[]): Map<string, string> {
  const overrides = new Map<string, string>();
  for (const { plugin, overrides: on } of attached) {
    const { pluginAttrib, overrides: names } = plugin.definition;
    if (!on || pluginAttrib === undefined) continue;
    for (const name of names ?? []) overrides.set(name, pluginAttrib);
  }
  return overrides;
}

function withAccessors(field: Field, prototype: object, overrides: ReadonlyMap<string, string>): Field {
  const accessor = (operation: string): Accessor | undefined => {
    const name = operation + field.key.charAt(0).toUpperCase() + field.key.slice(1);
    const pluginKey = overrides.get(name);
    if (pluginKey !== undefined) return overriding(name, pluginKey);
    const method: unknown = (prototype as Record<string, unknown>)[name];
    return typeof method === 'function' ? (method as Accessor) : undefined;
  };
  // 'declared' would find getDeclared, which is no accessor.
  if (field.key === 'declared') return field;
  return {
    ...field,
    getter: accessor('get'),
    setter: accessor('set'),
    deleter: accessor('del'),
    tester: accessor('has'),
  };
}

function overriding(name: string, pluginKey: string): Accessor {
  return function (this: AnyElement, ...args: unknown[]): unknown {
    const plugin = this.get(pluginKey) as unknown as Record<string, Accessor | undefined>;
    const method = plugin[name];
    if (typeof method !== 'function')
      throw new DefinitionError('invalid-definition', `${pluginKey} overrides '${name}' but has no such method`);
    return method.apply(plugin as unknown as AnyElement, args);
  };
}
