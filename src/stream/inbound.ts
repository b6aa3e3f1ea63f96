/** What comes in: filters, answers to requests, handlers, and the answer that every request gets. */
import { type ConcreteClass, isStanzaClass } from '../element/field.js';
import { viewAs } from '../element/view.js';
import type { Handler } from '../handler/handler.js';
import { XmppError } from '../stanza/errors.js';
import { StanzaBase } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';
import type { StreamContext } from './context.js';
import { UnansweredIqError } from './errors.js';
import { type Exchange, isRequest, isValidRequest, sendAnswer } from './iq-answers.js';
import { Lanes, type Order, Place, type Turn } from './lanes.js';
import { isPromise } from './promises.js';
import type { Registration } from './registrations.js';
import { describeStanza } from './report.js';
import { bind } from './roots.js';

/** A stanza on its way through the handlers. */
class Envelope extends Place {
  declare readonly xml: XmlElement;
  /** Of an IQ request. */
  declare readonly exchange: Exchange | undefined;
  /** The how-manieth it is. */
  declare readonly number: number;

  constructor(xml: XmlElement, exchange: Exchange | undefined, number: number) {
    super();
    this.xml = xml;
    this.exchange = exchange;
    this.number = number;
  }
}

/** A handler that threw. */
interface Failure {
  readonly error: unknown;
  readonly registration: Registration;
}

/** The way of a stanza from the wire to its handlers. */
export class Inbound {
  readonly #context: StreamContext;
  readonly #order: Order;
  readonly #lanes: Lanes<Envelope>;
  #received = 0;

  constructor(context: StreamContext, order: Order) {
    this.#context = context;
    this.#order = order;
    this.#lanes = new Lanes((envelope, turn) => this.#handle(envelope, turn));
  }

