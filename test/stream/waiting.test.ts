/** What Waiters and Collectors are offered: first what waits for its turn, then what arrives, each stanza once. */
import { Collector, type Handler, MatchXPath, type Message, Waiter } from 'couplet';
import { describe, expect, test } from 'vitest';
import { deferred, Host, messages, quiet } from './support/host.js';

const A = "<message from='a@b.c/x' id='A'/>";
const B = "<message from='a@b.c/y' id='B'/>";
const C = "<message from='a@b.c/z' id='C'/>";

const ids = (got: readonly Message[]): string[] => got.map((message) => message.get('id') ?? '');

/** The id of the next message, by a waiter of its own. */
async function next(host: Host, path = 'message'): Promise<string> {
  const waiter = new Waiter<Message>('next', new MatchXPath(path) as MatchXPath<'message'>);
  host.stream.registerHandler(waiter);
  return (await waiter.wait({ timeout: 50 })).get('id') ?? '';
}

/** A host that is busy with a first message of the sender, until told otherwise. */
function busy(): { host: Host; handled: string[]; done: () => void } {
  const host = new Host();
  const handled: string[] = [];
  const gate = deferred();
  host.onMessage('busy', (message) => {
    handled.push(message.get('id') ?? '');
    return message.get('id') === 'first' ? gate.promise : undefined;
  });
  void host.stream.receive("<message from='a@b.c' id='first'/>");
  return { host, handled, done: gate.resolve };
}

describe('a handler may await either without blocking itself', () => {
  test('a waiter, for a stanza of the sender that it is handling', async () => {
    const host = new Host();
    const got: string[] = [];
    host.onMessage('asks', async (message) => {
      if (message.get('id') === 'A') got.push(await next(host));
    });
    const received = host.stream.receive(A);
    await quiet();
    await host.stream.receive(B);
    await received;
    expect(got).toEqual(['B']);
  });

  test('whatever the order of handling is', async () => {
    for (const order of ['sender', 'stream', 'none'] as const) {
      const host = new Host({ order });
      const got: string[] = [];
      host.onMessage('asks', async (message) => {
        if (message.get('id') === 'A') got.push(await next(host));
      });
      await Promise.all([host.stream.receive(A), host.stream.receive(B)]);
      expect(got).toEqual(['B']);
    }
  });

  test('a collector, while it waits for the answer to a request to the sender', async () => {
    const host = new Host();
    const got: string[] = [];
    host.onMessage('archive', async (message) => {
      if (message.get('id') !== 'A') return;
      const collector = new Collector('c', messages);
      host.stream.registerHandler(collector);
      await host.stream.makeIq({ type: 'get', to: 'a@b.c', id: 'q' }).send();
      got.push(...ids(collector.stop()));
    });
    const received = host.stream.receive(A);
    void host.stream.receive(B);
    void host.stream.receive(C);
    void host.stream.receive("<iq type='result' id='q' from='a@b.c'/>");
    await received;
    expect(got).toEqual(['B', 'C']);
  });
});

describe('nothing that came in the same chunk is missed', () => {
  test('by a handler that waits for one stanza after another', async () => {
    const host = new Host();
    const got: string[] = [];
    host.onMessage('dialogue', async (message) => {
      if (message.get('id') === 'A') got.push(await next(host), await next(host));
    });
    await Promise.all([A, B, C].map((stanza) => host.stream.receive(stanza)));
    expect(got).toEqual(['B', 'C']);
  });

  test('by a program that waits for one stanza after another', async () => {
    for (const order of ['sender', 'stream', 'none'] as const) {
      const host = new Host({ order });
      const got: string[] = [];
      const first = next(host);
      for (const stanza of [A, B, C]) void host.stream.receive(stanza);
      got.push(await first, await next(host), await next(host));
      expect(got).toEqual(['A', 'B', 'C']);
    }
  });

  test('by a program that waits for a stanza once it has the answer to a request', async () => {
    const host = new Host();
    const ask = async (): Promise<string | undefined> => {
      const answer = await host.stream.makeIq({ type: 'set', to: 'a@b.c', id: 'q' }).send();
      return answer.get('id');
    };
    const join = async (): Promise<string> => {
      await ask();
      return next(host);
    };
    const joined = join();
    void host.stream.receive("<iq type='result' id='q' from='a@b.c'/>");
    void host.stream.receive(A);
    expect(await joined).toBe('A');
  });

  test('and what was held back for it is handled all the same, once and in order', async () => {
    const host = new Host();
    const handled: string[] = [];
    host.onMessage('handler', (message) => handled.push(message.get('id') ?? ''));
    const first = next(host);
    const received = [A, B, C].map((stanza) => host.stream.receive(stanza));
    expect(await first).toBe('A');
    expect(await next(host)).toBe('B');
    await Promise.all(received);
    expect(handled).toEqual(['A', 'B', 'C']);
  });

  test('what is held back when the stream goes offline is dropped', async () => {
    const host = new Host();
    const handled: string[] = [];
    host.onMessage('handler', (message) => handled.push(message.get('id') ?? ''));
    const first = next(host);
    void host.stream.receive(A);
    const held = host.stream.receive(B);
    host.stream.offline();
    await Promise.all([first, held]);
    host.stream.online();
    await host.stream.receive(C);
    expect(handled).toEqual(['A', 'C']);
  });
});

