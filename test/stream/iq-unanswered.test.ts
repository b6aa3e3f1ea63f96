/** IQ requests that handlers leave unanswered, or defer; and what becomes of them where the connection ends. */
import {
  Callback,
  DuplicateReplyError,
  type Iq,
  MatchXPath,
  UnansweredIqError,
  Waiter,
  XmlElement,
  XmppError,
} from 'couplet';
import { describe, expect, test } from 'vitest';
import { answered, deferred, Host, REQUEST, summary } from './support/host.js';

describe('no reply', () => {
  test('no handler: service-unavailable, and nothing is reported', async () => {
    const host = new Host();
    await host.stream.receive(REQUEST);
    expect(host.sent).toEqual([
      expect.toEqualXml(
        "<iq to='bill@example.org/x' from='shop.example.org' id='q' type='error'>" +
          "<error type='cancel' code='503'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
      ),
    ]);
    expect(host.errors).toEqual([]);
  });

  test('handlers that settle without: service-unavailable, and onError hears which they were', async () => {
    const host = new Host();
    host.onIq('one', () => undefined);
    host.onIq('two', async () => undefined);
    const remove = host.onIq('removed', () => undefined);
    host.stream.registerHandler(new Callback('remover', new MatchXPath('iq'), remove));
    host.onMessage('other', () => undefined);
    remove();
    await host.stream.receive(REQUEST);
    expect(host.sent.map(summary)).toEqual(['error service-unavailable']);
    expect(host.errors).toEqual([expect.any(UnansweredIqError)]);
    expect(String(host.errors[0])).toBe(
      `UnansweredIqError: <iq type="get" id="q"> from "bill@example.org/x" was matched by 'one', 'two', 'remover' but not replied to: ` +
        'reply with iq.reply().send(), throw an XmppError, or call iq.defer() and reply later',
    );
  });

  test('a handler that was removed before it ran does not count', async () => {
    const host = new Host();
    let remove = (): void => undefined;
    host.stream.registerHandler(
      new Callback('remover', new MatchXPath('iq'), (iq) => {
        remove();
        return iq.reply().send();
      }),
    );
    remove = host.onIq('removed', () => {
      throw new Error('must not run');
    });
    await host.stream.receive(REQUEST);
    expect(host.sent.map(summary)).toEqual(['result']);
    expect(host.errors).toEqual([]);
  });

  test('Waiters and Collectors do not count', async () => {
    const host = new Host();
    const waiter = new Waiter('w', new MatchXPath('iq'));
    host.stream.registerHandler(waiter);
    await host.stream.receive(REQUEST);
    expect(host.sent.map(summary)).toEqual(['error service-unavailable']);
    expect(host.errors).toEqual([]);
    const iq = await waiter.wait();
    expect(() => iq.reply().send()).toThrow(DuplicateReplyError);
  });

  test('but a waiter may answer while a callback defers', async () => {
    const host = new Host();
    const waiter = new Waiter('w', new MatchXPath('iq'));
    host.stream.registerHandler(waiter);
    host.onIq('defers', (iq) => iq.defer());
    await host.stream.receive(REQUEST);
    await host.stream.expectNothingSent();
    await (await waiter.wait()).reply().send();
    expect(host.sent.map(summary)).toEqual(['result']);
  });
});

describe('defer', () => {
  test('leaves the reply to the program, once', async () => {
    let iq: Iq | undefined;
    const { host, sent } = await answered((request) => {
      request.defer();
      iq = request;
    });
    expect(sent).toEqual([]);
    await iq?.reply().send();
    expect(host.sent.map(summary)).toEqual(['result']);
    expect(() => iq?.reply().send()).toThrow(DuplicateReplyError);
    expect(host.errors).toEqual([]);
  });

  test('the reply may be made without reply()', async () => {
    const { host } = await answered((iq) => iq.defer());
    const raw = (): XmlElement =>
      new XmlElement('{jabber:client}iq', { type: 'result', id: 'q', to: 'bill@example.org/x' });
    await host.stream.send(raw());
    expect(host.sent.map(summary)).toEqual(['result']);
  });

  test('who defers and throws, alone, has not deferred', async () => {
    const { host, sent } = await answered((iq) => {
      iq.defer();
      throw new XmppError({ condition: 'conflict' });
    });
    expect(sent.map(summary)).toEqual(['error conflict']);
    expect(host.errors).toEqual([]);
  });

  test('what another handler throws does not take the reply from who defers', async () => {
    const host = new Host();
    let iq: Iq | undefined;
    host.onIq('defers', (request) => {
      request.defer();
      iq = request;
    });
    host.onIq('throws', () => {
      throw new Error('no');
    });
    await host.stream.receive(REQUEST);
    await host.stream.expectNothingSent();
    await iq?.reply().send();
    expect(host.sent.map(summary)).toEqual(['result']);
    expect(host.errors).toHaveLength(1);
  });

  test('of what is no request does nothing', async () => {
    const host = new Host();
    host.onIq('stray', (iq) => iq.defer());
    await host.stream.receive("<iq type='result' id='1' from='a@b.c'/>");
    expect(host.errors).toEqual([]);
  });
});

describe('where the connection ends meanwhile', () => {
  test('the stream does not answer by itself any more, on this connection or the next', async () => {
    const host = new Host();
    const gate = deferred();
    host.onIq('slow', () => gate.promise);
    const received = host.stream.receive(REQUEST);
    host.stream.offline();
    host.stream.online();
    gate.reject(new XmppError({ condition: 'conflict' }));
    await received;
    await host.stream.expectNothingSent();
    expect(host.errors).toHaveLength(1);
  });

  test('requests that wait for their turn are dropped', async () => {
    const host = new Host();
    const gate = deferred();
    host.onIq('slow', async (iq) => {
      await gate.promise;
      await iq.reply().send();
    });
    const received = [host.stream.receive(REQUEST), host.stream.receive(REQUEST.replace("'q'", "'r'"))];
    host.stream.offline();
    host.stream.online();
    gate.resolve();
    await Promise.all(received);
    expect(host.sent.map((iq) => iq.attribute('id'))).toEqual(['q']);
  });
});
