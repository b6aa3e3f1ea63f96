/** Exactly one answer to each IQ request that comes in (RFC 6120, section 8.2.3). */
import type { ConcreteClass } from '../element/field.js';
import { viewAs } from '../element/view.js';
import { InvalidJIDError } from '../jid/errors.js';
import { IqError, IqTimeoutError, XmppError } from '../stanza/errors.js';
import { Iq } from '../stanza/iq.js';
import { STANZA_NAMESPACE, type StanzaBase } from '../stanza/stanza-base.js';
import type { ErrorDescription } from '../stanza/stanza-error.js';
import type { XmlElement } from '../xml/element.js';
import { Chain, Link } from './chain.js';
import type { StreamContext } from './context.js';
import { DuplicateReplyError } from './errors.js';
import { Kept } from './kept.js';
import { describeStanza, isFromReading } from './report.js';
import { bind } from './roots.js';

/** What was thrown where a request could have been answered. */
interface Failure {
  readonly error: unknown;
}

/** One request that came in, and whether it is answered. */
export class Exchange extends Link {
  answered = false;
  /** The program has said that it answers later. */
  deferred = false;
  /** Its handlers have settled. */
  settled = false;
  /** The connection by which it came has ended: the stream does not answer it by itself any more. */
  abandoned = false;
  declare readonly id: string | undefined;

  constructor(id: string | undefined) {
    super();
    this.id = id;
  }
}

/** The requests that are not answered yet, and those whose handlers still run: in a chain for each sender. */
export class IqAnswers {
  readonly #senders = new Kept(() => new Chain<Exchange>());

  /** Notes a request. */
  begin(request: XmlElement): Exchange {
    const exchange = new Exchange(request.attribute('id'));
    this.#senders.get(request.attribute('from') ?? '').add(exchange);
    return exchange;
  }

  /**
   * Notes that a stanza is about to be sent.
   *
   * @throws {@link DuplicateReplyError} when it is a second answer
   */
  claim(stanza: StanzaBase): void {
    const { xml, replyTo } = stanza;
    // One that was made without `reply()` is known by its id and addressee.
    const exchange = (replyTo?.exchange as Exchange | undefined) ?? this.#openTo(xml);
    if (exchange === undefined) return;
    if (exchange.answered) {
      throw new DuplicateReplyError(replyTo === undefined ? 'This IQ request' : describeStanza(replyTo.xml));
    }
    exchange.answered = true;
    if (exchange.settled) exchange.leave();
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
    if (answered || !later) exchange.leave();
    return !answered && !later && !abandoned;
  }

  /** Forgets all: the connection has ended. */
  clear(): void {
    for (const open of this.#senders.values)
      for (let exchange = open.shift(); exchange !== undefined; exchange = open.shift()) exchange.abandoned = true;
    this.#senders.clear();
  }

  /** The request that a stanza may be the answer to, by its addressee and id. */
  #openTo(answer: XmlElement): Exchange | undefined {
    const id = answer.attribute('id');
    let exchange = this.#senders.find(answer.attribute('to') ?? '')?.first;
    while (exchange !== undefined && exchange.id !== id) exchange = exchange.later;
    return exchange;
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

/** What a request is answered with if its handlers have not answered it; nothing of a third party's words. */
function errorFor(request: XmlElement, failure: Failure | undefined): ErrorDescription {
  if (!isValidRequest(request)) return { condition: 'bad-request' };
  if (failure === undefined) return { condition: 'service-unavailable' };
  const { error } = failure;
  if (error instanceof XmppError) return error;
  if (error instanceof IqTimeoutError) return { condition: 'remote-server-timeout' };
  if (error instanceof IqError) return { condition: 'undefined-condition' };
  if (isFromReading(error, request)) {
    return { condition: error.cause instanceof InvalidJIDError ? 'jid-malformed' : 'bad-request' };
  }
  return { condition: 'internal-server-error' };
}

/**
 * Sends the answer that the stream gives by itself: an error, which never echoes the payload. Never throws.
 *
 * @param failure - what a handler or filter threw; without it, nobody has answered
 */
export function sendAnswer(
  request: XmlElement,
  exchange: Exchange | undefined,
  failure: Failure | undefined,
  { host, report }: StreamContext,
): void {
  const iq = bind(viewAs(request, Iq as unknown as ConcreteClass) as unknown as Iq, host);
  iq.exchange = exchange;
  // An XmppError of a program without types may say what no error can.
  const errors: ErrorDescription[] = [errorFor(request, failure), { condition: 'internal-server-error' }];
  for (const { condition, type, text, application } of errors) {
    try {
      // What goes wrong with sending it is reported where it is sent.
      host.sendStanza(iq.errorReply({ condition, type, text, application, echo: false })).catch(() => undefined);
      return;
    } catch (refused) {
      report(refused, { stanza: iq });
    }
  }
}
