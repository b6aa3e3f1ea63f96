/** A client that knows nothing of couplet: @xmpp/client, and XML as text. */
import type { Socket } from 'node:net';
import { type Client, client } from '@xmpp/client';
import { parseXml, type XmlElement } from 'couplet';
import type { Prosody } from '../../../examples/support/prosody.js';

export interface RawClient {
  readonly xmpp: Client;
  /** Everything that came, the oldest first. */
  readonly received: XmlElement[];
  /** Sends an IQ request with this payload, and waits for the answer, result or error. */
  ask(type: 'get' | 'set', to: string, payload: string): Promise<XmlElement>;
  /** Sends a stanza as it is. */
  send(xml: string): Promise<void>;
  /** Waits until something that passes has come. */
  until(test: (stanza: XmlElement) => boolean): Promise<XmlElement>;
  stop(): Promise<void>;
}

/** Logs in over TCP. */
export async function rawClient(
  server: Pick<Prosody, 'clientUrl' | 'host' | 'password'>,
  username: string,
): Promise<RawClient> {
  const xmpp = client({ service: server.clientUrl, domain: server.host, username, password: server.password });
  xmpp.on('error', () => undefined);
  const received: XmlElement[] = [];
  const waiting = new Set<(stanza: XmlElement) => void>();
  xmpp.on('stanza', (element) => {
    const stanza = parseXml(String(element), {
      namespaces: { '': 'jabber:client' },
      limits: { elementBytes: 10_000_000 },
    });
    received.push(stanza);
    for (const wait of [...waiting]) wait(stanza);
  });
  await xmpp.start();
  // It decodes each chunk by itself otherwise, and loses characters that are cut in two.
  (xmpp.socket as unknown as Socket).setEncoding('utf8');
  let ids = 0;
  const until: RawClient['until'] = (test) =>
    new Promise((resolve) => {
      const wait = (stanza: XmlElement): void => {
        if (!test(stanza)) return;
        waiting.delete(wait);
        resolve(stanza);
      };
      for (const stanza of received) if (test(stanza)) return resolve(stanza);
      waiting.add(wait);
    });
  return {
    xmpp,
    received,
    until,
    send: (xml) => xmpp.write(xml),
    ask: async (type, to, payload) => {
      const id = `ask-${++ids}`;
      await xmpp.write(`<iq type='${type}' to='${to}' id='${id}'>${payload}</iq>`);
      return until((stanza) => stanza.name === 'iq' && stanza.attribute('id') === id);
    },
    stop: async () => {
      xmpp.reconnect.stop();
      await xmpp.stop().catch(() => undefined);
    },
  };
}
