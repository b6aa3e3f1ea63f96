/** Info/Query: requests and their answers (RFC 6120, section 8.2.3). */
import { oneOf } from '../element/codec.js';
import type { JID } from '../jid/jid.js';
import { defineStanza, STANZA_NAMESPACE } from './stanza-base.js';
import { StanzaError } from './stanza-error.js';

/** How an IQ request is sent. */
export interface IqSendOptions {
  /** How long to wait for the answer, in milliseconds; 30,000 without it. */
  readonly timeout?: number;
  /** Ends the waiting: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignalLike;
  /** Accepts an answer from an address that is not allowed otherwise. The sender is `undefined` if none is stated. */
  readonly acceptReply?: (from: JID | undefined) => boolean;
}

/** What is needed of an `AbortSignal`, which not every runtime types the same. */
export interface AbortSignalLike {
  /** Whether it has been aborted. */
  readonly aborted: boolean;
  /** Why. */
  readonly reason?: unknown;
  /** Calls a listener when it is aborted. */
  addEventListener(type: 'abort', listener: () => void): void;
  /** Takes the listener back. */
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * An IQ stanza (RFC 6120, section 8.2.3).
 *
 * @example
 * ```ts
 * import { Iq } from 'couplet';
 *
 * Iq.of({ type: 'get', to: 'example.org', id: 'a1' }).get('to')?.domain; // 'example.org'
 * ```
 */
export class Iq extends defineStanza({
  name: 'iq',
  namespace: STANZA_NAMESPACE,
  interfaces: { type: oneOf('get', 'set', 'result', 'error') },
  plugins: { error: StanzaError },
}) {
  /**
   * Sends it by the stream that made or received it. A request (`get`, `set`) waits for its answer.
   *
   * @returns for a request the answer, of type `result`; else this stanza, once the host has taken it.
   * Rejected with {@link IqError} when the answer is an error, {@link IqTimeoutError} when none comes in
   * time, {@link DisconnectedError} when the stream goes offline before, or the host's error when it does
   * not take the request
   * @throws {@link UnboundStanzaError} when it belongs to no stream
   */
  override send(options?: IqSendOptions): Promise<this> {
    return this.hostOrThrow().sendStanza(this, options) as Promise<this>;
  }

  /**
   * Says that the answer to this request comes later: the stream does not answer when its handlers have
   * settled. Whoever defers an answer must send one.
   */
  defer(): void {
    this.hostOrThrow().deferAnswer(this);
  }
}
