/** equalXml: what counts, what does not, and what a failure says. */
import { DOMParser } from '@xmldom/xmldom';
import { Iq, Message, parseXml, XmlElement } from 'couplet';
import type { DomElement } from 'couplet/interop/dom';
import { AssertionError, assertEqualXml, equalXml, UnreadableXmlError } from 'couplet/testing';
import { xmlElement } from 'couplet/testing/arbitrary';
import fc from 'fast-check';
import * as ltx from 'ltx';
import { describe, expect, test } from 'vitest';

const passes = (...given: Parameters<typeof equalXml>): boolean => equalXml(...given).pass;

describe('does not count', () => {
  test.each([
    ['prefixes', '<p:a xmlns:p="urn:x"><p:b/></p:a>', '<a xmlns="urn:x"><b/></a>'],
    ['quotes', `<a x='1'/>`, '<a x="1"/>'],
    ['the order of attributes', '<a x="1" y="2"/>', '<a y="2" x="1"/>'],
    ['how characters are escaped', '<a>&#x41;&amp;</a>', '<a>A<![CDATA[&]]></a>'],
    ['empty element tags', '<a/>', '<a></a>'],
    ['unused namespace declarations', '<a xmlns:x="urn:x"/>', '<a/>'],
    ['indentation', '<a><b/><c>x</c></a>', '\n<a>\n  <b/>\r\n\t<c>x</c>\n</a>\n'],
    ['comments of the expectation', '<a><b/></a>', '<!-- why --><a><!-- b --><b/></a>'],
  ])('%s', (_what, received, expected) => expect(passes(received, expected)).toBe(true));

  test('the order of children, if told so, at any depth', () => {
    const [one, other] = ['<a><b><c/><d/></b><e>1</e><e>2</e></a>', '<a><e>2</e><b><d/><c/></b><e>1</e></a>'];
    expect(passes(one, other)).toBe(false);
    expect(passes(one, other, { ignoreOrder: true })).toBe(true);
  });
});

describe('counts', () => {
  test.each([
    ['namespaces', '<a xmlns="urn:x"/>', '<a xmlns="urn:y"/>', '.'],
    ['the namespace of a child', '<a><b/></a>', '<a><b xmlns="urn:y"/></a>', 'a/{urn:y}b'],
    ['the namespace of an attribute', '<a x="1"/>', '<a p:x="1" xmlns:p="urn:p"/>', 'a/@{urn:p}x'],
    ['an attribute too many', '<a x="1"/>', '<a/>', 'a/@x'],
    ['an attribute', '<a x="1"/>', '<a x="2"/>', 'a/@x'],
    ['text', '<a><b>x</b></a>', '<a><b>y</b></a>', 'a/b/text()'],
    ['white space in text', '<a>x</a>', '<a>x\n</a>', 'a/text()'],
    ['white space alone in an element', '<a/>', '<a>\n</a>', 'a/text()'],
    ['a space between elements', '<a><b/><c/></a>', '<a><b/> <c/></a>', 'a/text()'],
    ['indentation beside text', '<a>x<b/></a>', '<a>x<b/>\n</a>', 'a/text()'],
    ['a missing child', '<a><b/></a>', '<a><b/><c/></a>', 'a/c'],
    ['a missing child before another', '<a><c/></a>', '<a><b/><c/></a>', 'a/b'],
    ['a child too many', '<a><b/><x/><c/></a>', '<a><b/><c/></a>', 'a/x'],
    ['the second of several', '<a><b/><b x="1"/></a>', '<a><b/><b x="2"/></a>', 'a/b[2]/@x'],
    ['how many there are', '<a><b/><b/></a>', '<a><b/></a>', 'a/b[2]'],
    ['the order of children', '<a><b/><c/></a>', '<a><c/><b/></a>', 'a/c'],
  ])('%s', (_what, received, expected, path) => {
    const result = equalXml(received, expected);
    expect(result.pass).toBe(false);
    expect(result.message.split('\n')[0]).toBe(`The XML is not as expected at ${path}`);
  });

  test('how often a child is there, without order too', () => {
    const [two, one] = ['<a><b/><c/><b/></a>', '<a><c/><b/><c/></a>'];
    expect(passes(two, one, { ignoreOrder: true })).toBe(false);
    expect(passes(one, two, { ignoreOrder: true })).toBe(false);
  });
  test('indentation, if told so', () => {
    expect(passes('<a>\n<b/></a>', '<a><b/></a>', { exactWhitespace: true })).toBe(false);
  });
  test('the first difference in document order is named', () => {
    const { message } = equalXml('<a><b><c x="1"/></b><d/></a>', '<a><b><c x="2"/></b></a>');
    expect(message).toContain('at a/b/c/@x');
  });
  test('without order, a child is compared with its namesake', () => {
    const { message } = equalXml('<a><b x="1"/><c/></a>', '<a><c/><b x="2"/></a>', { ignoreOrder: true });
    expect(message).toContain('at a/b/@x\n  expected: "2"\n  found:    "1"');
  });
});

