/** What goes out: filters, the answers that are waited for, and the namespace on the wire. */
import { DisconnectedError } from '../handler/errors.js';
import type { Iq, IqSendOptions } from '../stanza/iq.js';
import { STANZA_NAMESPACE, type StanzaBase } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';
import type { StreamContext } from './context.js';
import { FilteredStanzaError, MissingAddressError } from './errors.js';
import { withNamespace } from './namespaces.js';
import type { StanzaStreamOptions } from './options.js';
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
   * @returns of an IQ request its answer, of everything else the stanza once the host has taken it
   */
  send(stanza: StanzaBase, options: IqSendOptions | undefined): Promise<StanzaBase> {
    const { xml } = stanza;
    const isIq = xml.name === 'iq' && xml.namespace === STANZA_NAMESPACE;
    const type = xml.attribute('type');
    if (this.#wireNamespace === COMPONENT && xml.attribute('to') === undefined && stanza.replyTo === undefined) {
      throw new MissingAddressError(describeStanza(stanza));
    }
    if (isIq && (type === 'result' || type === 'error')) this.#context.answers.claim(stanza);
    if (isIq && (type === 'get' || type === 'set')) return this.#request(stanza as Iq, options);
    const offline = this.#context.offline;
    const sent = offline === undefined ? this.#handOver(stanza) : Promise.reject(this.#disconnected(stanza));
    const result = sent.then(
      () => stanza,
      (error) => {
        this.#context.report(error, { stanza });
        throw error;
      },
    );
    // It has been reported: a program that does not wait for it must not end by it.
    result.catch(() => undefined);
    return result;
  }

  #request(request: Iq, options: IqSendOptions | undefined): Promise<StanzaBase> {
    const { xml } = request;
    if (xml.attribute('id') === undefined) xml.setAttribute('id', this.#newId());
    if (this.#context.offline !== undefined) return Promise.reject(this.#disconnected(request));
    const { answer, fail } = this.#context.requests.add(request, xml.attribute('id') as string, options);
    this.#handOver(request).then(
      (taken) => {
        if (!taken) fail(new FilteredStanzaError(describeStanza(request)));
      },
      (error) => {
        this.#context.report(error, { stanza: request });
        answer.catch(() => undefined);
        fail(error);
      },
    );
    return answer as Promise<StanzaBase>;
  }

  /** @returns whether it was given to the host, and not dropped by a filter */
  async #handOver(stanza: StanzaBase): Promise<boolean> {
    let last = stanza;
    for (const filter of this.#context.outFilters) {
      const result = filter(last);
      if (result === undefined || result === null) return false;
      last = result;
    }
    if (this.#send === undefined) throw this.#disconnected(stanza, 'no host is attached to the stream');
    await this.#send(this.#onTheWire(last.xml));
    return true;
  }

  /** The element as the host gets it: a copy where anything differs, so that the stanza stays as it is. */
  #onTheWire(xml: XmlElement): XmlElement {
    if (this.#wireNamespace === STANZA_NAMESPACE || xml.namespace !== STANZA_NAMESPACE) return xml;
    const copy = withNamespace(xml, STANZA_NAMESPACE, this.#wireNamespace);
    const jid = this.#context.jid;
    if (jid !== undefined && copy.attribute('from') === undefined) copy.setAttribute('from', jid.full);
    return copy;
  }

  #disconnected(stanza: StanzaBase, reason = this.#context.offline?.reason): DisconnectedError {
    return new DisconnectedError(`${describeStanza(stanza)} was not sent`, reason);
  }
}
