/** The order in which stanzas are handled: one after another where it counts, side by side where it does not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lanes, Place } from '../../src/stream/lanes.js';
import { deferred, Host, quiet } from './support/host.js';

const from = (sender: string, id: string): string => `<message from='${sender}' id='${id}'/>`;

/** A stream whose handler begins and ends where the test can see it. */
function watched(order?: 'sender' | 'stream' | 'none'): {
  readonly host: Host;
  readonly began: string[];
  readonly end: (id: string) => Promise<void>;
} {
  const host = new Host({ order });
  const began: string[] = [];
  const gates = new Map<string, () => void>();
  host.onMessage('watched', (message) => {
    const id = message.get('id') ?? '';
    const gate = deferred();
    began.push(id);
    gates.set(id, gate.resolve);
    return gate.promise;
  });
  const end = async (id: string): Promise<void> => {
    gates.get(id)?.();
    await quiet();
  };
  return { host, began, end };
}

/** A thing to handle. */
class Thing<T> extends Place {
  constructor(readonly is: T) {
    super();
  }
}

/** Lanes whose things are handled by a function that says by a promise when it is done later. */
function lanesOf<T>(handle: (thing: T) => Promise<unknown> | undefined): Lanes<Thing<T>> {
  return new Lanes<Thing<T>>(({ is }, turn) => {
    const handled = handle(is);
    void handled?.then(() => turn.done());
    return handled === undefined;
  });
}

describe("order: 'sender', which is the default", () => {
  test('stanzas of one sender are handled in order, the next when the one before has settled', async () => {
    const { host, began, end } = watched();
    for (const id of ['1', '2', '3']) void host.stream.receive(from('a@b.c', id));
    expect(began).toEqual(['1']);
    await end('1');
    expect(began).toEqual(['1', '2']);
    await end('2');
    expect(began).toEqual(['1', '2', '3']);
    await end('3');
  });

  test('the sender is the bare JID: its resources are one', async () => {
    const { host, began, end } = watched();
    for (const [id, sender] of [
      ['1', 'a@b.c/x'],
      ['2', 'a@b.c/y/z@q'],
      ['3', 'a@b.c'],
      ['4', 'b.c'],
      ['5', 'b.c/r'],
    ])
      void host.stream.receive(from(sender as string, id as string));
    expect(began).toEqual(['1', '4']);
    for (const id of ['1', '2', '4']) await end(id);
    expect(began).toEqual(['1', '4', '2', '3', '5']);
  });

  test('stanzas without a sender are those of one', async () => {
    const { host, began, end } = watched();
    void host.stream.receive("<message id='1'/>");
    void host.stream.receive("<message id='2'/>");
    expect(began).toEqual(['1']);
    await end('1');
    expect(began).toEqual(['1', '2']);
  });

  test('one slow request stalls nobody else', async () => {
    const host = new Host();
    const gate = deferred();
    host.onIq('slow', async (iq) => {
      if (iq.get('id') === 'slow') await gate.promise;
      await iq.reply().send();
    });
    const query = (sender: string, id: string): Promise<void> =>
      host.stream.receive(`<iq type='get' from='${sender}' id='${id}'><x xmlns='urn:x'/></iq>`);
    const slow = query('a@b.c', 'slow');
    const behind = query('a@b.c', 'behind');
    await query('x@y.z', 'quick');
    const answers = (): unknown[] => host.sent.map((iq) => iq.attribute('id'));
    expect(answers()).toEqual(['quick']);
    gate.resolve();
    await Promise.all([slow, behind]);
    expect(answers()).toEqual(['quick', 'slow', 'behind']);
    await host.stream.expectSent("<iq to='x@y.z' id='quick' type='result'/>");
    await host.stream.expectSent("<iq to='a@b.c' id='slow' type='result'/>");
    await host.stream.expectSent("<iq to='a@b.c' id='behind' type='result'/>");
    await host.stream.expectNothingSent();
  });

  test('a failure ends a turn as anything else does', async () => {
    const host = new Host();
    const ran: string[] = [];
    host.onMessage('bad', async (message) => {
      ran.push(message.get('id') ?? '');
      await Promise.resolve();
      throw new Error('no');
    });
    await Promise.all([host.stream.receive(from('a@b.c', '1')), host.stream.receive(from('a@b.c', '2'))]);
    expect(ran).toEqual(['1', '2']);
  });
});

test("order: 'stream' handles one stanza after another, whoever has sent it", async () => {
  const { host, began, end } = watched('stream');
  void host.stream.receive(from('a@b.c', '1'));
  void host.stream.receive(from('x@y.z', '2'));
  expect(began).toEqual(['1']);
  await end('1');
  expect(began).toEqual(['1', '2']);
});

test("order: 'none' handles each on arrival", () => {
  const { host, began } = watched('none');
  void host.stream.receive(from('a@b.c', '1'));
  void host.stream.receive(from('a@b.c', '2'));
  expect(began).toEqual(['1', '2']);
});

