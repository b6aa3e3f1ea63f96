/** Exactly one answer to each IQ request that comes in (RFC 6120, section 8.2.3). */
import { InvalidJIDError } from '../jid/errors.js';
import { IqError, IqTimeoutError, XmppError } from '../stanza/errors.js';
import type { ErrorReplyOptions, StanzaBase } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';
import { DuplicateReplyError } from './errors.js';
import { describeStanza, isFromReading } from './report.js';

/** One request that came in, and whether it is answered. */
export interface Exchange {
  answered: boolean;
  /** The program has said that it answers later. */
  deferred: boolean;
  readonly key: string;
}

/** The requests that are not answered yet, and those whose handlers still run. */
export class IqAnswers {
  readonly #open = new Map<string, Exchange>();

  /** Notes a request. */
  begin(request: XmlElement): Exchange {
    const exchange = {
      answered: false,
      deferred: false,
      key: keyOf(request.attribute('id'), request.attribute('from')),
    };
    this.#open.set(exchange.key, exchange);
    return exchange;
  }

  /**
   * Notes that a stanza is about to be sent.
   *
   * @throws {@link DuplicateReplyError} when it is a second answer
   */
  claim(stanza: StanzaBase): void {
    const { xml } = stanza;
    const key = keyOf(xml.attribute('id'), xml.attribute('to'));
    const exchange = (stanza.replyTo?.exchange as Exchange | undefined) ?? this.#open.get(key);
    if (exchange === undefined) return;
    if (exchange.answered) {
      throw new DuplicateReplyError(stanza.replyTo === undefined ? 'This IQ request' : describeStanza(stanza.replyTo));
    }
    exchange.answered = true;
    if (exchange.deferred) this.#forget(exchange);
  }

  /** Notes that the handlers of a request have settled. @returns whether the stream must answer it */
  end(exchange: Exchange): boolean {
    if (exchange.answered || !exchange.deferred) this.#forget(exchange);
    return !exchange.answered && !exchange.deferred;
  }

  /** Forgets all: the connection has ended. */
  clear(): void {
    this.#open.clear();
  }

  #forget(exchange: Exchange): void {
    if (this.#open.get(exchange.key) === exchange) this.#open.delete(exchange.key);
  }
}

/** Whether an IQ is a request that can be handled: it has one payload (RFC 6120, section 8.2.3). */
export function isValidRequest(iq: XmlElement): boolean {
  const type = iq.attribute('type');
  if (type !== 'get' && type !== 'set') return false;
  let elements = 0;
  for (const node of iq.children) if (typeof node === 'object') elements++;
  return elements === 1;
}

/** The error to answer a request with, for what its handler threw; nothing of a third party's words. */
export function answerTo(error: unknown, request: StanzaBase): ErrorReplyOptions {
  // The stream never echoes a payload by itself.
  if (error instanceof XmppError) {
    return {
      condition: error.condition,
      type: error.type,
      text: error.text,
      application: error.application,
      echo: false,
    };
  }
  if (error instanceof IqTimeoutError) return { condition: 'remote-server-timeout', echo: false };
  if (error instanceof IqError) return { condition: 'undefined-condition', echo: false };
  if (isFromReading(error, request)) {
    return { condition: error.cause instanceof InvalidJIDError ? 'jid-malformed' : 'bad-request', echo: false };
  }
  return { condition: 'internal-server-error', echo: false };
}

function keyOf(id: string | undefined, peer: string | undefined): string {
  return `${id ?? ''}\n${peer ?? ''}`;
}
