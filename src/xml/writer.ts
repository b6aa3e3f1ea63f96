/** The writer: an element to XML text that every XML reader takes. Iterative, and it cannot write broken XML. */
import type { XmlElement, XmlNode } from './element.js';
import { escapeAttribute, escapeText, type InvalidCharacters } from './escape.js';
import { XML_NAMESPACE } from './names.js';

/** How an element is written. */
export interface WriteOptions {
  /**
   * Two spaces of indentation a level, for people to read. White space is added only in elements that hold
   * nothing but elements: text is never changed. Default: `false`.
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

/** The namespaces that have a prefix at some place in the output: `ns1` is bound to the first. */
type Prefixed = string[];

/**
 * Writes an element as XML text.
 *
 * @throws {@link XmlError} `invalid-character` as the options say
 */
export function writeElement(root: XmlElement, options?: WriteOptions): string {
  const invalid = options?.invalidCharacters ?? 'throw';
  const pretty = options?.pretty === true;
  const open: OpenElement[] = [];
  const prefixed: Prefixed = [];
  let out = '';
  let scope = options?.defaultNamespace ?? '';
  let indent = pretty ? '\n' : '';
  let element = root;
  for (;;) {
    const outer = scope;
    const prefixes = prefixed.length;
    const name = element.namespace === XML_NAMESPACE ? `xml:${element.name}` : element.name;
    out += `<${name}`;
    if (element.namespace !== scope && element.namespace !== XML_NAMESPACE) {
      scope = element.namespace;
      out += ` xmlns="${escapeAttribute(scope, 'throw')}"`;
    }
    if (element.attributeList.length > 0) out += writeAttributes(element.attributeList, prefixed, invalid);
    if (element.childList.length > 0) {
      out += '>';
      open.push({ name, nodes: element.childList, next: 0, scope: outer, prefixes, indent });
      if (indent !== '') indent = onlyElements(element.childList) ? `${indent}  ` : '';
    } else {
      out += '/>';
      scope = outer;
      prefixed.length = prefixes;
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
        out += `${indent === '' ? '' : top.indent}</${top.name}>`;
        scope = top.scope;
        prefixed.length = top.prefixes;
        indent = top.indent;
      }
    }
    out += indent;
    element = next;
  }
}

/** An element whose end tag is still to be written. */
interface OpenElement {
  readonly name: string;
  readonly nodes: readonly XmlNode[];
  next: number;
  /** The default namespace around it. */
  readonly scope: string;
  /** How many namespaces have a prefix around it. */
  readonly prefixes: number;
  /** Line break and white space before it; `''` where none may be added. */
  readonly indent: string;
}

function onlyElements(nodes: readonly XmlNode[]): boolean {
  for (let i = 0; i < nodes.length; i++) if (typeof nodes[i] === 'string') return false;
  return true;
}

function writeAttributes(list: readonly string[], prefixed: Prefixed, invalid: InvalidCharacters): string {
  let out = '';
  for (let i = 0; i < list.length; i += 2) {
    let name = list[i] as string;
    if (name.charCodeAt(0) === 0x7b) {
      const close = name.lastIndexOf('}');
      const namespace = name.slice(1, close);
      let prefix = 'xml';
      if (namespace !== XML_NAMESPACE) {
        let at = prefixed.indexOf(namespace);
        if (at === -1) {
          at = prefixed.push(namespace) - 1;
          out += ` xmlns:ns${at + 1}="${escapeAttribute(namespace, 'throw')}"`;
        }
        prefix = `ns${at + 1}`;
      }
      name = `${prefix}:${name.slice(close + 1)}`;
    }
    out += ` ${name}="${escapeAttribute(list[i + 1] as string, invalid)}"`;
  }
  return out;
}
