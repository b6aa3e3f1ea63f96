/** What the tests are about: a poll that people vote in, as a stanza class, and the handler that counts. */
import { Callback, defineElement, Iq, integer, MatchXPath, registerStanzaPlugin, type StanzaStream } from 'couplet';

export class Option extends defineElement({
  name: 'option',
  namespace: 'urn:example:poll',
  interfaces: { votes: integer.between(0, 1_000_000) },
  langInterfaces: ['label'],
}) {}

export class Poll extends defineElement({
  name: 'poll',
  namespace: 'urn:example:poll',
  pluginAttrib: 'poll',
  subInterfaces: ['question'],
  boolInterfaces: ['closed'],
  iterables: { options: Option },
}) {}

export const PollIq = registerStanzaPlugin(Iq, Poll);

/** Answers whoever asks for the poll. */
export function serve(stream: StanzaStream, poll: Poll): void {
  const asked = new MatchXPath("iq[@type='get']/{urn:example:poll}poll", PollIq);
  stream.registerHandler(new Callback('poll', asked, (iq) => iq.reply().setPayload(poll.copy()).send()));
}
