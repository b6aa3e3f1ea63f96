/** containsXml: what a mask asks for, and what a failure says is lacking. */
import { MatchXMLMask, Message } from 'couplet';
import { assertContainsXml, containsXml } from 'couplet/testing';
import { xmlElement } from 'couplet/testing/arbitrary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const found =
  '<iq type="set" id="1"><x xmlns="urn:x"><item jid="a" name="A"/><item jid="b"> text </item><other/></x></iq>';
const masked = (content: string): string => `<iq><x xmlns="urn:x">${content}</x></iq>`;

test.each([
  ['nothing but the root', '<iq/>'],
  ['some attributes', '<iq id="1"/>'],
  ['children in another order', masked('<other/><item jid="b"/><item jid="a"/>')],
  ['text, white space at its ends apart', masked('<item>text</item>')],
  ['children that could be the same one, each with its own', masked('<item/><item jid="a"/>')],
  ['a mask over several lines', masked('\n  <item jid="b">\n text\n </item>\n')],
])('has %s', (_what, mask) => expect(containsXml(found, mask).pass).toBe(true));

test.each([
  ['the root', '<message/>', '.', '<message> in jabber:client', '<iq> in jabber:client'],
  ['an attribute', '<iq type="get"/>', '{jabber:client}iq/@type', '"get"', '"set"'],
  ['an attribute at all', '<iq to="a"/>', '{jabber:client}iq/@to', '"a"', 'nothing'],
  ['a child', masked('<none/>'), '{jabber:client}iq/{urn:x}x/none', '<none> in urn:x', 'no such element'],
  ['text', masked('<other>x</other>'), '{jabber:client}iq/{urn:x}x/other/text()', '"x"', '""'],
  [
    'in the likest of several',
    masked('<item name="A" jid="x"/>'),
    '{jabber:client}iq/{urn:x}x/item/@jid',
    '"x"',
    '"a"',
  ],
  [
    'a child for each',
    masked('<item jid="a"/><item name="A"/>'),
    '{jabber:client}iq/{urn:x}x',
    'a child for each of the mask',
    'fewer: one would have to do for two',
  ],
])('lacks %s', (_what, mask, path, expected, received) => {
  const { pass, message } = containsXml(found, mask);
  expect(pass).toBe(false);
  const head = [
    `The XML does not have all of the mask: see ${path}`,
    `  expected: ${expected}`,
    `  found:    ${received}`,
  ];
  expect(message.split('\n').slice(0, 3)).toEqual(head);
});

test('a failure shows both, and marks no child that the mask does not ask for', () => {
  const { message } = containsXml('<a x="1"><b/><c>1</c><d/></a>', '<a><c>2</c></a>');
  expect(message.split('\n').slice(4)).toEqual([
    '  mask       │ found',
    '─────────────┼─────────',
    '≠ <a>        │ <a x="1">',
    '≠   <c>2</c> │   <c>1</c>',
    '             │   <b/>',
    '             │   <d/>',
    '  </a>       │ </a>',
  ]);
});

describe('the verdict is that of MatchXMLMask', () => {
  test('property', () => {
    fc.assert(
      fc.property(xmlElement({ tag: 'a' }), xmlElement({ tag: 'a' }), (one, other) => {
        expect(containsXml(one, one).pass).toBe(true);
        expect(containsXml(one, other).pass).toBe(new MatchXMLMask(other).match(one));
      }),
    );
  });
});

test('of any form, and thrown', () => {
  const message = Message.of({ to: 'a@b', body: 'hi' });
  expect(() => assertContainsXml(message, Message.of({ body: 'hi' }))).not.toThrow();
  expect(() => assertContainsXml(message, '<message><thread/></message>')).toThrow(
    expect.objectContaining({ name: 'AssertionError', operator: 'containsXml' }),
  );
  expect(containsXml(message, message).message).toMatch(/^The XML has all of the mask, and was expected not to:/);
});

test('a mask that is none', () => {
  expect(() => containsXml('<a/>', '<a>')).toThrow(/^The expected XML, which the test itself gives, is broken/);
  const deep = `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`;
  expect(() => containsXml(deep, deep)).toThrow(/^The expected XML, .* cannot be a mask: .*levels/);
});
