/** The base of all stanza objects: typed reading and writing of the live XML they stand for. */
import { assertAttached, settle } from '../xml/aside.js';
import { XmlElement } from '../xml/element.js';
import type { WriteOptions } from '../xml/writer.js';
import {
  childOf,
  decode,
  deleteField,
  enableField,
  hasField,
  readField,
  removeChildren,
  removeField,
  writeField,
} from './access.js';
import { assignValues } from './assign.js';
import { clearContent, elementGiven, iterableChildren, popChild } from './children.js';
import { UnexpectedElementError } from './errors.js';
import { type Issue, issuesOf } from './issues.js';
import { textLanguages } from './language.js';
import { type InterfaceTable, TABLE, tableOf, tableOfKey } from './table.js';
import type { ElementTypes, Got } from './types.js';
import { valuesOf } from './values.js';
import { addView, childOrPending, viewsOf } from './view.js';

/** Any stanza object. */
// biome-ignore lint/suspicious/noExplicitAny: whatever its fields
export type AnyElement = ElementBase<any, any>;
/** Any stanza class; not any class: `get(Date)` is an error. */
// biome-ignore lint/suspicious/noExplicitAny: whatever it is constructed with, and whatever its fields
export type AnyElementClass = abstract new (...args: any[]) => AnyElement;

/**
 * The base of all stanza objects: a typed view of a live {@link XmlElement}.
 *
 * The XML is the only state: what `set` writes is in the XML at once, what is appended to the XML is
 * seen by `get`, and what no class knows stays where it was. Classes are made with `defineElement`.
 *
 * @typeParam F - key by key, what `get` returns by the declared kind
 * @typeParam L - the keys that take a language
 */
export abstract class ElementBase<F extends {} = {}, L extends string = never> {
  /** Types only: never there at run time. The tilde keeps it last in completions. */
  declare readonly '~types': ElementTypes<this, F, L>;
  /** The element that this object is a view of. Writing to it directly is always allowed. */
  // Assigned, not defined: where there are many classes, defining a property costs several times as much.
  declare readonly xml: XmlElement;
  /** @internal Of the class, and found on its prototype. */
  declare readonly [TABLE]: InterfaceTable;

  /**
   * @param xml - the element to wrap; without it, a fresh one
   * @throws {@link UnexpectedElementError} when its tag is another than the class's
   */
  constructor(xml?: XmlElement) {
    const table = tableOf(new.target);
    if (xml === undefined) this.xml = XmlElement.fromParts(table.namespace, table.name, undefined, undefined);
    else {
      if (xml.name !== table.name || xml.namespace !== table.namespace) {
        throw new UnexpectedElementError(new.target.name, table.tag, xml.tag);
      }
      this.xml = xml;
    }
    addView(this.xml, this);
  }

  /**
   * The value of an interface, a plugin, or a list; or the child of a class.
   *
   * In this order: an override of an attached plugin, the accessor method (`getKey`), the declared kind,
   * a plugin or list of that name. Reading never changes the XML: a plugin that is not there is returned
   * all the same, and joins the XML when it is first written to.
   *
   * @param key - an interface, a plugin's key, or a stanza class
   * @param language - for the interfaces that have languages: exactly this one (without regard to case)
   * @returns absent interfaces are `undefined`, flags `false`, lists `[]`; a present, empty one is `''`
   * @throws {@link InvalidValueError} when the text in the XML is not a value of the interface
   * @throws {@link UnknownInterfaceError} for a key that there is not
   */
  // One signature, not overloads, with the keys spelled out in it: a wrong key is then reported with the
  // list of the right ones (an alias in its place would be printed instead of them).
  get<K extends (keyof F & string) | (keyof this['~types']['fields'] & string) | AnyElementClass>(
    key: K,
    ...language: K extends L ? [language?: string] : []
  ): K extends AnyElementClass ? InstanceType<K> : Got<this, K>;
  get(key: string | AnyElementClass, language?: string): unknown {
    if (typeof key !== 'string') return childOrPending(this.xml, tableOfKey(this, key));
    const field = this[TABLE].known(key);
    if (field.getter !== undefined) return field.getter.call(this, language);
    // The commonest kinds here, the others behind a call.
    if (field.kind === 'attribute') {
      const text = this.xml.attribute(field.name);
      return field.codec === undefined ? text : decode(this, field, text);
    }
    if (field.kind === 'plugin') return childOrPending(this.xml, childOf(field));
    return readField(this, field, language);
  }

