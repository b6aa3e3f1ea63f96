/** IQ requests that are sent: their ids, their answers, and what is no answer. */
import { Iq, IqError, type XmlElement } from 'couplet';
import { describe, expect, test } from 'vitest';
import { ask, errorOf, Host, outcome } from './support/host.js';

describe('the answer', () => {
  test('of type result is what send resolves to, as the class of the request, bound to the stream', async () => {
    class Order extends Iq {}
    const host = new Host();
    const request = host.stream.make(Order, { type: 'get', to: 'shop@example.org', id: 'q' });
    const answer = request.send();
    expect(host.sent).toEqual([expect.toEqualXml("<iq to='shop@example.org' id='q' type='get'/>")]);
    await host.stream.receive("<iq type='result' id='q' from='shop@example.org'><x xmlns='urn:x'/></iq>");
    expect(await answer).toBeInstanceOf(Order);
    expect((await answer).payload[0]?.tag).toBe('{urn:x}x');
    // It knows its stream: a program may copy it, and send that on.
    await (await answer).copy().set('to', 'juliet@example.com').send();
    expect(host.sent.slice(1)).toEqual([
      expect.toEqualXml(
        "<iq type='result' id='q' from='shop@example.org' to='juliet@example.com'><x xmlns='urn:x'/></iq>",
      ),
    ]);
  });

  test('of type error rejects it with an IqError: condition, type, text, request and response', async () => {
    const host = new Host();
    const request = host.stream.makeIq({ type: 'get', to: 'shop@example.org', id: 'q' });
    const answer = request.send();
    answer.catch(() => undefined);
    await host.stream.receive(`
      <iq type='error' id='q' from='shop@example.org'><error type='cancel'>
        <item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
        <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>No such thing.</text>
      </error></iq>`);
    const error = await answer.catch((reason: unknown) => reason as IqError);
    expect(error).toBeInstanceOf(IqError);
    expect(error).toMatchObject({
      code: 'iq-error',
      condition: 'item-not-found',
      type: 'cancel',
      text: 'No such thing.',
    });
    expect((error as IqError).request).toBe(request);
    expect((error as IqError).response.get('type')).toBe('error');
    // The other side's words are its own, and are in `text`.
    expect((error as IqError).message).toBe('shop@example.org answered with the error item-not-found');
  });

  test('of type error is one, however malformed it is', async () => {
    const malformed: [string, Partial<IqError>][] = [
      ['', { condition: 'undefined-condition', type: undefined, text: undefined }],
      ['<error/>', { condition: 'undefined-condition', type: undefined }],
      ["<error type='odd' code='many'/>", { condition: 'undefined-condition', type: undefined }],
      ["<error code='404'/>", { condition: 'item-not-found', type: 'cancel' }],
      [
        "<error type='wait'><odd xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
        { condition: 'undefined-condition', type: 'wait' },
      ],
      ["<error xmlns='urn:other'/>", { condition: 'undefined-condition' }],
    ];
    for (const [payload, expected] of malformed) {
      const host = new Host();
      const answer = ask(host);
      await host.stream.receive(`<iq type='error' id='q' from='shop@example.org'>${payload}</iq>`);
      await expect(answer).rejects.toThrow(IqError);
      await expect(answer).rejects.toMatchObject(expected);
    }
  });

  test('rejects with what the class of the request throws when it cannot be made', async () => {
    class Fragile extends Iq {
      constructor(element?: XmlElement) {
        super(element);
        if (element !== undefined) throw new Error('cannot be made');
      }
    }
    const host = new Host();
    const answer = host.stream.make(Fragile, { type: 'get', to: 'shop@example.org', id: 'q' }).send();
    await host.stream.receive("<iq type='result' id='q' from='shop@example.org'/>");
    await expect(answer).rejects.toThrow('cannot be made');
  });

  test('may come while the request is being sent', async () => {
    const host = new Host({
      send: (element) => {
        void host.stream.receive(`<iq type='result' id='${element.attribute('id')}' from='shop@example.org'/>`);
      },
    });
    expect((await ask(host)).get('type')).toBe('result');
  });

  test('is served once: a second one is a stanza like any other', async () => {
    const host = new Host();
    const seen: unknown[] = [];
    host.onIq('stray', (iq) => seen.push(iq.get('id')));
    const answer = ask(host);
    await host.stream.receive("<iq type='result' id='q' from='shop@example.org'/>");
    expect(seen).toEqual([]);
    await answer;
    await host.stream.receive("<iq type='result' id='q' from='shop@example.org'/>");
    await host.stream.receive("<iq type='error' id='q' from='shop@example.org'/>");
    expect(seen).toEqual(['q', 'q']);
    expect(host.sent).toHaveLength(1);
  });
});

describe('only result and error settle a request', () => {
  test.each([
    ['a get with its id', "<iq type='get' id='q' from='shop@example.org'><x xmlns='urn:x'/></iq>"],
    ['a set with its id', "<iq type='set' id='q' from='shop@example.org'><x xmlns='urn:x'/></iq>"],
    ['no type', "<iq id='q' from='shop@example.org'><x xmlns='urn:x'/></iq>"],
    ['another id', "<iq type='result' id='Q' from='shop@example.org'/>"],
    ['no id', "<iq type='result' from='shop@example.org'/>"],
    ['a message', "<message type='error' id='q' from='shop@example.org'/>"],
    ['a presence', "<presence type='error' id='q' from='shop@example.org'/>"],
    ['another namespace', "<iq xmlns='urn:x' type='result' id='q' from='shop@example.org'/>"],
  ])('%s does not', async (_, stanza) => {
    const host = new Host();
    const answer = ask(host);
    await host.stream.receive(stanza);
    expect(await outcome(answer)).toBe('pending');
    await host.stream.receive("<iq type='result' id='q' from='shop@example.org'/>");
    expect(await answer).toBeInstanceOf(Iq);
  });

  test('a get with its id from its addressee is answered as any other', async () => {
    const host = new Host();
    const answer = ask(host);
    await host.stream.receive("<iq type='get' id='q' from='shop@example.org'><x xmlns='urn:x'/></iq>");
    expect(host.sent.slice(1)).toEqual([expect.toContainXml(errorOf('service-unavailable'))]);
    expect(await outcome(answer)).toBe('pending');
  });
});

describe('ids', () => {
  test('are 128 bits, of which no two are the same', () => {
    const host = new Host({ predictableIds: false });
    for (let i = 0; i < 100; i++) void host.stream.makeIq({ type: 'get', to: 'a@b.c' }).send();
    const ids = host.sent.map((iq) => iq.attribute('id'));
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  test('are given to requests that have none, and to nothing else', async () => {
    let ids = 0;
    const host = new Host({ predictableIds: false, newId: () => `id${++ids}` });
    expect(host.stream.makeIq({ type: 'get' }).get('id')).toBe('id1');
    expect(host.stream.makeIq({ type: 'set', id: 'own' }).get('id')).toBe('own');
    expect(host.stream.makeIq({ type: 'result' }).get('id')).toBeUndefined();
    const late = host.stream.makeIq({ to: 'a@b.c' });
    expect(late.get('id')).toBeUndefined();
    void late.set('type', 'get').send();
    expect(late.get('id')).toBe('id2');
    expect(host.stream.makeMessage({ body: 'hi' }).get('id')).toBeUndefined();
  });
});
