/** Matching by any of several matchers. */
import type { AnyElement, AnyElementClass } from '../element/element-base.js';
import type { XmlElement } from '../xml/element.js';
import type { IndexKey, Matcher } from './matcher.js';

/** The class of the stanzas that a matcher matches. */
export type MatchedBy<M> = M extends Matcher<infer S> ? S : never;

/**
 * Matches stanzas that at least one of its matchers matches.
 *
 * @typeParam M - its matchers; handlers get what any of them matches
 *
 * @example
 * ```ts
 * import { MatchMany, MatchXPath } from 'couplet';
 *
 * new MatchMany([new MatchXPath('message/body'), new MatchXPath('presence')]); // for handlers of Message | Presence
 * ```
 */
export class MatchMany<const M extends readonly Matcher<unknown>[]> implements Matcher<MatchedBy<M[number]>> {
  /** Types only: never there at run time. */
  declare readonly '~stanza'?: MatchedBy<M[number]>;
  /** The matchers. */
  declare readonly matchers: M;

  /** @param matchers - the matchers, asked in this order */
  constructor(matchers: M) {
    this.matchers = matchers;
  }

  /** The class that handlers get the stanza as, if all the matchers agree on one. */
  get stanzaClass(): AnyElementClass | undefined {
    const [first, ...others] = this.matchers;
    return others.every((matcher) => matcher.stanzaClass === first?.stanzaClass) ? first?.stanzaClass : undefined;
  }

  /** Whether any of them matches. */
  match(stanza: XmlElement | AnyElement): boolean {
    return this.matchers.some((matcher) => matcher.match(stanza));
  }

  /** @internal */
  keys(): readonly IndexKey[] | undefined {
    const keys: IndexKey[] = [];
    for (const matcher of this.matchers) {
      const own = matcher.keys?.();
      if (own === undefined) return undefined;
      keys.push(...own);
    }
    return keys;
  }
}
