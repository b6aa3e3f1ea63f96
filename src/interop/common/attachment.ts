/** What every adapter does when it gives a stream its host. Nothing of any one stack. */
import type { StanzaStream } from '../../stream/stanza-stream.js';
import { XmlElement } from '../../xml/element.js';
import { InteropError } from './errors.js';

/** A stream in the hands of an adapter. */
export class Attachment {
  /** The adapter has let go of the stream. */
  detached = false;
  /** There is a session, though its connection may be gone for a while. */
  isOnline = false;
  readonly #stream: StanzaStream<object>;
  readonly #namespace: string;
  readonly #send: (element: XmlElement) => unknown;
  readonly #disconnect: () => void;
  readonly #undo: (() => void)[] = [];

  /**
   * @param stream - what is attached
   * @param namespace - of stanzas on the connection
   * @param send - puts an element on the wire
   * @throws {@link InteropError} `wrong-namespace`, `already-attached`
   */
  constructor(stream: StanzaStream<object>, namespace: string, send: (element: XmlElement) => unknown) {
    if (stream.port.wireNamespace !== namespace)
      throw new InteropError(
        'wrong-namespace',
        `The connection is in '${namespace}', the stream in '${stream.port.wireNamespace}'; ` +
          `make the stream with wireNamespace: '${namespace}'`,
      );
    const disconnect = stream.port.connect(send);
    if (disconnect === undefined)
      throw new InteropError(
        'already-attached',
        "The stream has a host: it was made with 'send', or attached before; make a stream without 'send' for each connection",
      );
    this.#stream = stream;
    this.#namespace = namespace;
    this.#send = send;
    this.#disconnect = disconnect;
  }

  /** Does something when the stream is detached; the last said is done first. */
  own(undo: () => void): void {
    this.#undo.push(undo);
  }

  /** The connection is bound to a JID. What was asked of an earlier one is not answered any more. */
  online(jid: string | undefined): void {
    this.offline('another connection was opened');
    this.isOnline = true;
    this.#stream.online(jid);
  }

  /** The connection has ended, if there was one. */
  offline(reason: unknown): void {
    if (!this.isOnline) return;
    this.isOnline = false;
    this.#stream.offline(reason);
  }

  /**
   * Hands a stanza to the stream. One that cannot be read is reported, and if it is an IQ request, refused: the
   * other stack would send back what it has of it, which no XML reader takes.
   *
   * @param name - its local name
   * @param attribute - finds its attributes
   * @param read - makes the element
   */
  receive(name: string, attribute: (name: string) => string | undefined, read: () => XmlElement): void {
    let element: XmlElement;
    try {
      element = read();
    } catch (error) {
      this.#stream.port.report(error, {});
      if (name === 'iq' && isRequest(attribute('type'))) this.#refuse(attribute);
      return;
    }
    // What handlers throw is in nobody's promise: the stream has reported it.
    void this.#stream.receive(element);
  }

  /** Lets go of the stream, which has no connection then. */
  detach(): void {
    if (this.detached) return;
    this.detached = true;
    for (let undo = this.#undo.pop(); undo !== undefined; undo = this.#undo.pop()) undo();
    this.offline('the stream was detached from its connection');
    this.#disconnect();
  }

  #refuse(attribute: (name: string) => string | undefined): void {
    const condition = new XmlElement('{urn:ietf:params:xml:ns:xmpp-stanzas}bad-request');
    const error = new XmlElement(`{${this.#namespace}}error`, { type: 'modify' }, condition);
    const attributes = { type: 'error', id: attribute('id'), to: attribute('from'), from: attribute('to') };
    const answer = new XmlElement(`{${this.#namespace}}iq`, attributes, error);
    Promise.resolve()
      .then(() => this.#send(answer))
      .catch((reason) => this.#stream.port.report(reason, {}));
  }
}

/** Whether an IQ of this type must be answered: one of an unknown type too (RFC 6120, section 8.2.3). */
export function isRequest(type: string | undefined): boolean {
  return type !== 'result' && type !== 'error';
}
