/** The namespaces in scope while a tree with qualified names is gone through. */

import { DEFAULT_LIMITS } from '../../xml/limits.js';
import { isNCName, shorten, XML_NAMESPACE } from '../../xml/names.js';
import { declarationProblem } from '../../xml/scope.js';
import { InteropError } from './errors.js';

/** Namespaces in scope around a tree, by prefix, `''` for the default one. */
export type Namespaces = Readonly<Record<string, string>>;

/** As in a reader that was told of no limit. */
const LONGEST = DEFAULT_LIMITS.nameLength;

/** Prefixes, `''` for none, and what they are bound to, with the way back. */
export class Prefixes {
  /** The default namespace. */
  default = '';
  /** Few stanzas have prefixes: made when there is one. */
  #bound: Map<string, string> | undefined;
  /** Prefix and what it was bound to before, in turn. */
  readonly #before: (string | undefined)[] = [];

  /**
   * @param around - what is in scope around the tree
   * @throws {@link InteropError} `invalid-declaration` when one of them may not be declared
   */
  constructor(around: Namespaces | undefined) {
    if (around !== undefined) for (const [prefix, namespace] of Object.entries(around)) this.declare(prefix, namespace);
  }

  /** How much can be undone: what {@link undoTo} takes. */
  get mark(): number {
    return this.#before.length;
  }

  /** The namespace of a prefix, or `undefined`. */
  get(prefix: string): string | undefined {
    return prefix === 'xml' ? XML_NAMESPACE : this.#bound?.get(prefix);
  }

  /**
   * Binds a prefix until it is undone; the default namespace is the caller's to restore.
   *
   * @throws {@link InteropError} `invalid-declaration`
   */
  declare(prefix: string, namespace: string): void {
    const valid = prefix === '' || isNCName(prefix);
    let problem = valid ? declarationProblem(prefix, namespace) : 'a prefix is a name without a colon';
    // Each name with the prefix will be as long.
    if (namespace.length > LONGEST) problem ??= `a namespace has at most ${LONGEST} characters`;
    if (problem !== undefined)
      throw new InteropError('invalid-declaration', `Cannot declare the prefix '${shorten(prefix)}': ${problem}`);
    if (prefix === '') this.default = namespace;
    else {
      this.#bound ??= new Map();
      this.#before.push(prefix, this.#bound.get(prefix));
      this.#bound.set(prefix, namespace);
    }
  }

  /** Undoes what was bound since the mark. */
  undoTo(mark: number): void {
    while (this.#before.length > mark) {
      const namespace = this.#before.pop();
      const prefix = this.#before.pop() as string;
      if (namespace === undefined) this.#bound?.delete(prefix);
      else this.#bound?.set(prefix, namespace);
    }
  }
}
