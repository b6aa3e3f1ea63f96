/**
 * `couplet/interop/dom`: elements of any W3C DOM (a browser's, `@xmldom/xmldom`, ...) to `XmlElement` and back.
 * No DOM is imported: its nodes are known by their shape.
 */
import { XmlElement, type XmlNode } from '../xml/element.js';
import { clark, isNCName, shorten, XML_NAMESPACE } from '../xml/names.js';
import { InteropError } from './common/errors.js';
import { type ConvertOptions, takeApart } from './common/take-apart.js';

export { InteropError, type InteropErrorCode } from './common/errors.js';
export type { ConvertOptions } from './common/take-apart.js';

/** What is needed of a DOM `Node`. */
export interface DomNode {
  /** What kind of node it is: 1 is an element, 3 a text. */
  readonly nodeType: number;
  /** Its qualified name, or what it is. */
  readonly nodeName: string;
  /** The text of a text node. */
  readonly nodeValue: string | null;
  /** Its first child. */
  readonly firstChild: DomNode | null;
  /** What stands after it in its parent. */
  readonly nextSibling: DomNode | null;
}

/** What is needed of a DOM `Attr`. */
export interface DomAttribute {
  /** Its namespace, if it has one. */
  readonly namespaceURI: string | null;
  /** Its name without the prefix; some libraries leave it out when it was set without a namespace. */
  readonly localName: string | null;
  /** Its qualified name. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
}

/** What is needed of a DOM `Element`. */
export interface DomElement extends DomNode {
  /** Its namespace, if it has one. */
  readonly namespaceURI: string | null;
  /** Its name without the prefix; some libraries leave it out when it was made without a namespace. */
  readonly localName: string | null;
  /** Its attributes. */
  readonly attributes: {
    /** How many there are. */
    readonly length: number;
    /** One of them. */
    item(index: number): DomAttribute | null;
  };
}

/** What is needed of a DOM `Document` to read it. */
export interface DomDocument {
  /** Its root. */
  readonly documentElement: DomElement | null;
}

/** What is needed of a DOM `Document` to make elements. */
export interface DomFactory<E> {
  /** Makes an element. */
  createElementNS(namespace: string | null, qualifiedName: string): E;
  /** Makes a text node. */
  createTextNode(text: string): unknown;
}

/** What is needed of a DOM `Element` that is being made. */
export interface DomTarget {
  /** Sets an attribute. */
  setAttributeNS(namespace: string | null, qualifiedName: string, value: string): void;
  /** Adds a child. */
  appendChild(child: never): unknown;
}

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;

/**
 * An `XmlElement` with the content of a DOM element, which stays as it is. A document stands for its root.
 *
 * Namespaces are those of the nodes. Where a tree was made without namespaces, by `createElement` and
 * `setAttribute('xmlns', ...)` as Strophe's builder does, they are those of its `xmlns` attributes.
 *
 * @param source - an element, or a document
 * @returns the copy, without a parent
 * @throws {@link InteropError} when there is a comment, a processing instruction or another node that XMPP has no
 * place for, the `parsererror` of a browser, a name that XML cannot have, or a prefix without a namespace
 *
 * @example
 * ```ts
 * import { DOMParser } from '@xmldom/xmldom';
 * import { fromDom } from 'couplet/interop/dom';
 *
 * const document = new DOMParser().parseFromString("<iq xmlns='jabber:client' type='get'/>", 'text/xml');
 * fromDom(document).tag; // {jabber:client}iq
 * ```
 */
export function fromDom(source: DomElement | DomDocument): XmlElement {
  const root = 'documentElement' in source ? source.documentElement : source;
  if (root?.nodeType !== ELEMENT)
    throw new InteropError('unsupported-node', `Expected an element, found ${root?.nodeName ?? 'an empty document'}`);
  const open: OpenElement[] = [openElement(root, '')];
  for (;;) {
    const top = open[open.length - 1] as OpenElement;
    const node = top.next;
    if (node !== null) {
      top.next = node.nextSibling;
      if (node.nodeType === ELEMENT) open.push(openElement(node as DomElement, top.scope));
      else if (node.nodeType === TEXT || node.nodeType === CDATA) addText(top.children, node.nodeValue ?? '');
      else throw unsupported(node, top.name);
      continue;
    }
    open.pop();
    const { namespace, name, attributes, children } = top;
    const element = XmlElement.fromParts(namespace, name, attributes, children.length > 0 ? children : undefined);
    const parent = open[open.length - 1];
    if (parent === undefined) return element;
    parent.children.push(element);
  }
}

/**
 * A DOM element with the content of an `XmlElement`, which stays as it is. It has the `xmlns` attributes that a
 * parser would have left, so that every serializer writes it as it is meant.
 *
 * @param element - any element
 * @param document - what makes the nodes; nothing is added to it
 * @param options - what to do about characters that XML cannot carry
 * @returns the copy, without a parent
 * @throws {@link XmlError} `invalid-character` as the options say
 * @throws {@link InteropError} `invalid-name` for an element named `xmlns`, which no DOM can make
 *
 * @example
 * ```ts
 * import { DOMImplementation } from '@xmldom/xmldom';
 * import { XmlElement } from 'couplet';
 * import { toDom } from 'couplet/interop/dom';
 *
 * const document = new DOMImplementation().createDocument(null, '');
 * toDom(new XmlElement('{urn:xmpp:ping}ping'), document).namespaceURI; // urn:xmpp:ping
 * ```
 */
export function toDom<E extends DomTarget>(element: XmlElement, document: DomFactory<E>, options?: ConvertOptions): E {
  return takeApart<E>(
    element,
    {
      make(namespace, name, attributes) {
        if (name === 'xmlns')
          throw new InteropError('invalid-name', "A DOM can have no element named 'xmlns'; give it another name");
        const made = document.createElementNS(namespace === '' ? null : namespace, name);
        for (let i = 0; i < attributes.length; i += 3)
          made.setAttributeNS(attributes[i] || null, attributes[i + 1] as string, attributes[i + 2] as string);
        return made;
      },
      addElement(parent, child) {
        parent.appendChild(child as never);
      },
      addText(parent, text) {
        parent.appendChild(document.createTextNode(text) as never);
      },
    },
    options,
  );
}

/** An element whose end is still to come. */
interface OpenElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: string[] | undefined;
  readonly children: XmlNode[];
  /** The namespace of children that were made without one. */
  readonly scope: string;
  next: DomNode | null;
}

