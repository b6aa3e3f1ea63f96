/** Whatever can be built, and texts that look like XML. */
import type { XmlElement } from 'couplet';
import * as made from 'couplet/testing/arbitrary';
import fc from 'fast-check';

/** A text of characters that XML allows, the awkward ones often. */
export const xmlText: fc.Arbitrary<string> = made.xmlText({ maxLength: 60 });

/** Any element that can be built. */
export const xmlElement: fc.Arbitrary<XmlElement> = made.xmlElement();

/** A namespace, none of the reserved ones. */
export const xmlNamespace: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('', 'jabber:client', 'urn:a', 'urn:b', 'http://example.org/a#b') },
  { weight: 1, arbitrary: fc.constantFrom('urn:é', 'a b', 'urn:}{', 'x\ty', '&<>"\'', `urn:${'x'.repeat(80)}`) },
);

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