describe('takes', () => {
  const text = '<message xmlns="jabber:client" to="a@b"><body>hi</body></message>';
  test.each([
    ['text', text],
    ['bytes', new TextEncoder().encode(text)],
    ['an element', parseXml(text)],
    ['a stanza object', Message.of({ to: 'a@b', body: 'hi' })],
    ['a DOM element', new DOMParser().parseFromString(text, 'text/xml').documentElement as DomElement],
    ['a DOM document', new DOMParser().parseFromString(text, 'text/xml') as never],
    ['an ltx element', ltx.parse(text)],
    ['an ltx element, built', ltx.createElement('message', { to: 'a@b' }, ltx.createElement('body', {}, 'hi'))],
  ])('%s on either side', (_what, given) => {
    expect(passes(given, text)).toBe(true);
    expect(passes(text, given)).toBe(true);
  });
  test('stanzas as they stand in a client stream', () => {
    expect(passes(Message.of({ body: 'hi' }), '<message><body>hi</body></message>')).toBe(true);
    expect(passes(new Iq(), ' <iq/>')).toBe(true);
    expect(passes('<iq xmlns="jabber:server"/>', '<iq/>')).toBe(false);
    expect(passes('<iqs/>', '<iqs/>')).toBe(true);
    expect(passes(new XmlElement('{jabber:client}iqs'), '<iqs/>')).toBe(false);
  });
  test.each([
    ['a declaration', '<?xml version="1.0"?>\n<iq/>'],
    ['a byte-order mark', '\ufeff<iq/>'],
    ['comments', '<!-- RFC 6120 --><!-- <message/> -->\n<iq/>'],
    ['all of these', '\ufeff<?xml version="1.0"?>\n<!-- RFC 6120 -->\n<iq/>'],
  ])('the same after %s, as text and as bytes', (_what, expected) => {
    expect(passes('<iq/>', expected)).toBe(true);
    expect(passes(new Iq(), new TextEncoder().encode(expected))).toBe(true);
    expect(passes(new TextEncoder().encode('<iq/>'), expected)).toBe(true);
    expect(passes(new XmlElement('{jabber:client}iqs'), expected.replace('<iq', '<iqs'))).toBe(false);
  });
  test('an ltx element with namespaces that are declared around it', () => {
    const namespaces = { p: 'urn:p' };
    expect(passes(ltx.parse('<p:a/>'), '<a xmlns="urn:p"/>', { namespaces })).toBe(true);
  });
  test('text with namespaces that are declared around it', () => {
    const namespaces = { '': 'urn:d', p: 'urn:p' };
    expect(passes('<a><p:b/></a>', '<a xmlns="urn:d"><b xmlns="urn:p"/></a>', { namespaces })).toBe(true);
    expect(passes('<iq/>', '<iq xmlns="jabber:server"/>', { namespaces: { '': 'jabber:server' } })).toBe(true);
  });
  test('more than a stream would', () => {
    const deep = `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`;
    expect(passes(deep, deep)).toBe(true);
    expect(passes(deep, deep, { ignoreOrder: true })).toBe(true);
    expect(passes(deep, deep.replace('<a></a>', '<a><b/></a>'))).toBe(false);
  });
});

