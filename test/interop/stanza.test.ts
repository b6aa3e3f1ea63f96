/** couplet/interop/stanza at the XML level of stanza.js, against `stanza/jxt` itself. */
import { parseXml, XmlElement } from 'couplet';
import { fromJxt, InteropError, toJxt } from 'couplet/interop/stanza';
import fc from 'fast-check';
import { JXT } from 'stanza';
import { describe, expect, test } from 'vitest';
import { EXACT } from '../support/matchers.js';
import { choices, elements, writeOtherwise } from './support/elements.js';
import { failure } from './support/failure.js';

/** What stanza.js's own parser and writer do not carry: see docs/embedding.md. */
const PARSED = { attributeNames: ['__proto__', 'constructor', 'toString', 'hasOwnProperty'] };
const WRITTEN = { inText: /\r/g, inValues: /[\t\n\r]/g };

const { parse, XMLElement } = JXT;

describe('lossless', () => {
  test('there and back', () => {
    fc.assert(
      fc.property(elements(), (element) => {
        expect(fromJxt(toJxt(element, XMLElement))).toEqualXml(element, EXACT);
      }),
    );
  });
  test('what stanza.js parses is what the reader reads', () => {
    fc.assert(
      fc.property(elements(PARSED), choices, (element, choose) => {
        const text = writeOtherwise(element, choose);
        expect(fromJxt(parse(text))).toEqualXml(parseXml(text), EXACT);
      }),
    );
  });
  test('what stanza.js writes is what was meant', () => {
    fc.assert(
      fc.property(elements(WRITTEN), (element) => {
        expect(parseXml(String(toJxt(element, XMLElement)))).toEqualXml(element, EXACT);
      }),
    );
  });
  test('a tree of stanza.js with prefixes, there and back', () => {
    fc.assert(
      fc.property(elements({ ...PARSED, ...WRITTEN }), choices, (element, choose) => {
        const tree = parse(writeOtherwise(element, choose));
        const back = toJxt(fromJxt(tree), XMLElement);
        expect(parseXml(String(back))).toEqualXml(parseXml(String(tree)), EXACT);
      }),
    );
  });
});

test('neither side is changed', () => {
  const tree = parse("<a xmlns='urn:a'><b>c</b></a>");
  const element = fromJxt(tree);
  toJxt(element, XMLElement);
  expect(String(tree)).toBe('<a xmlns="urn:a"><b>c</b></a>');
  expect(String(element)).toBe('<a xmlns="urn:a"><b>c</b></a>');
});

describe('namespaces', () => {
  test('of the parents', () => {
    const [child] = parse("<s:s xmlns='jabber:client' xmlns:s='urn:s'><s:iq/></s:s>").children;
    expect(fromJxt(child as JXT.XMLElement).tag).toBe('{urn:s}iq');
  });
  test('around an element without a parent', () => {
    const element = fromJxt(new XMLElement('iq', {}, [new XMLElement('p:x')]), {
      namespaces: { '': 'jabber:client', p: 'urn:p' },
    });
    expect(element).toEqualXml(parseXml("<iq xmlns='jabber:client'><x xmlns='urn:p'/></iq>"), EXACT);
  });
});

test('stanza.js finds its way in what is made', () => {
  const made = toJxt(parseXml("<iq xmlns='jabber:client'><x xmlns='urn:x'><y/></x></iq>"), XMLElement);
  expect(made).toBeInstanceOf(XMLElement);
  expect(made.getChild('x', 'urn:x')?.getChild('y')?.getNamespace()).toBe('urn:x');
});

describe('refused', () => {
  test.each([
    ['an undeclared prefix', new XMLElement('x:a'), 'unbound-prefix'],
    ['no name', new XMLElement('a b'), 'invalid-name'],
    ['an object as a value', new XMLElement('a', { b: {} as string }), 'unsupported-value'],
    ['an object as a child', Object.assign(new XMLElement('a'), { children: [{}] }), 'unsupported-node'],
  ])('%s', (_what, element, code) => {
    const error = failure(() => fromJxt(element));
    expect(error).toBeInstanceOf(InteropError);
    expect(error).toMatchObject({ name: 'InteropError', code });
  });
  test('a character that XML cannot carry', () => {
    const element = new XmlElement('a', { b: '\u0001' }, 'c\uffff');
    expect(failure(() => toJxt(element, XMLElement))).toMatchObject({ code: 'invalid-character' });
    expect(String(toJxt(element, XMLElement, { invalidCharacters: 'strip' }))).toBe('<a b="">c</a>');
  });
});

test('depth costs no stack', () => {
  let element = new XmlElement('{urn:a}a');
  for (let i = 0; i < 50_000; i++) element = new XmlElement('{urn:a}a', {}, 'x', element);
  expect(fromJxt(toJxt(element, XMLElement))).toEqualXml(element, EXACT);
});
