/**
 * The text in hand as an array of bytes, one for each UTF-16 code unit: reading an element of an array is
 * several times as fast as `charCodeAt`. There is one for all readers; what they keep is their text.
 */
import { encodeUtf8 } from './platform.js';

/** In {@link Scratch.codes}: a code unit beyond ASCII that XML allows in text. */
export const BEYOND_ASCII = 0x80;
/** In {@link Scratch.codes}: a code unit that must be looked at in the text: it may be a lone surrogate or U+FFFE. */
export const DOUBTFUL = 0x81;

/** By number: which bits of a little-endian word belong to its first bytes. */
export const WORD_MASKS: Int32Array = new Int32Array([0, 0xff, 0xffff, 0xffffff, -1]);

const HIGHEST_BITS = 0x80808080 | 0;

/** Bytes that may be read behind the last: the words of a name. */
const SLACK = 32;
/** A buffer larger than this is given up after use. */
const KEPT = 65_536;

class Scratch {
  /** ASCII codes, {@link BEYOND_ASCII} or {@link DOUBTFUL}; a 0 follows the last one. */
  codes: Uint8Array = new Uint8Array(KEPT);
  /** The same bytes. */
  view: DataView = new DataView(this.codes.buffer);
  /** Who put its text here last. */
  owner: object | undefined;

  /** Whether it is all ASCII. */
  isAscii = true;

  /** Puts a text here. */
  load(text: string, owner: object): void {
    const needed = 3 * text.length + SLACK;
    if (needed > this.codes.length || (this.codes.length > KEPT && needed < KEPT)) this.#resize(Math.max(needed, KEPT));
    this.owner = owner;
    const codes = this.codes;
    const bytes = encodeUtf8(text, codes);
    this.isAscii = bytes === text.length;
    if (!this.isAscii) align(codes, this.view, bytes);
    codes[text.length] = 0;
  }

  #resize(length: number): void {
    this.codes = new Uint8Array(length);
    this.view = new DataView(this.codes.buffer);
  }
}

/** The one buffer. */
export const scratch: Scratch = new Scratch();

/** Makes one byte for each code unit out of UTF-8, in place. */
function align(codes: Uint8Array, view: DataView, length: number): void {
  let to = 0;
  for (let from = 0; from < length; ) {
    // Most of most texts is ASCII. The four bytes may reach behind the end, where any may stand.
    const word = view.getInt32(from, true);
    if ((word & HIGHEST_BITS) === 0) {
      view.setInt32(to, word, true);
      from += 4;
      to += 4;
      continue;
    }
    const byte = codes[from] as number;
    if (byte < 0x80) {
      codes[to++] = byte;
      from++;
    } else if (byte < 0xe0) {
      codes[to++] = BEYOND_ASCII;
      from += 2;
    } else if (byte < 0xf0) {
      // U+FFFD stands for a lone surrogate too; U+FFFE and U+FFFF are no characters.
      const isDoubtful = byte === 0xef && codes[from + 1] === 0xbf && (codes[from + 2] as number) >= 0xbd;
      codes[to++] = isDoubtful ? DOUBTFUL : BEYOND_ASCII;
      from += 3;
    } else {
      codes[to++] = BEYOND_ASCII;
      codes[to++] = BEYOND_ASCII;
      from += 4;
    }
  }
}
