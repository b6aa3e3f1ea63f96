/** Base64 of RFC 4648, section 4. Our own few lines: no runtime has the same two functions for bytes. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map([...alphabet].map((character, value) => [character, value]));

/** Bytes as Base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  if (!(bytes instanceof Uint8Array)) throw new TypeError(`expected bytes (a Uint8Array), found ${typeof bytes}`);
  let text = '';
  let group = 0;
  // As many zero bytes as make it a multiple of three: what they become is the padding.
  const length = Math.ceil(bytes.length / 3) * 3;
  for (let i = 0; i < length; i++) {
    group = (group << 8) | (bytes[i] ?? 0);
    if (i % 3 === 2) for (let shift = 18; shift >= 0; shift -= 6) text += alphabet[(group >> shift) & 63];
  }
  const padding = length - bytes.length;
  return text.slice(0, text.length - padding) + '='.repeat(padding);
}

/** @throws `RangeError` when the text is no Base64; white space in it is skipped */
export function decodeBase64(text: string): Uint8Array {
  const digits = text.replace(/[ \t\r\n]/g, '');
  const length = digits.replace(/==?$/, '').length;
  if (digits.length % 4 !== 0) throw new RangeError('expected Base64 in groups of four characters');
  const bytes = new Uint8Array((length * 3) >> 2);
  let group = 0;
  for (let i = 0; i < length; i++) {
    const value = values.get(digits[i] as string);
    if (value === undefined) throw new RangeError('expected Base64 (A to Z, a to z, 0 to 9, + and /)');
    group = (group << 6) | value;
    if (i % 4 !== 0) bytes[(i * 3) >> 2] = group >> (6 - 2 * (i % 4));
  }
  return bytes;
}
