/** Iq, Message and Presence: what RFC 6120 and RFC 6121 say of what they hold, and of what is absent. */
import {
  DefinitionError,
  defineStanza,
  InvalidValueError,
  Iq,
  JID,
  Message,
  oneOf,
  Presence,
  parseXml,
  rootStanzas,
  string,
  UnboundStanzaError,
} from 'couplet';
import { describe, expect, test } from 'vitest';
import '../support/matchers.js';

describe('every stanza', () => {
  test('has to and from, which are JIDs, id and type', () => {
    const message = Message.parse("<message to='Bill@Example.org' from='a@b/c' id='1'/>");
    expect(message.get('to')?.full).toBe('bill@example.org');
    expect(message.get('from')?.resource).toBe('c');
    expect([message.get('id'), new Message().get('to'), new Message().get('id')]).toEqual(['1', undefined, undefined]);
  });
  test('takes JIDs and texts, strictly', () => {
    const iq = new Iq().set('to', 'Bill@Example.org').set('from', new JID('a@b'));
    expect(iq).toEqualXml('<iq xmlns="jabber:client" to="bill@example.org" from="a@b"/>');
    for (const bad of ['@', 'juliet capulet@example.com', 'a@b/']) {
      expect(() => iq.set('to', bad)).toThrow(InvalidValueError);
    }
    expect(iq.get('to')?.full).toBe('bill@example.org');
  });
  test('is read leniently where older servers let more pass', () => {
    const message = Message.parse("<message from='juliet capulet@example.com/x'/>");
    expect([message.get('from')?.local, message.get('from')?.isStrict]).toEqual(['juliet capulet', false]);
    expect(() => Message.parse("<message from='@'/>").get('from')).toThrow(InvalidValueError);
    expect(Message.parse("<message from='@'><body>x</body></message>").get('body')).toBe('x');
  });
  test('is given nothing when it is read or made', () => {
    for (const stanzaClass of rootStanzas) {
      const empty = `<${stanzaClass.definition.name} xmlns="jabber:client"/>`;
      expect(new stanzaClass().toString()).toBe(empty);
      const read = new stanzaClass(parseXml(empty));
      expect([read.toString(), read.values, read.issues(), read.toString()]).toEqual([empty, {}, [], empty]);
    }
  });
  test('is printed with its namespace, unless that is the one around it', () => {
    const message = Message.of({ body: 'x' });
    expect(message.toString()).toBe('<message xmlns="jabber:client"><body>x</body></message>');
    expect(message.toString({ defaultNamespace: 'jabber:client' })).toBe('<message><body>x</body></message>');
  });
  test('cannot be sent by itself: it belongs to no stream', () => {
    for (const [stanza, maker] of [
      [new Iq(), 'makeIq'],
      [new Message(), 'makeMessage'],
      [new Presence(), 'makePresence'],
    ] as const) {
      expect(() => stanza.send()).toThrow(UnboundStanzaError);
      expect(() => stanza.send()).toThrow(`make it with stream.${maker}()`);
    }
  });
});

describe('Iq', () => {
  test('is of one of four types', () => {
    for (const type of ['get', 'set', 'result', 'error'] as const) expect(Iq.of({ type }).get('type')).toBe(type);
    expect(() => new Iq().set('type', 'ask' as 'get')).toThrow(
      "Iq.type: expected one of 'get', 'set', 'result', 'error'",
    );
    expect(() => Iq.parse("<iq type='ask'/>").get('type')).toThrow(InvalidValueError);
    expect(new Iq().get('type')).toBeUndefined();
  });
});

