/** TestStream: what comes in, what goes out, and what a test learns when that is not as it should be. */
import { Callback, IqTimeoutError, MatchXPath, Message, parseXml, StanzaStream } from 'couplet';
import { TestStream } from 'couplet/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';

const HELLO = '<message from="a@b.c" type="chat"><body>hi</body></message>';
const ECHO = '<message to="a@b.c" type="chat"><body>hi</body></message>';

function echoing(options: ConstructorParameters<typeof TestStream>[0] = {}): TestStream {
  const stream = new TestStream(options);
  const echo = (message: Message): unknown => message.reply(message.get('body')).send();
  stream.registerHandler(new Callback('echo', new MatchXPath('message/body'), echo));
  return stream;
}

afterEach(() => void vi.useRealTimers());

test('it is a StanzaStream', () => expect(new TestStream()).toBeInstanceOf(StanzaStream));

describe('receive and expectSent', () => {
  test('what goes out in return', async () => {
    const stream = echoing();
    await stream.receive(HELLO);
    const sent = await stream.expectSent(ECHO);
    expect(sent.name).toBe('message');
    await stream.expectNothingSent();
    expect(stream.sent.map(String)).toEqual([`<message xmlns="jabber:client"${ECHO.slice(8)}`]);
    expect(stream.sent[0]).toBe(sent);
  });
  test('in any form, indented too', async () => {
    const seen: number[] = [];
    const stream = new TestStream();
    const count = (message: Message): unknown => seen.push(message.xml.children.length);
    stream.registerHandler(new Callback('count', new MatchXPath('message'), count));
    const message = Message.of({ body: 'hi' });
    await stream.receive('\n<message>\n  <body>hi</body>\n</message>\n');
    await stream.receive(new TextEncoder().encode(HELLO));
    await stream.receive(parseXml('<message xmlns="jabber:client"><body/></message>'));
    await stream.receive(message);
    expect(seen).toEqual([1, 1, 1, 1]);
    expect(message.host).toBeUndefined();
  });
  test('one after another, in order', async () => {
    const stream = new TestStream();
    await stream.sendMessage('a@b', '1');
    await stream.sendMessage('a@b', '2');
    await stream.expectSent('<message to="a@b" type="chat"><body>1</body></message>');
    await stream.expectSent('<message type="chat" to="a@b">\n  <body>2</body>\n</message>');
    expect(stream.sent).toHaveLength(2);
  });
  test('waits for what is not sent yet; who asks first gets the first', async () => {
    const stream = new TestStream();
    const expected = [stream.nextSent(), stream.nextSent()];
    await stream.sendMessage('a@b', '1');
    setTimeout(() => void stream.sendMessage('a@b', '2'), 5);
    const texts = (await Promise.all(expected)).map((sent) => sent.find('{jabber:client}body')?.text);
    expect(texts).toEqual(['1', '2']);
  });
  test('what is kept is as it was when it was sent', async () => {
    const stream = new TestStream();
    const message = stream.makeMessage({ body: 'before' });
    await message.send();
    message.set('body', 'after');
    await stream.expectSent('<message><body>before</body></message>');
  });
  test('a send of its own is called too', async () => {
    const send = vi.fn();
    const stream = echoing({ send });
    await stream.receive(HELLO);
    expect(send.mock.calls.map(([element]) => String(element))).toEqual(stream.sent.map(String));
  });
  test('compares as equalXml does', async () => {
    const stream = new TestStream();
    await stream.receive('<iq type="get" id="1" from="a@b"><x xmlns="urn:x"/></iq>');
    const error = '<service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>';
    await stream.expectSent(`<iq id='1' to='a@b' type='error'><error code='503' type='cancel'>${error}</error></iq>`);
    await stream.sendMessage('a', 'b', { subject: 'c' });
    const turned = '<message to="a" type="chat"><body>b</body><subject>c</subject></message>';
    await stream.expectSent(turned, { ignoreOrder: true });
  });
});

