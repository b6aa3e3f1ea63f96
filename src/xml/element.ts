/** The element: a name, attributes and mixed children, namespaces resolved. Nothing of XMPP. */
import { type Aside, findChild, markFree, markRemoved, settle } from './aside.js';
import {
  type AttributesGiven,
  attributePairs,
  canonicalName,
  checkAttributeName,
  indexOfAttribute,
  setAttributes,
} from './attributes.js';
import { appendText, assertNotInside, NO_CHILDREN, releaseChild, removeChildren } from './child-list.js';
import { equalElements } from './compare.js';
import { XmlError } from './errors.js';
import { clark, parseClark, XMLNS_NAMESPACE } from './names.js';
import { compilePath, type XmlPath } from './path.js';
import { type WriteOptions, writeElement } from './writer.js';

/** A child of an element: another element, or text. */
export type XmlNode = XmlElement | string;

/** Stands in for the tag where the parts of a name come checked, from a reader or another element. */
const checked = Symbol('checked');
/** Shared by all elements without attributes: never written to. */
const NO_ATTRIBUTES: string[] = [];
/**
 * An XML element with its namespaces resolved. Prefixes are no part of it: the writer makes them.
 *
 * Names are written in Clark notation, `{namespace}name`; `name` alone is a name in no namespace. An
 * element without a namespace is therefore another one than its namesake in `jabber:client`.
 *
 * @example
 * ```ts
 * import { XmlElement } from 'couplet';
 *
 * const query = new XmlElement('{jabber:iq:register}query');
 * query.append(new XmlElement('{jabber:iq:register}username', {}, 'bill'));
 * String(query); // <query xmlns="jabber:iq:register"><username>bill</username></query>
 * ```
 */
export class XmlElement {
  // Declared, and set by the constructor once: fields and private methods would be set before that for each element.

  /** The namespace name, `''` for none. */
  declare readonly namespace: string;
  /** The local name. */
  declare readonly name: string;
  /** @internal Names (local or Clark) and values in turn, in document order: see {@link attributes}. */
  declare attributeList: string[];
  /** @internal See {@link children}. */
  declare childList: XmlNode[];
  /** @internal The element this is a child of. */
  declare parent: XmlElement | undefined;
  /** @internal The stanza object over this element, or a list of them: theirs to use. */
  declare view: unknown;
  /** @internal What only few elements need. */
  declare aside: Aside | undefined;

  /**
   * @param tag - the name, in Clark notation
   * @param attributes - its attributes
   * @param children - its children: elements are adopted if they have no parent and copied if they have one
   * @throws {@link XmlError} `invalid-name` when a name cannot be written as XML
   */
  constructor(tag: string, attributes?: AttributesGiven, ...children: XmlNode[]);
  /** @internal */
  constructor(tag: string | typeof checked, attributes?: AttributesGiven, ...children: XmlNode[]) {
    this.namespace = '';
    this.name = '';
    this.attributeList = NO_ATTRIBUTES;
    this.childList = NO_CHILDREN;
    this.parent = undefined;
    this.view = undefined;
    this.aside = undefined;
    if (tag !== checked) fill(this, tag as string, attributes, children);
  }

  /**
   * @internal An element from parts known to be right: names checked, attribute names unique, children
   * without another parent and no two texts side by side. The arrays become the element's own.
   */
  static fromParts(
    namespace: string,
    name: string,
    attributes: string[] | undefined,
    children: XmlNode[] | undefined,
  ): XmlElement {
    const element = new XmlElement(checked as unknown as string) as Writable;
    element.namespace = namespace;
    element.name = name;
    if (attributes !== undefined) element.attributeList = attributes;
    if (children !== undefined) {
      element.childList = children;
      for (let i = 0; i < children.length; i++) {
        const node = children[i];
        if (typeof node === 'object') node.parent = element as XmlElement;
      }
    }
    return element as XmlElement;
  }

  /** The name in Clark notation: `{jabber:client}iq`, or `iq` alone in no namespace. */
  get tag(): string {
    return clark(this.namespace, this.name);
  }

  /**
   * The value of an attribute.
   *
   * @param name - local, or in Clark notation: `{http://www.w3.org/XML/1998/namespace}lang`
   * @returns its value, or `undefined` when it is absent
   */
  attribute(name: string): string | undefined {
    const at = indexOfAttribute(this.attributeList, canonicalName(name));
    return at < 0 ? undefined : this.attributeList[at + 1];
  }

  /**
   * Sets or removes an attribute.
   *
   * @param name - local, or in Clark notation
   * @param value - its value, or `undefined` to remove it
   * @returns this element
   * @throws {@link XmlError} `invalid-name` when the name cannot be an attribute's
   * @throws {@link DetachedElementError} when the element waited for a place that is taken by now
   */
  setAttribute(name: string, value: string | undefined): this {
    if (this.aside !== undefined) settle(this);
    const key = canonicalName(name);
    const at = indexOfAttribute(this.attributeList, key);
    if (value === undefined) {
      if (at >= 0) this.attributeList.splice(at, 2);
      return this;
    }
    if (at < 0) checkAttributeName(name);
    this.putAttribute(key, value);
    return this;
  }

  /** @internal Sets an attribute whose name is known to be right, and in its shortest form. */
  putAttribute(key: string, value: string): void {
    if (this.aside !== undefined) settle(this);
    const list = this.attributeList;
    const at = indexOfAttribute(list, key);
    if (at >= 0) list[at + 1] = value;
    else if (list === NO_ATTRIBUTES) this.attributeList = [key, value];
    else list.push(key, value);
  }