describe('Message', () => {
  test('is normal when it says nothing, or nothing known (RFC 6121, section 5.2.2)', () => {
    for (const message of [new Message(), Message.parse("<message type='telegram'/>")]) {
      const before = message.toString();
      expect(message.get('type')).toBe('normal');
      expect(message.toString()).toBe(before);
    }
    expect([new Message().has('type'), new Message().values]).toEqual([false, {}]);
    expect(Message.parse("<message type='telegram'/>").has('type')).toBe(true);
  });
  test('is of one of five types when it is set', () => {
    for (const type of ['chat', 'error', 'groupchat', 'headline', 'normal'] as const) {
      expect(new Message().set('type', type).xml.attribute('type')).toBe(type);
    }
    expect(() => new Message().set('type', 'telegram' as 'chat')).toThrow(InvalidValueError);
  });
  test('has body and subject in languages, and a thread', () => {
    const message = Message.of({ body: 'Hello', 'body|fr': 'Bonjour', subject: 's', thread: 't' });
    expect([message.get('body'), message.get('body', 'FR'), message.get('subject'), message.get('thread')]).toEqual([
      'Hello',
      'Bonjour',
      's',
      't',
    ]);
  });
  test('has a parent thread: the attribute of the thread (RFC 6121, section 5.2.5)', () => {
    const message = new Message();
    expect([message.get('parentThread'), message.has('parentThread')]).toEqual([undefined, false]);
    expect(message.del('parentThread').xml.children).toEqual([]);
    message.set('parentThread', 'a').set('thread', 'b').set('parentThread', 'c');
    expect(message).toEqualXml('<message xmlns="jabber:client"><thread parent="c">b</thread></message>');
    expect(message.get('parentThread')).toBe('c');
    expect(Message.of(JSON.parse(JSON.stringify(message)))).toEqualXml(message);
    expect(message.set('parentThread', undefined)).toEqualXml(
      '<message xmlns="jabber:client"><thread>b</thread></message>',
    );
  });
});

describe('Presence', () => {
  test('is available when it says nothing (RFC 6121, section 4.7.1)', () => {
    const presence = new Presence();
    expect([presence.get('type'), presence.has('type'), presence.values]).toEqual(['available', false, {}]);
    expect(presence.set('type', 'unavailable').set('type', 'available')).toEqualXml(
      '<presence xmlns="jabber:client"/>',
    );
    expect(Presence.of({ type: 'available' }).has('type')).toBe(false);
  });
  test('is of one of seven types else', () => {
    for (const type of [
      'error',
      'probe',
      'subscribe',
      'subscribed',
      'unavailable',
      'unsubscribe',
      'unsubscribed',
    ] as const) {
      expect(new Presence().set('type', type).get('type')).toBe(type);
    }
    expect(() => new Presence().set('type', 'away' as 'probe')).toThrow(InvalidValueError);
    expect(() => Presence.parse("<presence type='away'/>").get('type')).toThrow(InvalidValueError);
  });
  test('shows one of four, whatever its type', () => {
    for (const show of ['away', 'chat', 'dnd', 'xa'] as const) {
      const presence = new Presence().set('show', show);
      expect([presence.get('show'), presence.get('type')]).toEqual([show, 'available']);
    }
    expect(() => new Presence().set('show', 'busy' as 'away')).toThrow(InvalidValueError);
    expect(Presence.of({ type: 'unavailable', show: 'away' }).set('type', undefined).get('show')).toBe('away');
    expect(Presence.of({ show: 'away' }).set('show', undefined)).toEqualXml('<presence xmlns="jabber:client"/>');
  });
  test('has the priority 0 when it says nothing (RFC 6121, section 4.7.2.3)', () => {
    const presence = new Presence();
    expect([presence.get('priority'), presence.has('priority')]).toEqual([0, false]);
    for (const priority of [-128, 0, 127]) expect(presence.set('priority', priority).get('priority')).toBe(priority);
    for (const priority of [-129, 128, 0.5])
      expect(() => presence.set('priority', priority)).toThrow(InvalidValueError);
    expect(() => Presence.parse('<presence><priority>high</priority></presence>').get('priority')).toThrow(
      InvalidValueError,
    );
  });
  test('has a status in languages', () => {
    const presence = Presence.of({ status: 'At lunch', 'status|de': 'Beim Essen' });
    expect([presence.get('status'), presence.get('status', 'de')]).toEqual(['At lunch', 'Beim Essen']);
  });
});

describe('defineStanza', () => {
  test('adds to, from, id and type, which the declaration may narrow', () => {
    class Counted extends defineStanza({
      name: 'counted',
      namespace: 'urn:counted',
      interfaces: { id: oneOf('a', 'b') },
      subInterfaces: { type: string },
    }) {}
    expect(Counted.of({ to: 'a@b', id: 'a', type: 't' })).toEqualXml(
      '<counted xmlns="urn:counted" to="a@b" id="a"><type>t</type></counted>',
    );
    expect(Counted.interfaces).toEqual(['to', 'from', 'id', 'type']);
    expect(() => new Counted().set('id', 'x' as 'a')).toThrow(InvalidValueError);
  });
  test('refuses what defineElement refuses', () => {
    expect(() => defineStanza({ name: 'a b', namespace: 'urn:x' })).toThrow(DefinitionError);
  });
});
