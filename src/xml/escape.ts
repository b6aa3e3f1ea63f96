/** Text and attribute values as XML carries them, and what XML cannot carry. */
import { describeCharacter } from './characters.js';
import { XmlError } from './errors.js';

/** What to do about a character that XML cannot carry: see {@link WriteOptions.invalidCharacters}. */
export type InvalidCharacters = 'throw' | 'strip' | 'replace';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that XML forbids are what is looked for
const SPECIAL_IN_TEXT = /[\x00-\x08\x0b-\x1f<>&\ud800-\udfff\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that XML forbids are what is looked for
const SPECIAL_IN_VALUE = /[\x00-\x1f<>&"\ud800-\udfff\ufffe\uffff]/;

/**
 * Character data for the content of an element.
 *
 * @throws {@link XmlError} `invalid-character` if `invalid` is `'throw'` and there is one
 */
export function escapeText(text: string, invalid: InvalidCharacters): string {
  return SPECIAL_IN_TEXT.test(text) ? escapeAll(text, SPECIAL_IN_TEXT, invalid) : text;
}

/**
 * The value of an attribute, for double quotes.
 *
 * @throws {@link XmlError} `invalid-character` if `invalid` is `'throw'` and there is one
 */
export function escapeAttribute(value: string, invalid: InvalidCharacters): string {
  return SPECIAL_IN_VALUE.test(value) ? escapeAll(value, SPECIAL_IN_VALUE, invalid) : value;
}

function escapeAll(text: string, special: RegExp, invalid: InvalidCharacters): string {
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xd800 && code < 0xdc00 && isLowSurrogate(text.charCodeAt(i + 1))) {
      i++;
      continue;
    }
    if (code < 0x80 || (code >= 0xd800 && code < 0xe000) || code >= 0xfffe) {
      const escaped = escapeCharacter(code, special, invalid);
      if (escaped === undefined) continue;
      out += text.slice(from, i) + escaped;
      from = i + 1;
    }
  }
  return out + text.slice(from);
}

/** What stands for one character, or `undefined` where it stands for itself. */
function escapeCharacter(code: number, special: RegExp, invalid: InvalidCharacters): string | undefined {
  switch (code) {
    case 0x26:
      return '&amp;';
    case 0x3c:
      return '&lt;';
    case 0x3e:
      return '&gt;';
    case 0x22:
      return special === SPECIAL_IN_VALUE ? '&quot;' : undefined;
    case 0x09:
      return special === SPECIAL_IN_VALUE ? '&#9;' : undefined;
    case 0x0a:
      return special === SPECIAL_IN_VALUE ? '&#10;' : undefined;
    case 0x0d:
      return '&#13;';
  }
  if (code >= 0x20 && code < 0x80) return undefined;
  if (invalid === 'strip') return '';
  if (invalid === 'replace') return '\ufffd';
  throw new XmlError(
    'invalid-character',
    `XML cannot carry the character ${describeCharacter(code)}; ` +
      "remove it, or write with invalidCharacters: 'strip' or 'replace'",
  );
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
