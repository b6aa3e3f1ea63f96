/** What `XmlReader` and `parseXml` share: windows of input to the parser, within the limit of an element's size. */
import type { Failure } from './input.js';
import type { CompleteOptions } from './options.js';
import { Parser } from './parser.js';
import { PendingToken } from './pending.js';
import { flatCopy, joined } from './strings.js';
import type { ParserEvents } from './tree-builder.js';
import { utf8Length } from './utf8.js';
import { Windows } from './windows.js';

/** The most UTF-16 code units of a window. What is cut from one keeps it in memory. */
const WINDOW = 4_096;
const BOM = 0xfeff;

/** What the input is: one element, the elements of a stream in its root, or elements one after another. */
export type InputFraming = 'document' | 'stream' | 'elements';

/** What is read. */
export interface CoreOptions extends CompleteOptions {
  readonly framing: InputFraming;
}

/** Feeds the parser. */
export class ReaderCore {
  readonly #parser: Parser;
  readonly #windows: Windows;
  readonly #limit: number;
  readonly #window: number;
  /** UTF-8 bytes so far of the element to be delivered, and the offset at which it begins. */
  #bytes = 0;
  #item = -1;
  /** Up to where in the text its bytes are counted. */
  #counted = 0;
  /** The search for the end of a token that small windows bring bit by bit. */
  readonly #pending = new PendingToken();
  #isSearching = false;
  /** The length of text at which the token is read all the same: a fault in it shall not wait for its end. */
  #retryAt = 0;
  /** The last run did not come to its end: a callback threw. */
  #isInterrupted = false;
  #mayHaveBom: boolean;

  constructor(options: CoreOptions, events: ParserEvents) {
    this.#parser = new Parser(options, events);
    this.#limit = options.limits.elementBytes;
    // An element that begins in a window cannot pass the limit in it: a code unit is three bytes at most.
    this.#window = Math.max(1, Math.min(WINDOW, Math.floor(this.#limit / 3)));
    this.#windows = new Windows(this.#window);
    this.#mayHaveBom = options.isFile;
  }

  /** The fault that stopped the reading. */
  get failure(): Failure | undefined {
    return this.#parser.failure;
  }

  /** Reads a whole document. */
  readDocument(text: string | Uint8Array): void {
    const parser = this.#parser;
    if (typeof text === 'string' && text.length <= this.#window && !this.#mayHaveBom) {
      parser.text = text;
      parser.run();
    } else {
      this.write(text);
    }
    this.finish();
    parser.restart();
    this.#bytes = 0;
    this.#counted = 0;
    this.#item = -1;
  }

  /** Reads a chunk, after all input that waits. */
  write(chunk: string | Uint8Array): void {
    if (typeof chunk === 'string' && chunk.length <= this.#window && this.#windows.isEmpty && !this.#isInterrupted) {
      if (chunk !== '') this.#feed(chunk);
    } else this.push(chunk);
    this.read();
  }

  /** Adds input to what waits. */
  push(chunk: string | Uint8Array): void {
    this.#windows.push(chunk);
  }

  /** Makes the waiting input the reader's own. */
  keep(): void {
    this.#windows.keep();
  }

  /** Reads all input that waits. */
  read(): void {
    if (this.#isInterrupted) this.#run();
    for (let window = this.#windows.next(); window !== undefined; window = this.#windows.next()) {
      if (window !== '') this.#feed(window);
      if (this.#windows.isBroken) this.#badBytes('Expected UTF-8, found bytes that are none');
    }
  }

  /** Says that there is no more input. */
  finish(): void {
    if (this.#windows.isUnfinished) this.#badBytes('Expected UTF-8, found an end within a character');
    if (this.#parser.at < this.#parser.text.length) this.#run();
    this.#parser.assertEnd();
  }

  #feed(window: string): void {
    const parser = this.#parser;
    parser.discard();
    const held = parser.text.length;
    if (window.length >= held) parser.text = joined(parser.text, window);
    else {
      parser.text += window;
      if (!this.#mayComplete(window, held)) return;
      parser.text = flatCopy(parser.text);
    }
    if (this.#mayHaveBom) {
      this.#mayHaveBom = false;
      if (window.charCodeAt(0) === BOM) parser.skipBom();
    }
    this.#isSearching = false;
    this.#counted = held;
    this.#run();
  }

  /**
   * Whether a window that is short beside the incomplete token before it is worth reading that token again:
   * otherwise input that comes byte by byte would cost its square.
   */
  #mayComplete(window: string, held: number): boolean {
    if (!this.#isSearching) {
      this.#isSearching = true;
      this.#pending.begin(this.#parser.text.slice(0, held));
      this.#retryAt = 2 * held;
    }
    if (this.#pending.endsIn(window) || held + window.length >= this.#retryAt) return true;
    if (this.#bytes + 3 * window.length > this.#limit) return true;
    this.#bytes += utf8Length(window, 0, window.length);
    this.#counted = held + window.length;
    return false;
  }

  #run(): void {
    const parser = this.#parser;
    this.#isInterrupted = true;
    while (parser.item !== -1 && this.#bytes + 3 * (parser.text.length - this.#counted) > this.#limit) {
      const end = this.#limitIn(parser.text);
      if (end === -1) break;
      this.#runTo(end);
    }
    parser.run();
    this.#isInterrupted = false;
    this.#count();
  }

  /** Reads up to where the limit of the open element is; it must end before. */
  #runTo(end: number): void {
    const parser = this.#parser;
    const item = parser.item;
    const text = parser.text;
    parser.text = text.slice(0, end);
    try {
      parser.runInPlace();
    } finally {
      parser.text = text;
    }
    if (parser.item === item)
      parser.fault(
        'policy-violation',
        end,
        `An element is larger than ${this.#limit} bytes; raise limits.elementBytes if such input is expected`,
      );
    this.#count(end);
  }

  /** Counts the bytes of the open element. */
  #count(end: number = this.#parser.text.length): void {
    const parser = this.#parser;
    if (parser.item !== this.#item) {
      this.#item = parser.item;
      this.#bytes = 0;
      this.#counted = parser.item - parser.offset;
    }
    if (parser.item === -1) return;
    this.#bytes += parser.isAscii ? end - this.#counted : utf8Length(parser.text, this.#counted, end);
    this.#counted = end;
  }

  /** The index of the character that takes the open element over the limit, or -1. */
  #limitIn(text: string): number {
    let bytes = this.#bytes;
    for (let i = this.#counted; i < text.length; i++) {
      bytes += utf8Length(text, i, i + 1);
      if (bytes > this.#limit) return i;
    }
    return -1;
  }

  #badBytes(problem: string): never {
    if (this.#parser.at < this.#parser.text.length) this.#run();
    return this.#parser.fault('unsupported-encoding', this.#parser.text.length, problem);
  }
}
