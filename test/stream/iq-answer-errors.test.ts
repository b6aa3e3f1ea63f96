/** What a handler throws, and which error a request is answered with then. */
import { defineElement, Iq, IqError, IqTimeoutError, integer, jid, XmlElement, XmppError } from 'couplet';
import { describe, expect, test } from 'vitest';
import { answered, Host, quiet, REQUEST, summary } from './support/host.js';

class Order extends defineElement({
  name: 'order',
  namespace: 'urn:order',
  pluginAttrib: 'order',
  interfaces: { size: integer, to: jid },
  subInterfaces: { count: integer },
}) {}

describe('what a handler throws becomes the answer', () => {
  test('an XmppError: its condition, type, text and application condition; it is not reported', async () => {
    const { host, sent } = await answered(() => {
      throw new XmppError({
        condition: 'not-acceptable',
        type: 'wait',
        text: 'Sold out.',
        application: new XmlElement('{urn:order}sold-out'),
      });
    });
    expect(sent).toEqual([
      expect.toEqualXml(`<iq type='error' id='q' to='bill@example.org/x' from='shop.example.org'>
        <error type='wait' code='406'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
        <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Sold out.</text><sold-out xmlns='urn:order'/></error>
      </iq>`),
    ]);
    expect(host.errors).toEqual([]);
  });

  test('its type without one is that of RFC 6120', async () => {
    const { sent } = await answered(() => {
      throw new XmppError({ condition: 'forbidden' });
    });
    expect(sent).toEqual([expect.toMatchPath("iq/error[@type='auth']/{urn:ietf:params:xml:ns:xmpp-stanzas}forbidden")]);
  });

  test('one that says what no error can: internal-server-error, and it is reported', async () => {
    const { host, sent } = await answered(() => {
      throw new XmppError({ condition: 'no-such-condition' as 'conflict', type: 'cancel' });
    });
    expect(sent.map(summary)).toEqual(['error internal-server-error']);
    expect(host.errors).toHaveLength(1);
  });

  test('the application condition of one error serves many answers', async () => {
    const shared = new XmppError({ condition: 'conflict', application: new XmlElement('{urn:x}taken') });
    const host = new Host();
    host.onIq('throws', () => {
      throw shared;
    });
    await host.stream.receive(REQUEST);
    await host.stream.receive(REQUEST);
    const first = await host.stream.nextSent();
    expect(first).toMatchPath('iq/error/{urn:x}taken');
    await host.stream.expectSent(first);
    await host.stream.expectNothingSent();
  });

  test.each<[string, string, (iq: Iq) => unknown]>([
    ['bad-request', 'a malformed value of the stanza', (iq) => iq.get(Order).get('size')],
    ['bad-request', 'a malformed value of a child in it', (iq) => iq.get(Order).get('count')],
    ['bad-request', 'a malformed value met by `values`', (iq) => iq.get(Order).values],
    ['jid-malformed', 'a malformed JID of the stanza', (iq) => iq.get('to')],
    ['jid-malformed', 'a malformed JID of a child in it', (iq) => iq.get(Order).get('to')],
    [
      'internal-server-error',
      'the same, of a stanza of another',
      () => Iq.parse("<iq><order xmlns='urn:order' size='many'/></iq>").get(Order).get('size'),
    ],
    ['internal-server-error', 'a value that the handler sets', (iq) => iq.reply().get(Order).set('size', 1.5)],
    ['internal-server-error', 'a key that there is not', (iq) => iq.get('nope' as 'id')],
    ['internal-server-error', 'any other error', () => JSON.parse('{')],
    ['internal-server-error', 'what is no error', () => Promise.reject(undefined)],
  ])('%s: %s', async (condition, _, pointer) => {
    const request =
      "<iq type='set' id='q' from='a@b.c' to='@'><order xmlns='urn:order' size='many' to='@'><count>x</count></order></iq>";
    for (const handler of [pointer, async (iq: Iq) => pointer(iq)]) {
      const { host, sent } = await answered(handler, request);
      expect(sent.map(summary)).toEqual([`error ${condition}`]);
      expect(host.errors).toHaveLength(1);
    }
  });

  test.each<[string, 'error' | 'silence', string]>([
    ['an IqError', 'error', 'error undefined-condition'],
    ['an IqTimeoutError', 'silence', 'error remote-server-timeout'],
  ])('%s: %s of a third party is %s, without its words', async (_, third, expected) => {
    const host = new Host();
    host.onIq('asks', (iq) =>
      iq.get('from')?.full === 'bill@example.org/x'
        ? host.stream.makeIq({ type: 'get', to: 'third@example.net', id: 't' }).send({ timeout: 1 })
        : undefined,
    );
    const received = host.stream.receive(REQUEST);
    await host.stream.expectSent("<iq type='get' id='t' to='third@example.net'/>");
    if (third === 'error') {
      await host.stream.receive(`
        <iq type='error' id='t' from='third@example.net'><error type='auth'>
          <forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
          <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>secret words</text><private xmlns='urn:private'/>
        </error></iq>`);
    }
    await received;
    const answer = await host.stream.nextSent();
    expect(summary(answer)).toBe(expected);
    expect(String(answer)).not.toMatch(/secret|private|third|forbidden/);
    await host.stream.expectNothingSent();
    expect(host.errors).toEqual([expect.any(third === 'error' ? IqError : IqTimeoutError)]);
  });

  test('no payload is echoed, and no message of an error goes out', async () => {
    const request =
      "<iq type='set' id='q' from='a@b.c'><order xmlns='urn:order'><password>hunter2</password></order></iq>";
    const throws: (() => never)[] = [
      () => {
        throw new Error('hunter2');
      },
      () => {
        throw new XmppError({ condition: 'conflict' });
      },
    ];
    for (const pointer of [...throws, () => undefined]) {
      const { sent } = await answered(pointer, request);
      expect(sent).toHaveLength(1);
      expect(String(sent[0])).not.toMatch(/hunter2|order/);
    }
  });

  test('of several, the first in order of registration answers; the others are reported', async () => {
    const host = new Host();
    const late = new XmppError({ condition: 'conflict' });
    const early = new XmppError({ condition: 'gone' });
    host.onIq('first', async () => {
      await quiet();
      throw late;
    });
    host.onIq('second', () => {
      throw early;
    });
    await host.stream.receive(REQUEST);
    expect(host.sent.map(summary)).toEqual(['error conflict']);
    expect(host.reported.map(({ error, context }) => [error, context.handler?.name])).toEqual([[early, 'second']]);
  });

  test('after a reply it answers nothing, and is reported, an XmppError too', async () => {
    const error = new XmppError({ condition: 'conflict' });
    const { host, sent } = await answered(async (iq) => {
      await iq.reply().send();
      throw error;
    });
    expect(sent.map(summary)).toEqual(['result']);
    expect(host.errors).toEqual([error]);
  });

  test('one handler throws, another replies: the reply counts', async () => {
    const host = new Host();
    host.onIq('throws', () => {
      throw new XmppError({ condition: 'conflict' });
    });
    host.onIq('replies', async (iq) => {
      await quiet();
      await iq.reply().send();
    });
    await host.stream.receive(REQUEST);
    expect(host.sent.map(summary)).toEqual(['result']);
    expect(host.errors).toHaveLength(1);
  });
});
