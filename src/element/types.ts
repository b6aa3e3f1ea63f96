/** What the compiler derives for `get`, `set`, `values` and `assign` from the fields of a stanza object. */

import type { JID } from '../jid/jid.js';
import type { XmlElement } from '../xml/element.js';
import type { AttachableClass, ElementDefinition } from './definition.js';

/**
 * What every stanza object has and nothing else: what the compiler asks for wherever any stanza object will do. To
 * compare a class with `AnyElement` is to compare all that either has, which costs far more than all else there is
 * about a class.
 */
export interface StanzaLike {
  /** Types only: never there at run time. */
  readonly '~types': unknown;
}
/** Any class of such objects. */
// biome-ignore lint/suspicious/noExplicitAny: whatever it is constructed with
export type StanzaLikeClass = abstract new (...args: any[]) => StanzaLike;
/** What the types of one stanza object are derived from. */
export interface Typed {
  /** Types only: never there at run time. */
  readonly '~types': { readonly fields: {}; readonly languages: {} };
}
type Fields<Self extends Typed> = Self['~types']['fields'];
/** What an accessor method returns. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the accessor method takes
type Result<M, Else> = [M] extends [(...a: any[]) => infer R] ? R : Else;
/** What an accessor method takes first. */
// biome-ignore lint/suspicious/noExplicitAny: whatever else the accessor method takes and returns
type Taken<M, Else> = [M] extends [(value: infer V, ...a: any[]) => any] ? V : Else;
/**
 * An accessor method of the class wins over the declared kind, as it does at run time. It is looked up by its name
 * among the keys of the class: first all at once, as most classes have none, then each.
 */
type Getters<Self, F> = keyof Self & `get${Capitalize<keyof F & string>}` extends never
  ? F
  : {
      [K in keyof F & string]: `get${Capitalize<K>}` extends keyof Self
        ? Result<Self[`get${Capitalize<K>}`], F[K]>
        : F[K];
    };
// `-?` takes nothing away here: without it the compiler works out what any key would be, where there are only these.
type Setters<Self, F> = keyof Self & `set${Capitalize<keyof F & string>}` extends never
  ? { [K in keyof F & string]-?: Settable<F[K]> }
  : {
      [K in keyof F & string]-?: `set${Capitalize<K>}` extends keyof Self
        ? Taken<Self[`set${Capitalize<K>}`], Settable<F[K]>>
        : Settable<F[K]>;
    };
/** A JID may be given as text, a list as one that cannot be written to. */
type Settable<T> = JID extends T ? T | string : T extends readonly (infer E extends StanzaLike)[] ? readonly E[] : T;
/** JSON-safe: text, numbers and booleans as they are; what a codec makes of text (JID, Date) as its text. */
type Plain<T> = T extends string | number | boolean | undefined
  ? T
  : T extends Typed
    ? Values<T>
    : T extends readonly (infer E extends Typed)[]
      ? Values<E>[]
      : string;
/** The text of an interface in another language is under its key, a bar and the language. */
type LanguageKey<E extends Typed> = `${keyof E['~types']['languages'] & string}|${string}`;

/**
 * What `values` holds of a stanza object: a plain, JSON-safe snapshot. The text of an interface in
 * another language is under its key, a bar and the language: `'body|fr'`.
 */
export type Values<E extends Typed> = {
  [K in (keyof Fields<E> & string) | LanguageKey<E>]?: PlainOf<E, Fields<E>, K>;
};
/** JSON-safe, of what an accessor method returns. */
type PlainResult<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends Typed
    ? Values<T>
    : T extends readonly (infer E)[]
      ? PlainResult<E>[]
      : T extends Uint8Array
        ? number[]
        : T extends { toJSON(...a: never[]): infer J }
          ? J
          : { [K in keyof T]: PlainResult<T[K]> };
/** The accessor methods of a class, found by name, so that what they return can be shown in `values`. */
type PlainOf<E, F, K extends string> = `get${Capitalize<K>}` extends keyof E
  ? PlainResult<Result<E[`get${Capitalize<K>}`], K extends keyof F ? Plain<F[K]> : never>>
  : K extends keyof F
    ? Plain<F[K]>
    : K extends `${infer Base}|${string}`
      ? PlainOf<E, F, Base>
      : never;
type GivenFor<E, F, K extends string> = `set${Capitalize<K>}` extends keyof E
  ? Taken<E[`set${Capitalize<K>}`], K extends keyof F ? Givable<F[K]> : never>
  : K extends keyof F
    ? Givable<F[K]>
    : K extends `${infer Base}|${string}`
      ? GivenFor<E, F, Base>
      : never;