describe('a failure', () => {
  test('shows both, side by side', () => {
    const message = [
      'The XML is not as expected at {jabber:client}iq/{jabber:iq:register}query/username/text()',
      '  expected: "bill"',
      '  found:    "bob"',
      '',
      '  expected                             │ found',
      '───────────────────────────────────────┼─────────',
      '  <iq xmlns="jabber:client" id="1">    │ <iq xmlns="jabber:client" id="1">',
      '    <query xmlns="jabber:iq:register"> │   <query xmlns="jabber:iq:register">',
      '≠     <username>bill</username>        │     <username>bob</username>',
      '+                                      │     <email/>',
      '    </query>                           │   </query>',
      '  </iq>                                │ </iq>',
    ];
    const found = "<iq id='1'><query xmlns='jabber:iq:register'><username>bob</username><email/></query></iq>";
    const wanted = '<iq id="1"><query xmlns="jabber:iq:register"><username>bill</username></query></iq>';
    expect(equalXml(found, wanted).message).toBe(message.join('\n'));
  });
  test('shows of much that is equal how much it is', () => {
    const items = '<i/>'.repeat(100);
    const { message } = equalXml(`<a>${items}<b/></a>`, `<a>${items}<c/></a>`);
    const table = message.split('\n').slice(4);
    expect(table.find((line) => line.startsWith('  ⋮'))).toMatch(/^ {2}⋮ 96 equal lines +│ ⋮$/);
    // All in one column.
    expect(new Set(table.map((line) => line.search(/[│┼]/))).size).toBe(1);
    expect(message.split('\n').length).toBeLessThan(20);
  });
  test('breaks long lines', () => {
    const { message } = equalXml(`<a>${'0'.repeat(300)}</a>`, `<a>${'1'.repeat(300)}</a>`);
    const table = message.split('\n').slice(4);
    expect(Math.max(...table.map((line) => line.length))).toBeLessThan(140);
    expect(table.join('').match(/0/g)).toHaveLength(300);
    expect(table.join('').match(/1/g)).toHaveLength(300);
  });
  test('of thousands of lines is shown all the same', () => {
    const [one, other] = ['<b x="1"/>', '<c y="2"/>'].map((item) => `<a>${item.repeat(1500)}</a>`);
    expect(equalXml(one ?? '', other ?? '').message).toContain('≠   <c y="2"/>');
  });
  test('shows characters that cannot be seen', () => {
    const element = new XmlElement('a', { x: 'a\u0000\tb' });
    expect(equalXml(element, '<a x="a"/>').message).toContain(String.raw`found:    "a\u0000\tb"`);
  });
  test('of a forgotten namespace asks about it', () => {
    const { message } = equalXml('<query xmlns="jabber:iq:register"/>', '<query/>');
    expect(message).toContain('did you leave out xmlns="jabber:iq:register"?');
  });
  test('is thrown by assertEqualXml in the shape that runners know', () => {
    const { message, expected, received } = equalXml('<a/>', '<b/>');
    const error = { name: 'AssertionError', code: 'assertion-failed', operator: 'equalXml', actual: received };
    expect(() => assertEqualXml('<a/>', '<b/>')).toThrow(AssertionError);
    expect(() => assertEqualXml('<a/>', '<b/>')).toThrow(expect.objectContaining({ ...error, expected, message }));
    expect(() => assertEqualXml('<a/>', '<a/>')).not.toThrow();
  });
});

