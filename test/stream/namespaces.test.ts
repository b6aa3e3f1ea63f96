/**
 * Namespaces at the edge: stanzas are `jabber:client` inside, whatever they are on the wire. Where it counts how a text
 * is read, or which elements pass, on a bare `StanzaStream`: a `TestStream` reads texts itself, and copies elements.
 */
import { Callback, Iq, MissingAddressError, parseXml, StanzaStream, XmlElement, type XmlNode } from 'couplet';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromWire, toWire } from '../../src/stream/namespaces.js';
import { Host, messages } from './support/host.js';

const COMPONENT = 'jabber:component:accept';
const CLIENT = 'jabber:client';

/** A component. */
const component = (): Host => new Host({ jid: 'shop.example.org', wireNamespace: COMPONENT });

/** A stream that is no test stream, the elements that it sends, and what it reports. */
function bare(wireNamespace?: string): { stream: StanzaStream; elements: XmlElement[]; errors: unknown[] } {
  const elements: XmlElement[] = [];
  const errors: unknown[] = [];
  const stream = new StanzaStream({
    jid: 'shop.example.org',
    wireNamespace,
    send: (element) => void elements.push(element),
    onError: (error) => void errors.push(error),
  });
  return { stream, elements, errors };
}

/** The mapping, as one would write it down. */
function reference(element: XmlElement, from: string, to: string): XmlElement {
  const children = element.children.map((node): XmlNode => {
    if (typeof node === 'string') return node;
    return node.namespace === from ? reference(node, from, to) : node.clone();
  });
  return new XmlElement(`{${to}}${element.name}`, element.attributes, ...children);
}

const tree = fc.letrec<{ tree: XmlElement; node: XmlNode }>((tie) => ({
  tree: fc
    .record({
      namespace: fc.constantFrom(CLIENT, COMPONENT, 'urn:x', ''),
      name: fc.constantFrom('a', 'b'),
      attributes: fc.dictionary(fc.constantFrom('id', `{${CLIENT}}x`, `{${COMPONENT}}x`), fc.constantFrom('1', '2')),
      children: fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'tree' }),
    })
    .map(
      ({ namespace, name, attributes, children }) =>
        new XmlElement(namespace === '' ? name : `{${namespace}}${name}`, attributes, ...(children as XmlNode[])),
    ),
  node: fc.oneof(
    { depthIdentifier: 'tree', depthSize: 'small' },
    fc.constantFrom<XmlNode>('text', '<&>'),
    tie('tree') as fc.Arbitrary<XmlNode>,
  ),
})).tree;

describe('the mapping', () => {
  test('is of the stanza and the descendants reached through elements of its namespace, and of nothing else', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom('in', 'out'), (element, direction) => {
        const [from, to] = direction === 'in' ? [COMPONENT, CLIENT] : ([CLIENT, COMPONENT] as const);
        const stanza = new XmlElement(`{${from}}iq`, {}, element);
        const before = String(stanza);
        const mapped = direction === 'in' ? fromWire(stanza, COMPONENT) : toWire(stanza, COMPONENT);
        expect(mapped).toEqualXml(reference(stanza, from, to), { exactWhitespace: true });
        expect(String(stanza)).toBe(before);
        // No element of the one is in the other.
        for (const found of mapped.findAll('.//*')) found.setAttribute('touched', 'yes');
        expect(String(stanza)).toBe(before);
        if (direction === 'in')
          expect(fromWire(before, COMPONENT)).toEqualXml(reference(stanza, from, to), { exactWhitespace: true });
      }),
    );
  });

  test('there and back is the same, where the other namespace is not in it', () => {
    fc.assert(
      fc.property(tree, (element) => {
        fc.pre(!String(element).includes(COMPONENT));
        const stanza = new XmlElement(`{${CLIENT}}message`, {}, element);
        expect(fromWire(toWire(stanza, COMPONENT), COMPONENT)).toEqualXml(stanza, { exactWhitespace: true });
      }),
    );
  });

  test('does not grow the stack', () => {
    let deep = new XmlElement(`{${CLIENT}}x`);
    for (let i = 0; i < 100_000; i++) deep = new XmlElement(`{${CLIENT}}x`, {}, deep);
    let innermost = toWire(deep, COMPONENT);
    for (let next = innermost; next !== undefined; next = next.children[0] as XmlElement) innermost = next;
    expect(innermost.namespace).toBe(COMPONENT);
  });

  test('leaves what is of another namespace, and what is already as it should be', () => {
    for (const tag of ['{urn:x}note', `{${CLIENT}}iq`]) {
      const element = new XmlElement(tag, {}, new XmlElement(`{${COMPONENT}}x`));
      expect(fromWire(element, COMPONENT)).toBe(element);
      expect(fromWire(element, CLIENT)).toBe(element);
      expect(toWire(element, CLIENT)).toBe(element);
    }
  });
});

