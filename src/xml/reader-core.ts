/** What `XmlReader` and `parseXml` share: windows of input to the parser, within the limit of an element's size. */
import type { Failure } from './input.js';
import type { CompleteOptions } from './options.js';
import { Parser } from './parser.js';
import { PendingToken } from './pending.js';
import { flatCopy, joined } from './strings.js';
import type { ParserEvents } from './tree-builder.js';
import { Utf8Reader, utf8Length } from './utf8.js';

/** The most UTF-16 code units, or bytes, of a window. What is cut from one keeps it in memory. */
const WINDOW = 4_096;

/** What the input is: one element, the elements of a stream in its root, or elements one after another. */
export type InputFraming = 'document' | 'stream' | 'elements';

/** What is read. */
export interface CoreOptions extends CompleteOptions {
  readonly framing: InputFraming;
}

/** Feeds the parser. */
export class ReaderCore {
  readonly #parser: Parser;
  readonly #limit: number;
  readonly #window: number;
  readonly #utf8 = new Utf8Reader();
  /** Windows that wait. */
  readonly #queue: string[] = [];
  /** The offset at which the element begins that is open, and its UTF-8 bytes so far. */
  #item = -1;
  #bytes = 0;
  /** The search for the end of a token that small windows bring bit by bit. */
  #pending: PendingToken | undefined;
  /** The length of text at which the token is read all the same: a fault in it shall not wait for its end. */
  #retryAt = 0;
  /** The last run did not come to its end: a callback threw. */
  #isInterrupted = false;

  constructor(options: CoreOptions, events: ParserEvents) {
    this.#parser = new Parser(options, events);
    this.#limit = options.limits.elementBytes;
    // An element that begins in a window cannot pass the limit in it: a code unit is three bytes at most.
    this.#window = Math.max(1, Math.min(WINDOW, Math.floor(this.#limit / 3)));
  }

  /** The fault that stopped the reading. */
  get failure(): Failure | undefined {
    return this.#parser.failure;
  }

  /** Reads a whole document. */
  readDocument(text: string | Uint8Array): void {
    const parser = this.#parser;
    if (typeof text === 'string' && text.length <= this.#window) {
      parser.text = text;
      parser.run();
    } else {
      this.push(text);
      this.read();
    }
    this.finish();
    parser.restart();
    this.#item = -1;
  }

  /** Adds a chunk to what waits. Nothing behind bytes that are no UTF-8 is ever read. */
  push(chunk: string | Uint8Array): void {
    const utf8 = this.#utf8;
    for (let from = 0; from < chunk.length && !utf8.isBroken; from += this.#window) {
      const to = from + this.#window;
      let window: string;
      if (typeof chunk !== 'string') window = utf8.read(chunk.subarray(from, to));
      else {
        utf8.isBroken = utf8.isUnfinished;
        window = utf8.isBroken ? '' : chunk.slice(from, to);
      }
      if (window !== '') this.#queue.push(window);
    }
  }

  /** Reads all input that waits. */
  read(): void {
    const parser = this.#parser;
    if (this.#isInterrupted) this.#run('');
    for (let window = this.#queue.shift(); window !== undefined; window = this.#queue.shift()) {
      const { item } = parser;
      const end = item === -1 ? window.length : this.#endOfRoom(window);
      const isCut = end < window.length;
      if (isCut) this.#queue.unshift(window.slice(end));
      this.#feed(window.slice(0, end), isCut);
      if (isCut && parser.item === item)
        parser.fault(
          'policy-violation',
          parser.text.length,
          `An element is larger than ${this.#limit} bytes; raise limits.elementBytes if such input is expected`,
        );
    }
    if (this.#utf8.isBroken) this.#badBytes('bytes that are none');
  }

  /** Says that there is no more input. */
  finish(): void {
    if (this.#utf8.isUnfinished) this.#badBytes('an end within a character');
    this.#runRest();
    this.#parser.assertEnd();
  }

  /** Reads a window, unless it does not end the token that is incomplete. */
  #feed(window: string, isLast: boolean): void {
    const parser = this.#parser;
    parser.discard();
    const held = parser.text.length;
    if (window.length >= held) parser.text = joined(parser.text, window);
    else {
      const before = parser.text;
      parser.text += window;
      if (!(isLast || this.#mayComplete(window, before))) {
        this.#bytes += utf8Length(window);
        return;
      }
      parser.text = flatCopy(parser.text);
    }
    this.#pending = undefined;
    this.#run(window);
  }

  /**
   * Whether a window that is short beside the incomplete token before it is worth reading that token again:
   * otherwise input that comes byte by byte would cost its square.
   */
  #mayComplete(window: string, held: string): boolean {
    if (this.#pending === undefined) {
      this.#pending = new PendingToken(held);
      this.#retryAt = 2 * held.length;
    }
    return this.#pending.endsIn(window) || held.length + window.length >= this.#retryAt;
  }

  #run(window: string): void {
    this.#isInterrupted = true;
    this.#parser.run();
    this.#isInterrupted = false;
    this.#count(window);
  }

  /** Reads again what is incomplete: not all faults in it may have been found. */
  #runRest(): void {
    if (this.#parser.at < this.#parser.text.length) this.#parser.run();
  }

  /** Counts the bytes of the open element. */
  #count(window: string): void {
    const { item, text, offset, isAscii } = this.#parser;
    const isNew = item !== this.#item;
    this.#item = item;
    if (item === -1) return;
    const counted = isNew ? text.slice(item - offset) : window;
    this.#bytes = (isNew ? 0 : this.#bytes) + (isAscii ? counted.length : utf8Length(counted));
  }

  /** The index of the character that takes the open element over the limit; the length if none does. */
  #endOfRoom(window: string): number {
    let bytes = this.#bytes;
    if (bytes + 3 * window.length <= this.#limit) return window.length;
    let i = 0;
    while (i < window.length) {
      bytes += utf8Length(window[i] as string);
      if (bytes > this.#limit) break;
      i++;
    }
    return i;
  }

  #badBytes(found: string): never {
    this.#runRest();
    return this.#parser.fault('unsupported-encoding', this.#parser.text.length, `Expected UTF-8, found ${found}`);
  }
}
