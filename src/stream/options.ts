/** How a stream is set up. */
import type { AnyElementClass } from '../element/element-base.js';
import type { JID } from '../jid/jid.js';
import type { MessageType } from '../stanza/message.js';
import type { StanzaBase } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';
import type { Order } from './lanes.js';
import type { Report } from './report.js';

/** Sees every stanza on its way in or out. */
export type StanzaFilter = (stanza: StanzaBase) => StanzaBase | undefined;

/** How a {@link StanzaStream} is set up. */
export interface StanzaStreamOptions {
  /**
   * The host's: puts an element on the wire. It may return a promise: if that is rejected, so is what
   * `stanza.send()` has returned. It must not change the element. Leave it out where an adapter's `attach`
   * (`couplet/interop/xmppjs` and others) gives the stream its host; until then nothing can be sent.
   */
  readonly send?: ((element: XmlElement) => unknown) | undefined;
  /** The JID that the stream is bound to, if it is known already; `online` tells it later. */
  readonly jid?: JID | string | undefined;
  /** The language of the stream: that of stanzas that state none (RFC 6120, section 4.7.4). */
  readonly lang?: string | undefined;
  /**
   * The namespace of stanzas on the wire, where it is another than `jabber:client`:
   * `jabber:component:accept` for a component (XEP-0114), `jabber:server` between servers.
   */
  readonly wireNamespace?: string | undefined;
  /** Which stanzas are handled one after another: those of one sender (the default), all, or none. */
  readonly order?: Order | undefined;
  /** Hears what handlers, listeners, filters and the host's `send` throw; without it they are printed, without payload. */
  readonly onError?: Report | undefined;
  /** Makes the ids of IQ requests; without it, 128 random bits. */
  readonly newId?: (() => string) | undefined;
  /** Classes of top-level stanzas besides `Iq`, `Message` and `Presence`, or in their place. */
  readonly stanzas?: readonly AnyElementClass[] | undefined;
}

/** How `sendMessage` sends. */
export interface SendMessageOptions {
  /** The type; `chat` without it. */
  readonly type?: MessageType | undefined;
  /** The subject. */
  readonly subject?: string | undefined;
  /** The sender; without it, the stream's JID. */
  readonly from?: JID | string | undefined;
}

/** @internal What an adapter needs of a stream besides `receive`, `online` and `offline`. */
export interface HostPort {
  /** Gives the stream what sends. @returns a function that takes it back; `undefined` if the stream has one already */
  readonly connect: (send: (element: XmlElement) => unknown) => (() => void) | undefined;
  readonly report: Report;
  readonly wireNamespace: string;
}
