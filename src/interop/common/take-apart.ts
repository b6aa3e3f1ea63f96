/**
 * From elements to the trees of other stacks: prefixes, declarations and the order of calls are settled here,
 * and what XML cannot carry is refused. Nothing of any one stack.
 */
import { describeCharacter } from '../../xml/characters.js';
import type { XmlElement, XmlNode } from '../../xml/element.js';
import { XmlError } from '../../xml/errors.js';
import type { InvalidCharacters } from '../../xml/escape.js';
import { XML_NAMESPACE, XMLNS_NAMESPACE } from '../../xml/names.js';
import { Prefixes } from '../../xml/writer.js';

/** Where the parts of an element go. `T` is the other stack's element. */
export interface Maker<T> {
  /**
   * Makes an element, without its children.
   *
   * @param attributes - namespace (`''` for none), qualified name and value of each in turn; the declarations that
   * are needed come first
   */
  make(namespace: string, qualifiedName: string, attributes: readonly string[]): T;
  /** Adds a child that has all its own children. */
  addElement(parent: T, child: T): void;
  addText(parent: T, text: string): void;
}

/** How an element is converted for another stack. */
export interface ConvertOptions {
  /**
   * What to do about characters that XML cannot carry (control characters, lone surrogates, U+FFFE, U+FFFF) in
   * texts and attribute values: `'throw'` (the default), leave them out (`'strip'`), or put U+FFFD in their place
   * (`'replace'`). Other stacks would write them, and lose the stream by it. In a namespace they always throw.
   */
  readonly invalidCharacters?: InvalidCharacters;
}

/** An element whose children are still to come. */
interface OpenElement<T> {
  readonly made: T;
  readonly nodes: readonly XmlNode[];
  next: number;
  /** The default namespace around it. */
  readonly scope: string;
  /** How many namespaces have a prefix around it. */
  readonly prefixes: number;
}

/**
 * Makes another stack's tree of an element: the one that a parser would make of the element's text.
 *
 * @throws {@link XmlError} `invalid-character` as the options say
 */
export function takeApart<T>(root: XmlElement, maker: Maker<T>, options: ConvertOptions | undefined): T {
  const invalid = options?.invalidCharacters ?? 'throw';
  const open: OpenElement<T>[] = [];
  const prefixed = new Prefixes();
  let scope = '';
  let element = root;
  for (;;) {
    const { namespace } = element;
    const outer = scope;
    const prefixes = prefixed.count;
    const attributes: string[] = [];
    let name = element.name;
    if (namespace === XML_NAMESPACE) name = `xml:${name}`;
    else if (namespace !== scope) {
      scope = namespace;
      attributes.push(XMLNS_NAMESPACE, 'xmlns', carried(namespace, 'throw'));
    }
    if (element.attributeList.length > 0) addAttributes(attributes, element.attributeList, prefixed, invalid);
    open.push({
      made: maker.make(namespace, name, attributes),
      nodes: element.childList,
      next: 0,
      scope: outer,
      prefixes,
    });
    // On to the next element: over texts, and out of elements that are done.
    let next: XmlElement | undefined;
    while (next === undefined) {
      const top = open[open.length - 1] as OpenElement<T>;
      const node = top.nodes[top.next++];
      if (typeof node === 'string') {
        const text = carried(node, invalid);
        if (text !== '') maker.addText(top.made, text);
      } else if (node !== undefined) next = node;
      else {
        open.pop();
        scope = top.scope;
        prefixed.undoTo(top.prefixes);
        const parent = open[open.length - 1];
        if (parent === undefined) return top.made;
        maker.addElement(parent.made, top.made);
      }
    }
    element = next;
  }
}

function addAttributes(
  attributes: string[],
  list: readonly string[],
  prefixed: Prefixes,
  invalid: InvalidCharacters,
): void {
  for (let i = 0; i < list.length; i += 2) {
    const name = list[i] as string;
    const value = carried(list[i + 1] as string, invalid);
    if (name.charCodeAt(0) !== 0x7b) {
      attributes.push('', name, value);
      continue;
    }
    const close = name.lastIndexOf('}');
    const namespace = name.slice(1, close);
    let prefix = namespace === XML_NAMESPACE ? 'xml' : prefixed.get(namespace);
    if (prefix === undefined) {
      prefix = prefixed.bind(namespace);
      attributes.push(XMLNS_NAMESPACE, `xmlns:${prefix}`, carried(namespace, 'throw'));
    }
    attributes.push(namespace, `${prefix}:${name.slice(close + 1)}`, value);
  }
}

// What is forbidden, and pairs of surrogates: far quicker to look for.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that XML forbids are what is looked for
const SUSPECT = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that XML forbids are what is looked for
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]/gu;

/** A text as far as XML can carry it. */
function carried(text: string, invalid: InvalidCharacters): string {
  if (!SUSPECT.test(text)) return text;
  const at = text.search(FORBIDDEN);
  if (at === -1) return text;
  if (invalid !== 'throw') return text.replace(FORBIDDEN, invalid === 'strip' ? '' : '\ufffd');
  throw new XmlError(
    'invalid-character',
    `XML cannot carry the character ${describeCharacter(text.charCodeAt(at))}; ` +
      "remove it, or convert with invalidCharacters: 'strip' or 'replace'",
  );
}