describe('a component', () => {
  const MESSAGE = `<message xmlns='${COMPONENT}' from='bill@example.org' to='shop.example.org' type='error'>
    <body>hi</body>
    <error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
    <forwarded xmlns='urn:xmpp:forward:0'>
      <message xmlns='${CLIENT}'><body>inner</body></message>
      <message xmlns='${COMPONENT}'><body>inner</body></message>
    </forwarded>
  </message>`;

  test('its stanzas are jabber:client inside, their body and error too; what is forwarded stays as it is', async () => {
    const { stream, errors } = bare(COMPONENT);
    const element = parseXml(MESSAGE);
    const before = String(element);
    let seen = 0;
    stream.registerHandler(
      new Callback('reads', messages, (message) => {
        seen++;
        expect(message.get('body')).toBe('hi');
        expect(message.get('error').get('condition')).toBe('conflict');
        const inner = message.xml.findAll('{urn:xmpp:forward:0}forwarded/*').map((child) => child.namespace);
        expect(inner).toEqual([CLIENT, COMPONENT]);
      }),
    );
    await stream.receive(element);
    expect(seen).toBe(1);
    expect(String(element)).toBe(before);
    await stream.receive(MESSAGE);
    expect(seen).toBe(2);
    expect(errors).toEqual([]);
  });

  test('what it is sent as text needs no namespace declaration', async () => {
    const { stream } = bare(COMPONENT);
    const got: unknown[] = [];
    stream.registerHandler(new Callback('reads', messages, (message) => got.push(message.get('body'))));
    await stream.receive("<message from='a@b.c'><body>hi</body></message>");
    expect(got).toEqual(['hi']);
  });

  test('what it sends is of its namespace on the wire, and the stanza stays as it is', async () => {
    const { stream } = component();
    const message = stream.makeMessage({ to: 'bill@example.org', body: 'hi' });
    const inner = parseXml(`<message xmlns='${CLIENT}'><body>inner</body></message>`);
    message.append(new XmlElement('{urn:xmpp:forward:0}forwarded', {}, inner));
    await message.send();
    await stream.expectSent(
      `<message xmlns='${COMPONENT}' to='bill@example.org' from='shop.example.org'><body>hi</body>
        <forwarded xmlns='urn:xmpp:forward:0'><message xmlns='${CLIENT}'><body>inner</body></message></forwarded>
      </message>`,
    );
    await stream.expectNothingSent();
    expect(message.xml.namespace).toBe(CLIENT);
    expect(message.has('from')).toBe(false);
  });

  test('its answers too, those of the stream as well', async () => {
    const host = component();
    host.onIq('replies', (iq) => (iq.get('id') === '1' ? iq.reply().send() : undefined));
    for (const id of ['1', '2'])
      await host.stream.receive(`<iq type='get' id='${id}' from='a@b.c' to='shop.example.org'><x xmlns='urn:x'/></iq>`);
    await host.stream.expectSent(`<iq xmlns='${COMPONENT}' to='a@b.c' from='shop.example.org' id='1' type='result'/>`);
    await host.stream.expectSent(
      `<iq xmlns='${COMPONENT}' to='a@b.c' from='shop.example.org' id='2' type='error'>
        <error type='cancel' code='503'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
      </iq>`,
    );
    await host.stream.expectNothingSent();
  });

  test('its requests are answered', async () => {
    const { stream } = component();
    const answer = stream.makeIq({ type: 'get', to: 'bill@example.org', id: 'q' }).send();
    await stream.receive("<iq type='result' id='q' from='bill@example.org'/>");
    expect(await answer).toBeInstanceOf(Iq);
  });

  test('must say to whom', async () => {
    const { stream } = component();
    for (const stanza of [stream.makeMessage({ body: 'hi' }), stream.makePresence(), stream.makeIq({ type: 'get' })]) {
      expect(() => stanza.send()).toThrow(MissingAddressError);
      expect(() => stanza.send()).toThrow(/has no 'to': a component must give one/);
    }
    await stream.expectNothingSent();
  });

  test('but for what is no stanza, and for the answer to one that is from nobody', async () => {
    const host = component();
    await host.stream.send(new XmlElement(`{${COMPONENT}}handshake`, {}, 'aaee83c26aeeafcbabeabfcbcd50df997e0a2a1e'));
    await host.stream.receive("<iq type='get' id='1'><x xmlns='urn:x'/></iq>");
    expect(host.sent.map(({ name }) => name)).toEqual(['handshake', 'iq']);
    expect(host.errors).toEqual([]);
  });

  test('is from its own JID where it does not say from whom, and from whom it says where it does', async () => {
    const { stream } = component();
    await stream.makeMessage({ to: 'a@b.c' }).send();
    await stream.makeMessage({ to: 'a@b.c', from: 'bot@shop.example.org' }).send();
    await stream.sendMessage('a@b.c', 'hi');
    expect(stream.sent.map((element) => element.attribute('from'))).toEqual([
      'shop.example.org',
      'bot@shop.example.org',
      'shop.example.org',
    ]);
  });

  test('its JID may be told later', async () => {
    const { stream } = new Host({ wireNamespace: COMPONENT });
    await stream.makeMessage({ to: 'a@b.c' }).send();
    stream.online('shop.example.org');
    await stream.makeMessage({ to: 'a@b.c' }).send();
    expect(stream.sent.map((element) => element.attribute('from'))).toEqual([undefined, 'shop.example.org']);
  });
});

