/** Events: listeners run in order, each by itself, and triggering one never throws. */
import { describe, expect, test } from 'vitest';
import { deferred, Host, quiet } from './support/host.js';

interface Events {
  greeted: string;
  counted: number;
}

test('event runs its listeners in order, with the data', async () => {
  const { stream } = new Host<Events>();
  const log: string[] = [];
  stream.addEventHandler('greeted', (name) => log.push(`one ${name}`));
  stream.addEventHandler('greeted', (name) => log.push(`two ${name}`));
  stream.addEventHandler('counted', (n) => log.push(`three ${n}`));
  const triggered = stream.event('greeted', 'bill');
  expect(log).toEqual(['one bill', 'two bill']);
  await triggered;
});

test('event returns a promise of all of them', async () => {
  const { stream } = new Host<Events>();
  const gates = [deferred(), deferred()];
  for (const gate of gates) stream.addEventHandler('greeted', () => gate.promise);
  let settled = false;
  const triggered = stream.event('greeted', 'bill').then(() => {
    settled = true;
  });
  gates[0]?.resolve();
  await quiet();
  expect(settled).toBe(false);
  gates[1]?.resolve();
  await triggered;
  expect(settled).toBe(true);
});

test('what a listener throws goes to onError, and affects no other; event never throws or rejects', async () => {
  const host = new Host<Events>();
  const failures = [new Error('sync'), new Error('async')];
  const log: string[] = [];
  host.stream.addEventHandler('greeted', () => {
    throw failures[0];
  });
  host.stream.addEventHandler('greeted', () => Promise.reject(failures[1]));
  host.stream.addEventHandler('greeted', () => log.push('ran'));
  await host.stream.event('greeted', 'bill');
  expect(log).toEqual(['ran']);
  expect(host.reported).toEqual(failures.map((error) => ({ error, context: { event: 'greeted' } })));
});

test('nobody need listen, whatever the name', async () => {
  const { stream } = new Host<Record<string, unknown>>();
  for (const name of ['nothing', '__proto__', 'constructor', 'toString']) await stream.event(name, 1);
  expect(stream.delEventHandler('__proto__', () => undefined)).toBe(false);
});

describe('removing', () => {
  test('by disposer: its own registration alone, however often', async () => {
    const { stream } = new Host<Events>();
    let calls = 0;
    const listener = (): number => calls++;
    const remove = stream.addEventHandler('greeted', listener);
    stream.addEventHandler('greeted', listener);
    remove();
    remove();
    await stream.event('greeted', 'bill');
    expect(calls).toBe(1);
  });

  test('by the listener: one registration at a time, and it says whether there was one', async () => {
    const { stream } = new Host<Events>();
    let calls = 0;
    const listener = (): number => calls++;
    stream.addEventHandler('greeted', listener);
    stream.addEventHandler('greeted', listener);
    expect(stream.delEventHandler('greeted', listener)).toBe(true);
    await stream.event('greeted', 'bill');
    expect(calls).toBe(1);
    expect(stream.delEventHandler('greeted', listener)).toBe(true);
    expect(stream.delEventHandler('greeted', listener)).toBe(false);
    expect(stream.delEventHandler('counted', () => undefined)).toBe(false);
  });

  test('while it is triggered: one that is removed is not called, one that is added neither', async () => {
    const { stream } = new Host<Events>();
    const log: string[] = [];
    stream.addEventHandler('greeted', () => {
      log.push('first');
      remove();
      stream.addEventHandler('greeted', () => log.push('added'));
    });
    const remove = stream.addEventHandler('greeted', () => log.push('removed'));
    stream.addEventHandler('greeted', () => log.push('last'));
    await stream.event('greeted', 'bill');
    expect(log).toEqual(['first', 'last']);
  });
});

describe('once', () => {
  test('is for the next time that it is triggered', async () => {
    const { stream } = new Host<Events>();
    const log: string[] = [];
    stream.once('greeted', (name) => log.push(name));
    await stream.event('greeted', 'one');
    await stream.event('greeted', 'two');
    expect(log).toEqual(['one']);
  });

  test('also where a listener before it triggers the event again', async () => {
    const { stream } = new Host<Events>();
    const log: string[] = [];
    stream.addEventHandler('greeted', (name) => (name === 'one' ? stream.event('greeted', 'two') : undefined));
    stream.once('greeted', (name) => log.push(name));
    await stream.event('greeted', 'one');
    expect(log).toEqual(['two']);
  });

  test('also where it triggers the event itself, or throws', async () => {
    const host = new Host<Events>();
    let calls = 0;
    host.stream.once('greeted', () => {
      calls++;
      void host.stream.event('greeted', 'again');
      throw new Error('once');
    });
    await host.stream.event('greeted', 'one');
    expect(calls).toBe(1);
    expect(host.errors).toHaveLength(1);
  });

  test('can be taken back, by disposer or by the listener', async () => {
    const { stream } = new Host<Events>();
    let calls = 0;
    const listener = (): number => calls++;
    stream.once('greeted', listener)();
    stream.once('greeted', listener);
    expect(stream.delEventHandler('greeted', listener)).toBe(true);
    await stream.event('greeted', 'bill');
    expect(calls).toBe(0);
  });
});
