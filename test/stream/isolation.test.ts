/** What throws affects no other: handlers, matchers, classes. */
import { Callback, type Handler, Iq, type Matcher, MatchXPath, Message } from 'couplet';
import { describe, expect, test } from 'vitest';
import { Host, matching, messages } from './support/host.js';

const MESSAGE = "<message from='a@b.c'><body>hi</body></message>";

describe('what throws affects no other', () => {
  test('a handler', async () => {
    const host = new Host();
    const ran: string[] = [];
    const failure = new Error('sync');
    host.onMessage('bad', () => {
      throw failure;
    });
    host.onMessage('worse', () => Promise.reject('async'));
    // biome-ignore lint/suspicious/noThenProperty: what a handler may return
    host.onMessage('odd', () => ({ then: () => JSON.parse('{') }));
    host.onMessage('good', () => ran.push('good'));
    await host.stream.receive(MESSAGE);
    await host.stream.receive(MESSAGE);
    expect(ran).toEqual(['good', 'good']);
    expect(host.errors.slice(0, 3)).toEqual([failure, 'async', expect.any(SyntaxError)]);
    expect(host.reported.slice(0, 3).map(({ context }) => context.handler?.name)).toEqual(['bad', 'worse', 'odd']);
    expect(host.reported[0]?.context.stanza).toBeInstanceOf(Message);
  });

  test('a matcher: its handler does not run, the others do', async () => {
    const host = new Host();
    const ran: string[] = [];
    const failure = new Error('matcher');
    const bad = matching(() => {
      throw failure;
    });
    host.stream.registerHandler(new Callback('bad', bad, () => ran.push('bad')));
    host.onMessage('good', () => ran.push('good'));
    await host.stream.receive(MESSAGE);
    expect(ran).toEqual(['good']);
    expect(host.errors).toEqual([failure]);
    expect(host.reported[0]?.context.handler?.name).toBe('bad');
  });

  test('a matcher that throws is reported once for each stanza, however often the stanza has its payload', async () => {
    const host = new Host();
    const bad: Matcher<unknown> = {
      match: () => {
        throw new Error('matcher');
      },
      keys: () => [{ child: '{urn:x}x' }, { id: 'a' }],
    } as Matcher<unknown>;
    host.stream.registerHandler(new Callback('bad', bad, () => undefined));
    await host.stream.receive("<message id='a'><x xmlns='urn:x'/><x xmlns='urn:x'/><x xmlns='urn:x'/></message>");
    expect(host.errors).toHaveLength(1);
  });

  test('a class that does not fit the stanza, or that cannot be made', async () => {
    class Broken extends Message {
      constructor(element?: never) {
        super(element);
        throw new Error('cannot be made');
      }
    }
    const host = new Host();
    const ran: string[] = [];
    const unfit: Matcher<Iq> = { match: () => true, stanzaClass: Iq };
    host.stream.registerHandler(new Callback('unfit', unfit, () => ran.push('unfit')));
    host.stream.registerHandler(new Callback('broken', new MatchXPath('message', Broken), () => ran.push('broken')));
    host.onMessage('good', () => ran.push('good'));
    await host.stream.receive(MESSAGE);
    expect(ran).toEqual(['good']);
    expect(host.errors.map(String)).toEqual([expect.stringContaining('Iq is for'), 'Error: cannot be made']);
  });

  test('nor the stanzas after it, where the class in the table of stanzas cannot be made', async () => {
    let broken = true;
    class Fragile extends Message {
      constructor(element?: never) {
        if (broken) throw new Error('cannot be made');
        super(element);
      }
    }
    const host = new Host({ stanzas: [Fragile] });
    const ran: string[] = [];
    host.onMessage('good', () => ran.push('good'));
    await host.stream.receive(MESSAGE);
    broken = false;
    await host.stream.receive(MESSAGE);
    expect(ran).toEqual(['good']);
    expect(host.errors.map(String)).toContain('Error: cannot be made');
  });

  test('a handler of the program’s own, in whatever it is asked', async () => {
    const fail = (): never => {
      throw new Error('own');
    };
    const own: Handler<Message> = {
      name: 'own',
      matcher: messages,
      runs: 'arrival',
      finished: false,
      run: fail,
      disconnected: fail,
      removed: fail,
    };
    const host = new Host();
    const ran: string[] = [];
    const remove = host.stream.registerHandler(own);
    host.onMessage('good', () => ran.push('good'));
    await host.stream.receive(MESSAGE);
    host.stream.offline('gone');
    host.stream.online();
    await host.stream.receive(MESSAGE);
    remove();
    expect(ran).toEqual(['good', 'good']);
    expect(host.reported.map(({ context }) => context.handler?.name)).toEqual(['own', 'own', 'own', 'own']);
  });
});
