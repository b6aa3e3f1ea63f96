/** What comes in: filters, answers to requests, handlers, and the answer that every request gets. */
import { type ConcreteClass, isStanzaClass } from '../element/field.js';
import { viewAs } from '../element/view.js';
import type { Handler } from '../handler/handler.js';
import { XmppError } from '../stanza/errors.js';
import { StanzaBase } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';
import type { StreamContext } from './context.js';
import { UnansweredIqError } from './errors.js';
import type { Registration } from './handler-index.js';
import { answerTo, type Exchange, isValidRequest } from './iq-answers.js';
import { Lanes, type Order } from './lanes.js';
import { describeStanza } from './report.js';
import { bind } from './roots.js';

/** A stanza on its way through the handlers. */
interface Envelope {
  readonly xml: XmlElement;
  /** Of an IQ request. */
  readonly exchange: Exchange | undefined;
}

/** A handler that threw. */
interface Failure {
  readonly error: unknown;
  readonly handler: Handler<unknown>;
  readonly order: number;
}

/** The way of a stanza from the wire to its handlers. */
export class Inbound {
  readonly #context: StreamContext;
  readonly #order: Order;
  readonly #lanes: Lanes<Envelope>;

  constructor(context: StreamContext, order: Order) {
    this.#context = context;
    this.#order = order;
    this.#lanes = new Lanes((envelope) => this.#handle(envelope));
  }

