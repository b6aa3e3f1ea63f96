/** Replies and error replies (RFC 6120, sections 8.1.2, 8.1.3 and 8.3.1). */
import {
  defineStanza,
  Iq,
  Message,
  NotRepliableError,
  Presence,
  parseXml,
  registerStanzaPlugin,
  StanzaBase,
  StanzaError,
  XmlElement,
} from 'couplet';
import { describe, expect, test } from 'vitest';
import { Registration } from '../element/classes.js';
import '../support/matchers.js';

const RegisterIq = registerStanzaPlugin(Iq, Registration);
const ADDRESSES = "from='juliet@example.com/balcony' to='reg.example.org'";
const SWAPPED = "from='reg.example.org' to='juliet@example.com/balcony'";
const request = (content = '', type = 'get'): InstanceType<typeof RegisterIq> =>
  RegisterIq.parse(`<iq ${ADDRESSES} type='${type}' id='a1'>${content}</iq>`);

describe('reply', () => {
  test('is a new stanza without content, to whom the other is from', () => {
    const iq = request("<query xmlns='jabber:iq:register'/>");
    const before = iq.toString();
    const reply = iq.reply();
    expect(reply).not.toBe(iq);
    expect(reply).toBeInstanceOf(Iq);
    expect(reply).toEqualXml(Iq.parse(`<iq ${SWAPPED} type='result' id='a1'/>`));
    expect(iq.toString()).toBe(before);
  });

  test('to a stanza without addresses, or without an id, has none', () => {
    expect(Iq.parse("<iq type='set' id='a1'/>").reply()).toEqualXml(
      '<iq xmlns="jabber:client" id="a1" type="result"/>',
    );
    expect(Iq.parse("<iq type='set'/>").reply()).toEqualXml('<iq xmlns="jabber:client" type="result"/>');
    expect(Message.parse("<message from='a@b'/>").reply()).toEqualXml('<message xmlns="jabber:client" to="a@b"/>');
  });

  test('has the addresses as they came: a malformed one must not prevent an answer', () => {
    const iq = Iq.parse("<iq type='get' from='@' to='UPPER@example.org'/>");
    expect([iq.reply().xml.attribute('to'), iq.reply().xml.attribute('from')]).toEqual(['@', 'UPPER@example.org']);
  });

  test('keeps the id of an IQ only', () => {
    expect(Message.parse("<message id='a' type='chat'/>").reply().has('id')).toBe(false);
    expect(Presence.parse("<presence id='a' type='subscribe'/>").reply().has('id')).toBe(false);
  });

  test('to an IQ of no type or an unknown one is a result', () => {
    for (const iq of [new Iq(), Iq.parse("<iq type='ask'/>")]) expect(iq.reply().get('type')).toBe('result');
  });

  test('is of the class of the stanza', () => {
    class MyIq extends RegisterIq {}
    expect(MyIq.parse("<iq type='get'/>").reply()).toBeInstanceOf(MyIq);
    class Switch extends defineStanza({ name: 'switch', namespace: 'urn:example:switch' }) {}
    const reply = Switch.parse("<switch from='a@b' id='1' type='toggle'/>").reply();
    expect(reply).toEqualXml('<switch xmlns="urn:example:switch" to="a@b" type="toggle"/>');
  });

  test.each([
    ['an IQ error', Iq.parse("<iq type='error' id='a'/>")],
    ['an IQ result', Iq.parse("<iq type='result' id='a'/>")],
    ['a message error', Message.parse("<message type='error'/>")],
    ['a presence error', Presence.parse("<presence type='error'/>")],
  ])('to %s throws, as does an error reply', (_name, stanza) => {
    const type = stanza.xml.attribute('type');
    for (const use of [() => stanza.reply(), () => stanza.errorReply({ condition: 'bad-request' })]) {
      expect(use).toThrow(NotRepliableError);
      expect(use).toThrow(`A stanza of type '${type}' cannot be replied to (RFC 6120, section 8.3.1)`);
      expect(use).toThrow(expect.objectContaining({ code: 'not-repliable' }));
    }
  });
});

describe('reply of a message', () => {
  test('is of the same type, in the same thread, with a body if one is given', () => {
    const message = Message.parse(
      `<message ${ADDRESSES} type='chat' id='a'><body>Hi</body><thread parent='t0'>t1</thread></message>`,
    );
    expect(message.reply('Hello')).toEqualXml(
      Message.parse(`<message ${SWAPPED} type='chat'><thread parent='t0'>t1</thread><body>Hello</body></message>`),
    );
    const reply = message.reply();
    expect([reply.get('thread'), reply.get('parentThread'), reply.has('body')]).toEqual(['t1', 't0', false]);
    reply.set('thread', 't2');
    expect(message.get('thread')).toBe('t1');
  });
  test('of no type has none', () => {
    expect(new Message().reply().has('type')).toBe(false);
  });
  test('from a room goes to the room, whatever is in the nickname', () => {
    const reply = Message.parse(
      "<message type='groupchat' from='room@chat.example.org/a/b\nc' to='me@example.org/x'/>",
    ).reply();
    expect([reply.xml.attribute('to'), reply.get('type')]).toEqual(['room@chat.example.org', 'groupchat']);
    const private_ = Message.parse("<message type='chat' from='room@chat.example.org/nick'/>").reply();
    expect(private_.xml.attribute('to')).toBe('room@chat.example.org/nick');
  });
});

