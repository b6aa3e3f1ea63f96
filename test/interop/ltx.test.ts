/** couplet/interop/ltx, against ltx itself. */

import { parseXml, XmlElement } from 'couplet';
import { fromLtx, InteropError, toLtx } from 'couplet/interop/ltx';
import fc from 'fast-check';
import { createElement, Element, parse } from 'ltx';
import { describe, expect, test } from 'vitest';
import { EXACT } from '../support/matchers.js';
import { choices, elements, writeOtherwise } from './support/elements.js';
import { failure } from './support/failure.js';

/** What ltx's own parser and writer do not carry: see the notes in docs/embedding.md. */
const PARSED = { attributeNames: ['__proto__'], names: [] };
const WRITTEN = { inText: /\r/g, inValues: /[\t\n\r]/g };

describe('lossless', () => {
  test('there and back', () => {
    fc.assert(
      fc.property(elements(), (element) => {
        expect(fromLtx(toLtx(element, Element))).toEqualXml(element, EXACT);
      }),
    );
  });
  test('what ltx parses is what the reader reads', () => {
    fc.assert(
      fc.property(elements(PARSED), choices, (element, choose) => {
        const text = writeOtherwise(element, choose);
        expect(parseXml(text)).toEqualXml(element, EXACT);
        expect(fromLtx(parse(text))).toEqualXml(parseXml(text), EXACT);
      }),
    );
  });
  test('what ltx writes is what was meant', () => {
    fc.assert(
      fc.property(elements(WRITTEN), (element) => {
        expect(parseXml(String(toLtx(element, Element)))).toEqualXml(element, EXACT);
      }),
    );
  });
  test('an ltx tree with prefixes, there and back', () => {
    fc.assert(
      fc.property(elements({ ...PARSED, ...WRITTEN }), choices, (element, choose) => {
        const tree = parse(writeOtherwise(element, choose));
        const back = toLtx(fromLtx(tree), Element);
        expect(parseXml(String(back))).toEqualXml(parseXml(String(tree)), EXACT);
      }),
    );
  });
  test('neither side is changed', () => {
    const tree = parse("<a xmlns='urn:a'><b>c</b></a>");
    const element = fromLtx(tree);
    toLtx(element, Element);
    expect(String(tree)).toBe('<a xmlns="urn:a"><b>c</b></a>');
    expect(String(element)).toBe('<a xmlns="urn:a"><b>c</b></a>');
  });
});

describe('namespaces', () => {
  const stream = parse(
    "<s:stream xmlns='jabber:client' xmlns:s='urn:s' xmlns:p='urn:p'><iq><p:x p:a='1'/></iq></s:stream>",
  );
  const [iq] = stream.children as Element[];

  test('of the parents', () => {
    expect(fromLtx(iq as Element)).toEqualXml("<iq><p:x xmlns:p='urn:p' p:a='1'/></iq>");
  });
  test('around an element without a parent', () => {
    const message = createElement('message', { 'xml:lang': 'en' }, createElement('p:x'));
    const element = fromLtx(message, { namespaces: { '': 'jabber:client', p: 'urn:p' } });
    expect(element).toEqualXml(
      parseXml("<message xmlns='jabber:client' xml:lang='en'><x xmlns='urn:p'/></message>"),
      EXACT,
    );
  });
  test('those of the parents go before those given', () => {
    expect(fromLtx(iq as Element, { namespaces: { '': 'urn:other', s: 'urn:other' } }).namespace).toBe('jabber:client');
  });
  test('an empty one is none', () => {
    const [child] = parse("<a xmlns='urn:a'><b xmlns=''><c/></b></a>").children as Element[];
    expect(fromLtx(child as Element).find('c')?.tag).toBe('c');
  });
});

describe('what ltx writes as text is text', () => {
  test.each([
    [1, '1'],
    [true, 'true'],
    [10n, '10'],
    [new URL('xmpp:a@b'), 'xmpp:a@b'],
  ])('%s', (value, text) => {
    const element = new Element('a', { at: value });
    element.cnode(value as never);
    expect(fromLtx(element).attribute('at')).toBe(text);
    expect(fromLtx(element).text).toBe(text);
  });
  test('what is absent is absent', () => {
    const element = new Element('a', { at: null, to: undefined });
    element.children.push(null as never, undefined as never, '', 'b', 'c');
    expect(fromLtx(element)).toEqualXml(new XmlElement('a', {}, 'bc'), EXACT);
  });
  test('a name that objects inherit', () => {
    const element = new XmlElement('a', [
      ['__proto__', 'b'],
      ['toString', 'c'],
    ]);
    expect(String(toLtx(element, Element))).toBe('<a __proto__="b" toString="c"/>');
  });
});

describe('refused', () => {
  const faults: [what: string, element: Element, code: string, says: RegExp][] = [
    ['an undeclared prefix', new Element('x:a'), 'unbound-prefix', /'x:a'.*xmlns:x/],
    ['an undeclared prefix of an attribute', new Element('a', { 'x:b': '' }), 'unbound-prefix', /'x:b'/],
    ['no name', new Element('a b'), 'invalid-name', /'a b'/],
    ['no attribute name', new Element('a', { '<': '' }), 'invalid-name', /'<'/],
    ['two colons', new Element('a:b:c'), 'invalid-name', /one prefix/],
    [
      'an attribute twice',
      parse("<a xmlns:x='u' xmlns:y='u' x:b='' y:b=''/>") as Element,
      'invalid-name',
      /'{u}b' twice/,
    ],
    ['an empty prefix', new Element('a', { 'xmlns:': 'u' }), 'invalid-declaration', /prefix is missing/],
    ['a prefix undeclared again', new Element('a', { 'xmlns:x': '' }), 'invalid-declaration', /the prefix 'x'/],
    ['an object as a value', new Element('a', { b: {} }), 'unsupported-value', /'b' of <a>, found an object/],
    ['a function as a value', new Element('a', { b: () => 'secret' }), 'unsupported-value', /found a function/],
  ];
  test.each(faults)('%s', (_what, element, code, says) => {
    const error = failure(() => fromLtx(element));
    expect(error).toBeInstanceOf(InteropError);
    expect(error).toMatchObject({ name: 'InteropError', code, message: expect.stringMatching(says) });
    expect(error.message).not.toContain('secret');
  });
  test.each([[{}], [[]], [() => 1], [Symbol('a')]])('a child that is no node', (child) => {
    const element = new Element('a');
    element.children.push(child as never);
    expect(failure(() => fromLtx(element))).toMatchObject({ code: 'unsupported-node' });
  });
  test.each(['a\u0000', '\ud800', '\uffff'])('a character that XML cannot carry: %j', (text) => {
    for (const element of [
      new XmlElement('a', {}, text),
      new XmlElement('a', { b: text }),
      new XmlElement(`{${text}}a`),
    ])
      expect(failure(() => toLtx(element, Element))).toMatchObject({ code: 'invalid-character' });
    const element = new XmlElement('a', { b: `${text}c` }, `${text}d`);
    const plain = text.startsWith('a') ? 'a' : '';
    expect(String(toLtx(element, Element, { invalidCharacters: 'strip' }))).toBe(`<a b="${plain}c">${plain}d</a>`);
    expect(toLtx(element, Element, { invalidCharacters: 'replace' }).getText()).toBe(`${plain}\ufffdd`);
  });
});

test('depth costs no stack', () => {
  let element = new XmlElement('{urn:a}a');
  for (let i = 0; i < 50_000; i++) element = new XmlElement('{urn:a}a', {}, 'x', element);
  expect(fromLtx(toLtx(element, Element))).toEqualXml(element, EXACT);
});
