/**
 * `couplet/interop/stanza`: stanza.js (npm `stanza`) at its XML level, the elements of `stanza/jxt`, to
 * `XmlElement` and back. Its JSON has already dropped what it does not know. stanza.js is not imported.
 */
import type { XmlElement } from '../xml/element.js';
import { fromPlainTree, toPlainTree } from './common/plain-tree.js';
import type { Namespaces } from './common/prefixes.js';
import type { ConvertOptions } from './common/take-apart.js';

export { InteropError, type InteropErrorCode } from './common/errors.js';
export type { Namespaces } from './common/prefixes.js';
export type { ConvertOptions } from './common/take-apart.js';

/** What is needed of an `XMLElement` of `stanza/jxt`. */
export interface JxtElement {
  /** The name with its prefix. */
  readonly name: string;
  /** The attributes, namespace declarations among them, by qualified name. */
  readonly attributes: object;
  /** Elements and strings. */
  readonly children: readonly unknown[];
  /** The element it is in. */
  readonly parent?: JxtElement | null | undefined;
}

/** The class `XMLElement` of `stanza/jxt`. */
export type JxtElementClass<E extends JxtElement> = new (name: string, attributes: Record<string, string>) => E;

/** How an element of `stanza/jxt` is read. */
export interface FromJxtOptions {
  /**
   * Namespaces in scope around the element, by prefix, `''` for the default one. What its parents declare goes
   * before.
   *
   * @example `{ '': 'jabber:client' }`
   */
  readonly namespaces?: Namespaces;
}

/**
 * An `XmlElement` with the content of an element of `stanza/jxt`, which stays as it is.
 *
 * @param element - the element
 * @param options - namespaces around it
 * @returns the copy, without a parent
 * @throws {@link InteropError} when it holds what no XML can: a wrong name, an undeclared prefix, an object
 *
 * @example
 * ```ts
 * import { fromJxt } from 'couplet/interop/stanza';
 * import { parse } from 'stanza/jxt';
 *
 * fromJxt(parse("<iq xmlns='jabber:client' type='get'/>")).tag; // {jabber:client}iq
 * ```
 */
export function fromJxt(element: JxtElement, options?: FromJxtOptions): XmlElement {
  return fromPlainTree(element, 'attributes', options?.namespaces);
}

/**
 * An element of `stanza/jxt` with the content of an `XmlElement`, which stays as it is.
 *
 * @param element - any element
 * @param XMLElement - the class to make it of
 * @param options - what to do about characters that XML cannot carry
 * @returns the copy, without a parent
 * @throws {@link XmlError} `invalid-character` as the options say
 *
 * @example
 * ```ts
 * import { XmlElement } from 'couplet';
 * import { toJxt } from 'couplet/interop/stanza';
 * import { XMLElement } from 'stanza/jxt';
 *
 * String(toJxt(new XmlElement('{urn:xmpp:ping}ping'), XMLElement)); // <ping xmlns="urn:xmpp:ping"/>
 * ```
 */
export function toJxt<E extends JxtElement>(
  element: XmlElement,
  XMLElement: JxtElementClass<E>,
  options?: ConvertOptions,
): E {
  return toPlainTree(element, 'attributes', (name) => new XMLElement(name, {}), options);
}
