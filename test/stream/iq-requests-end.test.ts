/** How IQ requests end otherwise than with an answer, and that nothing of them stays behind. */
import { DisconnectedError, FilteredStanzaError, Iq, IqTimeoutError, MissingAddressError } from 'couplet';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ask, deferred, Host, outcome, quiet } from './support/host.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('timeout', () => {
  test('is 30,000 ms unless told otherwise, and the error has the request', async () => {
    const host = new Host();
    const request = host.stream.makeIq({ type: 'get', to: 'a@b.c', id: 'q' });
    const answer = request.send();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(await outcome(answer)).toBe('pending');
    const rejected = expect(answer).rejects.toMatchObject({
      name: 'IqTimeoutError',
      code: 'iq-timeout',
      message: 'a@b.c did not answer within 30000 ms',
    });
    await vi.advanceTimersByTimeAsync(1);
    await rejected;
    expect(await answer.catch((error: IqTimeoutError) => error.request)).toBe(request);
  });

  test('can be set; Infinity is for ever', async () => {
    const host = new Host();
    const short = ask(host, { id: '1' }, { timeout: 5 });
    const never = ask(host, { id: '2' }, { timeout: Number.POSITIVE_INFINITY });
    await vi.advanceTimersByTimeAsync(5);
    await expect(short).rejects.toThrow(IqTimeoutError);
    expect(vi.getTimerCount()).toBe(0);
    expect(await outcome(never)).toBe('pending');
  });

  test('an answer that comes too late is a stanza like any other', async () => {
    const host = new Host();
    const seen: unknown[] = [];
    host.onIq('late', (iq) => seen.push(iq.get('id')));
    const answer = ask(host, {}, { timeout: 5 });
    await vi.advanceTimersByTimeAsync(5);
    await expect(answer).rejects.toThrow(IqTimeoutError);
    await host.stream.receive("<iq type='result' id='q' from='shop@example.org'/>");
    expect(seen).toEqual(['q']);
  });
});

