/** Which handlers a stanza runs, in which order, and that none of them disturbs another. */
import { Callback, type Matcher, MatchXPath, Message, StanzaStream } from 'couplet';
import { describe, expect, test } from 'vitest';
import { deferred, Host, matching, messages, quiet } from './support/host.js';

const MESSAGE = "<message from='a@b.c'><body>hi</body></message>";

describe('all handlers that match run, in registration order', () => {
  test('whatever their matchers say of themselves', async () => {
    const host = new Host();
    const ran: string[] = [];
    const matchers: Record<string, Matcher<unknown>> = {
      anything: matching(() => true),
      body: new MatchXPath('{jabber:client}message/{jabber:client}body'),
      any: new MatchXPath('*'),
      id: { match: () => true, keys: () => [{ id: 'x' }] } as Matcher<unknown>,
      root: messages,
      type: { match: () => true, keys: () => [{ type: 'chat' }] } as Matcher<unknown>,
      again: matching(() => true),
      twoKeys: { match: () => true, keys: () => [{ id: 'x' }, { type: 'chat' }, {}] } as Matcher<unknown>,
      iq: new MatchXPath('{jabber:client}iq'),
      otherNamespace: new MatchXPath('{urn:x}message'),
      never: matching(() => false),
    };
    for (const [name, matcher] of Object.entries(matchers))
      host.stream.registerHandler(new Callback(name, matcher, () => ran.push(name)));
    await host.stream.receive("<message id='x' type='chat'><subject/><body>hi</body></message>");
    expect(ran).toEqual(['anything', 'body', 'any', 'id', 'root', 'type', 'again', 'twoKeys']);
  });

  test('a payload need not come first', async () => {
    const host = new Host();
    const ran: string[] = [];
    const matcher = new MatchXPath('{jabber:client}message/{urn:x}late');
    host.stream.registerHandler(new Callback('late', matcher, () => ran.push('late')));
    await host.stream.receive("<message><body/><x xmlns='urn:y'/><late xmlns='urn:x'/></message>");
    expect(ran).toEqual(['late']);
  });

  test('async ones are begun in that order too, and none waits for another', async () => {
    const host = new Host();
    const began: string[] = [];
    const gate = deferred();
    host.onMessage('slow', async () => {
      began.push('slow');
      await gate.promise;
    });
    host.onMessage('quick', async () => void began.push('quick'));
    const received = host.stream.receive(MESSAGE);
    expect(began).toEqual(['slow', 'quick']);
    gate.resolve();
    await received;
  });

  test('receive resolves when the last of them has settled', async () => {
    const host = new Host();
    const gate = deferred();
    let settled = false;
    host.onMessage('slow', () => gate.promise);
    host.onMessage('failing', () => Promise.reject(new Error('no')));
    const received = host.stream.receive(MESSAGE).then(() => {
      settled = true;
    });
    await quiet();
    expect(settled).toBe(false);
    gate.resolve();
    await received;
    expect(settled).toBe(true);
  });

  test('all of them get the same stanza object, and its XML is the element that came', async () => {
    // No test stream: that takes a copy of what it is handed.
    const stream = new StanzaStream({ send: () => undefined });
    const got: Message[] = [];
    for (const name of ['one', 'two'])
      stream.registerHandler(new Callback(name, messages, (message) => got.push(message)));
    const { xml } = Message.parse(MESSAGE);
    await stream.receive(xml);
    expect(got[0]).toBe(got[1]);
    expect(got[0]?.xml).toBe(xml);
  });

  test('a handler whose matcher names a class gets the stanza as that class', async () => {
    class Order extends Message {}
    const host = new Host();
    const got: unknown[] = [];
    host.stream.registerHandler(new Callback('order', new MatchXPath('message', Order), (order) => got.push(order)));
    host.onMessage('plain', (message) => got.push(message));
    await host.stream.receive(MESSAGE);
    expect(got[0]).toBeInstanceOf(Order);
    expect(got[1]?.constructor).toBe(Message);
  });
});

