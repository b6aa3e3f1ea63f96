/** Callback: what it is, and what it does with its function. */
import { Callback, Message } from 'couplet';
import { expect, test } from 'vitest';
import { messages } from '../stream/support/host.js';

test('calls its function with the stanza, and hands back what that returns', () => {
  const message = Message.of({ body: 'hi' });
  const result = Promise.resolve('sent');
  const got: Message[] = [];
  const callback = new Callback('echo', messages, (stanza) => {
    got.push(stanza);
    return result;
  });
  expect(callback.run(message)).toBe(result);
  expect(got).toEqual([message]);
});

test('has a name, a matcher, its turn, and no end', () => {
  const callback = new Callback('echo', messages, () => undefined);
  callback.run(new Message());
  expect(callback.name).toBe('echo');
  expect(callback.matcher).toBe(messages);
  expect(callback.runs).toBe('turn');
  expect(callback.finished).toBe(false);
});

test('with `once`, it is finished as soon as it is called: before its function returns, and when that throws', () => {
  const seen: boolean[] = [];
  const callback = new Callback(
    'once',
    messages,
    () => {
      seen.push(callback.finished);
      throw new Error('no');
    },
    { once: true },
  );
  expect(callback.finished).toBe(false);
  expect(() => callback.run(new Message())).toThrow('no');
  expect(seen).toEqual([true]);
  expect(callback.finished).toBe(true);
});
