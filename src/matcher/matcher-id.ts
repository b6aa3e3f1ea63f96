/** Matching by id. */
import type { AnyElement } from '../element/element-base.js';
import type { StanzaBase } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';
import { elementOf, type IndexKey, type Matcher } from './matcher.js';

/** Matches stanzas with this id, whoever has sent them: see {@link MatchIDSender}. */
export class MatcherId implements Matcher<StanzaBase> {
  /** Types only: never there at run time. */
  declare readonly '~stanza'?: StanzaBase;
  /** The id. */
  declare readonly id: string;

  /** @param id - the id */
  constructor(id: string) {
    this.id = id;
  }

  /** Whether the stanza has the id. */
  match(stanza: XmlElement | AnyElement): boolean {
    return elementOf(stanza).attribute('id') === this.id;
  }

  /** @internal */
  keys(): readonly IndexKey[] {
    return [{ id: this.id }];
  }
}
