/** Collector: all that matches, in order of arrival, until it is stopped. */
import { Collector, MatchXPath, type Message } from 'couplet';
import { expect, test } from 'vitest';
import { deferred, Host, messages } from '../stream/support/host.js';

const ids = (collected: readonly Message[]): (string | undefined)[] => collected.map((message) => message.get('id'));

test('gathers what matches until it is stopped, in order of arrival', async () => {
  const host = new Host();
  const collector = new Collector('c', new MatchXPath('message/body'));
  host.stream.registerHandler(collector);
  await host.stream.receive("<message id='1'><body/></message>");
  await host.stream.receive("<message id='2'/>");
  await host.stream.receive("<presence id='3'/>");
  await host.stream.receive("<message id='4'><body/></message>");
  expect(collector.finished).toBe(false);
  expect(ids(collector.stop())).toEqual(['1', '4']);
  expect(collector.finished).toBe(true);
  expect(host.stream.removeHandler('c')).toBe(false);
  await host.stream.receive("<message id='5'><body/></message>");
  expect(ids(collector.stop())).toEqual(['1', '4']);
});

test('gathers at arrival: what waits for its turn is there already', async () => {
  const host = new Host();
  const gate = deferred();
  host.onMessage('slow', () => gate.promise);
  const collector = new Collector('c', messages);
  host.stream.registerHandler(collector);
  void host.stream.receive("<message from='a@b.c' id='1'/>");
  void host.stream.receive("<message from='a@b.c' id='2'/>");
  expect(ids(collector.stop())).toEqual(['1', '2']);
  gate.resolve();
});

test('goes on gathering after the stream was offline, and when it is removed has what it has', async () => {
  const host = new Host();
  const collector = new Collector('c', messages);
  const remove = host.stream.registerHandler(collector);
  await host.stream.receive("<message id='1'/>");
  host.stream.offline();
  host.stream.online();
  await host.stream.receive("<message id='2'/>");
  remove();
  await host.stream.receive("<message id='3'/>");
  expect(ids(collector.stop())).toEqual(['1', '2']);
});

test('what stop returned is the caller’s', async () => {
  const host = new Host();
  const collector = new Collector('c', messages);
  host.stream.registerHandler(collector);
  await host.stream.receive("<message id='1'/>");
  collector.stop().pop();
  expect(ids(collector.stop())).toEqual(['1']);
});

test('stopped before it is registered, it is not on the stream', () => {
  const host = new Host();
  const collector = new Collector('c', messages);
  collector.stop();
  host.stream.registerHandler(collector);
  expect(host.stream.removeHandler('c')).toBe(false);
});