  /** The attributes in document order, as pairs of name (local or Clark) and value. A fresh iterator each time. */
  get attributes(): IterableIterator<[name: string, value: string]> {
    return attributePairs(this.attributeList);
  }

  /** Elements and texts in document order. Never two texts side by side, never an empty text. */
  get children(): readonly XmlNode[] {
    return this.childList;
  }

  /** The text that stands directly in this element, `''` when there is none; that of child elements is not in it. */
  get text(): string {
    const nodes = this.childList;
    let text = '';
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (typeof node === 'string') text += node;
    }
    return text;
  }

  /** Replaces the text that stands directly in this element, where the first of it stood; child elements stay. */
  set text(text: string) {
    if (this.aside !== undefined) settle(this);
    const at = this.childList.findIndex((node) => typeof node === 'string');
    const nodes: XmlNode[] = this.childList.filter((node) => typeof node !== 'string');
    if (text !== '') nodes.splice(Math.max(at, 0), 0, text);
    this.childList = nodes;
  }

  /** The first element that a path finds from here, or `undefined`. See {@link XmlPath}. */
  find(path: string | XmlPath): XmlElement | undefined {
    return (typeof path === 'string' ? compilePath(path) : path).find(this);
  }

  /** All elements that a path finds from here, in document order. See {@link XmlPath}. */
  findAll(path: string | XmlPath): XmlElement[] {
    return (typeof path === 'string' ? compilePath(path) : path).findAll(this);
  }

  /**
   * Adds children at the end. An element without a parent is adopted, one that has a parent is copied:
   * no element is ever in two places.
   *
   * @returns this element
   * @throws {@link TypeError} when an element is added to itself or to one of its descendants
   */
  append(...nodes: readonly XmlNode[]): this {
    if (this.aside !== undefined) settle(this);
    for (const node of nodes) {
      if (typeof node === 'string') appendText(this, node);
      else if (node.parent !== undefined) this.adopt(node.clone());
      else {
        assertNotInside(this, node);
        markFree(node);
        this.adopt(node);
      }
    }
    return this;
  }

  /**
   * Removes a child.
   *
   * @returns whether it was one. A stanza object over it throws `DetachedElementError` when written to.
   */
  remove(child: XmlElement): boolean {
    if (!this.release(child)) return false;
    markRemoved(child);
    return true;
  }

  /** A deep copy without a parent. */
  clone(): XmlElement {
    const copy = shallowCopy(this);
    const pairs: XmlElement[] = [this, copy];
    while (pairs.length > 0) {
      const to = pairs.pop() as XmlElement;
      const from = pairs.pop() as XmlElement;
      if (from.childList.length === 0) continue;
      to.childList = from.childList.map((node) => {
        if (typeof node === 'string') return node;
        const child = shallowCopy(node);
        child.parent = to;
        pairs.push(node, child);
        return child;
      });
    }
    return copy;
  }

  /** Whether both have the same namespace, name, attributes (in any order) and children (in order, texts to the letter). */
  equals(other: XmlElement): boolean {
    return equalElements(this, other);
  }

  /**
   * The element as XML text.
   *
   * @throws {@link XmlError} `invalid-character` when a text or attribute holds a character that XML
   * cannot carry, unless the options say to strip or replace it
   */
  toString(options?: WriteOptions): string {
    return writeElement(this, options);
  }

  /** The element as XML text, for `JSON.stringify`. */
  toJSON(): string {
    return this.toString();
  }

  /** @internal Changes the namespace of an element that nobody else has yet. */
  moveToNamespace(namespace: string): void {
    (this as { namespace: string }).namespace = namespace;
  }

  /** @internal Makes a free element the last child. */
  adopt(child: XmlElement): void {
    child.parent = this;
    if (this.aside?.removed) markRemoved(child);
    if (this.childList === NO_CHILDREN) this.childList = [child];
    else this.childList.push(child);
  }

  /** @internal Takes a child out, and leaves it free to be used elsewhere. */
  release(child: XmlElement): boolean {
    return releaseChild(this, child);
  }

  /** @internal Puts an element, adopted or copied, where a child stands, which is removed. */
  replace(child: XmlElement, replacement: XmlElement): void {
    this.append(replacement);
    this.childList[this.childList.indexOf(child)] = this.childList.pop() as XmlElement;
    child.parent = undefined;
    markRemoved(child);
  }

  /** @internal Removes the child elements that pass a test, all texts too if told so. One pass, however many. */
  removeWhere(test: (child: XmlElement) => boolean, texts = false): void {
    removeChildren(this, test, texts);
  }

  /** @internal The first child element with this expanded name. */
  child(namespace: string, name: string): XmlElement | undefined {
    return findChild(this, namespace, name);
  }
}

type Writable = { -readonly [K in keyof XmlElement]: XmlElement[K] };

function fill(
  element: Writable,
  tag: string,
  attributes: AttributesGiven | undefined,
  children: readonly XmlNode[],
): void {
  const expanded = parseClark(tag);
  if (expanded.namespace === XMLNS_NAMESPACE)
    throw new XmlError('invalid-name', `No element may be in ${XMLNS_NAMESPACE}`);
  element.namespace = expanded.namespace;
  element.name = expanded.name;
  if (attributes !== undefined) setAttributes(element as XmlElement, attributes);
  if (children.length > 0) element.append(...children);
}

function shallowCopy(element: XmlElement): XmlElement {
  const attributes = element.attributeList.length === 0 ? undefined : element.attributeList.slice();
  return XmlElement.fromParts(element.namespace, element.name, attributes, undefined);
}