describe('a test fails when', () => {
  test('another stanza is sent', async () => {
    const stream = echoing();
    await stream.receive(HELLO);
    await expect(stream.expectSent('<message to="a@b.c" type="chat"><body>ho</body></message>')).rejects.toThrow(
      expect.objectContaining({
        name: 'AssertionError',
        operator: 'expectSent',
        message: expect.stringContaining('at {jabber:client}message/body/text()'),
      }),
    );
  });
  test('none is sent', async () => {
    const stream = new TestStream({ patience: 5 });
    await expect(stream.expectSent(ECHO)).rejects.toThrow('Nothing was sent within 5 ms. Expected:\n\n<message');
    await expect(stream.nextSent()).rejects.toThrow('Nothing was sent within 5 ms. Expected:\n\nsome stanza');
  });
  test('more is sent than was expected', async () => {
    const stream = echoing();
    await stream.receive(HELLO);
    await expect(stream.expectNothingSent()).rejects.toThrow(
      'Nothing more was to be sent, but was:\n\n<message xmlns="jabber:client"',
    );
  });
  test('more is sent later, but for no clock', async () => {
    const stream = new TestStream();
    const later = async (): Promise<void> => {
      for (let i = 0; i < 100; i++) await undefined;
      await stream.sendMessage('a', 'b');
    };
    void later();
    await expect(stream.expectNothingSent()).rejects.toThrow('Nothing more was to be sent');
  });
  test('the expectation is broken', async () => {
    const stream = echoing();
    await stream.receive(HELLO);
    await expect(stream.expectSent('<message>')).rejects.toThrow(
      'The expected XML, which the test itself gives, is broken',
    );
    await stream.expectSent(ECHO);
  });
  test('what is received is broken', async () => {
    await expect(new TestStream().receive('<message>')).rejects.toThrow(
      expect.objectContaining({ code: 'not-well-formed' }),
    );
    await expect(new TestStream().receive(3 as never)).rejects.toThrow('The XML received is a number');
  });

  const failing = (options = {}): TestStream => {
    const stream = new TestStream(options);
    const fail = (): never => {
      throw new Error('in the handler');
    };
    stream.registerHandler(new Callback('failing', new MatchXPath('message'), fail));
    return stream;
  };
  test('a handler throws', async () => {
    const stream = failing();
    await expect(stream.receive(HELLO)).rejects.toThrow('in the handler');
    await stream.receive('<presence/>');
    await stream.expectNothingSent();
    expect(stream.errors).toEqual([
      { error: new Error('in the handler'), context: expect.objectContaining({ stanza: expect.any(Message) }) },
    ]);
  });
  test('something throws that nobody waits for', async () => {
    const stream = new TestStream({ patience: 5 });
    const emit = (): Promise<void> => stream.event('online', undefined);
    stream.once('online', () => Promise.reject(new Error('in the listener')));
    await emit();
    await expect(stream.expectNothingSent()).rejects.toThrow('in the listener');
    stream.once('online', () => Promise.reject(new Error('in the listener')));
    await emit();
    await expect(stream.expectSent(ECHO)).rejects.toThrow('in the listener');
    await stream.expectNothingSent();
  });
  test('but not where the stream has an onError', async () => {
    const onError = vi.fn();
    const stream = failing({ onError });
    await stream.receive(HELLO);
    expect(onError).toHaveBeenCalledWith(new Error('in the handler'), expect.anything());
    expect(stream.errors).toEqual([]);
  });
  test('a request is left unanswered by its handler', async () => {
    const stream = new TestStream();
    stream.registerHandler(new Callback('idle', new MatchXPath('iq'), () => undefined));
    await expect(stream.receive('<iq type="get" id="1"><a xmlns="urn:a"/></iq>')).rejects.toThrow(
      expect.objectContaining({ name: 'UnansweredIqError' }),
    );
  });
});

describe('ids', () => {
  test('are predictable on request', async () => {
    const stream = new TestStream({ predictableIds: true });
    for (const type of ['get', 'set'] as const)
      void stream
        .makeIq({ type })
        .send()
        .catch(() => undefined);
    await stream.expectSent('<iq type="get" id="1"/>');
    await stream.expectSent('<iq type="set" id="2"/>');
  });
  test('are random, or those of the options, without it', () => {
    expect(new TestStream().makeIq({ type: 'get' }).get('id')).toMatch(/^[0-9a-f]{32}$/);
    expect(new TestStream({ newId: () => 'x' }).makeIq({ type: 'get' }).get('id')).toBe('x');
  });
});

test('a component: its stanzas are on the wire as XEP-0114 says, and text stands as in its stream', async () => {
  const stream = echoing({ jid: 'reg.b.c', wireNamespace: 'jabber:component:accept' });
  await stream.receive('<message from="a@b.c" to="reg.b.c"><body>hi</body></message>');
  const sent = await stream.expectSent('<message from="reg.b.c" to="a@b.c"><body>hi</body></message>');
  expect(sent.namespace).toBe('jabber:component:accept');
  stream.answer('{jabber:client}iq', (iq) => iq.reply());
  const iq = await stream.makeIq({ type: 'get', to: 'a@b.c' }).append(parseXml('<a/>')).send();
  expect([iq.get('type'), iq.get('from')?.full, iq.xml.namespace]).toEqual(['result', 'a@b.c', 'jabber:client']);
});

describe('fake timers', () => {
  test('end requests in time, and expectSent does not wait for them', async () => {
    vi.useFakeTimers();
    const stream = new TestStream({ predictableIds: true, patience: 5 });
    const answer = stream.makeIq({ type: 'get', to: 'a@b' }).send({ timeout: 60_000 });
    await stream.expectSent('<iq type="get" id="1" to="a@b"/>');
    await stream.expectNothingSent();
    await expect(stream.nextSent()).rejects.toThrow('Nothing was sent within 5 ms');
    vi.advanceTimersByTime(59_999);
    await stream.expectNothingSent();
    vi.advanceTimersByTime(1);
    await expect(answer).rejects.toThrow(IqTimeoutError);
  });
});
