/** A stream that runs for long keeps nothing of what is over. */
import { Callback, Collector, type Iq, MatchXPath, type StanzaBase, Waiter } from 'couplet';
import { expect, test } from 'vitest';
import { collectGarbage } from './support/garbage.js';
import { Host, matching, quiet } from './support/host.js';

const COUNT = 300;

/** How many of what was noted are still there. */
async function left(noted: readonly WeakRef<object>[]): Promise<number> {
  await collectGarbage();
  return noted.filter((each) => each.deref() !== undefined).length;
}

/** A stanza, and the stream's note of it. */
function note(noted: WeakRef<object>[], stanza: StanzaBase): void {
  noted.push(new WeakRef(stanza), new WeakRef(stanza.xml));
  const { exchange } = stanza as { exchange?: object };
  if (exchange !== undefined) noted.push(new WeakRef(exchange));
}

test('of requests that were answered, at once, later or never, each from a sender of its own', async () => {
  const host = new Host();
  const noted: WeakRef<object>[] = [];
  let deferred: Iq | undefined;
  host.onIq('shop', async (iq) => {
    note(noted, iq);
    const n = Number(iq.get('id'));
    if (n % 4 === 0) await iq.reply().send();
    if (n % 4 === 1) {
      iq.defer();
      deferred = iq;
    }
    if (n % 4 === 2) throw new Error('no');
  });
  for (let n = 0; n < COUNT; n++) {
    const from = n % 3 === 0 ? 'bill@example.org' : `user${n}@example.org`;
    await host.stream.receive(`<iq type='get' id='${n}' from='${from}/x'><x xmlns='urn:x'/></iq>`);
    await deferred?.reply().send();
    deferred = undefined;
  }
  host.reported.length = 0;
  expect(noted.length).toBe(3 * COUNT);
  expect(await left(noted)).toBeLessThan(10);
});

test('of requests that were sent, however they ended', async () => {
  const host = new Host();
  const noted: WeakRef<object>[] = [];
  for (let n = 0; n < COUNT; n++) {
    const control = new AbortController();
    const iq = host.stream.makeIq({ type: 'get', to: `user${n}@example.org`, id: `${n}` });
    note(noted, iq);
    const answer = iq.send({ timeout: n % 4 === 0 ? 0 : 5_000, signal: control.signal });
    if (n % 4 === 1) control.abort();
    if (n % 4 > 1) {
      const type = n % 4 === 2 ? 'result' : 'error';
      await host.stream.receive(`<iq type='${type}' id='${n}' from='user${n}@example.org'/>`);
    }
    await answer.catch(() => undefined);
  }
  expect(await left(noted)).toBeLessThan(10);
});

test('of handlers that were for an id of their own', async () => {
  const host = new Host();
  const noted: WeakRef<object>[] = [];
  for (let n = 0; n < COUNT; n++) {
    const matcher = n % 2 === 0 ? new MatchXPath(`message[@id='${n}']`) : matching((e) => e.attribute('id') === `${n}`);
    const waiter = new Waiter('waiter', matcher);
    const collector = new Collector('collector', matcher);
    const callback = new Callback('callback', matcher, () => undefined, { once: true });
    for (const handler of [waiter, collector, callback]) {
      noted.push(new WeakRef(handler));
      host.stream.registerHandler(handler);
    }
    await host.stream.receive(`<message id='${n}' from='user${n}@example.org'/>`);
    await waiter.wait();
    collector.stop();
  }
  expect(await left(noted)).toBeLessThan(10);
});

test('of stanzas that waited, or were dropped', async () => {
  const host = new Host();
  const noted: WeakRef<object>[] = [];
  host.onMessage('slow', (message) => {
    note(noted, message);
    return quiet();
  });
  for (let n = 0; n < COUNT; n++) void host.stream.receive(`<message id='${n}' from='user${n % 7}@example.org'/>`);
  await quiet();
  host.stream.offline();
  await quiet();
  expect(noted.length).toBeGreaterThan(0);
  expect(await left(noted)).toBeLessThan(10);
});

test('of errors that were reported', async () => {
  const host = new Host({ onError: () => undefined, send: () => Promise.reject(new Error('not connected')) });
  const noted: WeakRef<object>[] = [];
  host.onMessage('bad', async (message) => {
    note(noted, message);
    await message.reply('hi').send();
  });
  for (let n = 0; n < COUNT; n++) await host.stream.receive(`<message id='${n}' from='user${n}@example.org'/>`);
  expect(await left(noted)).toBeLessThan(10);
});
