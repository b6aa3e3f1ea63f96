/** Which characters XML 1.0 (fifth edition) allows where. Tables and predicates; nothing else. */

import { BEYOND_ASCII } from './scratch.js';

const ASCII = 0x80;

/** In {@link CLASS}: may begin an NCName. */
export const NAME_START = 1;
/** In {@link CLASS}: may stand in an NCName, or is the colon between two of them. */
export const NAME_CHAR = 2;
/** In {@link CLASS}: space, tab, line feed, carriage return. */
export const SPACE = 4;
/** In {@link CLASS}: stands for itself in text. */
export const PLAIN_TEXT = 8;
/** In {@link CLASS}: stands for itself in an attribute value, quotes apart. */
export const PLAIN_VALUE = 16;

/** In {@link CLASS}: {@link PLAIN_TEXT}, or a character beyond ASCII that needs no second look. */
export const RUN_TEXT = 32;
/** In {@link CLASS}: {@link PLAIN_VALUE}, or a character beyond ASCII that needs no second look. */
export const RUN_VALUE = 64;

/** In {@link CLASS}: may come right after a name, wherever it stands. */
export const NAME_END = 128;

/** The classes of the ASCII characters, and of what else stands in the scratch buffer, as bits. */
export const CLASS: Uint8Array = new Uint8Array(256);

for (let code = 0; code < ASCII; code++) {
  const character = String.fromCharCode(code);
  let bits = 0;
  if (/[A-Za-z_]/.test(character)) bits |= NAME_START;
  if (/[A-Za-z_0-9.:-]/.test(character)) bits |= NAME_CHAR;
  if (/[ \t\n\r]/.test(character)) bits |= SPACE;
  if (code >= 0x20 || character === '\t' || character === '\n')
    if (!/[<&>]/.test(character)) bits |= PLAIN_TEXT | RUN_TEXT;
  if (code >= 0x20 && !/[<&"']/.test(character)) bits |= PLAIN_VALUE | RUN_VALUE;
  if (/[ \t\n\r=/>]/.test(character)) bits |= NAME_END;
  CLASS[code] = bits;
}
CLASS[BEYOND_ASCII] = RUN_TEXT | RUN_VALUE;

/** Whether a code point beyond ASCII may begin a name. */
export function isNameStart(point: number): boolean {
  return (
    (point >= 0xc0 && point <= 0x2ff && point !== 0xd7 && point !== 0xf7) ||
    (point >= 0x370 && point <= 0x1fff && point !== 0x37e) ||
    point === 0x200c ||
    point === 0x200d ||
    (point >= 0x2070 && point <= 0x218f) ||
    (point >= 0x2c00 && point <= 0x2fef) ||
    (point >= 0x3001 && point <= 0xd7ff) ||
    (point >= 0xf900 && point <= 0xfdcf) ||
    (point >= 0xfdf0 && point <= 0xfffd) ||
    (point >= 0x10000 && point <= 0xeffff)
  );
}

/** Whether a code point beyond ASCII may stand in a name. */
export function isNameChar(point: number): boolean {
  return (
    isNameStart(point) || point === 0xb7 || (point >= 0x300 && point <= 0x36f) || point === 0x203f || point === 0x2040
  );
}

/** Whether a code point may stand in XML at all: production 2, Char. Surrogates may not. */
export function isXmlChar(point: number): boolean {
  return point >= 0x20
    ? point < 0xd800 || (point >= 0xe000 && point < 0xfffe) || (point >= 0x10000 && point <= 0x10ffff)
    : point === 0x09 || point === 0x0a || point === 0x0d;
}

/** A character for a message: as it is if it is a plain printable one, and its code point. */
export function describeCharacter(point: number): string {
  const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  return point > 0x20 && point < 0x7f ? `'${String.fromCharCode(point)}'` : code;
}