test('replies to pending requests are served on arrival, whatever is being handled', async () => {
  for (const order of ['sender', 'stream', 'none'] as const) {
    const host = new Host({ order });
    const got: string[] = [];
    host.onMessage('asks', async () => {
      const answer = await host.stream.makeIq({ type: 'get', to: 'a@b.c', id: 'q' }).send();
      got.push(answer.get('type') ?? '');
    });
    const received = host.stream.receive(from('a@b.c', '1'));
    await host.stream.receive("<iq type='result' id='q' from='a@b.c'/>");
    await received;
    expect(got).toEqual(['result']);
  }
});

describe('receive', () => {
  test('resolves when the handlers of its own stanza have settled, also where that had to wait', async () => {
    const { host, end } = watched();
    const settled: string[] = [];
    for (const id of ['1', '2']) void host.stream.receive(from('a@b.c', id)).then(() => settled.push(id));
    await quiet();
    expect(settled).toEqual([]);
    await end('1');
    expect(settled).toEqual(['1']);
    await end('2');
    expect(settled).toEqual(['1', '2']);
  });

  test('handles at once what can be handled at once', () => {
    const host = new Host();
    let ran = false;
    host.onMessage('sync', () => {
      ran = true;
    });
    void host.stream.receive(from('a@b.c', '1'));
    expect(ran).toBe(true);
  });

  test('within a handler, of the same sender: in the next turn, not inside this one', async () => {
    const host = new Host();
    const log: string[] = [];
    host.onMessage('nests', (message) => {
      const id = message.get('id') ?? '';
      log.push(`begin ${id}`);
      if (id === '1') void host.stream.receive(from('a@b.c', '2'));
      log.push(`end ${id}`);
    });
    await host.stream.receive(from('a@b.c', '1'));
    expect(log).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
  });
});

describe('under a flood', () => {
  test('100,000 stanzas that wait are all handled, in order, and none is left', async () => {
    const COUNT = 100_000;
    const gate = deferred();
    const handled: number[] = [];
    const lanes = lanesOf<number>((n) => {
      handled.push(n);
      return n === 0 ? gate.promise : n % 1000 === 0 ? Promise.resolve() : undefined;
    });
    const done: unknown[] = [];
    for (let n = 0; n < COUNT; n++) done.push(lanes.push(new Thing(n), 'a@b.c'));
    expect([...lanes.waiting()]).toHaveLength(COUNT - 1);
    gate.resolve();
    await Promise.all(done);
    expect(handled).toEqual(Array.from({ length: COUNT }, (_, n) => n));
    expect(lanes.size).toBe(0);
  });

  test('of as many senders, too', async () => {
    const lanes = lanesOf<number>(() => Promise.resolve());
    await Promise.all(Array.from({ length: 100_000 }, (_, n) => lanes.push(new Thing(n), `${n}@b.c`)));
    expect(lanes.size).toBe(0);
  });

  test('what waits is dropped at once, and what comes next does not wait for it', async () => {
    const gate = deferred();
    const handled: number[] = [];
    const lanes = lanesOf<number>((n) => {
      handled.push(n);
      return n === 0 ? gate.promise : undefined;
    });
    const first = lanes.push(new Thing(0), '');
    const dropped = Array.from({ length: 100_000 }, () => lanes.push(new Thing(1), ''));
    lanes.clear();
    await Promise.all(dropped);
    expect(lanes.push(new Thing(2), '')).toBeUndefined();
    gate.resolve();
    await first;
    expect(handled).toEqual([0, 2]);
    expect(lanes.size).toBe(0);
  });
});

test('in whatever way stanzas come and go, each is handled once, those of a lane in order, and nothing is left', async () => {
  const action = fc.oneof(
    { weight: 8, arbitrary: fc.record({ lane: fc.constantFrom('a', 'b', undefined), async: fc.boolean() }) },
    { weight: 2, arbitrary: fc.constant('hold' as const) },
    { weight: 2, arbitrary: fc.constant('wait' as const) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
      const handled: { lane: string | undefined; n: number }[] = [];
      const inHand = new Set<string>();
      const lanes = lanesOf<{ lane: string | undefined; n: number; async: boolean }>(({ lane, n, async }) => {
        expect(inHand.has(lane ?? `${n}`)).toBe(false);
        handled.push({ lane, n });
        if (!async) return undefined;
        inHand.add(lane ?? `${n}`);
        return quiet().then(() => void inHand.delete(lane ?? `${n}`));
      });
      const done: unknown[] = [];
      let count = 0;
      for (const each of actions) {
        if (each === 'hold') lanes.hold();
        else if (each === 'wait') await Promise.resolve();
        else done.push(lanes.push(new Thing({ ...each, n: count++ }), each.lane));
      }
      await Promise.all(done);
      expect(handled).toHaveLength(count);
      for (const lane of ['a', 'b']) {
        const numbers = handled.filter((each) => each.lane === lane).map(({ n }) => n);
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      }
      await quiet();
      expect(lanes.size).toBe(0);
    }),
  );
});
