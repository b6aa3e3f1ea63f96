/** couplet/interop/xmppjs, over @xmpp/component and @xmpp/client and a socket. */
import { type Client, client, xml } from '@xmpp/client';
import { component } from '@xmpp/component';
import { Callback, MatchXPath, StanzaStream } from 'couplet';
import { attach } from 'couplet/interop/xmppjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Connect, describeAttach, expectError, request, setUp } from './support/contract.js';
import { describeResumption } from './support/resumption.js';

// What @xmpp/client looks for, and Node has from 22 on.
beforeAll(() => void Object.assign(globalThis, { WebSocket }));

let xmpp: Client;

const connect: Connect = async (server, stream) => {
  xmpp =
    server.namespace === 'jabber:client'
      ? client({ service: server.url, domain: 'localhost', username: 'bill', password: 'secret' })
      : component({ service: server.url, domain: 'reg.localhost', password: 'secret' });
  const own = xmpp;
  own.reconnect.delay = 10;
  own.on('error', () => undefined);
  const detach = attach(stream, own);
  await own.start();
  return {
    detach,
    attach: (other, options) => attach(other, own, options),
    ask: async () => String(await own.iqCaller.get(xml('b', { xmlns: 'urn:b' }) as never, 'localhost')),
    watch: (listener) => own.on('stanza', ({ name }) => listener(name)),
    stop: async () => {
      own.reconnect.stop();
      await own.stop().catch(() => undefined);
    },
  };
};

describe('over a component connection', () => describeAttach('component', connect));
describe('over a client connection', () => {
  describeAttach('websocket', connect);
  describeResumption(connect);
});

test('a route of iqCallee that was there before keeps its requests', async () => {
  const { server, stream, detach } = await setUp('component', connect);
  detach();
  xmpp.iqCallee.get('urn:a', 'a', () => xml('a', { xmlns: 'urn:a', by: 'xmpp.js' }));
  attach(stream, xmpp);
  xmpp.iqCallee.get('urn:b', 'b', () => xml('b', { xmlns: 'urn:b', by: 'xmpp.js' }));
  server.send(request('a', "<a xmlns='urn:a'/>"));
  expect((await server.next()).find('{urn:a}a')?.attribute('by')).toBe('xmpp.js');
  server.send(request('b', "<b xmlns='urn:b'/>"));
  await expectError(server, 'service-unavailable');
  expect(await server.rest()).toEqual([]);
});

test('what no XML reader takes is reported, and a request is refused once', async () => {
  const { server, errors } = await setUp('websocket', connect);
  // ltx takes it.
  server.sendRaw("<iq xmlns='jabber:client' type='get' id='q1' from='a@localhost'><x:a/></iq>");
  await expectError(server, 'bad-request');
  expect(errors).toMatchObject([{ name: 'InteropError', code: 'unbound-prefix' }]);
  expect(await server.rest()).toEqual([]);
});

test('a character that the network cuts in two is whole', async () => {
  const { server, stream } = await setUp('component', connect);
  const seen = new Promise((resolve) => {
    const message = new MatchXPath('{jabber:client}message');
    stream.registerHandler(new Callback('message', message, (stanza) => resolve(stanza.xml.find('*')?.text)));
  });
  const bytes = new TextEncoder().encode('<message from="a@localhost"><body>é😀本</body></message>');
  const first = bytes.findIndex((byte) => byte > 0x7f);
  // In the middle of each of the three.
  const cuts = [0, first + 1, first + 4, first + 8, bytes.length];
  for (const [i, cut] of cuts.slice(1).entries()) {
    server.sendRaw(bytes.slice(cuts[i], cut));
    await server.rest();
  }
  expect(await seen).toBe('é😀本');
});

test('nothing is sent without a connection', async () => {
  const stream = new StanzaStream({ onError: () => undefined });
  attach(stream, client({ service: 'ws://localhost:1', domain: 'localhost' }));
  await expect(stream.sendMessage('a@localhost', 'hi')).rejects.toMatchObject({ code: 'not-connected' });
});
