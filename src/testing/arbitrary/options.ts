/** What the generators are told about a class, and the error for a class that cannot be generated. */
import type fc from 'fast-check';
import type { ConcreteStanzaClass } from '../dynamic.js';
import type { AnyCodec } from './values.js';

/** What a key may be: values that `set` takes, or never there. */
export type KeyValues = fc.Arbitrary<unknown> | 'absent';

/** How stanza objects of one class are made. */
export interface ClassOptions {
  /**
   * Values by key, as `set` takes them, or `'absent'` for a key that is left out. Needed for a key whose accessor
   * methods take something else than its codec has; useful where values must fit together.
   */
  readonly interfaces?: Readonly<Record<string, KeyValues>>;
  /** Keys that are always there. */
  readonly required?: readonly string[];
  /** Whether there is content that no class knows: attributes, elements, texts. Default: `true`. */
  readonly unknown?: boolean;
}

/** How stanza objects of a class, and of those below it, are made. */
export interface ArbitraryOptions extends ClassOptions {
  /** Values of codecs that are not couplet's own, for this class and those below it. */
  readonly codecs?: ReadonlyMap<AnyCodec, fc.Arbitrary<unknown>>;
  /** The options for classes below this one: plugins and lists. */
  readonly classes?: ReadonlyMap<ConcreteStanzaClass, ClassOptions>;
  /** How many levels of plugins and lists there are below the class. Default: 2. */
  readonly depth?: number;
}

/** What cannot be made, and why. */
export interface Missing {
  /** The class and its key: `Form.fields`. */
  readonly where: string;
  /** What it lacks. */
  readonly lacks: string;
}

/** A class that cannot be generated. The message says which interfaces lack what. */
export class UngeneratableClassError extends Error {
  override readonly name: string = 'UngeneratableClassError';
  /** The stable code. */
  readonly code: 'ungeneratable-class' = 'ungeneratable-class';
  /** What is lacking. */
  readonly missing: readonly Missing[];

  /**
   * @param stanzaClass - the name of the class
   * @param missing - what is lacking
   * @param cause - what a `set` threw, if that was it
   */
  constructor(stanzaClass: string, missing: readonly Missing[], cause?: unknown) {
    const list = missing.map(({ where, lacks }) => `\n  ${where} ${lacks}`).join('');
    super(`${stanzaClass} cannot be generated:${list}`, cause === undefined ? undefined : { cause });
    this.missing = missing;
  }
}
