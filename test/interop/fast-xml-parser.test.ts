/** couplet/interop/fast-xml-parser, against fast-xml-parser itself. */
import { parseXml, XmlElement } from 'couplet';
import {
  builderOptions,
  fromFastXmlParser,
  InteropError,
  parserOptions,
  toFastXmlParser,
} from 'couplet/interop/fast-xml-parser';
import fc from 'fast-check';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { EXACT } from '../support/matchers.js';
import { choices, elements, writeOtherwise } from './support/elements.js';
import { failure } from './support/failure.js';

/** Elements that the parser refuses to make. */
const PARSED = { names: ['constructor', '__proto__'], attributeNames: [] };

const parser = new XMLParser(parserOptions);
const builder = new XMLBuilder(builderOptions);

describe('lossless', () => {
  test('there and back', () => {
    fc.assert(
      fc.property(elements(), (element) => {
        expect(fromFastXmlParser(toFastXmlParser(element))).toEqualXml(element, EXACT);
      }),
    );
  });
  test('what the parser parses is what the reader reads', () => {
    fc.assert(
      fc.property(elements(PARSED), choices, (element, choose) => {
        const text = writeOtherwise(element, choose);
        expect(fromFastXmlParser(parser.parse(text))).toEqualXml(parseXml(text), EXACT);
      }),
    );
  });
  test('what the builder writes is what was meant', () => {
    fc.assert(
      fc.property(elements(), (element) => {
        expect(parseXml(builder.build(toFastXmlParser(element)))).toEqualXml(element, EXACT);
      }),
    );
  });
  test('what the parser parses, there and back', () => {
    fc.assert(
      fc.property(elements(PARSED), choices, (element, choose) => {
        const output = parser.parse(writeOtherwise(element, choose));
        const back = toFastXmlParser(fromFastXmlParser(output));
        expect(parseXml(builder.build(back))).toEqualXml(parseXml(builder.build(output)), EXACT);
      }),
    );
  });
});

describe('another configuration is refused', () => {
  const text = "<a xmlns='urn:a' n='1.0'>007</a>";
  const faults: [option: string, options: object][] = [
    ['preserveOrder: true', { preserveOrder: false }],
    ['ignoreAttributes: false', { ignoreAttributes: true }],
    ['ignoreAttributes: false', { ignoreAttributes: ['id'] }],
    ['removeNSPrefix: false', { removeNSPrefix: true }],
    ['trimValues: false', { trimValues: true }],
    ['parseTagValue: false', { parseTagValue: true }],
    ['parseAttributeValue: false', { parseAttributeValue: true }],
    ['htmlEntities: true', { htmlEntities: false }],
    ['processEntities: true', { processEntities: false }],
    ['onDangerousProperty: (name) => name', { onDangerousProperty: undefined }],
    ['cdataPropName: false', { cdataPropName: '__cdata' }],
    ["textNodeName: '#text'", { textNodeName: 'text' }],
    ["attributeNamePrefix: '@_'", { attributeNamePrefix: '' }],
    ['stopNodes', { stopNodes: ['a'] }],
    ['tagValueProcessor', { tagValueProcessor: (_name: string, value: string) => value.toUpperCase() }],
  ];
  test.each(faults)('it needs %s', (needed, changed) => {
    const options = { ...parserOptions, ...changed };
    const output = new XMLParser(options).parse(text);
    const error = failure(() => fromFastXmlParser(output, { parserOptions: options }));
    expect(error).toBeInstanceOf(InteropError);
    expect(error).toMatchObject({ name: 'InteropError', code: 'unsupported-options' });
    expect(error.message).toContain(needed);
    expect(error.message).toContain('otherwise ');
  });
  test('with all that is needed at once', () => {
    const { message } = failure(() => fromFastXmlParser([], { parserOptions: {} }));
    for (const option of ['preserveOrder', 'ignoreAttributes', 'trimValues', 'parseTagValue', 'htmlEntities'])
      expect(message).toContain(`${option}: `);
  });
  test('also where only the output shows it', () => {
    for (const changed of [
      { preserveOrder: false },
      { parseTagValue: true },
      { parseAttributeValue: true },
      { attributeNamePrefix: '' },
    ]) {
      const output = new XMLParser({ ...parserOptions, ...changed }).parse(text);
      const error = failure(() => fromFastXmlParser(output));
      expect(error).toMatchObject({ code: 'unsupported-options' });
      expect(error.message).toContain(Object.keys(changed)[0]);
    }
  });
  test('but not one that loses nothing', () => {
    const options = { ...parserOptions, captureMetaData: true, ignoreDeclaration: true, alwaysCreateTextNode: true };
    const output = new XMLParser(options).parse(`<?xml version='1.0'?>\n${text}\n`);
    expect(fromFastXmlParser(output, { parserOptions: options })).toEqualXml(parseXml(text), EXACT);
    expect(fromFastXmlParser(output, { parserOptions: options }).text).toBe('007');
  });
});

describe('around the element', () => {
  test('a declaration and white space are dropped', () => {
    expect(fromFastXmlParser(parser.parse("<?xml version='1.0'?>\n<a/>\n"))).toEqualXml(new XmlElement('a'), EXACT);
  });
  test('namespaces may be given', () => {
    const output = parser.parse('<iq><p:x/></iq>');
    const iq = fromFastXmlParser(output, { namespaces: { '': 'jabber:client', p: 'urn:p' } });
    expect(iq).toEqualXml(parseXml("<iq xmlns='jabber:client'><x xmlns='urn:p'/></iq>"), EXACT);
    expect(failure(() => fromFastXmlParser(output))).toMatchObject({ code: 'unbound-prefix' });
  });
  test.each([
    ['nothing', []],
    ['a second element', [{ a: [] }, { b: [] }]],
    ['text', [{ '#text': 'a' }, { b: [] }]],
    ['a processing instruction within', [{ a: [{ '?x': [{ '#text': '' }] }] }]],
    ['a comment', [{ a: [{ '#comment': [{ '#text': '' }] }] }]],
  ])('%s is refused', (_what, output) => {
    expect(failure(() => fromFastXmlParser(output))).toMatchObject({ code: 'unsupported-node' });
  });
  test.each([[undefined], ['text'], [{}], [[{}]], [[null]], [[{ a: 'b' }]], [[{ a: [[]] }]], [[{ a: [], ':@': 1 }]]])(
    'what is no ordered output is refused: %j',
    (output) => {
      expect(failure(() => fromFastXmlParser(output))).toMatchObject({ code: 'unsupported-options' });
    },
  );
});

test('a character that XML cannot carry', () => {
  const element = new XmlElement('a', { b: '\u0001' }, 'c\uffff');
  expect(failure(() => toFastXmlParser(element))).toMatchObject({ code: 'invalid-character' });
  expect(toFastXmlParser(element, { invalidCharacters: 'strip' })).toEqual([
    { a: [{ '#text': 'c' }], ':@': { '@_b': '' } },
  ]);
});

test('depth costs no stack', () => {
  let element = new XmlElement('{urn:a}a');
  for (let i = 0; i < 50_000; i++) element = new XmlElement('{urn:a}a', {}, 'x', element);
  expect(fromFastXmlParser(toFastXmlParser(element))).toEqualXml(element, EXACT);
});
