/**
 * Finds the end of what stands for itself, four bytes of the scratch buffer at a time. A byte of a word that is
 * looked for sets its highest bit: below 0x20 and above 0x7f by themselves, one character by what it differs in.
 * The lowest bit set is exact; those above it may be set wrongly, and are not looked at.
 */

/** The highest bit of each byte. */
const HIGHEST = 0x80808080 | 0;
const EACH = 0x01010101;
/** What the words of four blanks, quotes and so on look like. */
const BLANKS = 0x20202020;
const QUOTES = 0x22222222;
const AMPERSANDS = 0x26262626;
const APOSTROPHES = 0x27272727;
const LESS_THANS = 0x3c3c3c3c;
const GREATER_THANS = 0x3e3e3e3e;

/** The index of the first byte that is a control character, a quote, `&`, `<`, or beyond ASCII. */
export function valueEnd(view: DataView, from: number): number {
  for (let i = from; ; i += 4) {
    const word = view.getInt32(i, true);
    const quote = word ^ QUOTES;
    // `&` and `'` differ in the lowest bit only.
    const ampersand = (word | EACH) ^ APOSTROPHES;
    const lessThan = word ^ LESS_THANS;
    const found =
      (word |
        ((word - BLANKS) & ~word) |
        ((quote - EACH) & ~quote) |
        ((ampersand - EACH) & ~ampersand) |
        ((lessThan - EACH) & ~lessThan)) &
      HIGHEST;
    if (found !== 0) return i + firstByte(found);
  }
}

/** The index of the first byte that is a control character but tab and line feed, `&`, `<`, `>`, or beyond ASCII. */
export function textEnd(codes: Uint8Array, view: DataView, from: number): number {
  let i = from;
  for (;;) {
    const word = view.getInt32(i, true);
    const ampersand = word ^ AMPERSANDS;
    // `<` and `>` differ in the second bit only.
    const angle = (word | (EACH << 1)) ^ GREATER_THANS;
    const found =
      (word | ((word - BLANKS) & ~word) | ((ampersand - EACH) & ~ampersand) | ((angle - EACH) & ~angle)) & HIGHEST;
    if (found === 0) i += 4;
    else {
      i += firstByte(found);
      const code = codes[i];
      if (code !== 0x0a && code !== 0x09) return i;
      i++;
    }
  }
}

/** The number of the first byte whose highest bit is set. */
function firstByte(word: number): number {
  return (31 - Math.clz32(word & -word)) >> 3;
}
