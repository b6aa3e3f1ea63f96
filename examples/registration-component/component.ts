/** The component of the guide: it registers users, greets them, and says goodbye. */
import { component } from '@xmpp/component';
import { StanzaStream } from 'couplet';
import { attach } from 'couplet/interop/xmppjs';
import { type RegistrationEvents, type UserStore, Xep0077 } from 'couplet/xep/0077';
import { Xep0199 } from 'couplet/xep/0199';
import { describeError, log } from './log.js';
import type { Settings } from './settings.js';

/** A component that runs, or tries to. */
export interface RunningComponent {
  /** Says goodbye to the server and ends. */
  stop(): Promise<void>;
}

/**
 * Starts the component. It connects, and connects again whenever the connection is lost.
 *
 * @param fatal - hears of what trying again does not help against
 */
export function startComponent(
  settings: Settings,
  backend: UserStore,
  fatal: (problem: string) => void,
): RunningComponent {
  const stream = new StanzaStream<RegistrationEvents>({
    wireNamespace: 'jabber:component:accept',
    onError: (error, { handler }) => log('error', 'failed', { handler: handler?.name, ...describeError(error) }),
  });
  stream.registerPlugin(Xep0199);
  stream.registerPlugin(Xep0077, { backend }).setForm('username', 'password');

  stream.addEventHandler('registered_user', async ({ jid, username }) => {
    log('info', 'registered', { jid: jid.full, username });
    await stream.sendMessage(jid, `Welcome! ${username}`);
  });
  stream.addEventHandler('unregistered_user', async ({ jid, username }) => {
    log('info', 'unregistered', { jid: jid.full, username });
    await stream.sendMessage(jid, `Bye! ${username}`);
  });
  stream.addEventHandler('online', (jid) => log('info', 'online', { jid: jid?.full }));
  stream.addEventHandler('offline', (reason) => log('warn', 'offline', { reason: String(reason) }));

  const { service, domain, secret } = settings;
  const xmpp = component({ service, domain, password: secret });
  xmpp.on('error', (error) => {
    if ('condition' in error && error.condition === 'not-authorized') {
      fatal(`The server at ${service} refuses XMPP_SECRET for ${domain}`);
    } else log('error', 'connection failed', describeError(error));
  });
  attach(stream, xmpp);
  // Said by the listener for errors; it tries again by itself.
  xmpp.start().catch(() => undefined);
  return {
    stop: async () => {
      xmpp.reconnect.stop();
      await xmpp.stop().catch(() => undefined);
    },
  };
}
