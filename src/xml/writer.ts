/** The writer: an element to XML text that every XML reader takes. Iterative, and it cannot write broken XML. */
// biome-ignore-all lint/style/useTemplate: a template asks of each part whether it is a string, which takes time
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

/** The declarations of default namespaces that were written, up to the closing quote: few, again and again. */
const declarations = new Map<string, string>();
/** How many are kept before all are forgotten. */
const MOST = 1024;

function declarationOf(namespace: string): string {
  const known = declarations.get(namespace);
  if (known !== undefined) return known;
  if (declarations.size >= MOST) declarations.clear();
  const declaration = ` xmlns="${escapeAttribute(namespace, 'throw')}`;
  declarations.set(namespace, declaration);
  return declaration;
}

/** @internal The prefixes in scope: `ns1` is bound to the first namespace that needs one, and so on. */
export class Prefixes {
  readonly #bound = new Map<string, string>();
  readonly #namespaces: string[] = [];

  /** How many there are: what {@link Prefixes.undoTo} takes. */
  get count(): number {
    return this.#namespaces.length;
  }

  /** The prefix of a namespace, or `undefined`. */
  get(namespace: string): string | undefined {
    return this.#bound.get(namespace);
  }

  /** Binds a new prefix to a namespace. @returns the prefix */
  bind(namespace: string): string {
    const prefix = `ns${this.#namespaces.push(namespace)}`;
    this.#bound.set(namespace, prefix);
    return prefix;
  }

  /** Undoes what was bound since there were so many. */
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
  return new Writer(options).write(root);
}

class Writer {
  #out = '';
  /** The default namespace in scope. */
  #scope: string;
  /** Most elements need none. */
  #prefixes: Prefixes | undefined;
  readonly #invalid: InvalidCharacters;
  readonly #isPretty: boolean;

  constructor(options: WriteOptions | undefined) {
    this.#scope = options?.defaultNamespace ?? '';
    this.#invalid = options?.invalidCharacters ?? 'throw';
    this.#isPretty = options?.pretty === true;
  }

  write(root: XmlElement): string {
    const open: OpenElement[] = [];
    let top = this.#begin(root, this.#isPretty ? '\n' : '');
    while (top !== undefined) {
      const node = top.next < top.nodes.length ? top.nodes[top.next++] : undefined;
      if (typeof node === 'string') this.#out += escapeText(node, this.#invalid);
      else if (node !== undefined) {
        const indent = top.indent === '' ? '' : `${top.indent}  `;
        this.#out += indent;
        const inner = this.#begin(node, indent);
        if (inner === undefined) continue;
        open.push(top);
        top = inner;
      } else {
        this.#out += top.indent + ('</' + top.name + '>');
        this.#scope = top.defaultNamespace;
        this.#prefixes?.undoTo(top.prefixes);
        top = open.pop();
      }
    }
    return this.#out;
  }

  /** Writes the start of an element; all of it, and gives `undefined`, if it has no child elements. */
  #begin(element: XmlElement, indent: string): OpenElement | undefined {
    const outer = this.#scope;
    const prefixes = this.#prefixes === undefined ? 0 : this.#prefixes.count;
    const namespace = element.namespace;
    const name = namespace === XML_NAMESPACE ? `xml:${element.name}` : element.name;
    // Few long pieces: each one costs the engine a node.
    let out = this.#out + ('<' + name);
    let between = ' ';
    if (namespace !== outer && namespace !== XML_NAMESPACE) {
      this.#scope = namespace;
      out += declarationOf(namespace);
      between = '" ';
    }
    const list = element.attributeList;
    for (let i = 0; i < list.length; i += 2) {
      const key = list[i] as string;
      out += between + (key.charCodeAt(0) === 0x7b ? this.#prefixed(key) : key) + '="';
      out += escapeAttribute(list[i + 1] as string, this.#invalid);
      between = '" ';
    }
    const isQuoted = between !== ' ';
    const nodes = element.childList;
    const first = nodes[0];
    if (nodes.length > 1 || typeof first === 'object') {
      this.#out = out + (isQuoted ? '">' : '>');
      const inner = indent !== '' && mayIndent(element) ? indent : '';
      return { name, nodes, next: 0, defaultNamespace: outer, prefixes, indent: inner };
    }
    if (first === undefined) this.#out = out + (isQuoted ? '"/>' : '/>');
    else this.#out = out + (isQuoted ? '">' : '>') + escapeText(first, this.#invalid) + ('</' + name + '>');
    this.#scope = outer;
    this.#prefixes?.undoTo(prefixes);
    return undefined;
  }

  /** The name of an attribute that has a namespace, after the declaration of its prefix where that is needed. */
  #prefixed(key: string): string {
    const close = key.lastIndexOf('}');
    const namespace = key.slice(1, close);
    const name = key.slice(close + 1);
    if (namespace === XML_NAMESPACE) return `xml:${name}`;
    this.#prefixes ??= new Prefixes();
    const known = this.#prefixes.get(namespace);
    if (known !== undefined) return `${known}:${name}`;
    const declared = escapeAttribute(namespace, 'throw');
    const prefix = this.#prefixes.bind(namespace);
    return `xmlns:${prefix}="${declared}" ${prefix}:${name}`;
  }
}

/** Whether white space may be added in an element. */
function mayIndent(element: XmlElement): boolean {
  const nodes = element.childList;
  for (let i = 0; i < nodes.length; i++) if (typeof nodes[i] === 'string') return false;
  return element.attribute(XML_SPACE) !== 'preserve';
}
