/** Reading the text of a path from left to right, and the error that points at a fault in it. */
import { isNCName } from './names.js';

/** A path that is malformed, or outside of the subset that is understood. */
export class XmlPathError extends Error {
  override readonly name: string = 'XmlPathError';
  /** The stable code. */
  readonly code: 'invalid-path' = 'invalid-path';
  /** The path. */
  readonly path: string;
  /** UTF-16 code units of the path before the fault. */
  readonly offset: number;

  /**
   * @param path - the path
   * @param offset - where in it the fault is
   * @param problem - what was expected, without a full stop
   */
  constructor(path: string, offset: number, problem: string) {
    const found = offset < path.length ? `'${String.fromCodePoint(path.codePointAt(offset) as number)}'` : 'the end';
    const where = `found ${found} at column ${offset + 1}\n  ${path}\n  ${' '.repeat(offset)}^`;
    super(`Invalid path: ${problem}, ${where}`);
    this.path = path;
    this.offset = offset;
  }
}

/** A place in a path. */
export class PathScanner {
  readonly path: string;
  at = 0;

  constructor(path: string) {
    this.path = path;
  }

  get isAtEnd(): boolean {
    return this.at === this.path.length;
  }

  /** Takes what a sticky expression matches here, `''` if it does not. */
  take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.path)?.[0] ?? '';
    this.at += text.length;
    return text;
  }

  /** Takes a text, if it stands here. */
  skip(text: string): boolean {
    if (!this.path.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** @throws {@link XmlPathError} unless the text stands here */
  expect(text: string, problem = `expected ${text}`): void {
    if (!this.skip(text)) this.fail(problem);
  }

  /** Takes `{namespace}`; `undefined` where there is none. */
  namespace(): string | undefined {
    const braces = this.take(/\{[^}]*\}/y);
    return braces === '' ? undefined : braces.slice(1, -1);
  }

  /** @throws {@link XmlPathError} unless a name stands here */
  name(problem: string): string {
    const text = this.take(/[^\s/[\]()@!='"*{}]*/y);
    if (isNCName(text)) return text;
    this.at -= text.length;
    let valid = '';
    for (const character of text) {
      if (!isNCName(valid + character)) break;
      valid += character;
    }
    this.at += valid.length;
    if (this.path[this.at] === ':') this.fail("expected '{namespace}name', as there are no prefixes");
    return this.fail(valid === '' ? problem : 'expected the rest of a name');
  }

  /** @throws {@link XmlPathError} unless a text in quotes stands here */
  quoted(): string {
    const quote = this.take(/["']/y) || this.fail('expected a text in quotes');
    const text = this.take(quote === '"' ? /[^"]*/y : /[^']*/y);
    this.expect(quote);
    return text;
  }

  /** @throws {@link XmlPathError} always */
  fail(problem: string): never {
    throw new XmlPathError(this.path, this.at, problem);
  }
}
