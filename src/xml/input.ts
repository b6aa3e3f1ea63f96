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
  /** How many lines there are up to the window, and the offset at which the last of them begins. */
  #line = 1;
  #lineStart = 0;
  /** Whether a CR stands before the window: an LF right after it ends no further line. */
  #afterCr = false;

  constructor(limits: Required<ReadLimits>) {
    this.limits = limits;
  }

  /** Is as new, after a whole document. */
  restart(): void {
    this.text = '';
    this.at = 0;
    this.offset = 0;
    this.#line = 1;
    this.#lineStart = 0;
    this.#afterCr = false;
  }

  /** Begins the window at the next token. */
  discard(): void {
    const to = this.at;
    if (to === 0) return;
    this.#countLines(to);
    this.offset += to;
    this.text = this.#rest(to);
    this.at = 0;
  }

  /**
   * The text from an index on. One character beyond Latin-1 makes the engine take two bytes for each character, of
   * what is cut from the text and joined to it too: a rest that is ASCII begins anew.
   */
  #rest(from: number): string {
    const { codes, owner, isAscii } = scratch;
    const { length } = this.text;
    if (isAscii || owner !== this || length - from > SHORT) return this.text.slice(from);
    for (let i = from; i < length; i++) if ((codes[i] as number) >= BEYOND_ASCII) return this.text.slice(from);
    return String.fromCharCode.apply(undefined, codes.subarray(from, length) as unknown as number[]);
  }

  /** Counts the lines up to an index. They end with LF, CR, or both (XML 1.0 section 2.11). */
  #countLines(to: number): void {
    const passed = this.text.slice(0, to);
    if (!this.#afterCr && passed.indexOf('\n') < 0 && passed.indexOf('\r') < 0) return;
    for (const { 0: end, index } of passed.matchAll(/\r\n?|\n/g)) {
      if (index > 0 || end !== '\n' || !this.#afterCr) this.#line++;
      this.#lineStart = this.offset + index + end.length;
    }
    this.#afterCr = passed.endsWith('\r');
  }

  /**
   * Stops the reading.
   *
   * @throws {@link XmlError} always
   */
  fault(code: XmlErrorCode, at: number, problem: string): never {
    this.#countLines(at);
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
}
