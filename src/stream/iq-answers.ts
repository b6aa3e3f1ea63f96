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
import { Kept } from './kept.js';
import { describeStanza, isFromReading } from './report.js';
import { bind } from './roots.js';

/** One request that came in, and whether it is answered. */
export class Exchange {
  answered = false;
  /** The program has said that it answers later. */
  deferred = false;
  /** Its handlers have settled. */
  settled = false;
  /** The connection by which it came has ended: the stream does not answer it by itself any more. */
  abandoned = false;
  readonly id: string | undefined;
  /** Who has sent it, while it is open. */
  sender: Sender | undefined;
  /** Those that its sender has sent before and after it, and that are open too. */
  earlier: Exchange | undefined = undefined;
  later: Exchange | undefined = undefined;

  constructor(id: string | undefined, sender: Sender) {
    this.id = id;
    this.sender = sender;
  }
}

/** The open requests of one sender, in order of arrival. */
class Sender {
  first: Exchange | undefined = undefined;
  last: Exchange | undefined = undefined;

  get idle(): boolean {
    return this.first === undefined;
  }

  add(exchange: Exchange): void {
    exchange.earlier = this.last;
    if (this.last === undefined) this.first = exchange;
    else this.last.later = exchange;
    this.last = exchange;
  }

  remove(exchange: Exchange): void {
    const { earlier, later } = exchange;
    if (earlier === undefined) this.first = later;
    else earlier.later = later;
    if (later === undefined) this.last = earlier;
    else later.earlier = earlier;
    exchange.earlier = undefined;
    exchange.later = undefined;
  }

  find(id: string | undefined): Exchange | undefined {
    let found = this.first;
    while (found !== undefined && found.id !== id) found = found.later;
    return found;
  }
}

/** The requests that are not answered yet, and those whose handlers still run. */
export class IqAnswers {
  readonly #senders = new Kept<Sender>(() => new Sender());

  /** Notes a request. */
  begin(request: XmlElement): Exchange {
    const sender = this.#senders.get(request.attribute('from') ?? '');
    const exchange = new Exchange(request.attribute('id'), sender);
    sender.add(exchange);
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
    const exchange =
      (replyTo?.exchange as Exchange | undefined) ??
      this.#senders.find(xml.attribute('to') ?? '')?.find(xml.attribute('id'));
    if (exchange === undefined) return;
    if (exchange.answered) {
      throw new DuplicateReplyError(replyTo === undefined ? 'This IQ request' : describeStanza(replyTo.xml));
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
    exchange.sender?.remove(exchange);
    exchange.sender = undefined;
  }

  /** Forgets all: the connection has ended. */
  clear(): void {
    for (const sender of this.#senders.values) {
      for (let open = sender.first; open !== undefined; open = sender.first) {
        open.abandoned = true;
        this.forget(open);
      }
    }
    this.#senders.clear();
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
  // An XmppError of a program without types may say what no error can.
  for (const description of [{ condition, type, text, application }, { condition: 'internal-server-error' } as const]) {
    try {
      // What goes wrong with sending it is reported where it is sent.
      host.sendStanza(iq.errorReply({ ...description, echo: false })).catch(() => undefined);
      return;
    } catch (refused) {
      report(refused, { stanza: iq });
    }
  }
}