  /**
   * Sets an interface, a plugin, or a list: through the accessor method (`setKey`) if there is one, else
   * by the declared kind. Setting twice never makes a second child.
   *
   * @param key - an interface, or the key of a plugin or list
   * @param value - what it is to be; `undefined` and `null` remove it, as does `''` unless there is an
   * accessor method, which is then given it
   * @param language - for the interfaces that have languages: the one to write
   * @returns this stanza object
   * @throws {@link InvalidValueError} when the interface cannot have that value; nothing is changed then
   * @throws {@link DetachedElementError} when the write would be lost
   */
  set<K extends (keyof F & string) | (keyof this['~types']['fields'] & string)>(
    key: K,
    value: this['~types']['set'][K] | null | undefined,
    ...language: K extends L ? [language?: string] : []
  ): this;
  set(key: string, value: unknown, language?: string): this {
    const field = this[TABLE].known(key);
    assertAttached(this.xml);
    if (value === undefined || value === null) deleteField(this, field, language);
    else if (field.setter !== undefined) field.setter.call(this, value, language);
    else if (value === '') deleteField(this, field, language);
    else writeField(this, field, value, language);
    return this;
  }

  /**
   * Removes an interface, a plugin, or all children of a list or class: through the accessor method
   * (`delKey`) if there is one, else by the declared kind.
   *
   * @param key - an interface, a plugin's key, or a stanza class
   * @param language - for the interfaces that have languages: the one to remove; without it, the text in
   * the stanza's own language
   * @returns this stanza object
   * @throws {@link DetachedElementError} when the write would be lost
   */
  del<K extends (keyof F & string) | (keyof this['~types']['fields'] & string) | AnyElementClass>(
    key: K,
    ...language: K extends L ? [language?: string] : []
  ): this;
  del(key: string | AnyElementClass, language?: string): this {
    assertAttached(this.xml);
    if (typeof key === 'string') deleteField(this, this[TABLE].known(key), language);
    else {
      const { namespace, name } = tableOfKey(this, key);
      removeChildren(this.xml, namespace, name);
    }
    return this;
  }

  /**
   * Whether the XML has it, be it empty or malformed. A class may answer for a key of its own with a
   * method `hasKey`, which looks only at the XML too.
   *
   * @param key - an interface, a plugin's key, or a stanza class
   * @param language - for the interfaces that have languages: exactly this one; without it, any
   */
  has<K extends (keyof F & string) | (keyof this['~types']['fields'] & string) | AnyElementClass>(
    key: K,
    ...language: K extends L ? [language?: string] : []
  ): boolean;
  has(key: string | AnyElementClass, language?: string): boolean {
    if (typeof key !== 'string') {
      const { namespace, name } = tableOfKey(this, key);
      return this.xml.child(namespace, name) !== undefined;
    }
    return hasField(this, this[TABLE].known(key), language);
  }

  /**
   * Makes an interface or plugin present with no content, `<username/>`; what is present already stays. An
   * attribute's accessor method is given the empty text.
   *
   * @param key - an interface, a plugin's key, or a stanza class
   * @returns this stanza object
   * @throws {@link InvalidValueError} for a list, which has no empty form
   * @throws {@link DetachedElementError} when the write would be lost
   */
  enable(key: (keyof F & string) | (keyof this['~types']['fields'] & string) | AnyElementClass): this;
  enable(key: string | AnyElementClass): this {
    assertAttached(this.xml);
    if (typeof key === 'string') enableField(this, this[TABLE].known(key));
    else settle(childOrPending(this.xml, tableOfKey(this, key)).xml);
    return this;
  }

  /** `get` by the declared kind, past the accessor method: for use inside it. */
  getDeclared<K extends keyof F & string>(key: K, ...language: K extends L ? [language?: string] : []): F[K];
  getDeclared(key: string, language?: string): unknown {
    return readField(this, this[TABLE].known(key), language);
  }

