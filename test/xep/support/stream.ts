/** A service under test: a stream without a network, at an address; and XML laid out for reading. */
import { parseXml, type XmlElement } from 'couplet';
import { TestStream, type TestStreamOptions } from 'couplet/testing';
import '../../support/matchers.js';

/** XML of stanzas; white space between elements is no part of it. */
export function xml(text: string): XmlElement {
  return parseXml(text.replace(/>\s+</g, '><').trim(), { namespaces: { '': 'jabber:client' } });
}

/** A service, and its stream. */
export class Service<E extends object = object> {
  readonly stream: TestStream<E>;

  constructor(options: TestStreamOptions = {}) {
    this.stream = new TestStream<E>({ jid: 'service.example.org', predictableIds: true, ...options });
  }

  /** What is sent in return for a stanza: one stanza, and nothing else. */
  async answer(stanza: string): Promise<XmlElement> {
    await this.stream.receive(stanza);
    const answer = await this.stream.nextSent();
    await this.stream.expectNothingSent();
    return answer;
  }
}
