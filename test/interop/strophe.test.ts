/** couplet/interop/strophe, over strophe.js and a WebSocket. */
import { Callback, MatchXPath, StanzaStream } from 'couplet';
import { attach } from 'couplet/interop/strophe';
import { $iq, Strophe } from 'strophe.js';
import { describe, expect, test } from 'vitest';
import { type Connect, describeAttach, expectError, request, setUp } from './support/contract.js';
import { describeResumption } from './support/resumption.js';

type Connection = InstanceType<typeof Strophe.Connection>;

// It tells of lost connections, which are meant here.
Strophe.setLogLevel(Strophe.LogLevel.FATAL);

let connection: Connection;

const connectWith =
  (options: object): Connect =>
  async (server, stream) => {
    const isComponent = server.namespace === 'jabber:component:accept';
    const own = isComponent
      ? new Strophe.Connection(server.url.replace('xmpp', 'tcp'), { protocol: 'component' })
      : new Strophe.Connection(server.url, options);
    connection = own;
    const detach = attach(stream, own);
    const online = new Promise((resolve) => stream.once('online', resolve));
    const connect = (): void => own.connect(isComponent ? 'reg.localhost' : 'bill@localhost', 'secret');
    connect();
    await online;
    return {
      detach,
      attach: (other, attachOptions) => attach(other, own, attachOptions),
      ask: () =>
        new Promise((resolve, reject) => {
          const iq = $iq({ type: 'get', to: 'localhost' }).c('b', { xmlns: 'urn:b' });
          own.sendIQ(iq, (answer: { readonly nodeName: string }) => resolve(answer.nodeName), reject);
        }),
      connect,
      watch: (listener) => {
        const watch = (element: { readonly nodeName: string }): boolean => {
          listener(element.nodeName);
          return true;
        };
        own.addHandler(watch, null, null, null);
      },
      stop: async () => {
        if (own.connected) own.disconnect('enough');
        while (own.connected) await new Promise((resolve) => setTimeout(resolve, 1));
      },
    };
  };

const connect = connectWith({});

describe('over WebSocket', () => {
  describeAttach('websocket', connect);
  describeResumption(connectWith({ enableStreamManagement: true }));
});

test('a component of Strophe is attached in its namespace', async () => {
  const { server, stream } = await setUp('component', connect);
  expect(stream.jid?.full).toBe('reg.localhost');
  stream.registerHandler(new Callback('a', new MatchXPath('{jabber:client}iq'), (iq) => iq.reply().send()));
  server.send(request('q1'));
  const answer = await server.next();
  expect(answer.tag).toBe('{jabber:component:accept}iq');
  expect(answer.attribute('type')).toBe('result');
});

test('a handler of Strophe for a namespace keeps its requests', async () => {
  const { server } = await setUp('websocket', connect);
  const answer = (element: { getAttribute(name: string): string | null }): boolean => {
    connection.send($iq({ type: 'result', id: element.getAttribute('id') ?? '', to: 'a' }));
    return true;
  };
  connection.addHandler(answer, 'urn:a', 'iq', 'get');
  connection.addHandler(() => true, null, 'iq', null);
  server.send(request('a', "<a xmlns='urn:a'/>"));
  expect((await server.next()).attribute('type')).toBe('result');
  server.send(request('b', "<b xmlns='urn:b'/>"));
  await expectError(server, 'service-unavailable');
  expect(await server.rest()).toEqual([]);
});

test('the callback of connect hears what it heard before, and after', async () => {
  const { server, detach, stack } = await setUp('websocket', connect);
  const heard: number[] = [];
  const next = (status: number): Promise<void> =>
    new Promise((resolve) => {
      connection.connect_callback = (now: number) => {
        heard.push(now);
        if (now === status) resolve();
      };
    });
  const ended = next(Strophe.Status.DISCONNECTED);
  connection.disconnect('enough');
  await ended;
  detach();
  // Strophe's timer for the end would end the next connection.
  await server.rest();
  const begun = next(Strophe.Status.CONNECTED);
  connection.connect('bill@localhost', 'secret', connection.connect_callback ?? undefined);
  await begun;
  expect(heard).toContain(Strophe.Status.DISCONNECTING);
  await stack.stop();
});

test('nothing is sent without a connection, nor kept for the next', async () => {
  const stream = new StanzaStream({ onError: () => undefined });
  const own = new Strophe.Connection('ws://localhost:1/');
  attach(stream, own);
  await expect(stream.sendMessage('a@localhost', 'hi')).rejects.toMatchObject({ code: 'not-connected' });
  expect(own._data).toEqual([]);
});