/** Where browsers put an element of this name when a text was no XML. */
const PARSER_ERRORS = ['http://www.w3.org/1999/xhtml', 'http://www.mozilla.org/newlayout/xml/parsererror.xml'];

function openElement(element: DomElement, outerScope: string): OpenElement {
  const { attributes } = element;
  const list: string[] = [];
  let scope = outerScope;
  // A node has xml:lang twice if it was set with its namespace and without. Only names with a namespace can be twice.
  const names = new Set<string>();
  for (let i = 0; i < attributes.length; i++) {
    const attribute = attributes.item(i) as DomAttribute;
    if (attribute.name === 'xmlns') scope = attribute.value;
    else if (!attribute.name.startsWith('xmlns:')) addAttribute(list, names, attribute, element);
  }
  const name = element.localName ?? element.nodeName;
  assertName(name);
  const resolved = element.namespaceURI ?? '';
  if (name === 'parsererror' && PARSER_ERRORS.includes(resolved))
    throw new InteropError(
      'unsupported-node',
      'The parser that made this DOM found an error, and left out what follows',
    );
  return {
    namespace: resolved === '' ? scope : resolved,
    name,
    attributes: list.length > 0 ? list : undefined,
    children: [],
    // What stands in a namespace was made with namespaces: a child without one is in none.
    scope: resolved === '' ? scope : '',
    next: element.firstChild,
  };
}

function addAttribute(list: string[], names: Set<string>, attribute: DomAttribute, element: DomElement): void {
  const name = attributeName(attribute);
  if (name.startsWith('{') && names.size === names.add(name).size)
    throw new InteropError('invalid-name', `<${shorten(element.nodeName)}> has '${attribute.name}' twice`);
  list.push(name, attribute.value);
}

function attributeName({ namespaceURI, localName, name }: DomAttribute): string {
  const namespace = namespaceURI ?? '';
  // setAttribute('xml:lang', ...) knows of no namespace, and takes the prefix for a part of the name.
  if (namespace === '' && name.startsWith('xml:')) return clark(XML_NAMESPACE, name.slice(4));
  const local = localName ?? name;
  assertName(local);
  return clark(namespace, local);
}

function assertName(name: string): void {
  if (isNCName(name)) return;
  if (name.includes(':'))
    throw new InteropError(
      'unbound-prefix',
      `The prefix of '${shorten(name)}' has no namespace; make it with createElementNS or setAttributeNS`,
    );
  throw new InteropError('invalid-name', `Expected an XML name, found '${shorten(name)}'`);
}

function addText(children: XmlNode[], text: string): void {
  const last = children.length - 1;
  if (typeof children[last] === 'string') children[last] += text;
  else if (text !== '') children.push(text);
}

const NODES: ReadonlyMap<number, string> = new Map([
  [5, 'an entity reference'],
  [7, 'a processing instruction'],
  [8, 'a comment'],
  [10, 'a document type declaration'],
]);

function unsupported(node: DomNode, parent: string): InteropError {
  const found = NODES.get(node.nodeType) ?? `a node of type ${node.nodeType}`;
  return new InteropError(
    'unsupported-node',
    `Expected elements and text in <${shorten(parent)}>, found ${found}, which XMPP has no place for; remove it`,
  );
}