describe('AbortSignal', () => {
  test('aborted before: nothing is sent, and its reason is the rejection', async () => {
    const host = new Host();
    const reason = new Error('enough');
    await expect(ask(host, {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await host.stream.expectNothingSent();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('aborted later: rejected with its reason, and the answer is a stanza like any other', async () => {
    const host = new Host();
    const seen: unknown[] = [];
    host.onIq('late', (iq) => seen.push(iq.get('id')));
    const control = new AbortController();
    const answer = ask(host, {}, { signal: control.signal });
    control.abort('enough');
    await expect(answer).rejects.toBe('enough');
    await host.stream.receive("<iq type='result' id='q' from='shop@example.org'/>");
    expect(seen).toEqual(['q']);
  });
});

describe('nothing is left behind', () => {
  test('no clock and no listener, however the request ends', async () => {
    const ends: ((host: Host, control: AbortController) => unknown)[] = [
      (host) => host.stream.receive("<iq type='result' id='q' from='shop@example.org'/>"),
      (host) => host.stream.receive("<iq type='error' id='q' from='shop@example.org'/>"),
      (_, control) => control.abort(),
      (host) => host.stream.offline(),
      (host) => host.stream.close(),
      () => vi.advanceTimersByTimeAsync(30_000),
    ];
    for (const end of ends) {
      const host = new Host();
      const control = new AbortController();
      const added = vi.spyOn(control.signal, 'addEventListener');
      const removed = vi.spyOn(control.signal, 'removeEventListener');
      const answer = ask(host, {}, { signal: control.signal });
      expect(vi.getTimerCount()).toBe(1);
      await end(host, control);
      await Promise.allSettled([answer]);
      expect(vi.getTimerCount()).toBe(0);
      expect(removed.mock.calls.map((call) => call[1])).toEqual(added.mock.calls.map((call) => call[1]));
    }
  });
});

describe('what cannot be sent', () => {
  const failing: readonly (readonly [string, (error: Error) => unknown])[] = [
    [
      'throws',
      (error) => {
        throw error;
      },
    ],
    ['rejects', (error) => Promise.reject(error)],
    [
      'rejects later',
      async (error) => {
        await quiet();
        throw error;
      },
    ],
  ];

  test.each(failing)(
    'a host that %s: send rejects, the request is forgotten, onError hears it once',
    async (_, fail) => {
      const failure = new Error('not connected');
      const host = new Host({ send: () => fail(failure) });
      const request = host.stream.makeIq({ type: 'get', to: 'a@b.c', id: 'q' });
      await expect(request.send()).rejects.toBe(failure);
      expect(host.errors).toEqual([failure]);
      expect(host.reported[0]?.context.stanza).toBe(request);
      expect(vi.getTimerCount()).toBe(0);
      const seen: unknown[] = [];
      host.onIq('late', (iq) => seen.push(iq.get('id')));
      await host.stream.receive("<iq type='result' id='q' from='a@b.c'/>");
      expect(seen).toEqual(['q']);
    },
  );

  test.each(failing)(
    'a host that %s: onError hears it once, also where a handler has waited for it',
    async (_, fail) => {
      const failure = new Error('not connected');
      const host = new Host({ send: () => fail(failure) });
      host.onMessage('asks', () => ask(host));
      host.onMessage('replies', (message) => message.reply('hi').send());
      await host.stream.receive("<message from='a@b.c'/>");
      expect(host.errors).toEqual([failure, failure]);
      expect(host.reported.map(({ context }) => context.handler)).toEqual([undefined, undefined]);
    },
  );

  test.each(failing)('a host that %s is never answered with an error stanza', async (_, fail) => {
    const host = new Host({ send: () => fail(new Error('not connected')) });
    host.onIq('replies', (iq) => iq.reply().send());
    await host.stream.receive("<iq type='get' id='1' from='a@b.c'><x xmlns='urn:x'/></iq>");
    // All that the host was asked to send.
    expect(host.sent).toEqual([expect.toEqualXml("<iq to='a@b.c' id='1' type='result'/>")]);
    expect(host.errors).toHaveLength(1);
  });

  test('a host that answers before it fails: the answer counts', async () => {
    const failure = new Error('not connected');
    const host = new Host({
      send: async () => {
        await host.stream.receive("<iq type='result' id='q' from='shop@example.org'/>");
        throw failure;
      },
    });
    expect(await ask(host)).toBeInstanceOf(Iq);
    await quiet();
    expect(host.errors).toEqual([failure]);
  });

  test('offline: send rejects with DisconnectedError, and the host is not asked', async () => {
    const host = new Host();
    host.stream.offline(new Error('reset'));
    await expect(ask(host)).rejects.toThrow(DisconnectedError);
    await expect(ask(host)).rejects.toThrow(/reset/);
    await host.stream.expectNothingSent();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a filter that drops it: send rejects with FilteredStanzaError', async () => {
    const host = new Host();
    host.stream.addFilter('out', () => undefined);
    await expect(ask(host)).rejects.toThrow(FilteredStanzaError);
    await expect(ask(host)).rejects.toMatchObject({ code: 'filtered-stanza' });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a filter that throws: send rejects with that, and onError hears it once', async () => {
    const host = new Host();
    const failure = new Error('filter');
    host.stream.addFilter('out', () => {
      throw failure;
    });
    await expect(ask(host)).rejects.toBe(failure);
    expect(host.errors).toEqual([failure]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a component’s request to nobody: send throws MissingAddressError', () => {
    const host = new Host({ wireNamespace: 'jabber:component:accept', jid: 'shop.example.org' });
    expect(() => host.stream.makeIq({ type: 'get' }).send()).toThrow(MissingAddressError);
  });
});

test('a request that nobody awaits does not end the process, whatever comes of it', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', note);
  try {
    const gate = deferred();
    const host = new Host({ send: () => gate.promise });
    for (const id of ['1', '2', '3']) void ask(host, { id }, { timeout: id === '1' ? 5 : 100 });
    await vi.advanceTimersByTimeAsync(5);
    await host.stream.receive("<iq type='error' id='2' from='shop@example.org'/>");
    host.stream.offline();
    void ask(host);
    void host.stream.makeMessage({ to: 'a@b.c' }).send();
    gate.reject(new Error('not connected'));
    await quiet();
    vi.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
  }
});