describe('removing and adding during dispatch is safe', () => {
  test('a handler that is removed by an earlier one does not run, and those after it do', async () => {
    const host = new Host();
    const ran: string[] = [];
    let removeSecond = (): void => undefined;
    host.onMessage('first', () => {
      ran.push('first');
      removeSecond();
      host.stream.removeHandler('third');
    });
    removeSecond = host.onMessage('second', () => ran.push('second'));
    host.onMessage('third', () => ran.push('third'));
    host.onMessage('fourth', () => ran.push('fourth'));
    await host.stream.receive(MESSAGE);
    expect(ran).toEqual(['first', 'fourth']);
  });

  test('a handler may remove itself', async () => {
    const host = new Host();
    const ran: string[] = [];
    const remove = host.onMessage('self', () => {
      ran.push('self');
      remove();
    });
    host.onMessage('next', () => ran.push('next'));
    await host.stream.receive(MESSAGE);
    await host.stream.receive(MESSAGE);
    expect(ran).toEqual(['self', 'next', 'next']);
  });

  test('a handler that is added meanwhile runs from the next stanza on', async () => {
    const host = new Host();
    const ran: string[] = [];
    host.stream.registerHandler(
      new Callback('adds', messages, () => void host.onMessage('added', () => ran.push('added')), { once: true }),
    );
    await host.stream.receive(MESSAGE);
    expect(ran).toEqual([]);
    await host.stream.receive(MESSAGE);
    expect(ran).toEqual(['added']);
  });

  test('a handler that is added while a stanza waits for its turn gets it', async () => {
    const host = new Host();
    const ran: string[] = [];
    const gate = deferred();
    host.stream.registerHandler(new Callback('slow', messages, () => gate.promise, { once: true }));
    void host.stream.receive(MESSAGE);
    const second = host.stream.receive("<message from='a@b.c' id='second'/>");
    host.onMessage('added', (message) => ran.push(message.get('id') ?? ''));
    gate.resolve();
    await second;
    expect(ran).toEqual(['second']);
  });

  test('removeHandler removes all of a name, and says whether there was one', async () => {
    const host = new Host();
    const ran: string[] = [];
    host.onMessage('twin', () => ran.push('one'));
    host.onMessage('other', () => ran.push('other'));
    host.onMessage('twin', () => ran.push('two'));
    expect(host.stream.removeHandler('twin')).toBe(true);
    expect(host.stream.removeHandler('twin')).toBe(false);
    await host.stream.receive(MESSAGE);
    expect(ran).toEqual(['other']);
  });

  test('a disposer removes its own registration alone, however often it is called', async () => {
    const host = new Host();
    let runs = 0;
    const callback = new Callback('same', messages, () => runs++);
    const remove = host.stream.registerHandler(callback);
    host.stream.registerHandler(callback);
    remove();
    remove();
    await host.stream.receive(MESSAGE);
    expect(runs).toBe(1);
  });

  test('a removed handler may be registered again, at the end of the order', async () => {
    const host = new Host();
    const ran: string[] = [];
    const callback = new Callback('first', messages, () => ran.push('first'));
    const remove = host.stream.registerHandler(callback);
    host.onMessage('second', () => ran.push('second'));
    remove();
    host.stream.registerHandler(callback);
    await host.stream.receive(MESSAGE);
    expect(ran).toEqual(['second', 'first']);
  });
});

describe('once', () => {
  test('is for one stanza', async () => {
    const host = new Host();
    const got: unknown[] = [];
    const callback = new Callback('once', messages, (message) => got.push(message.get('id')), { once: true });
    host.stream.registerHandler(callback);
    await host.stream.receive("<message id='1'/>");
    await host.stream.receive("<message id='2'/>");
    expect(got).toEqual(['1']);
    expect(callback.finished).toBe(true);
    expect(host.stream.removeHandler('once')).toBe(false);
  });

  test('also where an earlier handler of the same stanza receives another one', async () => {
    const host = new Host();
    const got: unknown[] = [];
    host.stream.registerHandler(
      new Callback('nests', messages, () => host.stream.receive("<message from='x@y.z' id='2'/>"), { once: true }),
    );
    host.stream.registerHandler(new Callback('once', messages, (m) => got.push(m.get('id')), { once: true }));
    await host.stream.receive("<message from='a@b.c' id='1'/>");
    expect(got).toEqual(['2']);
  });

  test('also where it receives another stanza itself, or throws', async () => {
    const host = new Host();
    let runs = 0;
    const pointer = (): never => {
      runs++;
      void host.stream.receive("<message from='x@y.z'/>");
      throw new Error('once');
    };
    host.stream.registerHandler(new Callback('once', messages, pointer, { once: true }));
    await host.stream.receive(MESSAGE);
    await host.stream.receive(MESSAGE);
    expect(runs).toBe(1);
    expect(host.errors).toHaveLength(1);
  });

  test('registered again after it has run, it stays off', async () => {
    const host = new Host();
    let runs = 0;
    const callback = new Callback('once', messages, () => runs++, { once: true });
    host.stream.registerHandler(callback);
    await host.stream.receive(MESSAGE);
    host.stream.registerHandler(callback);
    expect(host.stream.removeHandler('once')).toBe(false);
    expect(runs).toBe(1);
  });
});
