/** Who may answer an IQ request: its addressee, and whom acceptReply lets. */
import { Callback, Iq, type JID, MatchXPath, XmlElement } from 'couplet';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ask, Host, outcome } from './support/host.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('by permitted sender', () => {
  interface Row {
    readonly own?: string;
    readonly from?: string;
    readonly to?: string;
    readonly yes: readonly (string | undefined)[];
    readonly no: readonly (string | undefined)[];
  }
  const OWN = 'juliet@example.com/balcony';
  const rows: readonly (readonly [string, Row])[] = [
    // RFC 6120, section 8.1.2.1: an answer is from whom the request was to.
    [
      'the addressee, and nobody else',
      {
        own: OWN,
        to: 'romeo@example.net/orchard',
        yes: ['romeo@example.net/orchard'],
        no: [
          undefined,
          'romeo@example.net',
          'romeo@example.net/other',
          'example.net',
          OWN,
          'juliet@example.com',
          'example.com',
          'x@y.z',
        ],
      },
    ],
    ['compared as text', { own: OWN, to: '@odd', yes: ['@odd'], no: ['@ODD', undefined, OWN] }],
    [
      'compared as JIDs',
      {
        own: OWN,
        to: 'Romeo@Example.NET/Orchard',
        yes: ['romeo@example.net/Orchard', 'ROMEO@EXAMPLE.NET/Orchard'],
        no: ['romeo@example.net/orchard', undefined],
      },
    ],
    [
      'a domain that was asked',
      {
        own: OWN,
        to: 'example.net',
        yes: ['example.net', 'EXAMPLE.NET'],
        no: ['x@example.net', 'example.net/x', undefined],
      },
    ],
    // RFC 6120, section 10.3.3: what has no `to` is for the own account, and the server answers for that.
    [
      'no `to`: the own account and its server',
      {
        own: OWN,
        yes: [undefined, 'juliet@example.com', OWN, 'example.com', 'Juliet@EXAMPLE.com'],
        no: ['juliet@example.com/other', 'romeo@example.com', 'example.com/x', 'romeo@example.net'],
      },
    ],
    [
      'to the own bare JID: the same',
      {
        own: OWN,
        to: 'juliet@example.com',
        yes: [undefined, 'juliet@example.com', OWN, 'example.com'],
        no: ['juliet@example.com/other', 'romeo@example.net'],
      },
    ],
    [
      'to the own bare JID, written otherwise',
      {
        own: OWN,
        to: 'JULIET@example.com',
        yes: [undefined, 'JULIET@example.com', 'juliet@example.com', OWN, 'example.com'],
        no: ['juliet@example.com/other'],
      },
    ],
    [
      'to the own full JID: that',
      { own: OWN, to: OWN, yes: [OWN], no: [undefined, 'juliet@example.com', 'example.com'] },
    ],
    [
      'to the own domain: that',
      { own: OWN, to: 'example.com', yes: ['example.com'], no: [undefined, OWN, 'juliet@example.com'] },
    ],
    ['no `to`, and the own JID unknown: by id alone', { yes: [undefined, 'example.com', 'x@y.z'], no: [] }],
    ['an addressee, and the own JID unknown', { to: 'a@b.c', yes: ['a@b.c'], no: [undefined, 'b.c', 'x@y.z'] }],
    // A component speaks for many: what counts is whom this request is from.
    [
      'relative to the request’s own `from`',
      {
        own: 'example.com',
        from: 'bot@example.com/1',
        yes: [undefined, 'bot@example.com', 'bot@example.com/1', 'example.com'],
        no: ['bot@example.com/2', 'other@example.com'],
      },
    ],
    [
      'to the bare JID of the request’s own `from`',
      {
        own: OWN,
        from: 'bot@example.org/1',
        to: 'bot@example.org',
        yes: [undefined, 'bot@example.org', 'bot@example.org/1', 'example.org'],
        no: [OWN, 'example.com'],
      },
    ],
    [
      'to the stream’s account, from another',
      {
        own: OWN,
        from: 'bot@example.org/1',
        to: 'juliet@example.com',
        yes: ['juliet@example.com'],
        no: [undefined, OWN, 'example.com', 'bot@example.org'],
      },
    ],
  ];

  test.each(rows)('%s', async (_, { own, from, to, yes, no }) => {
    for (const [senders, accepted] of [
      [yes, true],
      [no, false],
    ] as const) {
      for (const sender of senders) {
        const host = new Host({ jid: own });
        // As text in the XML: what is sent need not be a JID.
        const attributes = { type: 'get', id: 'q', to, from };
        const answer = host.stream.send(new XmlElement('{jabber:client}iq', attributes, new XmlElement('{urn:x}x')));
        await host.stream.receive(new XmlElement('{jabber:client}iq', { type: 'result', id: 'q', from: sender }));
        expect([sender, (await outcome(answer)) !== 'pending']).toEqual([sender, accepted]);
        host.stream.offline();
      }
    }
  });

  test('as it was sent: what is done with the request afterwards does not matter', async () => {
    const host = new Host();
    const request = host.stream.makeIq({ type: 'get', to: 'a@b.c', id: 'q' });
    const answer = request.send();
    request.set('to', 'x@y.z').set('id', 'other');
    await host.stream.receive("<iq type='result' id='other' from='x@y.z'/>");
    expect(await outcome(answer)).toBe('pending');
    await host.stream.receive("<iq type='result' id='q' from='a@b.c'/>");
    expect(await answer).toBeInstanceOf(Iq);
  });

  test('as it was sent: with the addresses that an out-filter gave it', async () => {
    const host = new Host();
    host.stream.addFilter('out', (stanza) => stanza.copy().set('to', 'proxy.example.org').set('id', 'proxied'));
    const answer = host.stream.makeIq({ type: 'get', to: 'a@b.c', id: 'q' }).send();
    await host.stream.receive("<iq type='result' id='q' from='a@b.c'/>");
    expect(await outcome(answer)).toBe('pending');
    await host.stream.receive("<iq type='result' id='proxied' from='proxy.example.org'/>");
    expect(await answer).toBeInstanceOf(Iq);
  });

  test('a stranger’s answer is a stanza like any other, and the request waits on', async () => {
    const host = new Host();
    const seen: unknown[] = [];
    host.stream.registerHandler(new Callback('stray', new MatchXPath('iq'), (iq) => seen.push(iq.get('from')?.full)));
    const answer = ask(host);
    await host.stream.receive("<iq type='result' id='q' from='mallory@evil.example'/>");
    await host.stream.receive("<iq type='error' id='q' from='mallory@evil.example'/>");
    expect(seen).toEqual(['mallory@evil.example', 'mallory@evil.example']);
    expect(await outcome(answer)).toBe('pending');
    expect(host.sent).toHaveLength(1);
  });

  test('two requests with one id to two addressees each get their own', async () => {
    const host = new Host();
    const one = ask(host, { to: 'one@b.c' });
    const two = ask(host, { to: 'two@b.c' });
    await host.stream.receive("<iq type='result' id='q' from='two@b.c'/>");
    expect((await two).get('from')?.full).toBe('two@b.c');
    expect(await outcome(one)).toBe('pending');
    await host.stream.receive("<iq type='result' id='q' from='one@b.c'/>");
    expect((await one).get('from')?.full).toBe('one@b.c');
  });
});