  /** Takes a stanza in. Never throws. @returns a promise for when its handlers have settled, if they have not */
  receive(element: XmlElement): Promise<void> | undefined {
    const { requests, answers, index, host, inFilters } = this.#context;
    // Noted before the filters see it: they may answer it too.
    let exchange = isRequest(element) ? answers.begin(element) : undefined;
    let xml: XmlElement | undefined = element;
    if (inFilters.length > 0) {
      xml = this.#filter(element, exchange);
      if (xml === undefined || !isRequest(xml)) {
        exchange?.leave();
        exchange = undefined;
      } else exchange ??= answers.begin(xml);
      if (xml === undefined) return undefined;
    }
    if (requests.settle(xml, this.#context.jid, host)) {
      this.#lanes.hold();
      return undefined;
    }
    const envelope = new Envelope(xml, exchange, ++this.#received);
    if (exchange !== undefined && !isValidRequest(xml)) {
      this.#finish(envelope, [], undefined);
      return undefined;
    }
    let taken = false;
    for (const registration of index.matching(xml, 'arrival')) {
      if (this.#offer(registration, envelope)) taken = true;
    }
    const handled = this.#lanes.push(envelope, this.#laneOf(xml));
    if (taken) this.#taken(envelope);
    return handled;
  }

  /** Offers a handler that was just registered what has come in before, waits for its turn, and was not waited for. */
  offerWaiting(registration: Registration): void {
    const { handler } = registration;
    if (handler.runs !== 'arrival') return;
    const last = this.#received;
    for (const envelope of this.#lanes.waiting()) {
      // What comes in meanwhile is offered on arrival.
      if (registration.removed || envelope.number > last) return;
      if (!this.#context.index.matches(handler, envelope.xml)) continue;
      if (this.#offer(registration, envelope)) this.#taken(envelope);
    }
  }

  /** Drops what waits for its turn: the connection has ended. */
  clear(): void {
    this.#lanes.clear();
  }

  /** Calls the handlers of a stanza. Never throws. @returns whether they have settled; else `turn` is told when they have */
  #handle(envelope: Envelope, turn: Turn): boolean {
    const matched = this.#context.index.matching(envelope.xml, 'turn');
    let ran = matched;
    let failures: Failure[] | undefined;
    let pending = 0;
    const fail = (error: unknown, registration: Registration): void => {
      failures ??= [];
      failures.push({ error, registration });
    };
    const settled = (): void => {
      if (--pending > 0) return;
      this.#finish(envelope, ran, failures);
      turn.done();
    };
    for (const registration of matched) {
      if (registration.removed) {
        ran = ran.filter((other) => other !== registration);
        continue;
      }
      const { handler } = registration;
      try {
        const result = handler.run(this.#stanzaFor(envelope, handler));
        if (isPromise(result)) {
          pending++;
          Promise.resolve(result).then(settled, (error: unknown) => {
            fail(error, registration);
            settled();
          });
        }
      } catch (error) {
        fail(error, registration);
      }
      if (handler.finished) this.#context.index.remove(registration);
    }
    if (pending > 0) return false;
    this.#finish(envelope, ran, failures);
    return true;
  }

  /** Reports what the handlers threw, and answers a request that none of them has answered. Never throws. */
  #finish(envelope: Envelope, ran: readonly Registration[], failures: Failure[] | undefined): void {
    const { exchange, xml } = envelope;
    const open = exchange !== undefined && this.#context.answers.end(exchange, failures?.length === ran.length);
    if (!open && failures === undefined) return;
    const stanza = this.#stanza(envelope);
    failures?.sort((a, b) => a.registration.order - b.registration.order);
    const first = failures?.[0];
    for (const failure of failures ?? []) {
      const { error, registration } = failure;
      // The first becomes the answer: an XmppError is meant as one, and is no fault of the program.
      if (open && failure === first && error instanceof XmppError) continue;
      this.#context.report(error, { stanza, handler: registration.handler });
    }
    if (!open) return;
    if (first === undefined && ran.length > 0 && isValidRequest(xml)) {
      const names = ran.map((registration) => registration.handler.name);
      this.#context.report(new UnansweredIqError(describeStanza(xml), names), { stanza });
    }
    sendAnswer(xml, exchange, first, this.#context);
  }

  /** Gives a stanza to a handler that is offered what arrives. @returns whether it was what the handler waited for */
  #offer(registration: Registration, envelope: Envelope): boolean {
    if (registration.removed) return false;
    const { handler } = registration;
    const fail = (error: unknown): void => this.#context.report(error, { stanza: this.#stanza(envelope), handler });
    try {
      const result = handler.run(this.#stanzaFor(envelope, handler));
      if (isPromise(result)) Promise.resolve(result).catch(fail);
    } catch (error) {
      fail(error);
    }
    if (!handler.finished) return false;
    this.#context.index.remove(registration);
    return true;
  }

  /** A stanza was what the program has waited for: it may wait for the next one now. */
  #taken(envelope: Envelope): void {
    this.#lanes.take(envelope);
    this.#lanes.hold();
  }

  #filter(element: XmlElement, exchange: Exchange | undefined): XmlElement | undefined {
    const { inFilters, roots, host, report } = this.#context;
    let xml = element;
    for (const filter of inFilters) {
      let stanza: StanzaBase | undefined;
      try {
        stanza = roots.stanza(xml, host);
        stanza.exchange = exchange;
        const result = filter(stanza);
        if (result === undefined || result === null) return undefined;
        xml = result.xml;
      } catch (error) {
        report(error, { stanza });
        if (exchange !== undefined && this.#context.answers.end(exchange, true))
          sendAnswer(xml, exchange, { error }, this.#context);
        return undefined;
      }
    }
    return xml;
  }

  /** The stanza object, to be reported; `undefined` where its class cannot be made. */
  #stanza(envelope: Envelope): StanzaBase | undefined {
    try {
      return this.#rootStanza(envelope);
    } catch {
      return undefined;
    }
  }

  #rootStanza({ xml, exchange }: Envelope): StanzaBase {
    const stanza = this.#context.roots.stanza(xml, this.#context.host);
    stanza.exchange = exchange;
    return stanza;
  }

  /** The stanza object, of the class that the matcher names. */
  #stanzaFor(envelope: Envelope, handler: Handler<unknown>): unknown {
    const stanzaClass = handler.matcher.stanzaClass;
    if (stanzaClass === undefined || !isStanzaClass(stanzaClass)) return this.#rootStanza(envelope);
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
