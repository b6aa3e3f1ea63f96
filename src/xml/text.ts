/** Reads names, character data, attribute values and references: what stands in the XML as text. */
import {
  CLASS,
  describeCharacter,
  isNameChar,
  isNameStart,
  isXmlChar,
  NAME_CHAR,
  NAME_START,
  PLAIN_TEXT,
  PLAIN_VALUE,
} from './characters.js';
import { INCOMPLETE, type Input } from './input.js';
import { shorten } from './names.js';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const AMP = 0x26;
const LT = 0x3c;
const GT = 0x3e;
const RBRACKET = 0x5d;

/** Reads a name, colons included; an empty one (the index itself) if there is none. */
export function readName(input: Input, from: number): number {
  const text = input.text;
  let i = from;
  for (;;) {
    const code = text.charCodeAt(i);
    if (code < 0x80) {
      if (((CLASS[code] as number) & (i === from ? NAME_START : NAME_CHAR)) === 0) break;
      i++;
    } else {
      if (i >= text.length || (code >= 0xd800 && code < 0xdc00 && i + 1 === text.length)) {
        if (i - from <= input.limits.nameLength) return INCOMPLETE;
        break;
      }
      const point = text.codePointAt(i) as number;
      if (!(i === from ? isNameStart(point) : isNameChar(point))) break;
      i += point > 0xffff ? 2 : 1;
    }
  }
  if (i - from > input.limits.nameLength)
    input.fault(
      'policy-violation',
      from + input.limits.nameLength,
      `A name is longer than ${input.limits.nameLength} characters; raise limits.nameLength if such input is expected`,
    );
  return i;
}

/** Passes a character beyond ASCII. */
export function passCharacter(input: Input, at: number): number {
  const text = input.text;
  const code = text.charCodeAt(at);
  if (code >= 0xd800 && code < 0xdc00) {
    if (at + 1 === text.length) return INCOMPLETE;
    const low = text.charCodeAt(at + 1);
    if (low >= 0xdc00 && low < 0xe000) return at + 2;
  }
  if (isXmlChar(code)) return at + 1;
  return badCharacter(input, at);
}

/** Says that a character is none of XML's. */
export function badCharacter(input: Input, at: number): never {
  const code = describeCharacter(input.text.charCodeAt(at));
  return input.fault('not-well-formed', at, `Found the character ${code}, which XML does not allow`);
}

/**
 * Reads character data up to the next `<`, normalising line ends (XML 1.0 section 2.11).
 *
 * @param i - up to here it is known to stand for itself
 */
export function readCharacters(input: Input, from: number, i: number): number {
  const text = input.text;
  let value = '';
  let kept = from;
  for (;;) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) {
      i = passCharacter(input, i);
      if (i === INCOMPLETE) return INCOMPLETE;
    } else if (code === LT) {
      input.value = value + text.slice(kept, i);
      return i;
    } else if (code === AMP) {
      const end = readReference(input, i);
      if (end === INCOMPLETE) return INCOMPLETE;
      value += text.slice(kept, i) + input.value;
      kept = i = end;
    } else if (code === CR) {
      if (i + 1 === text.length) return INCOMPLETE;
      value += `${text.slice(kept, i)}\n`;
      i += text.charCodeAt(i + 1) === LF ? 2 : 1;
      kept = i;
    } else if (code === GT) {
      if (i - 2 >= from && text.charCodeAt(i - 1) === RBRACKET && text.charCodeAt(i - 2) === RBRACKET)
        input.fault('not-well-formed', i - 2, "Found ']]>' in text; write it as ']]&gt;'");
      i++;
    } else if (i >= text.length) return INCOMPLETE;
    else if (((CLASS[code] as number) & PLAIN_TEXT) !== 0) i++;
    else return badCharacter(input, i);
  }
}

/**
 * Reads an attribute value up to its closing quote, normalised as XML 1.0 section 3.3.3 says.
 *
 * @param quote - the character code of the closing quote
 * @param i - up to here it is known to stand for itself
 * @returns the index of the closing quote
 */
export function readValue(input: Input, quote: number, from: number, i: number): number {
  const text = input.text;
  let value = '';
  let kept = from;
  for (;;) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) {
      i = passCharacter(input, i);
      if (i === INCOMPLETE) return INCOMPLETE;
    } else if (code === quote) {
      input.value = value + text.slice(kept, i);
      return i;
    } else if (code === AMP) {
      const end = readReference(input, i);
      if (end === INCOMPLETE) return INCOMPLETE;
      value += text.slice(kept, i) + input.value;
      kept = i = end;
    } else if (code === CR || code === LF || code === TAB) {
      if (i + 1 === text.length) return INCOMPLETE;
      value += `${text.slice(kept, i)} `;
      i += code === CR && text.charCodeAt(i + 1) === LF ? 2 : 1;
      kept = i;
    } else if (code === LT) {
      return input.fault(
        'not-well-formed',
        i,
        "Found '<' in an attribute value; write it as '&lt;', or close the quote",
      );
    } else if (i >= text.length) return INCOMPLETE;
    else if (((CLASS[code] as number) & PLAIN_VALUE) !== 0 || code === 0x22 || code === 0x27) i++;
    else return badCharacter(input, i);
  }
}

const PREDEFINED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);

/** Reads a reference: `&lt;`, `&#8364;`. */
function readReference(input: Input, at: number): number {
  if (input.text.charCodeAt(at + 1) === 0x23) return readCharacterReference(input, at);
  const end = readName(input, at + 1);
  if (end === INCOMPLETE || end === input.text.length) return INCOMPLETE;
  if (end === at + 1 || input.text.charCodeAt(end) !== 0x3b)
    input.fault('not-well-formed', at, "Found '&' that begins no reference; write it as '&amp;'");
  const name = input.text.slice(at + 1, end);
  const value = PREDEFINED.get(name);
  if (value === undefined)
    return input.fault(
      'restricted-xml',
      at,
      `Found the entity reference '&${shorten(name)};'; only &lt; &gt; &amp; &apos; &quot; and character references may be used`,
    );
  input.value = value;
  return end + 1;
}

function readCharacterReference(input: Input, at: number): number {
  const text = input.text;
  let i = at + 2;
  const hex = text.charCodeAt(i) === 0x78;
  if (hex) i++;
  const first = i;
  let point = 0;
  for (;;) {
    const code = text.charCodeAt(i);
    const digit = digitValue(code);
    if (digit < (hex ? 16 : 10)) point = Math.min(point * (hex ? 16 : 10) + digit, 0x110000);
    else if (i >= text.length) return INCOMPLETE;
    else if (code === 0x3b && i > first) break;
    else
      return input.fault(
        'not-well-formed',
        at,
        "Found '&#' that begins no character reference such as '&#10;' or '&#xA;'",
      );
    i++;
  }
  if (!isXmlChar(point)) input.fault('not-well-formed', at, 'Found a reference to a character that XML does not allow');
  input.value = String.fromCodePoint(point);
  return i + 1;
}

/** What a digit counts, letters of hexadecimal ones included; at least 16 for anything else. */
function digitValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : 16;
}
