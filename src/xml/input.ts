/** The text being read: a window of the input, where it lies in the whole, and faults with their place. */
import { describeCharacter } from './characters.js';
import { XmlError, type XmlErrorCode, type XmlPosition } from './errors.js';
import type { ReadLimits } from './limits.js';
import { BEYOND_ASCII, scratch } from './scratch.js';

/**
 * What reading a token gives when the text ends before the token does: it is read again, from its first
 * character, when there is more. So every token is checked whole, and cuts cannot change what is found.
 */
export const INCOMPLETE = -1;

/** What an {@link XmlError} is made of. */
export interface Failure {
  readonly code: XmlErrorCode;
  readonly problem: string;
  readonly position: XmlPosition;
}

/** The longest rest that is looked at character by character. */
const SHORT = 256;
const LF = 0x0a;
const CR = 0x0d;

/** A window of the input. What reads from it takes an index into `text` and gives the index after the token. */
export class Input {
  /** The window; while it is read, it is in the scratch buffer too. */
  text = '';
  /** What the token that was read last stands for, where it stands for a text. */
  value = '';
  /** The index of the next token. */
  at = 0;
  /** UTF-16 code units of the whole input before the window. */
  offset = 0;
  /** The fault that stopped the reading. */
  failure: Failure | undefined;
  readonly limits: Required<ReadLimits>;
  /** Up to which offset lines are counted, how many there are, and the offset at which the last of them begins. */
  #seen = 0;
  #line = 1;
  #lineStart = 0;
  /** Whether the last character that was seen is CR: an LF right after it ends no further line. */
  #afterCr = false;

  constructor(limits: Required<ReadLimits>) {
    this.limits = limits;
  }

  /** Is as new, after a whole document. */
  restart(): void {
    this.text = '';
    this.at = 0;
    this.offset = 0;
    this.#seen = 0;
    this.#line = 1;
    this.#lineStart = 0;
    this.#afterCr = false;
  }

  /** Begins the window at the next token. */
  discard(): void {
    const to = this.at;
    if (to === 0) return;
    this.#countLines();
    this.offset += to;
    this.text = to === this.text.length ? '' : this.#rest(to);
    this.at = 0;
  }

  /**
   * The text from an index on. One character beyond Latin-1 makes the engine take two bytes for each character, of
   * what is cut from the text and joined to it too: a rest that is ASCII begins anew.
   */
  #rest(from: number): string {
    const { codes, owner, isAscii } = scratch;
    const length = this.text.length - from;
    if (isAscii || owner !== this || length > SHORT) return this.text.slice(from);
    for (let i = from; i < this.text.length; i++)
      if ((codes[i] as number) >= BEYOND_ASCII) return this.text.slice(from);
    return String.fromCharCode.apply(undefined, codes.subarray(from, this.text.length) as unknown as number[]);
  }

  /** Counts the lines up to the next token. */
  #countLines(): void {
    const { text, at } = this;
    const from = this.#seen - this.offset;
    if (this.#afterCr || text.indexOf('\r', from) !== -1) {
      this.#countAll(from, at);
      return;
    }
    for (let lf = text.indexOf('\n', from); lf !== -1 && lf < at; lf = text.indexOf('\n', lf + 1)) {
      this.#line++;
      this.#lineStart = this.offset + lf + 1;
    }
    this.#seen = this.offset + at;
  }

  /**
   * Stops the reading.
   *
   * @throws {@link XmlError} always
   */
  fault(code: XmlErrorCode, at: number, problem: string): never {
    this.#countAll(this.#seen - this.offset, at);
    const offset = this.offset + at;
    const position = { line: this.#line, column: offset - this.#lineStart + 1, offset };
    this.failure = { code, problem, position };
    throw new XmlError(code, problem, position);
  }

  /** Whether the window ends at an index, or within the character there. */
  endsAt(index: number): boolean {
    const left = this.text.length - index;
    return left <= 0 || (left === 1 && (this.text.charCodeAt(index) & 0xfc00) === 0xd800);
  }

  /** Says that something else was expected, if there is anything at all. */
  expected(at: number, what: string): typeof INCOMPLETE {
    if (this.endsAt(at)) return INCOMPLETE;
    const found = describeCharacter(this.text.charCodeAt(at));
    return this.fault('not-well-formed', at, `Expected ${what}, found ${found}`);
  }

  /** Counts lines as XML has them, which end with LF, CR, or both (XML 1.0 section 2.11). */
  #countAll(from: number, to: number): void {
    const text = this.text;
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      const isSecond = code === LF && this.#afterCr;
      this.#afterCr = code === CR;
      if (code !== CR && code !== LF) continue;
      if (!isSecond) this.#line++;
      this.#lineStart = this.offset + i + 1;
    }
    this.#seen = this.offset + to;
  }
}
