/** What goes out: filters, the answers that are waited for, and the namespace on the wire. */
import { DisconnectedError } from '../handler/errors.js';
import type { Iq, IqSendOptions } from '../stanza/iq.js';
import { STANZA_NAMESPACE, type StanzaBase } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';
import type { StreamContext } from './context.js';
import { FilteredStanzaError, MissingAddressError } from './errors.js';
import { toWire } from './namespaces.js';
import type { StanzaStreamOptions } from './options.js';
import { isPromise, quiet } from './promises.js';
import { describeStanza } from './report.js';

/** The namespace of an external component's stream (XEP-0114). */
const COMPONENT = 'jabber:component:accept';

/** The way of a stanza to the host. */
export class Outbound {
  readonly #context: StreamContext;
  #send: StanzaStreamOptions['send'];
  readonly #wireNamespace: string;
  readonly #newId: () => string;

  constructor(context: StreamContext, options: StanzaStreamOptions, newId: () => string) {
    this.#context = context;
    this.#send = options.send;
    this.#wireNamespace = options.wireNamespace ?? STANZA_NAMESPACE;
    this.#newId = newId;
  }

  /** Takes a host, if there is none. @returns a function that takes it away again */
  connect(send: (element: XmlElement) => unknown): (() => void) | undefined {
    if (this.#send !== undefined) return undefined;
    this.#send = send;
    return () => {
      if (this.#send === send) this.#send = undefined;
    };
  }

  /**
   * Sends a stanza.
   *
   * @returns of an IQ request its answer, of everything else the stanza once the host has taken it. A rejection that
   * nobody hears ends no process: others can bring it about
   */
  send(stanza: StanzaBase, options: IqSendOptions | undefined): Promise<StanzaBase> {
    const { xml } = stanza;
    const isStanza = xml.namespace === STANZA_NAMESPACE;
    const type = isStanza && xml.name === 'iq' ? xml.attribute('type') : undefined;
    if (this.#wireNamespace === COMPONENT && isStanza && !xml.attribute('to') && stanza.replyTo === undefined)
      throw new MissingAddressError(describeStanza(xml));
    if (type === 'result' || type === 'error') this.#context.answers.claim(stanza);
    return type === 'get' || type === 'set' ? this.#request(stanza as Iq, options) : this.#deliver(stanza);
  }

  #deliver(stanza: StanzaBase): Promise<StanzaBase> {
    try {
      const last = this.#filter(stanza);
      const taken = last === undefined ? undefined : this.#handOver(last);
      if (!isPromise(taken)) return Promise.resolve(stanza);
      return quiet(
        Promise.resolve(taken).then(
          () => stanza,
          (error: unknown) => this.#fail(stanza, error),
        ),
      );
    } catch (error) {
      return this.#fail(stanza, error);
    }
  }

  #request(request: Iq, options: IqSendOptions = {}): Promise<StanzaBase> {
    if (options.signal?.aborted) return quiet(Promise.reject(options.signal.reason));
    if (request.xml.attribute('id') === undefined) request.xml.setAttribute('id', this.#newId());
    let last: StanzaBase | undefined;
    try {
      last = this.#filter(request);
    } catch (error) {
      return this.#fail(request, error);
    }
    if (last === undefined) return quiet(Promise.reject(new FilteredStanzaError(describeStanza(request.xml))));
    const { answer, fail } = this.#context.requests.add(request, last.xml, options);
    const failed = (error: unknown): void => {
      this.#context.report(error, { stanza: request });
      fail(error);
    };
    try {
      const taken = this.#handOver(last);
      if (isPromise(taken)) Promise.resolve(taken).catch(failed);
    } catch (error) {
      failed(error);
    }
    return quiet(answer);
  }

  /** What could not be sent is reported, so who does not wait for it need not hear of it. */
  #fail(stanza: StanzaBase, error: unknown): Promise<never> {
    this.#context.report(error, { stanza });
    return quiet(Promise.reject(error));
  }

  /** @returns what is to be sent, or `undefined` when a filter drops it. Throws while nothing can be sent */
  #filter(stanza: StanzaBase): StanzaBase | undefined {
    const { offline } = this.#context;
    if (offline !== undefined) throw this.#disconnected(stanza, offline.reason);
    let last = stanza;
    for (const filter of this.#context.outFilters) {
      const result = filter(last);
      if (result === undefined || result === null) return undefined;
      last = result;
    }
    return last;
  }

  /** @returns what the host returns */
  #handOver(stanza: StanzaBase): unknown {
    if (this.#send === undefined) throw this.#disconnected(stanza, 'no host is attached to the stream');
    return this.#send(this.#onTheWire(stanza.xml));
  }

  /** The element as the host gets it: a copy where anything differs, so that the stanza stays as it is. A component says from whom. */
  #onTheWire(xml: XmlElement): XmlElement {
    const element = toWire(xml, this.#wireNamespace);
    const { jid } = this.#context;
    if (element !== xml && jid !== undefined && xml.attribute('from') === undefined)
      element.setAttribute('from', jid.full);
    return element;
  }

  #disconnected(stanza: StanzaBase, reason: unknown): DisconnectedError {
    return new DisconnectedError(`${describeStanza(stanza.xml)} was not sent`, reason);
  }
}
