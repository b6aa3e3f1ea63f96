/** Breaks documents in small ways: most are then wrong in one place, and some are right all the same. */
import { EDGES } from './edges.js';
import type { Random } from './random.js';

/** What has a meaning somewhere in XML. */
const TOKENS = [
  ...['<', '>', '</', '/>', '&', ';', '"', "'", '=', ':', '!', '?', '-', '[', ']', ']]>', '<![CDATA[', '<!--', '-->'],
  ...[
    '<?',
    '?>',
    '<?xml ',
    '<!DOCTYPE',
    '&#',
    '&#x',
    '&amp;',
    '&lt;',
    '&#65;',
    '&#10;',
    '&#x1F600;',
    '&foo;',
    '&valueOf;',
  ],
  ...[' ', '\n', '\r', '\r\n', '\t', '\u0000', '\u000b', '\u007f', '\u0085', '\u00a0', '\u2028', '\ufeff', '\ufffe'],
  ...[
    '\ud800',
    '\udc00',
    '😀',
    'é',
    '·',
    '\u0300',
    '0',
    '.',
    '_',
    'a',
    'xml',
    'xmlns',
    'xmlns:p',
    'p:',
    'xml:',
    'xmlns:',
  ],
  ...[
    ' xmlns=""',
    " xmlns:p='u'",
    " xmlns:p=''",
    ' a="1"',
    " p:a='2'",
    " xml:lang='de'",
    '<a>',
    '</a>',
    '<p:a/>',
    '<a/>',
  ],
];

/** A text with one to four small changes; `others` are what it may be spliced with. */
export function mutate(text: string, random: Random, others: readonly string[]): string {
  let out = text;
  for (let left = 1 + random.below(random.once(3) ? 4 : 1); left > 0; left--) out = changed(out, random, others);
  return out;
}

function changed(text: string, random: Random, others: readonly string[]): string {
  const at = random.below(text.length + 1);
  const length = 1 + random.below(random.once(4) ? 24 : 3);
  const before = text.slice(0, at);
  const after = text.slice(at + length);
  switch (random.below(8)) {
    case 0:
      return before + after;
    case 1:
      return before + text.slice(at, at + length) + text.slice(at);
    case 2:
      return before + random.pick(TOKENS) + after;
    case 3: {
      const from = random.below(text.length + 1);
      return before + text.slice(from, from + length) + text.slice(at);
    }
    case 4: {
      const other = random.pick(others);
      const from = random.below(other.length + 1);
      return before + other.slice(from, from + 1 + random.below(40)) + text.slice(at);
    }
    case 5:
      return random.once(4) ? before : before + (random.once(3) ? random.pick(EDGES) : anyUnit(random)) + after;
    default:
      return before + random.pick(TOKENS) + text.slice(at);
  }
}

function anyUnit(random: Random): string {
  return String.fromCharCode(random.below(random.once(2) ? 0x80 : 0x10000));
}

/** The same for bytes: what comes out is often no UTF-8. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const out = Array.from(bytes);
  for (let left = 1 + random.below(2); left > 0; left--) {
    const at = random.below(out.length + 1);
    const some = random.pick([
      [0x80],
      [0xc3],
      [0xc0, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf0, 0x9f],
      [0xf4, 0x90, 0x80, 0x80],
      [0xff],
    ]);
    out.splice(at, random.below(3), ...(random.once(2) ? some : [random.below(256)]));
  }
  return Uint8Array.from(out);
}
