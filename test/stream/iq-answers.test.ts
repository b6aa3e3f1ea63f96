/** IQ requests that come in: each get and set gets exactly one reply. */
import {
  Callback,
  DuplicateReplyError,
  defineElement,
  Iq,
  integer,
  MatchXPath,
  Message,
  UnansweredIqError,
  XmlElement,
  XmppError,
} from 'couplet';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answered, deferred, Host, quiet, REQUEST, summary } from './support/host.js';

class Order extends defineElement({ name: 'order', namespace: 'urn:order', interfaces: { size: integer } }) {}

describe('each get and set gets exactly one reply', () => {
  /** What a handler may do with a request, and what it may meet. */
  type Act = 'reply' | 'error reply' | 'raw reply' | 'copied reply' | 'defer' | 'pause' | 'pass';
  type End = 'return' | 'throw XmppError' | 'throw Error' | 'throw value';
  const acts = fc.array(
    fc.constantFrom<Act>('reply', 'error reply', 'raw reply', 'copied reply', 'defer', 'pause', 'pass'),
    { maxLength: 4 },
  );
  const ends = fc.constantFrom<End>('return', 'return', 'throw XmppError', 'throw Error', 'throw value');
  const behaviour = fc.record({ sync: fc.boolean(), acts, end: ends, awaits: fc.boolean() });

  test('whatever handlers do: reply, twice, late, not at all, throw before or after, defer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(behaviour, { maxLength: 4 }), async (behaviours) => {
        const host = new Host();
        let duplicates = 0;
        let replies = 0;
        let deferred = false;
        const settled: ('returned' | 'threw')[] = [];
        const act = (iq: Iq, what: Act): unknown => {
          if (what === 'defer') {
            deferred = true;
            return iq.defer();
          }
          if (what === 'pass' || what === 'pause') return undefined;
          replies++;
          try {
            if (what === 'reply') return iq.reply().send();
            if (what === 'copied reply') return iq.reply().copy().send();
            if (what === 'error reply') return iq.errorReply({ condition: 'not-allowed' }).send();
            return host.stream.send(
              new XmlElement('{jabber:client}iq', { type: 'result', id: 'q', to: 'bill@example.org/x' }),
            );
          } catch (error) {
            if (!(error instanceof DuplicateReplyError)) throw error;
            expect(error.code).toBe('duplicate-reply');
            duplicates++;
            return undefined;
          }
        };
        const finish = (end: End): void => {
          settled.push(end === 'return' ? 'returned' : 'threw');
          if (end === 'throw XmppError') throw new XmppError({ condition: 'conflict' });
          if (end === 'throw Error') throw new Error('no');
          // biome-ignore lint/style/useThrowOnlyError: what programs do
          if (end === 'throw value') throw 'no';
        };
        for (const [i, { sync, acts: all, end, awaits }] of behaviours.entries()) {
          host.onIq(`${i}`, (iq) => {
            if (sync) {
              for (const what of all) void act(iq, what);
              return finish(end);
            }
            return (async () => {
              for (const what of all) {
                if (what === 'pause') await quiet();
                const done = act(iq, what);
                if (awaits) await done;
              }
              finish(end);
            })();
          });
        }
        await host.stream.receive(REQUEST);
        const sent = host.sent.map(summary);
        expect(sent.length).toBeLessThanOrEqual(1);
        // The stream leaves it open only for one who has said that he answers later, and is there to do it.
        const open = replies === 0 && deferred && settled.includes('returned');
        expect(sent.length).toBe(open ? 0 : 1);
        expect(duplicates).toBe(Math.max(0, replies - 1));
        if (replies === 0 && !open) {
          const thrown = settled.includes('threw');
          expect(sent[0]).toMatch(thrown ? /^error (conflict|internal-server-error)$/ : /^error service-unavailable$/);
          const unanswered = host.errors.some((error) => error instanceof UnansweredIqError);
          expect(unanswered).toBe(!thrown && behaviours.length > 0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('with what the handler replies', async () => {
    const { host, sent } = await answered((iq) => iq.reply().setPayload(new Order().set('size', 3)).send());
    expect(sent).toEqual([
      expect.toEqualXml(
        "<iq to='bill@example.org/x' from='shop.example.org' id='q' type='result'><order xmlns='urn:order' size='3'/></iq>",
      ),
    ]);
    expect(host.errors).toEqual([]);
  });

  test('a second reply: send throws DuplicateReplyError, which names the request', async () => {
    const { host, sent } = await answered(async (iq) => {
      await iq.reply().send();
      await iq.reply().send();
    });
    expect(sent.map(summary)).toEqual(['result']);
    expect(host.errors).toEqual([expect.any(DuplicateReplyError)]);
    expect(String(host.errors[0])).toBe(
      'DuplicateReplyError: <iq type="get" id="q"> from "bill@example.org/x" has been replied to already: each IQ request gets exactly one reply',
    );
  });

  test('also one that is made without reply(), while the handlers run', async () => {
    const host = new Host();
    host.onIq('shop', async (iq) => {
      await host.stream.send(
        new XmlElement('{jabber:client}iq', { type: 'result', id: 'q', to: 'bill@example.org/x' }),
      );
      await iq.reply().send();
    });
    await host.stream.receive(REQUEST);
    expect(host.sent).toEqual([expect.toEqualXml("<iq type='result' id='q' to='bill@example.org/x'/>")]);
    expect(host.errors).toEqual([expect.any(DuplicateReplyError)]);
  });

  test('after it has settled, a late second reply throws still', async () => {
    let late: (() => unknown) | undefined;
    const { sent } = await answered((iq) => {
      late = () => iq.reply().send();
      return iq.reply().send();
    });
    expect(sent).toHaveLength(1);
    expect(() => late?.()).toThrow(DuplicateReplyError);
  });

  test('a late first one too: the stream has answered by then', async () => {
    let late: (() => unknown) | undefined;
    const { sent } = await answered((iq) => {
      late = () => iq.reply().send();
    });
    expect(sent.map(summary)).toEqual(['error service-unavailable']);
    expect(() => late?.()).toThrow(DuplicateReplyError);
  });

  test('two requests with one id, from one sender or two, get theirs', async () => {
    const host = new Host({ order: 'none' });
    const gate = deferred();
    host.onIq('shop', async (iq) => {
      await gate.promise;
      await iq.reply().send();
    });
    const received = ['bill@example.org/x', 'bill@example.org/x', 'anna@example.org'].map((from) =>
      host.stream.receive(`<iq type='get' id='q' from='${from}'><x xmlns='urn:x'/></iq>`),
    );
    gate.resolve();
    await Promise.all(received);
    expect(host.sent).toHaveLength(3);
    expect(host.errors).toEqual([]);
  });

  test('by any handler, whatever class its matcher names', async () => {
    class MyIq extends Iq {}
    const host = new Host();
    host.stream.registerHandler(new Callback('mine', new MatchXPath('iq', MyIq), (iq) => iq.reply().send()));
    host.onIq('second', (iq) => iq.reply().send());
    await host.stream.receive(REQUEST);
    expect(host.sent.map(summary)).toEqual(['result']);
    expect(host.errors).toEqual([expect.any(DuplicateReplyError)]);
  });
});

test('requests that are answered are forgotten: a stanza with their id is like any other', async () => {
  const host = new Host();
  host.onIq('shop', (iq) => iq.reply().send());
  await host.stream.receive(REQUEST);
  const again = new XmlElement('{jabber:client}iq', { type: 'result', id: 'q', to: 'bill@example.org/x' });
  await host.stream.send(again);
  expect(host.sent).toHaveLength(2);
  const message = host.stream.makeMessage({ to: 'bill@example.org', id: 'q' });
  expect(await message.send()).toBe(message);
  expect(message).toBeInstanceOf(Message);
});
