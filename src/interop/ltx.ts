/**
 * `couplet/interop/ltx`: elements of ltx, the XML of xmpp.js and others, to `XmlElement` and back. ltx itself is
 * not imported: its elements are known by their shape.
 */
import type { XmlElement } from '../xml/element.js';
import { fromPlainTree, toPlainTree } from './common/plain-tree.js';
import type { Namespaces } from './common/prefixes.js';
import type { ConvertOptions } from './common/take-apart.js';

export { InteropError, type InteropErrorCode } from './common/errors.js';
export type { Namespaces } from './common/prefixes.js';
export type { ConvertOptions } from './common/take-apart.js';

/** What is needed of an ltx `Element`. */
export interface LtxElement {
  /** The name with its prefix. */
  readonly name: string;
  /** The attributes, namespace declarations among them, by qualified name. */
  readonly attrs: object;
  /** Elements, strings, and what ltx writes as a string. */
  readonly children: readonly unknown[];
  /** The element it is in. */
  readonly parent?: LtxElement | null | undefined;
}

/** The class `Element` of ltx: `import { Element } from 'ltx'`, or `xml.Element` of xmpp.js. */
export type LtxElementClass<E extends LtxElement> = new (name: string) => E;

/** How an ltx element is read. */
export interface FromLtxOptions {
  /**
   * Namespaces in scope around the element, by prefix, `''` for the default one: for an element that is in no
   * parent and leaves its namespace to the stream. What its parents declare goes before.
   *
   * @example `{ '': 'jabber:client' }`
   */
  readonly namespaces?: Namespaces;
}

/**
 * An `XmlElement` with the content of an ltx element, which stays as it is.
 *
 * Prefixes are resolved, also those that a parent declares. What ltx writes as text is text here: numbers,
 * booleans, and objects with a `toString` of their own, such as a JID; `null` and `undefined` are absent.
 * `xmlns=""` is no namespace, as in XML, where ltx's own `getNS` looks further up.
 *
 * @param element - an element of ltx, or of a copy of it that another package brings
 * @param options - namespaces around it
 * @returns the copy, without a parent
 * @throws {@link InteropError} when it holds what no XML can: a wrong name, an undeclared prefix, an object
 *
 * @example
 * ```ts
 * import { fromLtx } from 'couplet/interop/ltx';
 * import { parse } from 'ltx';
 *
 * fromLtx(parse("<iq xmlns='jabber:client' type='get'/>")).tag; // {jabber:client}iq
 * ```
 */
export function fromLtx(element: LtxElement, options?: FromLtxOptions): XmlElement {
  return fromPlainTree(element, 'attrs', options?.namespaces);
}

/**
 * An ltx element with the content of an `XmlElement`, which stays as it is.
 *
 * @param element - any element
 * @param Element - the class to make it of
 * @param options - what to do about characters that XML cannot carry
 * @returns the copy, without a parent
 * @throws {@link XmlError} `invalid-character` as the options say
 *
 * @example
 * ```ts
 * import { XmlElement } from 'couplet';
 * import { toLtx } from 'couplet/interop/ltx';
 * import { Element } from 'ltx';
 *
 * String(toLtx(new XmlElement('{urn:xmpp:ping}ping'), Element)); // <ping xmlns="urn:xmpp:ping"/>
 * ```
 */
export function toLtx<E extends LtxElement>(
  element: XmlElement,
  Element: LtxElementClass<E>,
  options?: ConvertOptions,
): E {
  return toPlainTree(element, 'attrs', (name) => new Element(name), options);
}
