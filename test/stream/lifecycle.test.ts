/** Online, offline, closed. */
import {
  BasePlugin,
  Callback,
  DisconnectedError,
  InvalidJIDError,
  JID,
  MatchXPath,
  StanzaStream,
  Waiter,
} from 'couplet';
import { describe, expect, test } from 'vitest';
import { deferred, Host, messages, quiet } from './support/host.js';

const MESSAGE = "<message from='a@b.c'/>";

describe('online', () => {
  test('tells the JID, as text or as one', () => {
    const { stream } = new Host();
    expect(stream.jid).toBeUndefined();
    stream.online('Bill@example.org/x');
    expect(stream.jid?.full).toBe('bill@example.org/x');
    stream.online(new JID('anna@example.org'));
    expect(stream.jid?.full).toBe('anna@example.org');
    stream.online();
    expect(stream.jid?.full).toBe('anna@example.org');
    expect(new Host({ jid: 'a@b.c' }).stream.jid?.full).toBe('a@b.c');
  });

  test('refuses what is no JID, and nothing changes', () => {
    const { stream } = new Host({ jid: 'a@b.c' });
    expect(() => stream.online('@')).toThrow(InvalidJIDError);
    expect(() => new StanzaStream({ send: () => undefined, jid: '@' })).toThrow(InvalidJIDError);
    expect(stream.jid?.full).toBe('a@b.c');
  });

  test('a stream can send before it is told to be online', async () => {
    const host = new Host();
    await host.stream.makePresence().send();
    expect(host.sent).toEqual([expect.toEqualXml('<presence/>')]);
  });
});

describe('offline', () => {
  test('rejects pending requests with DisconnectedError, which says to whom and why', async () => {
    const host = new Host();
    const one = host.stream.makeIq({ type: 'get', to: 'shop@example.org' }).send();
    const two = host.stream.makeIq({ type: 'get' }).send();
    const reason = new Error('reset by peer');
    host.stream.offline(reason);
    await expect(one).rejects.toThrow(DisconnectedError);
    await expect(one).rejects.toMatchObject({ code: 'disconnected', cause: reason });
    await expect(one).rejects.toThrow(/shop@example.org.*reset by peer/);
    await expect(two).rejects.toThrow(/the server/);
  });

  test('rejects waiters, which are gone then', async () => {
    const host = new Host();
    const waiter = new Waiter('w', messages);
    host.stream.registerHandler(waiter);
    const waited = waiter.wait();
    host.stream.offline('bye');
    await expect(waited).rejects.toThrow(/bye/);
    expect(host.stream.removeHandler('w')).toBe(false);
  });

  test('drops what waits for its turn; what is being handled goes on', async () => {
    const host = new Host();
    const gate = deferred();
    const log: string[] = [];
    host.onMessage('slow', async (message) => {
      log.push(`begin ${message.get('id')}`);
      await gate.promise;
      log.push(`end ${message.get('id')}`);
    });
    const received = ['1', '2', '3'].map((id) => host.stream.receive(`<message from='a@b.c' id='${id}'/>`));
    host.stream.offline();
    await Promise.all(received.slice(1));
    gate.resolve();
    await Promise.all(received);
    expect(log).toEqual(['begin 1', 'end 1']);
  });

  test('nothing can be sent: send rejects, and onError hears it', async () => {
    const host = new Host();
    host.stream.offline('gone');
    const message = host.stream.makeMessage({ to: 'a@b.c' });
    await expect(message.send()).rejects.toThrow(DisconnectedError);
    await expect(message.send()).rejects.toThrow(/<message> was not sent.*gone/);
    await host.stream.expectNothingSent();
    expect(host.errors).toEqual([expect.any(DisconnectedError), expect.any(DisconnectedError)]);
  });

  test('handlers stay, and the stream works again when it is online', async () => {
    const host = new Host();
    host.onMessage('echo', (message) => message.reply('hi').send());
    host.stream.offline();
    host.stream.online('bill@example.org/y');
    await host.stream.receive(MESSAGE);
    expect(host.sent).toEqual([expect.toEqualXml("<message to='a@b.c'><body>hi</body></message>")]);
    const answer = host.stream.makeIq({ type: 'get', to: 'a@b.c', id: 'q' }).send();
    await host.stream.receive("<iq type='result' id='q' from='a@b.c'/>");
    expect((await answer).get('id')).toBe('q');
  });

  test('what comes after it does not wait for what is still being handled', async () => {
    const host = new Host();
    const gate = deferred();
    const got: unknown[] = [];
    host.onMessage('slow', (message) => {
      got.push(message.get('id'));
      return message.get('id') === '1' ? gate.promise : undefined;
    });
    const first = host.stream.receive("<message from='a@b.c' id='1'/>");
    host.stream.offline();
    host.stream.online();
    await host.stream.receive("<message from='a@b.c' id='2'/>");
    expect(got).toEqual(['1', '2']);
    const third = host.stream.receive("<message from='a@b.c' id='3'/>");
    gate.resolve();
    await Promise.all([first, third]);
    expect(got).toEqual(['1', '2', '3']);
  });

  test('within a handler', async () => {
    const host = new Host();
    const got: unknown[] = [];
    host.onMessage('ends', (message) => {
      got.push(message.get('id'));
      if (message.get('id') !== '1') return;
      void host.stream.receive("<message from='a@b.c' id='2'/>");
      host.stream.offline();
      host.stream.online();
      void host.stream.receive("<message from='a@b.c' id='3'/>");
    });
    await host.stream.receive("<message from='a@b.c' id='1'/>");
    await quiet();
    expect(got).toEqual(['1', '3']);
  });
});