test('the default namespace is jabber:client, whatever the wire says', () => {
  expect(component().stream.defaultNamespace).toBe(CLIENT);
  expect(new Host().stream.defaultNamespace).toBe(CLIENT);
});

test('a client’s stanzas go through as they are: the very elements', async () => {
  const { stream, elements } = bare();
  const got: XmlElement[] = [];
  stream.registerHandler(new Callback('reads', messages, (message) => got.push(message.xml)));
  const element = parseXml(`<message xmlns='${CLIENT}' from='a@b.c'><body>hi</body></message>`);
  await stream.receive(element);
  expect(got[0]).toBe(element);
  const message = stream.makeMessage({ body: 'hi' });
  await message.send();
  expect(elements[0]).toBe(message.xml);
  expect(message.has('from')).toBe(false);
});

test('a client need not say to whom', async () => {
  const host = new Host({ jid: 'bill@example.org/x' });
  await host.stream.makePresence({ priority: 3 }).send();
  expect(host.sent).toEqual([expect.toEqualXml('<presence><priority>3</priority></presence>')]);
});

test('receive refuses text that is no whole, allowed element', async () => {
  const { stream, errors } = bare();
  for (const text of ['', '<message>', '<message/><message/>', '<!DOCTYPE x><x/>', 'hi'])
    await expect(stream.receive(text)).rejects.toMatchObject({ name: 'XmlError' });
  expect(errors).toEqual([]);
});
