/** Exactly one answer to each IQ request that comes in (RFC 6120, section 8.2.3). */
import type { ConcreteClass } from '../element/field.js';
import { viewAs } from '../element/view.js';
import { InvalidJIDError } from '../jid/errors.js';
import { IqError, IqTimeoutError, XmppError } from '../stanza/errors.js';
import { Iq } from '../stanza/iq.js';
import { STANZA_NAMESPACE, type StanzaBase } from '../stanza/stanza-base.js';
import type { ErrorDescription } from '../stanza/stanza-error.js';
import type { XmlElement } from '../xml/element.js';
import type { StreamContext } from './context.js';
import { DuplicateReplyError } from './errors.js';
import { describeStanza, isFromReading } from './report.js';
import { bind } from './roots.js';

/** One request that came in, and whether it is answered. */
export interface Exchange {
  answered: boolean;
  /** The program has said that it answers later. */
  deferred: boolean;
  /** Its handlers have settled. */
  settled: boolean;
  /** The connection by which it came has ended: the stream does not answer it by itself any more. */
  abandoned: boolean;
  readonly key: string;
}

/** The requests that are not answered yet, and those whose handlers still run. */
export class IqAnswers {
  readonly #open = new Map<string, Exchange>();

  /** How many there are: for tests of what stays behind. */
  get size(): number {
    return this.#open.size;
  }

  /** Notes a request. */
  begin(request: XmlElement): Exchange {
    const key = keyOf(request.attribute('id'), request.attribute('from'));
    const exchange = { answered: false, deferred: false, settled: false, abandoned: false, key };
    this.#open.set(key, exchange);
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
      throw new DuplicateReplyError(
        stanza.replyTo === undefined ? 'This IQ request' : describeStanza(stanza.replyTo.xml),
      );
    }
    exchange.answered = true;
    if (exchange.settled) this.forget(exchange);
  }

  /**
   * Notes that the handlers of a request have settled.
   *
   * @param failed - whether all of them threw, so that none is left that could answer later
   * @returns whether the stream must answer it
   */
  end(exchange: Exchange, failed: boolean): boolean {
    const { answered, deferred, abandoned } = exchange;
    const later = deferred && !failed;
    exchange.settled = true;
    if (answered || !later) this.forget(exchange);
    return !answered && !later && !abandoned;
  }

  /** Takes a request out of the open ones. */
  forget(exchange: Exchange): void {
    if (this.#open.get(exchange.key) === exchange) this.#open.delete(exchange.key);
  }

  /** Forgets all: the connection has ended. */
  clear(): void {
    for (const exchange of this.#open.values()) exchange.abandoned = true;
    this.#open.clear();
  }
}

/** Whether a stanza is an IQ that is no answer, and is therefore to be answered. */
export function isRequest(xml: XmlElement): boolean {
  if (xml.name !== 'iq' || xml.namespace !== STANZA_NAMESPACE) return false;
  const type = xml.attribute('type');
  return type !== 'result' && type !== 'error';
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
export function answerTo(error: unknown, request: XmlElement): ErrorDescription {
  if (error instanceof XmppError) return error;
  if (error instanceof IqTimeoutError) return { condition: 'remote-server-timeout' };
  if (error instanceof IqError) return { condition: 'undefined-condition' };
  if (isFromReading(error, request)) {
    return { condition: error.cause instanceof InvalidJIDError ? 'jid-malformed' : 'bad-request' };
  }
  return { condition: 'internal-server-error' };
}

/** Sends the answer that the stream gives by itself: an error, which never echoes the payload. Never throws. */
export function sendAnswer(
  request: XmlElement,
  exchange: Exchange | undefined,
  error: ErrorDescription,
  { host, report }: StreamContext,
): void {
  const iq = bind(viewAs(request, Iq as unknown as ConcreteClass) as unknown as Iq, host);
  iq.exchange = exchange;
  const { condition, type, text, application } = error;
  let answer: Iq;
  try {
    answer = iq.errorReply({ condition, type, text, application, echo: false });
  } catch (refused) {
    // An XmppError of a program without types may say what no error can.
    report(refused, { stanza: iq });
    answer = iq.errorReply({ condition: 'internal-server-error', echo: false });
  }
  // What goes wrong with it is reported where it is sent.
  host.sendStanza(answer).catch(() => undefined);
}

function keyOf(id: string | undefined, peer: string | undefined): string {
  // No XML holds the character between them.
  return `${id ?? ''}\0${peer ?? ''}`;
}