describe('reply of a presence', () => {
  test.each([
    ['subscribe', 'subscribed'],
    ['unsubscribe', 'unsubscribed'],
    ['probe', 'probe'],
  ])('to %s is %s', (asked, answered) => {
    const presence = Presence.parse(`<presence ${ADDRESSES} type='${asked}'><status>x</status></presence>`);
    expect(presence.reply()).toEqualXml(Presence.parse(`<presence ${SWAPPED} type='${answered}'/>`));
  });
});

describe('errorReply', () => {
  const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
  test('is of type error, keeps the id, and echoes the payload', () => {
    const iq = request("<query xmlns='jabber:iq:register'><username>bill</username></query>", 'set');
    const before = iq.toString();
    const reply = iq.errorReply({ condition: 'conflict', text: 'Taken' });
    expect(reply).toEqualXml(
      Iq.parse(
        `<iq ${SWAPPED} type='error' id='a1'><query xmlns='jabber:iq:register'><username>bill</username></query><error type='cancel' code='409'><conflict xmlns='${STANZAS}'/><text xmlns='${STANZAS}'>Taken</text></error></iq>`,
      ),
    );
    reply.get('register').set('username', 'bob');
    expect(iq.toString()).toBe(before);
  });

  test('echoes nothing when told not to, and never text', () => {
    const reply = request("<query xmlns='jabber:iq:register'/>").errorReply({ condition: 'conflict', echo: false });
    expect(reply.xml.children).toHaveLength(1);
    expect(request('text<a/>text').errorReply({ condition: 'conflict' }).xml.text).toBe('');
  });

  test('has one error, whatever the stanza held', () => {
    const message = Message.parse("<message type='chat'><error type='wait'/><body>x</body></message>");
    const reply = message.errorReply({ condition: 'forbidden' });
    expect(reply.get('error').get('condition')).toBe('forbidden');
    expect(reply.xml.findAll('{jabber:client}error')).toHaveLength(1);
    expect(reply.get('body')).toBe('x');
  });

  test('says what it is told: type, application-specific condition', () => {
    const application = parseXml("<too-many xmlns='urn:example:errors'/>");
    const { condition, type } = { condition: 'policy-violation', type: 'wait' } as const;
    const error = request().errorReply({ condition, type, application }).get('error');
    expect([error.get('condition'), error.get('type'), error.getApplication()?.name]).toEqual([
      condition,
      type,
      'too-many',
    ]);
    expect(error.has('text')).toBe(false);
  });

  test('to messages and presences too', () => {
    const stanzas: StanzaBase[] = [
      Message.parse("<message id='a' type='chat'/>"),
      Presence.parse("<presence id='a'/>"),
    ];
    for (const stanza of stanzas) {
      const reply = stanza.errorReply({ condition: 'forbidden' });
      expect([reply.get('type'), reply.get('id'), reply.has(StanzaError)]).toEqual(['error', 'a', true]);
    }
  });
});

describe('setPayload and payload', () => {
  test('payload is the child elements', () => {
    expect(request('a<b/>c<d/>').payload.map(({ name }) => name)).toEqual(['b', 'd']);
    expect(new Iq().payload).toEqual([]);
  });
  test('setPayload replaces all content by one', () => {
    const registration = Registration.of({ username: 'bill' });
    const iq = request('text<old/>').setPayload(registration);
    expect(iq.payload).toEqual([registration.xml]);
    expect([iq.get('register'), iq.xml.text]).toEqual([registration, '']);
    expect(iq.setPayload(new XmlElement('{urn:x}y')).payload.map(({ tag }) => tag)).toEqual(['{urn:x}y']);
  });
  test('of a reply, with what the request held, copies that', () => {
    const iq = request("<query xmlns='jabber:iq:register'><username>bill</username></query>");
    const reply = iq.reply().setPayload(iq.get('register'));
    reply.get('register').set('username', 'bob');
    expect(iq.get('register').get('username')).toBe('bill');
    // What is not there joins the reply, and not the request.
    const empty = request();
    empty.reply().setPayload(empty.get('register'));
    expect(empty.payload).toEqual([]);
  });
  test('of what the stanza holds itself keeps it alone', () => {
    const iq = request("<a/><query xmlns='jabber:iq:register'><username>bill</username></query>");
    expect(iq.setPayload(iq.get('register')).payload).toHaveLength(1);
    expect(iq.get('register').get('username')).toBe('bill');
  });
});

test('a copy is of the same class and keeps everything, ids too', () => {
  const iq = request('text<a/>');
  expect(iq.copy()).toEqualXml(iq);
  expect(iq.copy()).toBeInstanceOf(StanzaBase);
  expect(Iq.parse('<iq/>').copy()).toEqualXml('<iq xmlns="jabber:client"/>');
});
