/** IQs that are no valid requests, and stanzas that are never answered. */
import { Callback, NotRepliableError, Waiter, XmlElement, XmppError } from 'couplet';
import { describe, expect, test } from 'vitest';
import { Host, matching, summary } from './support/host.js';

describe('what is no valid request is answered bad-request before any handler', () => {
  test.each([
    ['no type', "<iq id='q' from='a@b.c'><x xmlns='urn:x'/></iq>"],
    ['an unknown type', "<iq type='put' id='q' from='a@b.c'><x xmlns='urn:x'/></iq>"],
    ['an empty type', "<iq type='' id='q' from='a@b.c'><x xmlns='urn:x'/></iq>"],
    ['a get without a child', "<iq type='get' id='q' from='a@b.c'/>"],
    ['a get with text alone', "<iq type='get' id='q' from='a@b.c'>text</iq>"],
    ['a set with two children', "<iq type='set' id='q' from='a@b.c'><x xmlns='urn:x'/><x xmlns='urn:x'/></iq>"],
  ])('%s', async (_, request) => {
    const host = new Host();
    const ran: unknown[] = [];
    host.onIq('callback', () => ran.push('callback'));
    const waiter = new Waiter(
      'waiter',
      matching(() => true),
    );
    host.stream.registerHandler(waiter);
    await host.stream.receive(request);
    expect(host.sent).toEqual([
      expect.toEqualXml(
        "<iq to='a@b.c' id='q' type='error'><error type='modify' code='400'><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
      ),
    ]);
    expect(ran).toEqual([]);
    expect(waiter.finished).toBe(false);
    expect(host.errors).toEqual([]);
  });

  test('white space and text beside the one child do not make it invalid', async () => {
    const host = new Host();
    host.onIq('callback', (iq) => iq.reply().send());
    // Elements, for a test stream leaves indentation out of texts.
    const attributes = { type: 'get', id: 'q', from: 'a@b.c' };
    for (const [before, after] of [
      ['\n  ', '\n'],
      ['text', 'text'],
    ] as const)
      await host.stream.receive(
        new XmlElement('{jabber:client}iq', attributes, before, new XmlElement('{urn:x}x'), after),
      );
    expect(host.sent.map(summary)).toEqual(['result', 'result']);
  });

  test('one without an id is answered without an id, one without a sender to nobody', async () => {
    const host = new Host();
    await host.stream.receive("<iq type='get' from='a@b.c'><x xmlns='urn:x'/></iq>");
    await host.stream.receive("<iq type='get'><x xmlns='urn:x'/></iq>");
    await host.stream.receive('<iq/>');
    host.onIq('replies', (iq) => iq.reply().send());
    await host.stream.receive("<iq type='get' from='a@b.c'><x xmlns='urn:x'/></iq>");
    await host.stream.receive("<iq type='get'><x xmlns='urn:x'/></iq>");
    expect(host.sent.map((iq) => Object.fromEntries(iq.attributes))).toEqual([
      { to: 'a@b.c', type: 'error' },
      { type: 'error' },
      { type: 'error' },
      { to: 'a@b.c', type: 'result' },
      { type: 'result' },
    ]);
  });

  test('a malformed sender is answered as it is written', async () => {
    const host = new Host();
    await host.stream.receive("<iq type='get' id='q' from='@@' to='//'><x xmlns='urn:x'/></iq>");
    expect(host.sent).toEqual([expect.toContainXml("<iq to='@@' from='//' id='q' type='error'/>")]);
  });
});

describe('nothing else is ever answered', () => {
  test.each([
    ['a message', "<message from='a@b.c' id='q'><body>hi</body></message>"],
    ['a message of type get', "<message type='get' from='a@b.c' id='q'/>"],
    ['a message of type error', "<message type='error' from='a@b.c' id='q'/>"],
    ['a presence', "<presence from='a@b.c' id='q'/>"],
    ['a presence that asks', "<presence type='subscribe' from='a@b.c' id='q'/>"],
    ['a result', "<iq type='result' from='a@b.c' id='q'/>"],
    ['an error', "<iq type='error' from='a@b.c' id='q'/>"],
    ['an iq of another namespace', "<iq xmlns='urn:x' type='get' from='a@b.c' id='q'><x/></iq>"],
    ['anything else', "<note xmlns='urn:x' type='get' from='a@b.c' id='q'><x/></note>"],
  ])('%s, be it matched or not, and whatever its handler throws', async (_, stanza) => {
    for (const error of [undefined, new XmppError({ condition: 'conflict' }), new Error('no'), 'no']) {
      const host = new Host();
      if (error !== undefined) {
        host.stream.registerHandler(
          new Callback(
            'throws',
            matching(() => true),
            () => {
              throw error;
            },
          ),
        );
      }
      await host.stream.receive(stanza);
      await host.stream.expectNothingSent();
      // An XmppError that answers nothing is a failure as any other.
      expect(host.errors).toEqual(error === undefined ? [] : [error]);
    }
  });

  test('reply() and errorReply() of an error or a result throw', async () => {
    const host = new Host();
    host.onIq('replies', (iq) => iq.reply().send());
    host.onIq('errors', (iq) => iq.errorReply({ condition: 'conflict' }).send());
    await host.stream.receive("<iq type='error' from='a@b.c' id='q'/>");
    await host.stream.receive("<iq type='result' from='a@b.c' id='q'/>");
    await host.stream.expectNothingSent();
    expect(host.errors).toEqual(Array.from({ length: 4 }, () => expect.any(NotRepliableError)));
  });
});
