/** Waiter: the first stanza, or the reason why there is none; and nothing left behind. */
import { DisconnectedError, HandlerRemovedError, Message, Waiter, WaiterTimeoutError } from 'couplet';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Host, matching, messages, quiet } from '../stream/support/host.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  // Whatever a test waits for, no clock of ours runs on after it.
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** Everything that listens to a signal. */
function listenersOf(signal: AbortSignal): ReadonlySet<unknown> {
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners.add(args[1]);
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners.delete(args[1]);
    remove(...args);
  };
  return listeners;
}

function registered(options: { matches?: boolean } = {}): { host: Host; waiter: Waiter<Message> } {
  const host = new Host();
  const waiter = new Waiter(
    'w',
    matching<Message>(() => options.matches !== false),
  );
  host.stream.registerHandler(waiter);
  return { host, waiter };
}

describe('the stanza', () => {
  test('is what wait resolves to, be it called before or after the stanza has come, once or more', async () => {
    const { host, waiter } = registered();
    const before = waiter.wait();
    await host.stream.receive("<message id='1'/>");
    expect((await before).get('id')).toBe('1');
    expect(await waiter.wait()).toBe(await before);
    expect(waiter.finished).toBe(true);
  });

  test('is the first that matches, and the waiter is off the stream then', async () => {
    const host = new Host();
    const waiter = new Waiter<Message>(
      'w',
      matching((element) => element.attribute('id') !== '1'),
    );
    host.stream.registerHandler(waiter);
    for (const id of ['1', '2', '3']) await host.stream.receive(`<message id='${id}'/>`);
    expect((await waiter.wait()).get('id')).toBe('2');
    expect(host.stream.removeHandler('w')).toBe(false);
  });

  test('is of the class that the matcher says, and can be replied to', async () => {
    const host = new Host();
    const waiter = new Waiter('w', messages);
    host.stream.registerHandler(waiter);
    await host.stream.receive("<message from='a@b.c' type='chat'/>");
    await (await waiter.wait()).reply('yes').send();
    expect(host.sent).toEqual([expect.toEqualXml("<message to='a@b.c' type='chat'><body>yes</body></message>")]);
  });
});

