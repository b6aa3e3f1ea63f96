/** couplet/interop/stanza over stanza.js and a WebSocket. */
import { StanzaStream, type XmlElement } from 'couplet';
import { attach } from 'couplet/interop/stanza';
import { type Agent, createClient, JXT } from 'stanza';
import { describe, expect, test, vi } from 'vitest';
import { EXACT } from '../support/matchers.js';
import { type Connect, describeAttach, request, setUp } from './support/contract.js';
import { describeResumption } from './support/resumption.js';

let client: Agent;

const connectWith =
  (options: object): Connect =>
  async (server, stream) => {
    const own = createClient({
      jid: 'bill@localhost',
      password: 'secret',
      transports: { websocket: server.url, bosh: false },
      allowResumption: false,
      ...options,
    });
    client = own;
    // It writes what it has a definition for.
    own.stanzas.define({ aliases: ['iq.b'], element: 'b', fields: { got: JXT.attribute('got') }, namespace: 'urn:b' });
    const detach = attach(stream, own);
    const online = new Promise((resolve) => stream.once('online', resolve));
    own.connect();
    await online;
    return {
      detach,
      attach: (other, attachOptions) => attach(other, own, attachOptions),
      ask: async () => {
        const { b } = (await own.sendIQ({ type: 'get', to: 'localhost', b: {} } as never)) as { b: { got: string } };
        return `got=${b.got}`;
      },
      connect: () => own.connect(),
      watch: (listener) => own.on('message', () => listener('message')),
      stop: async () => {
        const ended = new Promise((resolve) => own.once('disconnected', resolve));
        if (own.transport === undefined) return;
        own.disconnect();
        await ended;
      },
    };
  };

const connect = connectWith({});

describe('over WebSocket', () => {
  describeAttach('websocket', connect);
  describeResumption(connectWith({ allowResumption: true }));
});

test('what stanza.js has a listener for stays with it', async () => {
  const { server } = await setUp('websocket', connect);
  server.send(request('q1', "<ping xmlns='urn:xmpp:ping'/>"));
  expect((await server.next()).attribute('type')).toBe('result');
  server.send(request('q2', "<query xmlns='jabber:iq:version'/>"));
  expect(String(await server.next())).toMatch(/<name>|<service-unavailable/);
  expect(await server.rest()).toEqual([]);
});

test('what stanza.js has no definition for is whole', async () => {
  const { server, stream } = await setUp('websocket', connect);
  const seen = new Promise<XmlElement>((resolve) => {
    stream.addFilter('in', (stanza) => {
      resolve(stanza.xml);
      return stanza;
    });
  });
  const message =
    '<message xmlns="jabber:client" from="a@localhost" x="1"><body>hi</body> and <b xmlns="urn:unknown">more</b></message>';
  server.send(message);
  expect(await seen).toEqualXml(message, EXACT);
});

test('line ends and tabs are written as they are', async () => {
  const { server, stream } = await setUp('websocket', connect);
  await stream.sendMessage('a@localhost', 'a\r\nb\tc');
  expect((await server.next()).find('{jabber:client}body')?.text).toBe('a\r\nb\tc');
});

test('nothing is sent without a connection', async () => {
  const stream = new StanzaStream({ onError: () => undefined });
  attach(stream, createClient({ jid: 'bill@localhost' }));
  await expect(stream.sendMessage('a@localhost', 'hi')).rejects.toMatchObject({ code: 'not-connected' });
});

test('a stanza that the connection does not take is not sent', async () => {
  const { stream } = await setUp('websocket', connect);
  // stanza.js prints what it could not send.
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  // Closed, and not yet seen to be.
  (client.transport as unknown as { socket: { close(): void } }).socket.close();
  await expect(stream.sendMessage('a@localhost', 'hi')).rejects.toMatchObject({ code: 'not-connected' });
  expect(printed).toHaveBeenCalled();
  printed.mockRestore();
});
