/** A stream whose host keeps what is sent, and XML laid out for reading. */
import { parseXml, StanzaStream, type StanzaStreamOptions, type XmlElement } from 'couplet';

/** XML of stanzas; white space between elements is no part of it. */
export function xml(text: string): XmlElement {
  return parseXml(text.replace(/>\s+</g, '><').trim(), { namespaces: { '': 'jabber:client' } });
}

/** A stream, and what goes out by it. */
export class TestHost<E extends object = Record<never, never>> {
  readonly stream: StanzaStream<E>;
  readonly #sent: XmlElement[] = [];
  readonly errors: unknown[] = [];

  constructor(options: Partial<StanzaStreamOptions> = {}) {
    let ids = 0;
    this.stream = new StanzaStream<E>({
      jid: 'service.example.org',
      newId: () => `id${++ids}`,
      send: (element) => void this.#sent.push(element.clone()),
      onError: (error) => void this.errors.push(error),
      ...options,
    });
  }

  /** What has been sent since it was last asked. */
  taken(): XmlElement[] {
    return this.#sent.splice(0);
  }

  /** What is sent in return for a stanza: one stanza. */
  async answer(stanza: string): Promise<XmlElement> {
    await this.stream.receive(xml(stanza));
    const [answer, ...more] = this.taken();
    if (answer === undefined || more.length > 0) throw new Error(`expected one answer, found ${more.length + 1}`);
    return answer;
  }
}
