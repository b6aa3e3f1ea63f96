/** The prefixes in scope while a reader goes down and up. Looking one up costs the same however many there are. */
import { XmlError } from './errors.js';
import { isNCName, shorten, XML_NAMESPACE, XMLNS_NAMESPACE } from './names.js';

/** Why a namespace declaration is none, or `undefined` if it is right (Namespaces in XML 1.0, sections 2.2 and 3). */
export function declarationProblem(prefix: string, namespace: string): string | undefined {
  if (prefix === 'xmlns') return "the prefix 'xmlns' may not be declared";
  if (namespace === XMLNS_NAMESPACE) return `no prefix may be declared for ${XMLNS_NAMESPACE}`;
  if ((prefix === 'xml') !== (namespace === XML_NAMESPACE))
    return `the prefix 'xml' and ${XML_NAMESPACE} belong to each other only`;
  if (prefix !== '' && namespace === '') return 'only the default namespace may be undeclared with an empty value';
  return undefined;
}

/**
 * Namespaces given by prefix, checked.
 *
 * @throws {@link XmlError} `invalid-name` when one of them may not be declared
 */
export function checkNamespaces(given: Readonly<Record<string, string>>): [prefix: string, namespace: string][] {
  const declarations = Object.entries(given);
  for (const [prefix, namespace] of declarations) {
    const problem =
      prefix !== '' && !isNCName(prefix) ? 'a prefix is a name without a colon' : declarationProblem(prefix, namespace);
    if (problem !== undefined)
      throw new XmlError('invalid-name', `Cannot declare the prefix '${shorten(prefix)}': ${problem}`);
  }
  return declarations;
}

/** Prefixes and what they are bound to, with the way back to what was before. */
export class PrefixScope {
  readonly #bound = new Map<string, string>([['xml', XML_NAMESPACE]]);
  /** Prefix and what it was bound to, in turn. */
  readonly #before: (string | undefined)[] = [];

  /** How much can be undone: what {@link undoTo} takes. */
  get mark(): number {
    return this.#before.length;
  }

  /** The namespace that a prefix is bound to, or `undefined`. */
  get(prefix: string): string | undefined {
    return this.#bound.get(prefix);
  }

  /** Binds a prefix until it is undone. */
  bind(prefix: string, namespace: string): void {
    this.#before.push(prefix, this.#bound.get(prefix));
    this.#bound.set(prefix, namespace);
  }

  /** Undoes what was bound since the mark. */
  undoTo(mark: number): void {
    while (this.#before.length > mark) {
      const namespace = this.#before.pop();
      const prefix = this.#before.pop() as string;
      if (namespace === undefined) this.#bound.delete(prefix);
      else this.#bound.set(prefix, namespace);
    }
  }
}
