/** UTF-8 cut anywhere: from bytes to text, as far as they are right, and how long a text is in bytes. */
import { newDecoder } from './platform.js';

const NONE = new Uint8Array(0);

/** Bytes in, text out. */
export class Utf8Reader {
  /** There were bytes that are no UTF-8. */
  isBroken = false;
  /** The beginning of a sequence whose end has not come. */
  #unfinished = NONE;
  readonly #decoder = newDecoder();

  /** Whether the bytes so far end within a sequence. */
  get isUnfinished(): boolean {
    return this.#unfinished.length > 0;
  }

  /** The text of the next bytes, up to what is no UTF-8. */
  read(part: Uint8Array): string {
    let bytes = part;
    const held = this.#unfinished.length;
    if (held > 0) {
      bytes = new Uint8Array(held + part.length);
      bytes.set(this.#unfinished);
      bytes.set(part, held);
    }
    const tail = unfinishedTail(bytes);
    this.#unfinished = NONE;
    if (tail > 0) {
      this.#unfinished = bytes.slice(-tail);
      bytes = bytes.subarray(0, -tail);
    }
    try {
      return this.#decoder.decode(bytes);
    } catch {
      this.isBroken = true;
      return validPart(bytes);
    }
  }
}

/** How many bytes at the end begin a sequence that is not yet whole. */
function unfinishedTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    // How long a sequence is, so many bits lead its first byte; one leads the others.
    const length = Math.clz32(~((bytes[bytes.length - back] as number) << 24));
    if (length !== 1) return length > back && length <= 4 ? back : 0;
  }
  return 0;
}

/** The text before the first sequence that is none. Byte by byte: there is one fault in a reader's life. */
function validPart(bytes: Uint8Array): string {
  const decoder = newDecoder();
  let text = '';
  try {
    for (const byte of bytes) text += decoder.decode(Uint8Array.of(byte), { stream: true });
  } catch {
    // This is the fault.
  }
  return text;
}

/** The length of a text in UTF-8 bytes; a surrogate counts two. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) length += code >= 0x800 && (code < 0xd800 || code >= 0xe000) ? 2 : 1;
  }
  return length;
}
