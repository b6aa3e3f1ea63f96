/** What a stanza class is declared with, and what the compiler derives from it key by key. */
import type { Codec } from './codec.js';
import type { AnyElementClass } from './element-base.js';
import type { StanzaLike, StanzaLikeClass } from './types.js';

/** A group of interfaces: names alone (plain text), or names with the codec of each. */
// biome-ignore lint/suspicious/noExplicitAny: a codec of any value; `unknown` would refuse them all
export type Interfaces = readonly string[] | Readonly<Record<string, Codec<any>>>;

/**
 * The declaration of a stanza class, for `defineElement` and `defineStanza`.
 *
 * A key may stand in `interfaces` and again in one narrower group, which then decides what it is: a
 * SleekXMPP class's `interfaces` and `sub_interfaces` carry over as they are.
 */
export interface ElementDefinition {
  /** The local name of the element. */
  readonly name: string;
  /** The namespace of the element, and of the child elements that its interfaces are. */
  readonly namespace: string;
  /** The key under which a parent knows it: `'register'`. */
  readonly pluginAttrib?: string;
  /** The key under which a parent knows the list of all its children of this class. */
  readonly pluginMultiAttrib?: string;
  /** Whether the key on the parent reaches this class's own interface of the same name directly. */
  readonly isExtension?: boolean;
  /** Accessor methods of this class that stand in for the parent's, once registered so: `'setCondition'`. */
  readonly overrides?: readonly string[];
  /** Attributes of the element itself. */
  readonly interfaces?: Interfaces;
  /** Text of direct child elements. */
  readonly subInterfaces?: Interfaces;
  /** Text of direct child elements, one for each `xml:lang`. */
  readonly langInterfaces?: Interfaces;
  /** Presence of direct child elements. */
  readonly boolInterfaces?: readonly string[];
  /**
   * Child stanza objects known when the class is declared, at most one of each: a class, or a thunk for
   * one that is declared later (or for the class itself).
   */
  // `Function`, no closer: to compare a thunk with `() => SomeClass` the compiler must know what it
  // returns, and for a class that contains itself that is a cycle (TS2506). What is neither is refused
  // when the class is first used.
  readonly plugins?: Readonly<Record<string, Function>>;
  /** Child stanza objects known when the class is declared, any number of each: a class or a thunk. */
  readonly iterables?: Readonly<Record<string, Function>>;
}

/**
 * What is asked of a definition beyond its type: a misspelt group is an error that says so, not a group
 * that is silently not there, and a child class must be a stanza class. Where all is well it is `unknown`, so that
 * the compiler has no second type to hold the definition against.
 */
export type Checked<D> = keyof D extends keyof ElementDefinition
  ? Strangers<D, 'plugins'> | Strangers<D, 'iterables'> extends never
    ? unknown
    : Complaints<D>
  : Complaints<D>;

/** The keys of the children that are classes, but no stanza classes. */
type Strangers<D, G extends 'plugins' | 'iterables'> = G extends keyof D
  ? {
      [K in keyof D[G]]: D[G][K] extends AnyElementClassLike<infer I> ? (I extends StanzaLike ? never : K) : never;
    }[keyof D[G]]
  : never;

type Complaints<D> = {
  readonly [K in Exclude<keyof D, keyof ElementDefinition>]: Misspelt<K & string>;
} & {
  readonly [G in keyof D & ('plugins' | 'iterables')]: {
    readonly [K in Strangers<D, G>]: `'${K & string}' is not a stanza class`;
  };
};

// The parts one by one: a union in a template literal would make a union of messages.
type Misspelt<K extends string> =
  `'${K}' is not part of a definition; its parts are name, namespace, pluginAttrib, pluginMultiAttrib, isExtension, overrides, interfaces, subInterfaces, langInterfaces, boolInterfaces, plugins, iterables`;

/** A group of a declaration; `{}`, which names nothing, where there is none that is sure to be there. */
type Group<D, G extends keyof ElementDefinition> = G extends keyof D ? (undefined extends D[G] ? {} : D[G]) : {};
type Names<C> = C extends readonly string[] ? C[number] : keyof C & string;
type TextOf<C, K> = C extends readonly string[] ? string : K extends keyof C ? ValueOf<C[K]> : never;
/** Of the codec alone: the compiler works it out once for all interfaces that have the codec. */
type ValueOf<C> = C extends Codec<infer T> ? T : never;
type InstanceOf<C> = C extends abstract new (
  // biome-ignore lint/suspicious/noExplicitAny: any class, whatever it is constructed with
  ...args: any[]
) => infer R
  ? R
  : C extends () => AnyElementClassLike<infer R>
    ? R
    : never;
// biome-ignore lint/suspicious/noExplicitAny: any class, whatever it is constructed with
type AnyElementClassLike<R> = abstract new (...args: any[]) => R;

/**
 * Key by key, from the groups of a declaration and the names in them: the narrower one decides, as at run time. They
 * are parameters, so that each is looked up once for all keys; `ElementKey` is all but the attributes, of which there
 * are most. `-?` takes nothing away: without it the compiler works out what any key would be, where there are only these.
 */
type FieldsIn<Attributes, Texts, Languages, Plugins, Iterables, LanguageKey, FlagKey, ElementKey> = {
  [K in (Names<Attributes> | ElementKey) & string]-?: K extends ElementKey
    ? K extends 'lang'
      ? string | undefined
      : K extends FlagKey
        ? boolean
        : K extends keyof Plugins
          ? InstanceOf<Plugins[K]>
          : K extends keyof Iterables
            ? InstanceOf<Iterables[K]>[]
            : K extends LanguageKey
              ? TextOf<Languages, K> | undefined
              : TextOf<Texts, K> | undefined
    : TextOf<Attributes, K> | undefined;
};

/** Key by key, what `get` returns by the declared kind: one flat record, so that it can be read. */
export type FieldsOf<D> = FieldsIn<
  Group<D, 'interfaces'>,
  Group<D, 'subInterfaces'>,
  Group<D, 'langInterfaces'>,
  Group<D, 'plugins'>,
  Group<D, 'iterables'>,
  Names<Group<D, 'langInterfaces'>>,
  Names<Group<D, 'boolInterfaces'>>,
  | Names<Group<D, 'subInterfaces'>>
  | Names<Group<D, 'langInterfaces'>>
  | Names<Group<D, 'boolInterfaces'>>
  | keyof Group<D, 'plugins'>
  | keyof Group<D, 'iterables'>
  | 'lang'
>;

/** The keys that take a language. */
export type LanguageKeysOf<D> = Names<Group<D, 'langInterfaces'>>;

/** Any class that can be attached to another: one whose definition has a `pluginAttrib`. */
export type PluginClass = AnyElementClass & {
  /** Its declaration. */
  readonly definition: ElementDefinition & {
    /** The key under which the parent knows it. */
    readonly pluginAttrib: string;
  };
};

/** What is asked of a class to attach it: a {@link PluginClass}, told by what only that has. */
export type AttachableClass = StanzaLikeClass & {
  /** Its declaration. */
  readonly definition: {
    /** The key under which the parent knows it. */
    readonly pluginAttrib: string;
  };
};