describe('each is first offered what was received and is not yet handled', () => {
  test('a collector all of it, in order, and then what arrives', async () => {
    const { host, done } = busy();
    void host.stream.receive(A);
    void host.stream.receive(B);
    const collector = new Collector('c', messages);
    host.stream.registerHandler(collector);
    void host.stream.receive(C);
    expect(ids(collector.stop())).toEqual(['A', 'B', 'C']);
    done();
  });

  test('a waiter the first of it that matches', async () => {
    const { host, done } = busy();
    for (const stanza of [A, B, C]) void host.stream.receive(stanza);
    expect(await next(host, "message[@id='B']")).toBe('B');
    done();
  });

  test('not what is being handled, nor what has been', async () => {
    const { host, done } = busy();
    await host.stream.receive("<message from='x@y.z' id='other'/>");
    const collector = new Collector('c', messages);
    host.stream.registerHandler(collector);
    done();
    await quiet();
    expect(ids(collector.stop())).toEqual([]);
  });

  test('in order of arrival, whoever the senders are', async () => {
    const { host, done } = busy();
    const gate = deferred();
    host.onMessage('other', (message) => (message.get('id') === 'second' ? gate.promise : undefined));
    void host.stream.receive("<message from='x@y.z' id='second'/>");
    void host.stream.receive("<message from='x@y.z' id='1'/>");
    void host.stream.receive("<message from='a@b.c' id='2'/>");
    void host.stream.receive("<message from='x@y.z' id='3'/>");
    const collector = new Collector('c', messages);
    host.stream.registerHandler(collector);
    expect(ids(collector.stop())).toEqual(['1', '2', '3']);
    done();
    gate.resolve();
  });

  test('a handler of the program’s own that receives while it is offered something gets that once', async () => {
    const { host, done } = busy();
    void host.stream.receive(A);
    const got: string[] = [];
    const own: Handler<Message> = {
      name: 'own',
      matcher: messages,
      runs: 'arrival',
      finished: false,
      run: (message) => {
        got.push(message.get('id') ?? '');
        if (got.length === 1) void host.stream.receive(B);
      },
    };
    host.stream.registerHandler(own);
    expect(got).toEqual(['A', 'B']);
    done();
  });
});

describe('each stanza at most once', () => {
  test('a stanza that was waited for is not offered to those that are registered afterwards', async () => {
    const { host, done } = busy();
    const early = next(host);
    for (const stanza of [A, B, C]) void host.stream.receive(stanza);
    expect(await early).toBe('A');
    expect(await next(host)).toBe('B');
    const collector = new Collector('c', messages);
    host.stream.registerHandler(collector);
    expect(ids(collector.stop())).toEqual(['C']);
    done();
  });

  test('what a collector has gathered is still there to be waited for', async () => {
    const { host, done } = busy();
    const collector = new Collector('c', messages);
    host.stream.registerHandler(collector);
    void host.stream.receive(A);
    expect(await next(host)).toBe('A');
    expect(ids(collector.stop())).toEqual(['A']);
    done();
  });

  test('all that are registered when it arrives get it', async () => {
    const host = new Host();
    const both = [next(host), next(host)];
    await host.stream.receive(A);
    expect(await Promise.all(both)).toEqual(['A', 'A']);
  });

  test('its callbacks run in its turn all the same', async () => {
    const { host, handled, done } = busy();
    const early = next(host);
    const received = [host.stream.receive(A), host.stream.receive(B)];
    await early;
    await next(host);
    done();
    await Promise.all(received);
    expect(handled).toEqual(['first', 'A', 'B']);
  });
});

test('a long dialogue within one handler costs what it is long, and leaves nothing', async () => {
  const host = new Host();
  const LENGTH = 20_000;
  let last = '';
  host.onMessage('dialogue', async (message) => {
    if (message.get('id') !== 'first') return;
    for (let i = 0; i < LENGTH; i++) last = await next(host);
  });
  const received = [host.stream.receive("<message from='a@b.c' id='first'/>")];
  for (let i = 1; i <= LENGTH; i++) received.push(host.stream.receive(`<message from='a@b.c' id='${i}'/>`));
  await Promise.all(received);
  expect(last).toBe(String(LENGTH));
  expect(host.stream.removeHandler('next')).toBe(false);
});
