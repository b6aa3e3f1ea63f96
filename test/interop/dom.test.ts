/** couplet/interop/dom, against @xmldom/xmldom; a browser's DOM is in the end-to-end tests. */
import { DOMImplementation, DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { parseXml, XML_LANG, XmlElement } from 'couplet';
import { type DomElement, fromDom, InteropError, toDom } from 'couplet/interop/dom';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXACT } from '../support/matchers.js';
import { choices, elements, writeOtherwise } from './support/elements.js';
import { failure } from './support/failure.js';

/** No DOM makes an element of this name. */
const MADE = { names: ['xmlns'] };

/** Serializers write a carriage return as it is: see docs/embedding.md. */
const WRITTEN = { ...MADE, inText: /\r/g };

const document = new DOMImplementation().createDocument(null, '');
const parse = (text: string): ReturnType<DOMParser['parseFromString']> =>
  // It warns of characters that are well and good.
  new DOMParser({ onError: () => undefined }).parseFromString(text, 'text/xml');
const write = (element: XmlElement): string => new XMLSerializer().serializeToString(toDom(element, document));

describe('lossless', () => {
  test('there and back', () => {
    fc.assert(
      fc.property(elements(MADE), (element) => {
        expect(fromDom(toDom(element, document))).toEqualXml(element, EXACT);
      }),
    );
  });
  test('what the DOM parses is what the reader reads', () => {
    fc.assert(
      fc.property(elements(MADE), choices, (element, choose) => {
        const text = writeOtherwise(element, choose);
        expect(fromDom(parse(text))).toEqualXml(parseXml(text), EXACT);
      }),
    );
  });
  test('what the DOM writes is what was meant', () => {
    fc.assert(
      fc.property(elements(WRITTEN), (element) => {
        expect(parseXml(write(element))).toEqualXml(element, EXACT);
      }),
    );
  });
});

test('a document stands for its root', () => {
  expect(fromDom(parse("<a xmlns='urn:a'/>")).tag).toBe('{urn:a}a');
});

test('neither side is changed', () => {
  const tree = parse("<a xmlns='urn:a'><b>c</b></a>");
  const element = fromDom(tree);
  toDom(element, document);
  expect(String(tree)).toBe('<a xmlns="urn:a"><b>c</b></a>');
  expect(String(element)).toBe('<a xmlns="urn:a"><b>c</b></a>');
  expect(document.documentElement).toBeNull();
});

describe('a tree that was made without namespaces', () => {
  const make = (name: string, attributes: Record<string, string>, ...children: Element[]): Element => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    for (const child of children) made.appendChild(child);
    return made;
  };
  type Element = ReturnType<typeof document.createElement>;

  test('is in those of its xmlns attributes', () => {
    const query = make(
      'query',
      { xmlns: 'jabber:iq:register' },
      make('username', {}),
      make('x', { xmlns: '' }, make('y', {})),
    );
    const iq = fromDom(make('iq', { xmlns: 'jabber:client', type: 'set', 'xml:lang': 'en' }, query));
    expect(iq).toEqualXml(
      `<iq xmlns='jabber:client' type='set' xml:lang='en'>
        <query xmlns='jabber:iq:register'><username/><x xmlns=''><y/></x></query>
      </iq>`,
    );
    expect(iq.attribute(XML_LANG)).toBe('en');
  });
  test('is in none in a tree that has them', () => {
    for (const parent of [document.createElementNS('urn:a', 'a'), toDom(new XmlElement('{urn:a}a'), document)]) {
      parent.appendChild(make('b', {}));
      expect(fromDom(parent).find('b')?.tag).toBe('b');
    }
  });
  test('has no prefixes', () => {
    for (const element of [make('s:a', {}), make('a', { 's:b': '' })])
      expect(failure(() => fromDom(element))).toMatchObject({
        code: 'unbound-prefix',
        message: expect.stringMatching(/createElementNS/),
      });
  });
  test('has an attribute once', () => {
    const element = make('a', { 'xml:lang': 'en' });
    element.setAttributeNS('http://www.w3.org/XML/1998/namespace', 'x:lang', 'fr');
    expect(failure(() => fromDom(element))).toMatchObject({
      code: 'invalid-name',
      message: expect.stringMatching(/twice/),
    });
  });
});

describe('refused', () => {
  test.each([
    ['a comment', 'a comment', '<a><!-- secret --></a>'],
    ['a processing instruction', 'a processing instruction', '<a><b><?secret x?></b></a>'],
  ])('%s', (_what, found, text) => {
    const error = failure(() => fromDom(parse(text)));
    expect(error).toBeInstanceOf(InteropError);
    expect(error).toMatchObject({ name: 'InteropError', code: 'unsupported-node' });
    expect(error.message).toContain(found);
    expect(error.message).not.toContain('secret');
  });
  test.each(['http://www.w3.org/1999/xhtml', 'http://www.mozilla.org/newlayout/xml/parsererror.xml'])(
    'what a browser makes of broken XML, in %s',
    (namespace) => {
      const document = parse(`<a>lost after this<parsererror xmlns='${namespace}'>secret</parsererror></a>`);
      const error = failure(() => fromDom(document));
      expect(error).toMatchObject({ code: 'unsupported-node' });
      expect(error.message).not.toContain('secret');
    },
  );
  test('what is no element', () => {
    for (const node of [document, document.createTextNode('a'), document.createDocumentFragment()])
      expect(failure(() => fromDom(node as unknown as DomElement))).toMatchObject({ code: 'unsupported-node' });
  });
  test('an element that no DOM can make', () => {
    expect(failure(() => toDom(new XmlElement('xmlns'), document))).toMatchObject({ code: 'invalid-name' });
  });
  test('a character that XML cannot carry', () => {
    const element = new XmlElement('a', {}, 'b\u0000');
    expect(failure(() => toDom(element, document))).toMatchObject({ code: 'invalid-character' });
    expect(toDom(element, document, { invalidCharacters: 'strip' }).textContent).toBe('b');
    expect(toDom(new XmlElement('a', {}, '\u0000'), document, { invalidCharacters: 'strip' }).firstChild).toBeNull();
  });
});

test('depth costs no stack', () => {
  let element = new XmlElement('{urn:a}a');
  for (let i = 0; i < 20_000; i++) element = new XmlElement('{urn:a}a', {}, 'x', element);
  expect(fromDom(toDom(element, document))).toEqualXml(element, EXACT);
});
