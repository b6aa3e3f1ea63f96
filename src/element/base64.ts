/** Base64 of RFC 4648, section 4. Our own few lines: no runtime has the same two functions for bytes. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map([...alphabet].map((character, value) => [character, value]));

/** Bytes as Base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  if (!(bytes instanceof Uint8Array)) throw new TypeError(`expected bytes (a Uint8Array), found ${typeof bytes}`);
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) text += alphabet[(group >> shift) & 63];
  }
  const over = bytes.length % 3;
  return over === 0 ? text : `${text.slice(0, over - 3)}${'='.repeat(3 - over)}`;
}

/** @throws `RangeError` when the text is no Base64; white space in it is skipped */
export function decodeBase64(text: string): Uint8Array {
  const digits = text.replace(/[ \t\r\n]/g, '');
  const length = digits.endsWith('==') ? digits.length - 2 : digits.endsWith('=') ? digits.length - 1 : digits.length;
  if (digits.length % 4 !== 0) throw new RangeError('expected Base64 in groups of four characters');
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let group = 0;
  let at = 0;
  for (let i = 0; i < length; i++) {
    const value = values.get(digits[i] as string);
    if (value === undefined) throw new RangeError('expected Base64 (A to Z, a to z, 0 to 9, + and /)');
    group = (group << 6) | value;
    if (i % 4 !== 0) bytes[at++] = (group >> (6 - 2 * (i % 4))) & 255;
  }
  return bytes;
}
