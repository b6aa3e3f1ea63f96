/**
 * Chunks of text or UTF-8 bytes, cut into windows of text: short ones, so that a name or a text that is cut
 * from a window, and so keeps it in memory, keeps little.
 */
import { decodeUtf8 } from './platform.js';
import { unfinishedTail, validPrefix } from './utf8.js';

/** Chunks in, windows out. */
export class Windows {
  /** The bytes were no UTF-8 right after the window that {@link next} gave last. */
  isBroken = false;
  readonly #size: number;
  readonly #queue: (string | Uint8Array)[] = [];
  /** How much of the first chunk has been given. */
  #at = 0;
  /** The beginning of a sequence whose end has not come. */
  #unfinished: Uint8Array | undefined;

  /** @param size - the most UTF-16 code units, or bytes, of a window */
  constructor(size: number) {
    this.#size = size;
  }

  /** Adds a chunk. It is read when {@link next} comes to it. */
  push(chunk: string | Uint8Array): void {
    if (chunk.length > 0) this.#queue.push(chunk);
  }

  /** Whether nothing waits, no unfinished sequence either. */
  get isEmpty(): boolean {
    return this.#queue.length === 0 && this.#unfinished === undefined;
  }

  /** Takes copies of the bytes that wait: the caller may use its buffer again. */
  keep(): void {
    this.#queue.forEach((chunk, i) => {
      if (typeof chunk !== 'string') this.#queue[i] = chunk.slice();
    });
  }

  /** Whether the bytes so far end within a sequence. */
  get isUnfinished(): boolean {
    return this.#unfinished !== undefined;
  }

  /** The next window, or `undefined` when all was given; it is empty where bytes make no whole character. */
  next(): string | undefined {
    const chunk = this.#queue[0];
    if (chunk === undefined) return undefined;
    const from = this.#at;
    const to = Math.min(from + this.#size, chunk.length);
    this.#at = to;
    if (to === chunk.length) {
      this.#queue.shift();
      this.#at = 0;
    }
    if (typeof chunk !== 'string') return this.#decode(chunk.subarray(from, to));
    if (this.#unfinished !== undefined) {
      this.isBroken = true;
      return '';
    }
    return from === 0 && to === chunk.length ? chunk : chunk.slice(from, to);
  }

  #decode(part: Uint8Array): string {
    let bytes = part;
    if (this.#unfinished !== undefined) {
      bytes = new Uint8Array(this.#unfinished.length + part.length);
      bytes.set(this.#unfinished);
      bytes.set(part, this.#unfinished.length);
    }
    const whole = bytes.length - unfinishedTail(bytes, bytes.length);
    this.#unfinished = whole === bytes.length ? undefined : bytes.slice(whole);
    const given = whole === bytes.length ? bytes : bytes.subarray(0, whole);
    try {
      return decodeUtf8(given);
    } catch {
      this.isBroken = true;
      return decodeUtf8(given.subarray(0, validPrefix(given)));
    }
  }
}
