/**
 * Short strings that come again and again, found by their bytes in the scratch buffer: one that is known costs no
 * new string. The tables have a fixed size; what has the place of another takes it.
 */
import { scratch, WORD_MASKS } from './scratch.js';
import { flatCopy } from './strings.js';

/** The longest value that is kept. Up to this length the engine copies what is cut from a text. */
const SHORT_VALUE = 12;
const VALUE_BITS = 10;
/** By slot: the bytes of a value as three words, and the value. */
const valueWords = new Int32Array(3 * 2 ** VALUE_BITS);
const values: string[] = new Array<string>(2 ** VALUE_BITS).fill('');

/** A value that may have come before, `get` or `chat`: ASCII, in the scratch buffer and in its text. */
export function internValue(text: string, from: number, to: number): string {
  const length = to - from;
  if (length > SHORT_VALUE) return text.slice(from, to);
  const view = scratch.view;
  let word0 = view.getInt32(from, true);
  let word1 = 0;
  let word2 = 0;
  if (length <= 4) word0 &= WORD_MASKS[length] as number;
  else {
    word1 = view.getInt32(from + 4, true);
    if (length <= 8) word1 &= WORD_MASKS[length - 4] as number;
    else word2 = view.getInt32(from + 8, true) & (WORD_MASKS[length - 8] as number);
  }
  const hash = Math.imul(word0 ^ Math.imul(word1, 0x9e3779b1) ^ Math.imul(word2, 0x7feb352d), 0x85ebca6b);
  const slot = hash >>> (32 - VALUE_BITS);
  const at = 3 * slot;
  if (valueWords[at] === word0 && valueWords[at + 1] === word1 && valueWords[at + 2] === word2)
    return values[slot] as string;
  const value = text.slice(from, to);
  valueWords[at] = word0;
  valueWords[at + 1] = word1;
  valueWords[at + 2] = word2;
  values[slot] = value;
  return value;
}

/** The longest namespace that is kept. */
const LONG = 64;
const NAMESPACE_BITS = 10;
/** By slot: the length of a namespace (0: none), its bytes, and itself. */
const namespaceLengths = new Uint8Array(2 ** NAMESPACE_BITS);
const namespaceBytes = new DataView(new ArrayBuffer(2 ** NAMESPACE_BITS * LONG));
const namespaces: string[] = new Array<string>(2 ** NAMESPACE_BITS).fill('');

/** A namespace: ASCII, in the scratch buffer and in its text. One that is in use is the same string each time. */
export function internNamespace(text: string, from: number, to: number): string {
  const length = to - from;
  if (length < 4 || length > LONG) return flatCopy(text.slice(from, to));
  const view = scratch.view;
  const hash =
    view.getInt32(from, true) ^
    Math.imul(view.getInt32(to - 4, true), 0x9e3779b1) ^
    (view.getInt32(from + (length >> 1) - 2, true) << 3);
  const slot = Math.imul(hash ^ length, 0x85ebca6b) >>> (32 - NAMESPACE_BITS);
  if (namespaceLengths[slot] === length && hasBytes(view, from, length, slot * LONG)) return namespaces[slot] as string;
  const namespace = flatCopy(text.slice(from, to));
  for (let i = 0; i < length; i++) namespaceBytes.setUint8(slot * LONG + i, view.getUint8(from + i));
  namespaceLengths[slot] = length;
  namespaces[slot] = namespace;
  return namespace;
}

function hasBytes(view: DataView, from: number, length: number, at: number): boolean {
  for (let i = 0; i + 4 <= length; i += 4)
    if (view.getInt32(from + i, true) !== namespaceBytes.getInt32(at + i, true)) return false;
  return view.getInt32(from + length - 4, true) === namespaceBytes.getInt32(at + length - 4, true);
}
