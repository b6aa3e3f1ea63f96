/** Which characters XML 1.0 (fifth edition) allows where. Tables and predicates; nothing else. */

import { BEYOND_ASCII } from './scratch.js';

const ASCII = 0x80;

/** In {@link CLASS}: may begin an NCName. */
export const NAME_START = 1;
/** In {@link CLASS}: may stand in an NCName, or is the colon between two of them. */
export const NAME_CHAR = 2;
/** In {@link CLASS}: space, tab, line feed, carriage return. */
export const SPACE = 4;
/** In {@link CLASS}: stands for itself in text, or is a character beyond ASCII that needs no second look. */
export const RUN_TEXT = 8;
/** In {@link CLASS}: stands for itself in an attribute value, quotes apart; and so on. */
export const RUN_VALUE = 16;
/** In {@link CLASS}: stands for itself where there are no references, and ends nothing there. */
export const RUN_RAW = 64;
/** In {@link CLASS}: may come right after a name, wherever it stands. */
export const NAME_END = 32;

/** The classes of the ASCII characters, and of what else stands in the scratch buffer, as bits. */
export const CLASS: Uint8Array = new Uint8Array(256);

const CLASSES: readonly (readonly [bit: number, characters: RegExp])[] = [
  [NAME_START, /[A-Za-z_]/],
  [NAME_CHAR, /[\w.:-]/],
  [SPACE, /[ \t\n\r]/],
  [RUN_TEXT, /[ -%'-;=?-\x7f\t\n]/],
  [RUN_VALUE, /[ !#-%(-;=-\x7f]/],
  [RUN_RAW, /[ -,.->@-\\^-\x7f\t\n]/],
  [NAME_END, /[ \t\n\r=/>]/],
];
for (let code = 0; code < ASCII; code++)
  for (const [bit, characters] of CLASSES)
    if (characters.test(String.fromCharCode(code))) CLASS[code] = (CLASS[code] as number) | bit;
CLASS[BEYOND_ASCII] = RUN_TEXT | RUN_VALUE | RUN_RAW;

const START =
  'A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef' +
  '\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}';
/** A name, with colons anywhere but at its beginning. */
const NAME = new RegExp(`[${START}][-.0-9:\xb7\u0300-\u036f\u203f\u2040${START}]*`, 'uy');

/** The index after the name that begins at an index, if one does. */
export function nameEnd(text: string, from: number): number {
  NAME.lastIndex = from;
  return NAME.test(text) ? NAME.lastIndex : from;
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
