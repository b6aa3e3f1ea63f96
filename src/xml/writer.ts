/** The writer: an element to XML text that every XML reader takes. Iterative, and it cannot write broken XML. */
import type { XmlElement, XmlNode } from './element.js';
import { escapeAttribute, escapeText, type InvalidCharacters } from './escape.js';
import { XML_NAMESPACE } from './names.js';

/** How an element is written. */
export interface WriteOptions {
  /**
   * Two spaces of indentation a level, for people to read. White space is added only in elements that hold
   * nothing but elements, and not within `xml:space="preserve"`: no text is ever changed. Default: `false`.
   */
  readonly pretty?: boolean;
  /**
   * The default namespace in scope where the text will be used, which need not be declared again:
   * `'jabber:client'` inside a client's stream. Default: `''`, none.
   */
  readonly defaultNamespace?: string;
  /**
   * What to do about characters that XML cannot carry (control characters, lone surrogates, U+FFFE, U+FFFF) in
   * texts and attribute values: `'throw'` (the default), leave them out (`'strip'`), or write U+FFFD in their
   * place (`'replace'`). In a namespace they always throw: another namespace is another element.
   */
  readonly invalidCharacters?: InvalidCharacters;
}

/** An element whose end tag is still to be written, and what holds around it. */
interface OpenElement {
  readonly name: string;
  readonly nodes: readonly XmlNode[];
  next: number;
  readonly defaultNamespace: string;
  readonly prefixes: number;
  /** Line break and white space before its tags; `''` where none may be added. */
  readonly indent: string;
}

/** The prefixes in scope: `ns1` is bound to the first namespace that needs one, and so on. */
class Prefixes {
  readonly #bound = new Map<string, string>();
  readonly #namespaces: string[] = [];

  get count(): number {
    return this.#namespaces.length;
  }

  get(namespace: string): string | undefined {
    return this.#bound.get(namespace);
  }

  bind(namespace: string): string {
    const prefix = `ns${this.#namespaces.push(namespace)}`;
    this.#bound.set(namespace, prefix);
    return prefix;
  }

  undoTo(count: number): void {
    while (this.#namespaces.length > count) this.#bound.delete(this.#namespaces.pop() as string);
  }
}

const XML_SPACE = `{${XML_NAMESPACE}}space`;

/**
 * Writes an element as XML text.
 *
 * @throws {@link XmlError} `invalid-character` as the options say
 */
export function writeElement(root: XmlElement, options?: WriteOptions): string {
  const invalid = options?.invalidCharacters ?? 'throw';
  const open: OpenElement[] = [];
  const prefixes = new Prefixes();
  let scope = options?.defaultNamespace ?? '';
  let indent = options?.pretty === true ? '\n' : '';
  let out = '';
  let element = root;
  for (;;) {
    const outerScope = scope;
    const outerPrefixes = prefixes.count;
    const namespace = element.namespace;
    const name = namespace === XML_NAMESPACE ? `xml:${element.name}` : element.name;
    out += `<${name}`;
    if (namespace !== scope && namespace !== XML_NAMESPACE) {
      scope = namespace;
      out += ` xmlns="${escapeAttribute(namespace, 'throw')}"`;
    }
    if (element.attributeList.length > 0) out += writeAttributes(element.attributeList, prefixes, invalid);
    const nodes = element.childList;
    if (nodes.length > 0) {
      out += '>';
      open.push({ name, nodes, next: 0, defaultNamespace: outerScope, prefixes: outerPrefixes, indent });
      if (indent !== '') indent = mayIndent(element) ? `${indent}  ` : '';
    } else {
      out += '/>';
      scope = outerScope;
      prefixes.undoTo(outerPrefixes);
    }
    // On to the next element: over texts, and out of elements that are done.
    let next: XmlElement | undefined;
    while (next === undefined) {
      const top = open[open.length - 1];
      if (top === undefined) return out;
      const node = top.nodes[top.next++];
      if (typeof node === 'string') out += escapeText(node, invalid);
      else if (node !== undefined) next = node;
      else {
        open.pop();
        if (indent !== '') out += top.indent;
        out += `</${top.name}>`;
        scope = top.defaultNamespace;
        prefixes.undoTo(top.prefixes);
        indent = top.indent;
      }
    }
    out += indent;
    element = next;
  }
}

function mayIndent(element: XmlElement): boolean {
  const nodes = element.childList;
  for (let i = 0; i < nodes.length; i++) if (typeof nodes[i] === 'string') return false;
  return element.attribute(XML_SPACE) !== 'preserve';
}

function writeAttributes(list: readonly string[], prefixes: Prefixes, invalid: InvalidCharacters): string {
  let out = '';
  for (let i = 0; i < list.length; i += 2) {
    let name = list[i] as string;
    if (name.charCodeAt(0) === 0x7b) {
      const close = name.lastIndexOf('}');
      const namespace = name.slice(1, close);
      let prefix = namespace === XML_NAMESPACE ? 'xml' : prefixes.get(namespace);
      if (prefix === undefined) {
        const declared = escapeAttribute(namespace, 'throw');
        prefix = prefixes.bind(namespace);
        out += ` xmlns:${prefix}="${declared}"`;
      }
      name = `${prefix}:${name.slice(close + 1)}`;
    }
    out += ` ${name}="${escapeAttribute(list[i + 1] as string, invalid)}"`;
  }
  return out;
}
