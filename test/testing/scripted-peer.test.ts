/** The peer of a TestStream: what it answers, and what it does not. */
import {
  Callback,
  defineElement,
  defineStanza,
  Iq,
  MatchXPath,
  Message,
  parseXml,
  registerStanzaPlugin,
  XmppError,
} from 'couplet';
import { TestStream } from 'couplet/testing';
import { describe, expect, test } from 'vitest';

const HELLO = '<message from="a@b.c" type="chat"><body>hi</body></message>';

describe('a peer that answers', () => {
  const ping = (stream: TestStream, to = 'b.c'): Promise<Iq> =>
    stream.send(
      parseXml(`<iq xmlns="jabber:client" type="get" to="${to}"><ping xmlns="urn:xmpp:ping"/></iq>`) as never,
    );

  test('with XML, to which id and addresses are added', async () => {
    const stream = new TestStream({ jid: 'me@b.c/x' });
    stream.answer('iq/{urn:xmpp:ping}ping', '<iq type="result">\n  <pong xmlns="urn:x"/>\n</iq>');
    const answer = await ping(stream);
    expect(answer.get('id')).toBe(stream.sent[0]?.attribute('id'));
    expect([answer.get('from')?.full, answer.get('to')?.full]).toEqual(['b.c', 'me@b.c/x']);
    expect(answer.xml.children).toHaveLength(1);
  });
  test('with XML that has its own, be they wrong', async () => {
    const stream = new TestStream();
    const seen: unknown[] = [];
    stream.addFilter('in', (stanza) => void seen.push(String(stanza)));
    stream.answer('iq', '<iq type="result" id="other" from="x.y"/>');
    void ping(stream);
    await stream.nextSent();
    await stream.expectNothingSent();
    expect(seen).toEqual(['<iq xmlns="jabber:client" from="x.y" id="other" type="result"/>']);
  });
  test('with a function, as a handler would', async () => {
    class Ping extends defineElement({ name: 'ping', namespace: 'urn:xmpp:ping', pluginAttrib: 'testPing' }) {}
    const PingIq = registerStanzaPlugin(Iq, Ping);
    const stream = new TestStream({ jid: 'me@b.c/x' });
    stream.answer(new MatchXPath('iq[@to="a"]', PingIq), (iq) => iq.reply().setPayload(iq.get('testPing')));
    stream.answer('iq[@to="b"]', (iq) => iq.errorReply({ condition: 'item-not-found' }));
    stream.answer('iq[@to="c"]', () => {
      throw new XmppError({ condition: 'conflict' });
    });
    stream.answer('iq[@to="d"]', async (iq) => {
      await iq.reply().send();
      return undefined;
    });
    stream.answer('iq[@to="e"]', async (iq) => iq.reply().send());
    stream.answer('iq[@to="silent"]', () => undefined);
    stream.answer('iq[@to="f"]', async () => parseXml('<iq xmlns="jabber:client" type="result"/>'));
    expect((await ping(stream, 'a')).payload[0]?.name).toBe('ping');
    await expect(ping(stream, 'b')).rejects.toThrow(expect.objectContaining({ condition: 'item-not-found' }));
    await expect(ping(stream, 'c')).rejects.toThrow(expect.objectContaining({ condition: 'conflict' }));
    expect((await ping(stream, 'd')).get('type')).toBe('result');
    expect((await ping(stream, 'e')).get('type')).toBe('result');
    expect((await ping(stream, 'f')).get('type')).toBe('result');
    const silent = ping(stream, 'silent').catch(() => undefined);
    expect(await Promise.race([silent, new Promise((resolve) => setTimeout(resolve, 5, 'silence'))])).toBe('silence');
    expect(stream.errors).toEqual([]);
  });
  test('to anything, with anything', async () => {
    class Note extends defineStanza({ name: 'note', namespace: 'jabber:client' }) {}
    const seen: unknown[] = [];
    const stream = new TestStream({ stanzas: [Note] });
    stream.answer('note', (note) => {
      seen.push(note);
      return HELLO;
    });
    stream.registerHandler(new Callback('in', new MatchXPath('message'), (message) => seen.push(message)));
    await stream.send(new Note());
    await stream.nextSent();
    await stream.expectNothingSent();
    expect(seen).toEqual([expect.any(Note), expect.any(Message)]);
  });
  test('the first that matches, until it is taken back', async () => {
    const stream = new TestStream();
    const first = stream.answer('iq', (iq) => iq.reply().set('type', 'result'));
    stream.answer('iq', (iq) => iq.errorReply({ condition: 'gone' }));
    await ping(stream);
    first();
    await expect(ping(stream)).rejects.toThrow('gone');
  });
  test('says nothing to what it has no answer for', async () => {
    const stream = new TestStream();
    stream.answer('message', HELLO);
    void ping(stream).catch(() => undefined);
    await stream.nextSent();
    await stream.expectNothingSent();
  });
  test('whose script fails fails the test', async () => {
    const stream = new TestStream();
    stream.answer('iq', () => {
      throw new Error('in the script');
    });
    await expect(ping(stream)).rejects.toThrow(expect.objectContaining({ condition: 'internal-server-error' }));
    await stream.nextSent();
    await expect(stream.expectNothingSent()).rejects.toThrow('in the script');
  });
  test('whose answer is broken fails the test, and says that the test is at fault', async () => {
    const stream = new TestStream();
    stream.answer('message', '<message>');
    await stream.sendMessage('a', 'b');
    await stream.nextSent();
    await expect(stream.expectNothingSent()).rejects.toThrow('which the test itself gives, is broken');
  });
  test('a malformed path', () => {
    expect(() => new TestStream().answer('iq[', '<iq/>')).toThrow(expect.objectContaining({ code: 'invalid-path' }));
  });
});
