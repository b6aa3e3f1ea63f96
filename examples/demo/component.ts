/** The component of the tutorial: people register with it and unregister, and it greets them. */
import { StanzaStream, type StanzaStreamOptions } from 'couplet';
import { type RegistrationEvents, Xep0077 } from 'couplet/xep/0077';
import { Xep0199 } from 'couplet/xep/0199';

/** The component's stream. What it sends goes to `send`, which here stands for the connection to the server. */
export function registrationComponent(options: StanzaStreamOptions): StanzaStream<RegistrationEvents> {
  const stream = new StanzaStream<RegistrationEvents>({ jid: 'reg.example.org', ...options });
  stream.registerPlugin(Xep0199);
  stream.registerPlugin(Xep0077).setForm('username', 'password').setInstructions('Choose a username and a password.');
  return stream;
}

/** Has it greet those who come, and those who leave. */
export function greet(stream: StanzaStream<RegistrationEvents>): void {
  stream.addEventHandler('registered_user', ({ jid, username }) => stream.sendMessage(jid, `Welcome! ${username}`));
  stream.addEventHandler('unregistered_user', ({ jid, username }) => stream.sendMessage(jid, `Bye! ${username}`));
}