test('events: online with the JID, offline with the reason', async () => {
  const { stream } = new Host();
  const log: unknown[] = [];
  stream.addEventHandler('online', (jid) => log.push(['online', jid?.full]));
  stream.addEventHandler('offline', (reason) => log.push(['offline', reason]));
  stream.online('a@b.c');
  stream.offline('why');
  stream.online();
  await quiet();
  expect(log).toEqual([
    ['online', 'a@b.c'],
    ['offline', 'why'],
    ['online', 'a@b.c'],
  ]);
});

describe('close', () => {
  class First extends BasePlugin<{ log: string[] }> {
    static readonly pluginName: string = 'first';
    override pluginEnd(): void {
      this.config.log.push('first');
      void this.xmpp.makeMessage({ body: 'bye' }).send();
      this.xmpp.close();
    }
  }
  class Second extends First {
    static override readonly pluginName = 'second';
    override pluginEnd(): void {
      this.config.log.push('second');
    }
  }

  test('ends the plugins, the last first, while they can still send; then everything as offline does', async () => {
    const host = new Host();
    const log: string[] = [];
    host.stream.registerPlugin(First, { log });
    host.stream.registerPlugin(Second, { log });
    host.stream.addEventHandler('offline', (reason) => log.push(`offline: ${reason}`));
    const answer = host.stream.makeIq({ type: 'get' }).send();
    await host.stream.expectSent("<iq type='get' id='1'/>");
    host.stream.close();
    host.stream.close();
    await expect(answer).rejects.toThrow(/the stream was closed/);
    expect(log).toEqual(['second', 'first', 'offline: the stream was closed']);
    await host.stream.expectSent('<message><body>bye</body></message>');
    await host.stream.expectNothingSent();
    expect(host.stream.hasPlugin(First)).toBe(false);
  });

  test('is for good: nothing is received or sent any more, and it cannot be online again', async () => {
    const host = new Host();
    const log: unknown[] = [];
    host.stream.registerHandler(new Callback('any', new MatchXPath('*'), () => log.push('ran')));
    host.stream.addEventHandler('online', () => log.push('online'));
    host.stream.close();
    host.stream.addEventHandler('offline', () => log.push('offline'));
    host.stream.online('a@b.c');
    host.stream.offline();
    await host.stream.receive(MESSAGE);
    await expect(host.stream.makePresence().send()).rejects.toThrow(DisconnectedError);
    await expect(host.stream.makeIq({ type: 'get' }).send()).rejects.toThrow(DisconnectedError);
    expect(log).toEqual([]);
    await host.stream.expectNothingSent();
    expect(host.stream.jid).toBeUndefined();
  });
});
