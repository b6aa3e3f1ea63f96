/** Arbitraries of XML: texts, names and elements of every kind that XML can carry. */
import fc from 'fast-check';
import { isXmlChar } from '../../xml/characters.js';
import { XmlElement, type XmlNode } from '../../xml/element.js';
import { XML_LANG, XML_NAMESPACE } from '../../xml/names.js';

/** Characters that readers and writers get wrong: markup, white space, the ends of ranges, what takes two units. */
const AWKWARD = [
  '<',
  '>',
  '&',
  '"',
  "'",
  ']]>',
  ']',
  '&amp;',
  '\t',
  '\n',
  '\r',
  '\r\n',
  ' ',
  '\u007f',
  '\u0085',
  '\u2028',
];
const WIDE = [
  '\ufeff',
  '\ufffd',
  'é',
  'ß',
  '你',
  '\u0301',
  '\u200d',
  '😀',
  '\u{1f1eb}',
  '\u{10000}',
  '\u{10fffd}',
  '\ud7ff',
  '\ue000',
];

/** What one character, or a few that belong together, may be in XML. */
const character: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.constantFrom(...AWKWARD) },
  { weight: 1, arbitrary: fc.constantFrom(...WIDE) },
  { weight: 1, arbitrary: fc.integer({ min: 0x20, max: 0x10ffff }).filter(isXmlChar).map(codePoint) },
);

/** How long texts are. */
export interface XmlTextOptions {
  /** The least number of characters, or sequences of them. Default: 0. */
  readonly minLength?: number;
  /** The greatest number. Default: 12. */
  readonly maxLength?: number;
}

/** Any text that XML can carry; shrinks to short, plain ones. */
export function xmlText(options: XmlTextOptions = {}): fc.Arbitrary<string> {
  return fc.string({ unit: character, maxLength: 12, ...options });
}

const nameStart = fc.constantFrom(...'abcxyzAZ_', 'é', 'Ω', '你', '\u{10000}');
const nameRest = fc.constantFrom(...'abcxyzAZ_019-.', 'é', '\u00b7', '你', '\u{effff}');

/** Names that are those of something in every object, that look reserved, that are long. */
const AWKWARD_NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'xml', 'xmlfoo', `n${'x'.repeat(70)}`];

/** Any name that an element or attribute may have, without its namespace; shrinks to short, plain ones. */
export const xmlName: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(nameStart, fc.string({ unit: nameRest, maxLength: 6 })).map(([first, rest]) => first + rest),
  },
  { weight: 1, arbitrary: fc.constantFrom(...AWKWARD_NAMES) },
);

const namespace = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', 'urn:a', 'urn:b') },
  { weight: 1, arbitrary: fc.constantFrom('jabber:client', 'http://example.org/?a=1&b=<2>', 'urn:"\'', 'é}{') },
  { weight: 1, arbitrary: xmlText() },
);

const inNamespace = fc
  .tuple(namespace, xmlName)
  .filter(([where]) => !RESERVED.has(where))
  .map(([where, name]) => (where === '' ? name : `{${where}}${name}`));

const tag = fc.oneof(
  { weight: 15, arbitrary: inNamespace },
  { weight: 1, arbitrary: xmlName.map((name) => `{${XML_NAMESPACE}}${name}`) },
);

/** Namespaces that are bound to `xml` and `xmlns` and to nothing else. */
const RESERVED = new Set([XML_NAMESPACE, 'http://www.w3.org/2000/xmlns/']);

const attribute = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(inNamespace, xmlText()) },
  { weight: 1, arbitrary: fc.tuple(fc.constant(XML_LANG), fc.constantFrom('', 'en', 'fr', 'de-CH')) },
  { weight: 1, arbitrary: fc.tuple(fc.constant(`{${XML_NAMESPACE}}space`), fc.constantFrom('default', 'preserve')) },
);

/** Where the elements of {@link xmlElement} come from. */
export interface XmlElementOptions {
  /** The tag of the root; without it, any. */
  readonly tag?: string;
}

interface Tree {
  readonly tag: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly (Tree | string)[];
}

const { tree } = fc.letrec<{ tree: Tree; node: Tree | string }>((tie) => ({
  tree: fc.record({
    tag,
    attributes: fc.uniqueArray(attribute, { maxLength: 4, selector: ([name]) => name }),
    children: fc.array(tie('node'), { maxLength: 5, depthIdentifier: 'couplet-xml' }),
  }),
  node: fc.oneof(
    { depthIdentifier: 'couplet-xml', depthSize: 'small' },
    xmlText({ minLength: 1 }),
    tie('tree') as fc.Arbitrary<Tree | string>,
  ),
}));

/**
 * Any element that XML can carry: names, namespaces, attributes, mixed content. It shrinks to fewer nodes and
 * plainer texts.
 */
export function xmlElement(options: XmlElementOptions = {}): fc.Arbitrary<XmlElement> {
  return tree.map((made) => build(options.tag === undefined ? made : { ...made, tag: options.tag }));
}

function build({ tag, attributes, children }: Tree): XmlElement {
  // fast-check bounds the depth: this ends long before the stack does.
  const nodes: XmlNode[] = children.map((child) => (typeof child === 'string' ? child : build(child)));
  return new XmlElement(tag, attributes, ...nodes);
}

function codePoint(point: number): string {
  return String.fromCodePoint(point);
}