describe('timeout', () => {
  test('is 30,000 ms unless told otherwise', async () => {
    const { waiter } = registered();
    let error: unknown;
    waiter.wait().catch((reason) => {
      error = reason;
    });
    await vi.advanceTimersByTimeAsync(29_999);
    expect(error).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(error).toBeInstanceOf(WaiterTimeoutError);
    expect(error).toMatchObject({ code: 'waiter-timeout', message: "Waiter 'w' got no stanza within 30000 ms" });
  });

  test('takes the waiter off the stream: a stanza that comes later is not for it', async () => {
    const { host, waiter } = registered();
    const waited = expect(waiter.wait({ timeout: 10 })).rejects.toThrow(WaiterTimeoutError);
    await vi.advanceTimersByTimeAsync(10);
    await waited;
    expect(host.stream.removeHandler('w')).toBe(false);
    await host.stream.receive('<message/>');
    await expect(waiter.wait()).rejects.toThrow(WaiterTimeoutError);
  });

  test('Infinity is for ever', async () => {
    const { host, waiter } = registered();
    const waited = waiter.wait({ timeout: Number.POSITIVE_INFINITY });
    expect(vi.getTimerCount()).toBe(0);
    await host.stream.receive('<message/>');
    expect(await waited).toBeInstanceOf(Message);
  });

  test('longer than the platform can count, it is still that long', async () => {
    const { waiter } = registered();
    const days = 60 * 24 * 3_600_000;
    let error: unknown;
    waiter.wait({ timeout: days }).catch((reason) => {
      error = reason;
    });
    await vi.advanceTimersByTimeAsync(days - 1);
    expect(error).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(error).toBeInstanceOf(WaiterTimeoutError);
  });

  test('each wait has its own, and the first that ends it ends it for all', async () => {
    const { waiter } = registered();
    const long = waiter.wait({ timeout: 100 });
    const short = waiter.wait({ timeout: 10 });
    const both = Promise.allSettled([long, short]);
    await vi.advanceTimersByTimeAsync(10);
    for (const result of await both)
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { message: "Waiter 'w' got no stanza within 10 ms" },
      });
  });

  test('its clock stops when the stanza comes', async () => {
    const { host, waiter } = registered();
    void waiter.wait();
    void waiter.wait({ timeout: 5 });
    expect(vi.getTimerCount()).toBe(2);
    await host.stream.receive('<message/>');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('AbortSignal', () => {
  test('aborted before: wait rejects with its reason at once, and the waiter takes no stanza', async () => {
    const { host, waiter } = registered();
    const reason = new Error('enough');
    await expect(waiter.wait({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(host.stream.removeHandler('w')).toBe(false);
  });

  test('aborted before, and the waiter registered afterwards: nothing stays on the stream', async () => {
    const host = new Host();
    const waiter = new Waiter('w', messages);
    const waited = waiter.wait({ signal: AbortSignal.abort('enough') });
    host.stream.registerHandler(waiter);
    await expect(waited).rejects.toBe('enough');
    expect(host.stream.removeHandler('w')).toBe(false);
  });

  test('aborted after the stanza has come: the stanza counts', async () => {
    const { host, waiter } = registered();
    await host.stream.receive('<message/>');
    expect(await waiter.wait({ signal: AbortSignal.abort() })).toBeInstanceOf(Message);
  });

  test('aborted later: wait rejects with its reason, and the waiter is off the stream', async () => {
    const { host, waiter } = registered();
    const control = new AbortController();
    const listeners = listenersOf(control.signal);
    const waited = waiter.wait({ signal: control.signal });
    expect(listeners.size).toBe(1);
    control.abort('enough');
    await expect(waited).rejects.toBe('enough');
    expect(listeners.size).toBe(0);
    expect(host.stream.removeHandler('w')).toBe(false);
  });

  test('not aborted: nothing listens to it any more once the waiting is over', async () => {
    const control = new AbortController();
    const listeners = listenersOf(control.signal);
    const { host, waiter } = registered();
    const waited = waiter.wait({ signal: control.signal });
    await host.stream.receive('<message/>');
    await waited;
    await waiter.wait({ signal: control.signal });
    expect(listeners.size).toBe(0);
  });
});

describe('removal and the end of the connection', () => {
  test('removed by its disposer, by its name, or by a plugin that ends', async () => {
    const host = new Host();
    for (const remove of ['disposer', 'name']) {
      const waiter = new Waiter(remove, messages);
      const dispose = host.stream.registerHandler(waiter);
      const waited = waiter.wait();
      if (remove === 'name') host.stream.removeHandler('name');
      else dispose();
      await expect(waited).rejects.toThrow(HandlerRemovedError);
      await expect(waited).rejects.toMatchObject({
        code: 'handler-removed',
        message: `Handler '${remove}' was removed before a stanza came`,
      });
    }
  });

  test('its disposer does nothing once the stanza has come', async () => {
    const host = new Host();
    const waiter = new Waiter('w', messages);
    const dispose = host.stream.registerHandler(waiter);
    await host.stream.receive('<message/>');
    dispose();
    expect(await waiter.wait()).toBeInstanceOf(Message);
  });

  test('offline: wait rejects with a DisconnectedError that has the reason, before or after', async () => {
    const { host, waiter } = registered();
    const waited = waiter.wait();
    const reason = new Error('connection reset');
    host.stream.offline(reason);
    await expect(waited).rejects.toThrow(DisconnectedError);
    await expect(waited).rejects.toMatchObject({ code: 'disconnected', cause: reason });
    await expect(waiter.wait()).rejects.toThrow(/'w' got no stanza.*connection reset/);
    host.stream.online();
    await host.stream.receive('<message/>');
    await expect(waiter.wait()).rejects.toThrow(DisconnectedError);
  });

  test('a stream that is closed: a waiter registered then does not wait', async () => {
    const { host, waiter } = registered();
    const waited = waiter.wait();
    host.stream.close();
    await expect(waited).rejects.toThrow(DisconnectedError);
    const late = new Waiter('late', messages);
    host.stream.registerHandler(late);
    await expect(late.wait()).rejects.toThrow(/the stream was closed/);
  });

  test('registered with two streams, it leaves both with its stanza', async () => {
    const one = new Host();
    const two = new Host();
    const waiter = new Waiter('w', messages);
    one.stream.registerHandler(waiter);
    two.stream.registerHandler(waiter);
    await two.stream.receive('<message/>');
    expect(one.stream.removeHandler('w')).toBe(false);
    expect(two.stream.removeHandler('w')).toBe(false);
  });
});

test('a wait that nobody awaits does not end the process', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', note);
  try {
    const { host, waiter } = registered({ matches: false });
    void waiter.wait({ timeout: 5 });
    await vi.advanceTimersByTimeAsync(5);
    const other = new Waiter('other', messages);
    host.stream.registerHandler(other);
    void other.wait();
    host.stream.offline();
    await quiet();
    vi.useRealTimers();
    // Node says it at the end of a turn of its event loop.
    await new Promise((resolve) => setTimeout(resolve, 1));
    vi.useFakeTimers();
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
  }
});
