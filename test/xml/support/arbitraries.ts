/** Whatever can be built, and texts that look like XML. */
import { XmlElement } from 'couplet';
import fc from 'fast-check';

const XML = 'http://www.w3.org/XML/1998/namespace';

/** A text of characters that XML allows, the awkward ones often. */
export const xmlText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
      {
        weight: 2,
        arbitrary: fc.constantFrom('<', '>', '&', '"', "'", '\t', '\n', '\r', '\r\n', ' ', ']]>', ']', '&amp;'),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('\u0085', '\u2028', '\ufeff', '\ufffd', '\ue000', '\ud7ff', '😀', 'é', '\u007f'),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    ),
    { maxLength: 6 },
  )
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  .map((parts) => parts.join('').replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, ''));

/** Names that are none of ASCII, or those of `Object.prototype`, among plain ones. */
export const xmlName: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('a', 'b', 'message', 'body', 'subscription', 'x-y.z_0', 'a-name-of-twenty-chars'),
  },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'xml', 'xmlfoo') },
  { weight: 1, arbitrary: fc.constantFrom('é', 'naïve', '名前', '𐀀𐀁', 'a·b', `n${'x'.repeat(70)}`) },
);

/** A namespace, none of the reserved ones. */
export const xmlNamespace: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('', 'jabber:client', 'urn:a', 'urn:b', 'http://example.org/a#b') },
  { weight: 1, arbitrary: fc.constantFrom('urn:é', 'a b', 'urn:}{', 'x\ty', '&<>"\'', `urn:${'x'.repeat(80)}`) },
);

function clark(namespace: string, name: string): string {
  return namespace === '' ? name : `{${namespace}}${name}`;
}

const tag: fc.Arbitrary<string> = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(xmlNamespace, xmlName).map(([namespace, name]) => clark(namespace, name)) },
  { weight: 1, arbitrary: xmlName.map((name) => clark(XML, name)) },
);

const attributes: fc.Arbitrary<[string, string][]> = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 5, arbitrary: xmlName },
      { weight: 2, arbitrary: fc.tuple(xmlNamespace, xmlName).map(([namespace, name]) => clark(namespace, name)) },
      { weight: 1, arbitrary: fc.constantFrom(`{${XML}}lang`, `{${XML}}space`) },
    ),
    xmlText,
  ),
  { maxLength: 5 },
);

/** Any element that can be built. */
export const xmlElement: fc.Arbitrary<XmlElement> = fc.letrec<{ element: XmlElement; node: XmlElement | string }>(
  (tie) => ({
    node: fc.oneof({ depthSize: 'medium' }, xmlText, tie('element')),
    element: fc
      .tuple(tag, attributes, fc.array(tie('node'), { maxLength: 5 }))
      .map(([name, pairs, nodes]) => new XmlElement(name, pairs, ...nodes)),
  }),
).element;

/** Text that is often XML, often nearly. */
export const nearlyXml: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<a>',
        '</a>',
        '<a/>',
        '<b x="1">',
        "<b x='&lt;'/>",
        '</b>',
        '<p:a xmlns:p="u">',
        '</p:a>',
        '<a',
        '>',
        '/>',
      ),
      fc.constantFrom(
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
        '<?x',
        '?>',
        '<!DOCTYPE a>',
        '&amp;',
        '&#x41;',
        '&',
        ';',
        '"',
        "'",
        '=',
      ),
      fc.constantFrom(
        ' ',
        '\n',
        '\r',
        '\r\n',
        '\t',
        'x',
        'é',
        '😀',
        '\ud83d',
        '\ude00',
        '\ufffe',
        '\u0000',
        '\ufeff',
        ']',
      ),
      fc.constantFrom(
        ' xmlns="u"',
        " xmlns:p='v'",
        ' p:x="1"',
        ' x="2"',
        " xml:lang='de'",
        '<message from="a@b" to="c@d/e">',
      ),
      xmlText,
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

/** Cuts of a text of that length. */
export function places(length: number): fc.Arbitrary<number[]> {
  return fc.array(fc.nat(length), { maxLength: 12 });
}