type Givable<T> = T extends Typed
  ? T | Given<T>
  : T extends readonly (infer E extends Typed)[]
    ? readonly (E | Given<E>)[]
    : T | Plain<T>;

/**
 * What `assign` and `of` take: `values` as they came out, or with the rich values; `undefined` is absent.
 *
 * @typeParam E - the stanza object
 * @typeParam Keys - its keys: never given, but printed by the compiler, which so lists the right ones
 * beside a wrong one
 */
export type Given<E extends Typed, Keys extends string = keyof E['~types']['fields'] & string> = {
  readonly [K in Keys | LanguageKey<E>]?: GivenFor<E, Fields<E>, K> | undefined;
};

/**
 * Everything that depends on `this`, behind one phantom property. It is read as an indexed access
 * (`this['~types']['set'][K]`), never through a conditional type on `this`: inside a method of the
 * class a conditional stays unresolved and nothing can be assigned to it, while an indexed access is
 * resolved through the class.
 */
export interface ElementTypes<Self extends Typed, F, L extends string> {
  /** Key by key, what the declared kind reads. */
  readonly fields: F;
  /** The keys that take a language; as a record, so that fewer of them is the wider type. */
  readonly languages: { readonly [K in L]: true };
  /** Key by key, what `get` returns. */
  readonly get: Getters<Self, Fields<Self>>;
  /** Key by key, what `set` takes. */
  readonly set: Setters<Self, Fields<Self>>;
  /** What `values` holds. */
  readonly values: Values<Self>;
  /** What `assign` takes. */
  readonly given: Given<Self>;
}

interface Gettable {
  // Whatever it is, so that `Got` need not cut its key down to those that there are, which makes a type for each.
  // biome-ignore lint/suspicious/noExplicitAny: may be indexed with any key
  readonly '~types': { readonly get: any };
}
/** What `get(key)` returns. */
export type Got<Self extends Gettable, K> = Self['~types']['get'][K & string];

/** What attached plugins add to the instances of their parent. */
export interface WithFields<F> {
  /** Types only: never there at run time. */
  readonly '~types': { readonly fields: F };
}
/** `pluginAttrib` gives the one, `pluginMultiAttrib`, or else the tag, the list; of an extension the value of its own interface. */
type PluginFields<D, I, O> = (D extends { readonly pluginAttrib: infer A extends string }
  ? D extends { readonly isExtension: true }
    ? { [K in Literal<A>]: I extends Gettable ? Got<I, K> : never }
    : { [K in Literal<A>]: I }
  : {}) &
  (D extends { readonly pluginMultiAttrib: infer M extends string }
    ? { [K in Literal<M>]: I[] }
    : O extends { readonly iterable: true }
      ? D extends { readonly namespace: infer N extends string; readonly name: infer T extends string }
        ? { [K in `{${Literal<N>}}${Literal<T>}`]: I[] }
        : {}
      : {});
/** A name only known at run time adds no key: as `string` it would let every key through. */
type Literal<A extends string> = string extends A ? never : A;

/** The same class, whose instances now also know the plugin: what `registerStanzaPlugin` returns. */
export type Attached<C extends StanzaLikeClass, X extends AttachableClass, O = {}> = C extends abstract new (
  ...args: infer R
) => infer I
  ? Omit<C, never> & (new (...args: R) => I & WithFields<PluginFields<X['definition'], InstanceType<X>, O>>)
  : never;

/** The static side, inherited by every class declared with `D`. */
export interface ElementStatics<D extends ElementDefinition> {
  /** The declaration. */
  readonly definition: D;
  /** The tag of its elements in Clark notation: `{jabber:iq:register}query`. */
  readonly tag: string;
  /** The declared interfaces of every kind; plugins and lists are none. */
  readonly interfaces: readonly string[];
  /** The interfaces that are the text of a child element. */
  readonly subInterfaces: readonly string[];
  /** The interfaces that are the presence of a child element. */
  readonly boolInterfaces: readonly string[];
  /** The interfaces that are the text of child elements in several languages. */
  readonly langInterfaces: readonly string[];
  /**
   * Reads a stanza object from XML text. An element without a namespace declaration is read as one of
   * the class's namespace.
   *
   * @throws {@link XmlError} when the text is not one whole, allowed element
   * @throws {@link UnexpectedElementError} when its tag is another than the class's
   */
  parse<T>(this: new (xml?: XmlElement) => T, text: string): T;
  /**
   * A fresh stanza object with these values.
   *
   * @throws {@link InvalidValueError} when a value is none that its interface can have
   */
  of<T extends Typed>(this: new (xml?: XmlElement) => T, values: Given<T>): T;
}