  /** Takes a stanza in. @returns a promise for when its handlers have settled, if they have not */
  receive(element: XmlElement): Promise<void> | undefined {
    const xml = this.#filter(element);
    if (xml === undefined) return undefined;
    const { requests, answers, index, host } = this.#context;
    if (requests.settle(xml, this.#context.jid, host)) return undefined;
    let exchange: Exchange | undefined;
    if (isIq(xml) && !isReply(xml)) {
      exchange = answers.begin(xml);
      if (!isValidRequest(xml)) {
        this.#answer({ xml, exchange }, undefined, []);
        return undefined;
      }
    }
    const envelope = { xml, exchange };
    for (const registration of index.matching(xml, 'arrival')) this.#offer(registration, envelope);
    return this.#lanes.push(envelope, this.#laneOf(xml));
  }

  /** Offers a handler that was just registered what has come in and waits for its turn. */
  offerWaiting(registration: Registration): void {
    const { handler } = registration;
    if (handler.runs !== 'arrival') return;
    for (const envelope of this.#lanes.waiting) {
      if (registration.removed || handler.finished) return;
      if (this.#context.index.matches(handler, envelope.xml)) this.#offer(registration, envelope);
    }
  }

  /** Drops what waits for its turn: the connection has ended. */
  clear(): void {
    this.#lanes.clear();
  }

  /** Calls the handlers of a stanza. @returns a promise only if one of them returned one */
  #handle(envelope: Envelope): Promise<void> | undefined {
    const matched = this.#context.index.matching(envelope.xml, 'turn');
    const failures: Failure[] = [];
    const promises: Promise<unknown>[] = [];
    for (const registration of matched) {
      const { handler, order } = registration;
      if (registration.removed) continue;
      const fail = (error: unknown): unknown => failures.push({ error, handler, order });
      try {
        const result = handler.run(this.#stanzaFor(envelope, handler));
        if (isPromise(result)) promises.push(Promise.resolve(result).catch(fail));
      } catch (error) {
        fail(error);
      }
      if (handler.finished) this.#context.index.remove(registration);
    }
    if (promises.length === 0) {
      this.#finish(envelope, matched, failures);
      return undefined;
    }
    return Promise.all(promises).then(() => this.#finish(envelope, matched, failures));
  }

  #finish(envelope: Envelope, matched: readonly Registration[], failures: Failure[]): void {
    const { exchange } = envelope;
    const open = exchange !== undefined && this.#context.answers.end(exchange);
    if (!open && failures.length === 0) return;
    const stanza = this.#stanza(envelope);
    failures.sort((a, b) => a.order - b.order);
    for (const [i, { error, handler }] of failures.entries()) {
      // The first becomes the answer: an XmppError is meant as one, and is no fault of the program.
      if (!(open && i === 0 && error instanceof XmppError)) this.#context.report(error, { stanza, handler });
    }
    if (open) this.#answer(envelope, failures[0], matched);
  }

  /** The answer that the stream gives by itself. */
  #answer(envelope: Envelope, failure: Failure | undefined, matched: readonly Registration[]): void {
    const { xml, exchange } = envelope;
    const stanza = this.#stanza(envelope);
    if (failure === undefined && matched.length > 0) {
      const names = matched.map((registration) => registration.handler.name);
      this.#context.report(new UnansweredIqError(describeStanza(stanza), names), { stanza });
    }
    const valid = isValidRequest(xml);
    const description = !valid
      ? ({ condition: 'bad-request', echo: false } as const)
      : failure !== undefined
        ? answerTo(failure.error, stanza)
        : ({ condition: 'service-unavailable', echo: false } as const);
    if (!valid && exchange !== undefined) this.#context.answers.end(exchange);
    // What goes wrong with it has been reported where it was sent.
    this.#context.host.sendStanza(stanza.errorReply(description)).catch(() => undefined);
  }

  #offer(registration: Registration, envelope: Envelope): void {
    const { handler } = registration;
    if (registration.removed) return;
    const fail = (error: unknown): void => this.#context.report(error, { stanza: this.#stanza(envelope), handler });
    try {
      const result = handler.run(this.#stanzaFor(envelope, handler));
      if (isPromise(result)) Promise.resolve(result).catch(fail);
    } catch (error) {
      fail(error);
    }
    if (handler.finished) this.#context.index.remove(registration);
  }

  #filter(element: XmlElement): XmlElement | undefined {
    let xml = element;
    for (const filter of this.#context.inFilters) {
      const stanza = this.#context.roots.stanza(xml, this.#context.host);
      try {
        const result = filter(stanza);
        if (result === undefined || result === null) return undefined;
        xml = result.xml;
      } catch (error) {
        this.#context.report(error, { stanza });
        if (isIq(xml) && isValidRequest(xml)) this.#answerFilter(xml, error);
        return undefined;
      }
    }
    return xml;
  }

  #answerFilter(xml: XmlElement, error: unknown): void {
    const stanza = this.#context.roots.stanza(xml, this.#context.host);
    this.#context.host.sendStanza(stanza.errorReply(answerTo(error, stanza))).catch(() => undefined);
  }

  #stanza(envelope: Envelope): StanzaBase {
    const stanza = this.#context.roots.stanza(envelope.xml, this.#context.host);
    stanza.exchange = envelope.exchange;
    return stanza;
  }

  /** The stanza object, of the class that the matcher names. */
  #stanzaFor(envelope: Envelope, handler: Handler<unknown>): unknown {
    const stanzaClass = handler.matcher.stanzaClass;
    if (stanzaClass === undefined || !isStanzaClass(stanzaClass)) return this.#stanza(envelope);
    const stanza = viewAs(envelope.xml, stanzaClass as ConcreteClass);
    if (!(stanza instanceof StanzaBase)) return stanza;
    stanza.exchange = envelope.exchange;
    return bind(stanza, this.#context.host);
  }

  #laneOf(xml: XmlElement): string | undefined {
    if (this.#order === 'none') return undefined;
    if (this.#order === 'stream') return '';
    const from = xml.attribute('from') ?? '';
    const slash = from.indexOf('/');
    return slash < 0 ? from : from.slice(0, slash);
  }
}

function isIq(xml: XmlElement): boolean {
  return xml.name === 'iq' && xml.namespace === 'jabber:client';
}

function isReply(xml: XmlElement): boolean {
  const type = xml.attribute('type');
  return type === 'result' || type === 'error';
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
