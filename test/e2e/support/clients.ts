/** The stacks that couplet is embedded in, each logged in with a stream attached. */
import { client } from '@xmpp/client';
import { StanzaStream } from 'couplet';
import * as stanzaJs from 'couplet/interop/stanza';
import * as stropheJs from 'couplet/interop/strophe';
import * as xmppJs from 'couplet/interop/xmppjs';
import { createClient } from 'stanza';
import { Strophe } from 'strophe.js';
import type { Prosody } from '../../../examples/support/prosody.js';

/** A stack with a stream attached: it is online, or will be. */
export interface Stack {
  readonly stream: StanzaStream;
  /** What the stream's error handler heard. */
  readonly errors: unknown[];
  stop(): Promise<void>;
}

type Connect = (server: Prosody, username: string, stream: StanzaStream) => Promise<() => Promise<void>>;

const xmppjs: Connect = async (server, username, stream) => {
  const xmpp = client({ service: server.clientUrl, domain: server.host, username, password: server.password });
  xmpp.on('error', () => undefined);
  xmpp.reconnect.delay = 50;
  xmppJs.attach(stream, xmpp);
  await xmpp.start();
  return async () => {
    xmpp.reconnect.stop();
    await xmpp.stop().catch(() => undefined);
  };
};

const strophe: Connect = async (server, username, stream) => {
  Strophe.setLogLevel(Strophe.LogLevel.FATAL);
  const connection = new Strophe.Connection(server.webSocketUrl);
  stropheJs.attach(stream, connection);
  connection.connect(`${username}@${server.host}`, server.password);
  return async () => {
    if (connection.connected) connection.disconnect('enough');
    while (connection.connected) await new Promise((resolve) => setTimeout(resolve, 5));
  };
};

const stanza: Connect = async (server, username, stream) => {
  const agent = createClient({
    jid: `${username}@${server.host}`,
    password: server.password,
    transports: { websocket: server.webSocketUrl, bosh: false },
  });
  stanzaJs.attach(stream, agent);
  agent.connect();
  return async () => agent.disconnect();
};

/** By the names of their packages, and how they connect. */
export const STACKS: ReadonlyMap<string, Connect> = new Map([
  ['@xmpp/client over TCP', xmppjs],
  ['strophe.js over WebSocket', strophe],
  ['stanza over WebSocket', stanza],
]);

/** Logs in; resolved when the stream is online. */
export async function connectStack(connect: Connect, server: Prosody, username: string): Promise<Stack> {
  const errors: unknown[] = [];
  const stream = new StanzaStream({ onError: (error) => errors.push(error) });
  const online = new Promise((resolve) => stream.once('online', resolve));
  const stop = await connect(server, username, stream);
  await online;
  return { stream, errors, stop };
}