describe('what is no XML never passes, nor fails', () => {
  test('a broken expectation says that it is the expectation, and where', () => {
    const run = (): unknown => equalXml('<a/>', '<a>\n  <b x=1/>\n</a>');
    expect(run).toThrow(UnreadableXmlError);
    expect(run).toThrow(expect.objectContaining({ code: 'unreadable-xml', role: 'expected' }));
    expect(run).toThrow(/^The expected XML, which the test itself gives, is broken: .* \(line 2, column 8\)/);
    expect(run).toThrow('\n\n    <b x=1/>\n         ^');
  });
  test('of a long line only the part around the fault is shown', () => {
    const text = `<a>${'<b/>'.repeat(200)}<c></a>`;
    const shown = /\n\n {2}(.*)\n( +)\^$/.exec(String(catching(() => equalXml('<a/>', text))));
    expect(shown?.[1]?.length).toBeLessThanOrEqual(100);
    expect(shown?.[1]?.slice((shown[2]?.length ?? 0) - 2)).toMatch(/^<?\/?a>/);
  });
  test('broken XML that is received', () => {
    expect(() => equalXml('<a>', '<a/>')).toThrow(/^The XML received is broken: /);
    expect(() => equalXml('<a><!-- no comments on a stream --></a>', '<a/>')).toThrow(/^The XML received is broken: /);
  });
  test('elements of other stacks that cannot be taken over', () => {
    const comment = new DOMParser().parseFromString('<a><!-- b --></a>', 'text/xml').documentElement as DomElement;
    expect(() => equalXml(comment, '<a/>')).toThrow(/^The XML received cannot be taken over: .*comment/);
    expect(() => equalXml('<a/>', ltx.parse('<p:a/>'))).toThrow(/^The expected XML.* cannot be taken over: .*p:a/);
  });
  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [3, 'a number'],
    [{}, 'an object of class Object'],
    [Object.create(null), 'an object of class none'],
    [new Date(), 'an object of class Date'],
    [{ xml: '<a/>' }, 'an object of class Object'],
  ])('%s', (value, said) => {
    expect(() => equalXml(value as never, '<a/>')).toThrow(`The XML received is ${said}; it can be`);
  });
  test('what an element given as an object throws is not hidden', () => {
    expect(() => equalXml(new XmlElement('a', { x: '1' }), '<a/>', { namespaces: { 'a b': 'x' } })).toThrow('a b');
  });
});

test('property: an element equals itself, and only its equals', () => {
  fc.assert(
    fc.property(xmlElement(), xmlElement(), (one, other) => {
      const exact = { exactWhitespace: true };
      expect(passes(one, one.clone(), exact)).toBe(true);
      expect(passes(one, one.clone(), { ...exact, ignoreOrder: true })).toBe(true);
      expect(passes(one, other, exact)).toBe(one.equals(other));
    }),
  );
});

test('property: without order, a shuffled element is equal, and one with a change is not', () => {
  fc.assert(
    fc.property(xmlElement(), fc.integer(), (element, seed) => {
      const shuffled = shuffle(element, seed);
      expect(passes(shuffled, element, { ignoreOrder: true, exactWhitespace: true })).toBe(true);
      shuffled.append(new XmlElement('one-more'));
      expect(passes(shuffled, element, { ignoreOrder: true, exactWhitespace: true })).toBe(false);
    }),
  );
});

/** A copy with the child elements of each element in another order. */
function shuffle(element: XmlElement, seed: number): XmlElement {
  const children = element.children.filter((node): node is XmlElement => typeof node === 'object');
  const turned = children.map((child, i) => ({
    child: shuffle(child, seed + i),
    at: Math.imul(seed + i, 40503) & 255,
  }));
  turned.sort((a, b) => a.at - b.at);
  return new XmlElement(element.tag, element.attributes, element.text, ...turned.map(({ child }) => child));
}

function catching(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
