/** The text being read: a window of the input, where it lies in the whole, and faults with their place. */
import { XmlError, type XmlErrorCode, type XmlPosition } from './errors.js';
import type { ReadLimits } from './limits.js';

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
  #line = 1;
  #column = 1;
  /** The last character before the window is CR: an LF at its beginning ends no further line. */
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
    this.#column = 1;
    this.#afterCr = false;
  }

  /** Begins the window at the next token. */
  discard(): void {
    const to = this.at;
    if (to === 0) return;
    const { line, column, offset } = this.#position(to);
    this.#afterCr = this.text.charCodeAt(to - 1) === 0x0d;
    this.#line = line;
    this.#column = column;
    this.offset = offset;
    this.text = to === this.text.length ? '' : this.text.slice(to);
    this.at = 0;
  }

  /**
   * Stops the reading.
   *
   * @throws {@link XmlError} always
   */
  fault(code: XmlErrorCode, at: number, problem: string): never {
    this.failure = { code, problem, position: this.#position(at) };
    throw new XmlError(code, problem, this.failure.position);
  }

  #position(to: number): XmlPosition {
    const text = this.text;
    let line = this.#line;
    let start = -1;
    let cr = text.indexOf('\r');
    let lf = text.indexOf('\n');
    if (cr === -1) cr = to;
    if (lf === -1) lf = to;
    while (cr < to || lf < to) {
      const at = Math.min(cr, lf);
      const isSecond = at === lf && (at === 0 ? this.#afterCr : text.charCodeAt(at - 1) === 0x0d);
      if (!isSecond) line++;
      start = at + 1;
      if (at === cr) cr = text.indexOf('\r', start);
      else lf = text.indexOf('\n', start);
      if (cr === -1) cr = to;
      if (lf === -1) lf = to;
    }
    return { line, column: start === -1 ? this.#column + to : to - start + 1, offset: this.offset + to };
  }
}
