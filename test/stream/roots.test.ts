/** The table of root stanzas: the stream's own, and what it makes of those that it does not know. */
import {
  Callback,
  DefinitionError,
  defineElement,
  defineStanza,
  Iq,
  MatchXPath,
  Message,
  Presence,
  StanzaBase,
  StanzaStream,
  XmlElement,
} from 'couplet';
import { expect, test } from 'vitest';
import { Host, matching } from './support/host.js';

class Note extends defineStanza({ name: 'note', namespace: 'urn:note', subInterfaces: ['text'] }) {}

/** What a stream makes of stanzas. */
async function received(host: Host, ...stanzas: string[]): Promise<StanzaBase[]> {
  const got: StanzaBase[] = [];
  host.stream.registerHandler(
    new Callback(
      'any',
      matching<StanzaBase>(() => true),
      (stanza) => got.push(stanza),
    ),
  );
  for (const stanza of stanzas) await host.stream.receive(stanza);
  return got;
}

test('every stream knows the stanzas of RFC 6120', async () => {
  const got = await received(new Host(), "<iq type='result'/>", '<message/>', '<presence/>');
  expect(got.map((stanza) => stanza.constructor)).toEqual([Iq, Message, Presence]);
});

test('its own come from `stanzas`, and are no other stream’s', async () => {
  const host = new Host({ stanzas: [Note] });
  const [note] = await received(host, "<note xmlns='urn:note' from='a@b.c'><text>hi</text></note>");
  expect(note).toBeInstanceOf(Note);
  expect((note as Note).get('text')).toBe('hi');
  const [other] = await received(new Host(), "<note xmlns='urn:note'/>");
  expect(other).not.toBeInstanceOf(Note);
});

test('they may stand in for those of RFC 6120', async () => {
  class MyMessage extends Message {}
  const [message] = await received(new Host({ stanzas: [MyMessage] }), '<message/>');
  expect(message).toBeInstanceOf(MyMessage);
});

test('they can be sent, and replied to', async () => {
  const host = new Host({ stanzas: [Note] });
  host.stream.registerHandler(
    new Callback('note', new MatchXPath('{urn:note}note', Note), (note) => note.reply().set('text', 'yes').send()),
  );
  await host.stream.receive("<note xmlns='urn:note' from='a@b.c' type='x'><text>hi</text></note>");
  await host.stream.expectSent("<note xmlns='urn:note' to='a@b.c' type='x'><text>yes</text></note>");
  await host.stream.make(Note, { text: 'new' }).send();
  await host.stream.expectSent("<note xmlns='urn:note'><text>new</text></note>");
  await host.stream.expectNothingSent();
});

test('a stanza that is not in the table has the common keys, its XML, and can be replied to', async () => {
  const host = new Host();
  const [stanza] = await received(host, "<r xmlns='urn:xmpp:sm:3' from='a@b.c' id='1'><x/></r>");
  expect(stanza).toBeInstanceOf(StanzaBase);
  expect(stanza?.get('from')?.full).toBe('a@b.c');
  expect(stanza?.payload).toHaveLength(1);
  await stanza?.reply().send();
  expect(host.sent).toEqual([expect.toEqualXml("<r xmlns='urn:xmpp:sm:3' to='a@b.c'/>")]);
});

test('two of one unknown tag are of one class; the same element is one stanza object', async () => {
  const host = new Host();
  const seen: StanzaBase[] = [];
  host.stream.registerHandler(
    new Callback(
      'second',
      matching<StanzaBase>(() => true),
      (stanza) => seen.push(stanza),
    ),
  );
  const [a, b, c] = await received(host, "<r xmlns='urn:x'/>", "<r xmlns='urn:x'/>", "<r xmlns='urn:y'/>");
  expect(a?.constructor).toBe(b?.constructor);
  expect(a?.constructor).not.toBe(c?.constructor);
  expect(seen).toEqual([a, b, c]);
});

test('unknown tags without end are all handled', async () => {
  const host = new Host();
  const stanzas = Array.from({ length: 1000 }, (_, i) => `<t${i} xmlns='urn:x' id='${i}'/>`);
  const got = await received(host, ...stanzas);
  expect(got.map((stanza) => stanza.get('id'))).toEqual(stanzas.map((_, i) => `${i}`));
});

test('what is no stanza class is refused, with its name', () => {
  class Payload extends defineElement({ name: 'x', namespace: 'urn:x' }) {}
  for (const wrong of [Payload, Date as never, undefined as never]) {
    expect(() => new StanzaStream({ send: () => undefined, stanzas: [wrong] })).toThrow(DefinitionError);
  }
  expect(() => new StanzaStream({ send: () => undefined, stanzas: [Payload] })).toThrow(/defineStanza.*Payload/);
});

test('make gives a stanza that belongs to the stream; send binds one that belongs to none', async () => {
  const host = new Host();
  await host.stream.makeMessage({ to: 'a@b.c', body: 'one' }).send();
  await host.stream.makePresence({ show: 'away' }).send();
  await host.stream.send(Message.of({ body: 'two' }));
  await host.stream.send(new XmlElement('{jabber:client}message', { id: 'raw' }));
  expect(host.sent).toEqual([
    expect.toEqualXml("<message to='a@b.c'><body>one</body></message>"),
    expect.toEqualXml('<presence><show>away</show></presence>'),
    expect.toEqualXml('<message><body>two</body></message>'),
    expect.toEqualXml("<message id='raw'/>"),
  ]);
  expect(() => Message.of({ body: 'unbound' }).send()).toThrow(/belongs to no stream/);
});

test('sendMessage: to whom, its body; type, subject and sender as told', async () => {
  const host = new Host({ jid: 'bill@example.org/x' });
  const message = await host.stream.sendMessage('a@b.c', 'hi');
  expect(message).toBeInstanceOf(Message);
  await host.stream.sendMessage('a@b.c', 'hi', { type: 'groupchat', subject: 'all', from: 'bill@example.org/y' });
  expect(host.sent).toEqual([
    expect.toEqualXml("<message to='a@b.c' from='bill@example.org/x' type='chat'><body>hi</body></message>"),
    expect.toEqualXml(
      "<message to='a@b.c' from='bill@example.org/y' type='groupchat'><body>hi</body><subject>all</subject></message>",
    ),
  ]);
});

test('stanzas know the language of the stream', async () => {
  const host = new Host({ lang: 'fr' });
  expect(host.stream.lang).toBe('fr');
  const [message] = await received(
    host,
    "<message><body xml:lang='en'>hello</body><body xml:lang='fr'>bonjour</body></message>",
  );
  expect((message as Message).get('body')).toBe('bonjour');
});
