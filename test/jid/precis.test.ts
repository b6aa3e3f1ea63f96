/** The PRECIS profiles of the localpart and the resourcepart, on characters of every category. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidJIDError } from '../../src/jid/errors.js';
import { prepareLocal, prepareResource } from '../../src/jid/precis.js';

function outcome(prepare: (text: string) => string, text: string): string {
  try {
    return prepare(text);
  } catch (error) {
    if (!(error instanceof InvalidJIDError)) throw error;
    return 'refused';
  }
}

describe('UsernameCaseMapped (RFC 8265 section 3.3)', () => {
  it.each([
    ['Juliet', 'juliet'],
    ['\u0130', 'i\u0307'],
    // Width mapping: fullwidth Latin and an exclamation mark, halfwidth katakana with a voicing mark.
    ['\uff2a\uff55\uff4c\uff49\uff45\uff54\uff01', 'juliet!'],
    ['\uff76\uff9e', '\u30ac'],
    // NFC: composed where it can be, singletons replaced, Hangul letters joined.
    ['e\u0301\u031f', '\u00e9\u031f'],
    ['\u212bngstrom', '\u00e5ngstrom'],
    ['\u212aevin', 'kevin'],
    ['\u2126', '\u03c9'],
    ['\u1100\u1161', '\uac00'],
    // Exceptions of RFC 8264 section 9.6.
    ['\u06fd\u06fe\u0f0b\u3007', '\u06fd\u06fe\u0f0b\u3007'],
    ['stra\u00dfe', 'stra\u00dfe'],
    ['!#$%()*+,-.0123456789;=?[\\]^_`{|}~', '!#$%()*+,-.0123456789;=?[\\]^_`{|}~'],
    ['あいうえお', 'あいうえお'],
  ])('maps %j', (text, expected) => {
    expect(prepareLocal(text)).toBe(expected);
  });

  it.each([
    // RFC 7622 section 3.3.1, also when width mapping makes them.
    ...['"', '&', "'", '/', ':', '<', '>', '@', ' ', '\uff20', '\uff0f'],
    // Spaces, controls, symbols, punctuation, other letters and digits, compatibility characters.
    ...['\u00a0', '\u3000', '\0', '\t', '\u007f', '\u0085', '\u265a', '\u20ac', '\u2013', '\u19da', '\u0488'],
    ...['\u2163', '\ufb01', '\u24c0', '\u2079', '\ufeb3', '\u01c4'],
    // Ignorable, noncharacter, unassigned, private, surrogate, old Hangul letters, disallowed exceptions.
    ...['\u00ad', '\u200b', '\u2060', '\ufe0f', '\ufeff', '\ufdd0', '\u{10ffff}', '\u{50000}', '\ue000', '\ud800'],
    ...['\u1100', '\uffa1', '\u0640', '\u302e', '\u3031'],
  ])('refuses %j', (character) => {
    expect(outcome(prepareLocal, `a${character}b`)).toBe('refused');
  });
});

describe('OpaqueString (RFC 8265 section 4.2)', () => {
  it.each([
    ['Balcony', 'Balcony'],
    [' a  b ', ' a  b '],
    ['a\u00a0b\u3000c\u2009d', 'a b c d'],
    ['e\u0301', '\u00e9'],
    ['\u265a \u20ac \u2013 \u19da \u0488', '\u265a \u20ac \u2013 \u19da \u0488'],
    // No width or case mapping; compatibility characters stay.
    ['\uff2a\u2163\ufb01', '\uff2a\u2163\ufb01'],
    ['\u{1f600}', '\u{1f600}'],
  ])('maps %j', (text, expected) => {
    expect(prepareResource(text)).toBe(expected);
  });

  it.each([
    ...['\0', '\t', '\n', '\u007f', '\u0085', '\u2028', '\u2029', '\u00ad', '\u200b', '\u202e', '\ufeff', '\ufe0f'],
    ...['\u0600', '\ufffe', '\u{50000}', '\ue000', '\udfff', '\u1100', '\u0640'],
  ])('refuses %j', (character) => {
    expect(outcome(prepareResource, `a${character}b`)).toBe('refused');
  });
});

describe('characters valid in context (RFC 5892 appendix A)', () => {
  const allowed = [
    // U+200C after a virama, or between letters that join; U+200D after a virama.
    ...['\u0915\u094d\u200c\u0937', '\u0a8d\u0acd\u200c', '\u062c\u200c\u0627', '\u062c\u0610\u200c\u0610\u0627'],
    ...['\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645', '\u0915\u094d\u200d'],
    ...['l\u00b7l', 'al\u00b7la', 'l\u00b7l\u00b7l'],
    ...['\u0375\u03b1', '\u03b1\u0375\u0375\u03b1'],
    ...['\u05e9\u05f3', '\u05e9\u05f4\u05f4', 'a\u05e9\u05f4'],
    ...['a\u3045c\u30fbd', '\u30fb\u30ab', 'def\u30fb\u6f22'],
    ...['a\u0660\u0669', 'a\u06f0\u06f9'],
  ];
  const refused = [
    ...['\u200c', 'a\u200c', '\u200ca', '\u062c\u200c', '\u200c\u0627', 'a\u200cb', '\u094d\u0610\u200c'],
    ...['\u200d', 'a\u200d', '\u062c\u200d\u0627', '\u094da\u200d', '\u094d\u200d\u200d'],
    ...['\u00b7', 'l\u00b7', '\u00b7l', 'a\u00b7l', 'l\u00b7a', 'l\u00b7l\u00b7'],
    ...['\u0375', '\u0375a', '\u03b1\u0375', '\u03b1\u0375\u0375a'],
    ...['\u05f3', 'a\u05f3', '\u05f4\u05d4'],
    ...['\u30fb', 'abc\u30fbdef'],
    ...['\u0660\u06f0', '\u06f9a\u0669'],
  ];
  for (const [name, prepare] of [
    ['localpart', prepareLocal],
    ['resourcepart', prepareResource],
  ] as const) {
    it.each(allowed)(`lets %j into a ${name}`, (text) => expect(prepare(text)).toBe(text));
    it.each(refused)(`keeps %j out of a ${name}`, (text) => expect(outcome(prepare, text)).toBe('refused'));
  }
});

it('gives the same again for what it gave', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc
      .array(fc.constantFrom(...'aA\u0301\u0130\u03a3\u1e9e\uff21\uff76\uff9e\u1100\u1161\u11a8\u3099\u0345\u1fb3'))
      .map((units) => units.join('')),
  );
  fc.assert(
    fc.property(text, fc.constantFrom(prepareLocal, prepareResource), (given, prepare) => {
      const once = outcome(prepare, given);
      if (once !== 'refused') expect(prepare(once)).toBe(once);
    }),
    { numRuns: 2000 },
  );
});
