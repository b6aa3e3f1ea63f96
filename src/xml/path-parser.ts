/** From the text of a path to its steps. Nothing here looks at an element. */
import { isNCName } from './names.js';

/** A test of an element's expanded name; `undefined` lets any pass. */
export interface NameTest {
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

/** A condition in brackets. All of them are about one element, whatever else the step has found. */
export type Predicate =
  /** `[@a]`, `[@a='v']`, `[@a!='v']` */
  | { readonly kind: 'attribute'; readonly name: string; readonly value: string | undefined; readonly negated: boolean }
  /** `[a]`, `[a='v']`, `[a!='v']` */
  | { readonly kind: 'child'; readonly test: NameTest; readonly value: string | undefined; readonly negated: boolean }
  /** `[.='v']`, `[.!='v']` */
  | { readonly kind: 'text'; readonly value: string; readonly negated: boolean }
  /** `[n]`, counted from 0; `[last()]` is -1, `[last()-1]` is -2 */
  | { readonly kind: 'position'; readonly index: number };

/** One step of a path. `.` without predicates is no step: it stays where it is. */
export interface Step {
  readonly axis: 'child' | 'descendant' | 'self' | 'parent';
  /** What a child or descendant is called; any name for the others. */
  readonly test: NameTest;
  readonly predicates: readonly Predicate[];
}

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
    super(`${problem}, found ${found} at column ${offset + 1} of the path\n  ${path}\n  ${' '.repeat(offset)}^`);
    this.path = path;
    this.offset = offset;
  }
}

const ANY: NameTest = { namespace: undefined, name: undefined };
const TAG = "expected a tag ('name', '{namespace}name' or '*')";

/**
 * Parses a path.
 *
 * @param path - its text
 * @param namespace - that of unqualified names, up to the first qualified step; from there on they are in
 * the namespace of the last qualified step. Left out, unqualified names are in no namespace.
 * @throws {@link XmlPathError} when it is not of the subset
 */
export function parsePath(path: string, namespace?: string): Step[] {
  return new PathParser(path, namespace).parse();
}

class PathParser {
  readonly #path: string;
  readonly #inherits: boolean;
  #namespace: string;
  #at = 0;

  constructor(path: string, namespace: string | undefined) {
    this.#path = path;
    this.#inherits = namespace !== undefined;
    this.#namespace = namespace ?? '';
  }

  parse(): Step[] {
    const steps: Step[] = [];
    if (this.#path.startsWith('/')) this.#fail("expected a path from the element itself ('a/b', './/b')");
    for (let isDescendant = false; ; isDescendant = this.#skip('/')) {
      const step = this.#step(isDescendant);
      if (step.axis !== 'self' || step.predicates.length > 0) steps.push(step);
      if (this.#at === this.#path.length) return steps;
      this.#expect('/', "expected '/', '//', '[' or the end");
    }
  }

  #step(isDescendant: boolean): Step {
    if (!isDescendant && this.#skip('.')) {
      const axis = this.#skip('.') ? 'parent' : 'self';
      return { axis, test: ANY, predicates: this.#predicates() };
    }
    const test = this.#nameTest();
    if (this.#inherits && test.namespace !== undefined) this.#namespace = test.namespace;
    return { axis: isDescendant ? 'descendant' : 'child', test, predicates: this.#predicates() };
  }

  #nameTest(): NameTest {
    if (this.#skip('*')) return ANY;
    const namespace = this.#braces();
    if (namespace === undefined) return { namespace: this.#namespace, name: this.#name(TAG) };
    const name = this.#skip('*') ? undefined : this.#name("expected a name or '*'");
    return { namespace: namespace === '*' ? undefined : namespace, name };
  }

  /** What stands in `{}`, or `undefined` where there are none. */
  #braces(): string | undefined {
    if (!this.#skip('{')) return undefined;
    const close = this.#path.indexOf('}', this.#at);
    if (close < 0) {
      this.#at = this.#path.length;
      this.#fail("expected '}' after the namespace");
    }
    const namespace = this.#path.slice(this.#at, close);
    this.#at = close + 1;
    return namespace;
  }

  #name(expected: string): string {
    const [text] = /^[^\s/[\]()@!='"*{}]*/.exec(this.#path.slice(this.#at)) as unknown as [string];
    if (isNCName(text)) {
      this.#at += text.length;
      return text;
    }
    let valid = '';
    for (const character of text) {
      if (!isNCName(valid + character)) break;
      valid += character;
    }
    this.#at += valid.length;
    if (this.#path[this.#at] === ':') this.#fail("expected '{namespace}name', there are no prefixes here");
    return this.#fail(valid === '' ? expected : 'expected the rest of a name');
  }

  #predicates(): Predicate[] {
    const predicates: Predicate[] = [];
    while (this.#skip('[')) {
      this.#space();
      predicates.push(this.#predicate());
      this.#space();
      this.#expect(']', "expected ']'");
    }
    return predicates;
  }

  #predicate(): Predicate {
    if (this.#skip('@')) {
      this.#space();
      const namespace = this.#braces() ?? '';
      const local = this.#name('expected the name of an attribute');
      return { kind: 'attribute', name: namespace === '' ? local : `{${namespace}}${local}`, ...this.#comparison() };
    }
    if (this.#skip('.')) {
      const { value, negated } = this.#comparison();
      return value === undefined ? this.#fail("expected '=' or '!='") : { kind: 'text', value, negated };
    }
    if (/\d/.test(this.#path.charAt(this.#at))) return { kind: 'position', index: this.#number() - 1 };
    if (/^last\s*\(/.test(this.#path.slice(this.#at))) return { kind: 'position', index: this.#last() };
    if (this.#path[this.#at] === '*') this.#fail('expected a name, an attribute or a position');
    return { kind: 'child', test: this.#nameTest(), ...this.#comparison() };
  }

  #last(): number {
    this.#at = this.#path.indexOf('(', this.#at) + 1;
    this.#expect(')', "expected ')'");
    this.#space();
    return this.#skip('-') ? -1 - this.#number() : -1;
  }

  #number(): number {
    this.#space();
    const [digits] = /^\d*/.exec(this.#path.slice(this.#at)) as unknown as [string];
    if (!(Number(digits) > 0)) this.#fail('expected a number from 1');
    this.#at += digits.length;
    return Number(digits);
  }

  #comparison(): { value: string | undefined; negated: boolean } {
    this.#space();
    const negated = this.#skip('!');
    if (negated) this.#expect('=', "expected '='");
    else if (!this.#skip('=')) return { value: undefined, negated };
    this.#space();
    const quote = this.#path.charAt(this.#at);
    if (quote !== '"' && quote !== "'") this.#fail('expected a text in quotes');
    const close = this.#path.indexOf(quote, this.#at + 1);
    if (close < 0) {
      this.#at = this.#path.length;
      this.#fail(`expected ${quote} after the text`);
    }
    const value = this.#path.slice(this.#at + 1, close);
    this.#at = close + 1;
    return { value, negated };
  }

  #space(): void {
    while (/\s/.test(this.#path.charAt(this.#at))) this.#at++;
  }

  #skip(character: string): boolean {
    if (this.#path[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #expect(character: string, expected: string): void {
    if (!this.#skip(character)) this.#fail(expected);
  }

  #fail(expected: string): never {
    throw new XmlPathError(this.#path, this.#at, `Invalid path: ${expected}`);
  }
}