  /** `set` by the declared kind, past the accessor method: for use inside it. */
  setDeclared<K extends keyof F & string>(
    key: K,
    value: F[K] | null | undefined,
    ...language: K extends L ? [language?: string] : []
  ): this;
  setDeclared(key: string, value: unknown, language?: string): this {
    const field = this[TABLE].known(key);
    assertAttached(this.xml);
    if (value === undefined || value === null || value === '') removeField(this, field, language);
    else writeField(this, field, value, language);
    return this;
  }

  /** `del` by the declared kind, past the accessor method: for use inside it. */
  delDeclared<K extends keyof F & string>(key: K, ...language: K extends L ? [language?: string] : []): this;
  delDeclared(key: string, language?: string): this {
    const field = this[TABLE].known(key);
    assertAttached(this.xml);
    removeField(this, field, language);
    return this;
  }

  /**
   * The texts of an interface in all its languages.
   *
   * @returns language and text in document order; the language is `''` where none is known
   */
  languages(key: L): ReadonlyMap<string, string> {
    return textLanguages(this.xml, this[TABLE].known(key).name);
  }

  /**
   * A plain, nested, JSON-safe snapshot of what is present. Keys with accessor methods go through them;
   * what a codec makes of text (a date, a JID) is shown as its text. Unknown content is not in it.
   *
   * @throws {@link InvalidValueError} when a text in the XML is not a value of its interface
   */
  get values(): this['~types']['values'] {
    return valuesOf(this) as this['~types']['values'];
  }

  /**
   * Sets many keys at once: `values` as they came out, or with the rich values. A key that is `undefined`
   * is removed, one that is not named stays; a plugin is assigned to, a list is replaced; `''` is a
   * present, empty child here.
   *
   * @returns this stanza object
   * @throws {@link InvalidValueError} when a value is none that its interface can have
   * @throws {@link UnknownInterfaceError} for a key that there is not
   * @throws {@link DetachedElementError} when a write would be lost
   */
  assign(values: this['~types']['given']): this {
    assignValues(this, values);
    return this;
  }

  /** {@link ElementBase.values | values}, for `JSON.stringify`. */
  toJSON(): this['~types']['values'] {
    return this.values;
  }
  /** Whether both stand for the same XML: see {@link XmlElement.equals}. */
  equals(other: ElementBase | XmlElement): boolean {
    return this.xml.equals(other instanceof XmlElement ? other : other.xml);
  }

  /** A stanza object of the same class over a deep copy of the XML, which has no parent. */
  copy(): this {
    const stanzaClass = this.constructor as unknown as new (xml: XmlElement) => this;
    return new stanzaClass(this.xml.clone());
  }

  /**
   * Adds a child at the end: adopted if it has no parent, copied if it has one.
   *
   * @returns this stanza object
   * @throws {@link DetachedElementError} when the write would be lost
   */
  append(child: ElementBase | XmlElement): this {
    assertAttached(this.xml);
    this.xml.append(elementGiven(this.constructor.name, 'child', child));
    return this;
  }

  /**
   * Takes out one of the children that iteration gives.
   *
   * @param index - which of them, counted from 0; the first without it
   * @returns the child, free to be used elsewhere, or `undefined` when there is none
   * @throws {@link DetachedElementError} when the write would be lost
   */
  pop(index = 0): AnyElement | undefined {
    assertAttached(this.xml);
    return popChild(this.xml, this[TABLE], index);
  }

  /** Removes all children and text; attributes stay. @returns this stanza object */
  clear(): this {
    assertAttached(this.xml);
    clearContent(this.xml);
    return this;
  }

  /** The children whose class is registered as iterable or declared as a list, in document order. A fresh iterator each time. */
  [Symbol.iterator](): IterableIterator<AnyElement> {
    return iterableChildren(this.xml, this[TABLE]);
  }

  /** All values in the XML that are not what they should be, nested ones too; never throws. */
  issues(): Issue[] {
    return issuesOf(this);
  }

  /** The stanza object that this one is in, if its element has one. */
  get parent(): AnyElement | undefined {
    const element = this.xml.parent ?? this.xml.aside?.pendingIn;
    return element === undefined ? undefined : viewsOf(element)[0];
  }

  /** The XML as text: see {@link XmlElement.toString}. */
  toString(options?: WriteOptions): string {
    return this.xml.toString(options);
  }

  /** @internal The language of the stream that this object came in or goes out by. */
  get streamLanguage(): string | undefined {
    return undefined;
  }
}
