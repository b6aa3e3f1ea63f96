/** What a matcher is, and what it tells the dispatcher's index. */
import type { AnyElement, AnyElementClass } from '../element/element-base.js';
import { XmlElement } from '../xml/element.js';

/**
 * A predicate over stanzas. It looks only, and never changes what it looks at.
 *
 * @typeParam S - the class of the stanzas that it matches, which handlers get them as
 */
export interface Matcher<S> {
  /** Whether it matches. */
  match(stanza: XmlElement | AnyElement): boolean;
  /** Types only: never there at run time. */
  readonly '~stanza'?: S;
  /** The class to hand the stanza over as; without it, that of the stream's table. */
  readonly stanzaClass?: AnyElementClass | undefined;
  /**
   * @internal What every stanza that it matches has: one of these. `undefined` where that cannot be said,
   * so that the matcher is asked about every stanza. May change when plugins are registered.
   */
  keys?(): readonly IndexKey[] | undefined;
}

/** @internal Parts of a stanza, in Clark notation where they are tags; it has all that are given. */
export interface IndexKey {
  /** The tag of the stanza. */
  readonly root?: string | undefined;
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  /** The tag of one of its children. */
  readonly child?: string | undefined;
}

/** @internal The element of what a matcher is given. */
export function elementOf(stanza: XmlElement | AnyElement): XmlElement {
  return stanza instanceof XmlElement ? stanza : stanza.xml;
}
