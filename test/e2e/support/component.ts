/** The component of the guide, in this process: @xmpp/component, a stream, and the plugins. */
import type { Client } from '@xmpp/client';
import { component } from '@xmpp/component';
import { StanzaStream } from 'couplet';
import { attach } from 'couplet/interop/xmppjs';
import { type RegistrationEvents, type UserStore, Xep0077 } from 'couplet/xep/0077';
import { Xep0199 } from 'couplet/xep/0199';
import type { Prosody } from '../../../examples/support/prosody.js';

export const COMPONENT = 'reg.localhost';

export interface RunningComponent {
  readonly xmpp: Client;
  readonly stream: StanzaStream<RegistrationEvents>;
  /** What the stream's error handler heard. */
  readonly errors: unknown[];
  stop(): Promise<void>;
}

/** Starts the component; resolved when the server has taken it. */
export async function startComponent(
  server: Prosody,
  backend?: UserStore,
  domain: string = COMPONENT,
): Promise<RunningComponent> {
  const errors: unknown[] = [];
  const stream = new StanzaStream<RegistrationEvents>({
    wireNamespace: 'jabber:component:accept',
    onError: (error) => errors.push(error),
  });
  stream.registerPlugin(Xep0199);
  stream.registerPlugin(Xep0077, { backend }).setForm('username', 'password');
  stream.addEventHandler('registered_user', ({ jid, username }) => stream.sendMessage(jid, `Welcome! ${username}`));
  stream.addEventHandler('unregistered_user', ({ jid, username }) => stream.sendMessage(jid, `Bye! ${username}`));
  const xmpp = component({ service: server.componentUrl, domain, password: server.componentPassword });
  xmpp.reconnect.delay = 50;
  xmpp.on('error', () => undefined);
  attach(stream, xmpp);
  await xmpp.start();
  return {
    xmpp,
    stream,
    errors,
    stop: async () => {
      xmpp.reconnect.stop();
      await xmpp.stop().catch(() => undefined);
      stream.close();
    },
  };
}
