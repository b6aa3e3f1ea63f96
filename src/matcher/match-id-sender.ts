/** Matching the answer to a request. */
import type { AnyElement } from '../element/element-base.js';
import type { JID } from '../jid/jid.js';
import type { StanzaBase } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';
import { elementOf, type IndexKey, type Matcher } from './matcher.js';
import { isPermittedSender, type RequestAddresses } from './permitted-sender.js';

/** What {@link MatchIDSender} knows of the request. */
export interface IDSenderCriteria {
  /** The id of the request. */
  readonly id: string;
  /** Whom the request went to; left out when it had no `to`. */
  readonly peer?: JID | string | undefined;
  /** Who has sent the request: the full JID of the own account, if it is known. */
  readonly self?: JID | string | undefined;
}

/**
 * Matches what may be the answer to a request: stanzas with its id, from its addressee. To a request
 * without addressee, or to the own account, the answer may also be from nobody, or from the bare JID, the
 * full JID or the domain of that account (RFC 6120, sections 8.1.2.1 and 10.3.3). While the own JID is not
 * known, whoever answers a request without addressee may.
 *
 * `iq.send()` does this by itself.
 */
export class MatchIDSender implements Matcher<StanzaBase> {
  /** Types only: never there at run time. */
  declare readonly '~stanza'?: StanzaBase;
  /** The id of the request. */
  declare readonly id: string;
  readonly #request: RequestAddresses;

  /** @param criteria - what is known of the request */
  constructor({ id, peer, self }: IDSenderCriteria) {
    this.id = id;
    this.#request = { to: peer?.toString(), from: self?.toString() };
  }

  /** Whether it has the id, and may come from its sender. */
  match(stanza: XmlElement | AnyElement): boolean {
    const element = elementOf(stanza);
    return (
      element.attribute('id') === this.id && isPermittedSender(element.attribute('from'), this.#request, undefined)
    );
  }

  /** @internal */
  keys(): readonly IndexKey[] {
    return [{ id: this.id }];
  }
}