describe('acceptReply', () => {
  test('widens that: it is asked about a sender that is not permitted otherwise', async () => {
    const host = new Host();
    const asked: unknown[] = [];
    const accept = (from: JID | undefined): boolean => {
      asked.push(from?.full);
      return from?.domain === 'b.c';
    };
    const answer = ask(host, { to: 'a@b.c' }, { acceptReply: accept });
    for (const from of ["from='x@y.z'", '', "from='other@b.c'"])
      await host.stream.receive(`<iq type='result' id='q' ${from}/>`);
    expect((await answer).get('from')?.full).toBe('other@b.c');
    expect(asked).toEqual(['x@y.z', undefined, 'other@b.c']);
  });

  test('is not asked about the addressee', async () => {
    const host = new Host();
    const answer = ask(host, { to: 'a@b.c' }, { acceptReply: () => false });
    await host.stream.receive("<iq type='result' id='q' from='a@b.c'/>");
    expect(await answer).toBeInstanceOf(Iq);
  });

  test('what it throws, or a sender that is no JID, is reported and accepts nothing', async () => {
    const host = new Host();
    const failure = new Error('accept');
    const answer = ask(
      host,
      {},
      {
        acceptReply: () => {
          throw failure;
        },
      },
    );
    await host.stream.receive("<iq type='result' id='q' from='x@y.z'/>");
    await host.stream.receive("<iq type='result' id='q' from='@'/>");
    expect(await outcome(answer)).toBe('pending');
    expect(host.errors).toEqual([failure, expect.objectContaining({ name: 'InvalidJIDError' })]);
  });
});
