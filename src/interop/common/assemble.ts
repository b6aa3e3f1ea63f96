/**
 * From trees with qualified names and `xmlns` attributes, as most stacks keep them, to elements with resolved
 * namespaces. Nothing of any one stack.
 */
import { XmlElement, type XmlNode } from '../../xml/element.js';
import { clark, isNCName, shorten } from '../../xml/names.js';
import { InteropError } from './errors.js';
import { type Namespaces, Prefixes } from './prefixes.js';

/** An element whose end is still to come. */
interface OpenElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: string[] | undefined;
  readonly children: XmlNode[];
  readonly outerDefault: string;
  readonly mark: number;
}

/** Takes a tree apart into {@link Assembler.open}, {@link Assembler.text}, {@link Assembler.close}. */
export class Assembler {
  /** The element that was closed last: the root, once all are closed. */
  closed: XmlElement | undefined;
  readonly #scope: Prefixes;
  readonly #open: OpenElement[] = [];

  /**
   * @param namespaces - in scope around the tree
   * @throws {@link InteropError} `invalid-declaration` when one of them may not be declared
   */
  constructor(namespaces: Namespaces | undefined) {
    this.#scope = new Prefixes(namespaces);
  }

  /** How many elements are open. */
  get depth(): number {
    return this.#open.length;
  }

  /**
   * Begins an element.
   *
   * @param qualifiedName - its name, with a prefix or without
   * @param raw - names and values of its attributes in turn, namespace declarations among them
   * @throws {@link InteropError} when a name, a prefix or a declaration is none
   */
  open(qualifiedName: string, raw: readonly string[]): void {
    const outerDefault = this.#scope.default;
    const mark = this.#scope.mark;
    const declarations = raw.length > 0 ? this.#declare(raw) : 0;
    const colon = checkedColon(qualifiedName);
    const prefix = colon === -1 ? '' : qualifiedName.slice(0, colon);
    const namespace = prefix === '' ? this.#scope.default : this.#resolve(prefix, qualifiedName);
    this.#open.push({
      namespace,
      name: colon === -1 ? qualifiedName : qualifiedName.slice(colon + 1),
      attributes: raw.length > declarations * 2 ? this.#attributes(qualifiedName, raw) : undefined,
      children: [],
      outerDefault,
      mark,
    });
  }

  /** Adds text to the element that is open. */
  text(text: string): void {
    if (text === '') return;
    const children = (this.#open[this.#open.length - 1] as OpenElement).children;
    const last = children[children.length - 1];
    if (typeof last === 'string') children[children.length - 1] = last + text;
    else children.push(text);
  }

  /** Ends the element that is open. */
  close(): void {
    const { namespace, name, attributes, children, outerDefault, mark } = this.#open.pop() as OpenElement;
    this.#scope.default = outerDefault;
    this.#scope.undoTo(mark);
    const element = XmlElement.fromParts(namespace, name, attributes, children.length > 0 ? children : undefined);
    this.closed = element;
    this.#open[this.#open.length - 1]?.children.push(element);
  }

  /** Puts the namespace declarations among the attributes in scope, and counts them. */
  #declare(raw: readonly string[]): number {
    let count = 0;
    for (let i = 0; i < raw.length; i += 2) {
      const name = raw[i] as string;
      if (!name.startsWith('xmlns')) continue;
      const prefix = name === 'xmlns' ? '' : name.charCodeAt(5) === 0x3a ? name.slice(6) : undefined;
      if (prefix === undefined) continue;
      if (prefix === '' && name !== 'xmlns')
        throw new InteropError('invalid-declaration', "'xmlns:' declares no namespace: a prefix is missing");
      this.#scope.declare(prefix, raw[i + 1] as string);
      count++;
    }
    return count;
  }

  #attributes(element: string, raw: readonly string[]): string[] {
    const attributes: string[] = [];
    let prefixed = false;
    for (let i = 0; i < raw.length; i += 2) {
      const name = raw[i] as string;
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      const colon = checkedColon(name);
      if (colon !== -1) prefixed = true;
      attributes.push(
        colon === -1 ? name : clark(this.#resolve(name.slice(0, colon), name), name.slice(colon + 1)),
        raw[i + 1] as string,
      );
    }
    // Names without a prefix are keys of one object in every stack: only prefixes can make two of them one.
    if (prefixed) assertUnique(element, attributes);
    return attributes;
  }

  #resolve(prefix: string, name: string): string {
    const namespace = this.#scope.get(prefix);
    if (namespace === undefined)
      throw new InteropError(
        'unbound-prefix',
        `Nothing declares the prefix of '${shorten(name)}'; declare it with xmlns:${shorten(prefix)}, or give it in 'namespaces'`,
      );
    return namespace;
  }
}

/** Where the colon of a qualified name is, -1 for none. */
function checkedColon(name: string): number {
  const colon = name.indexOf(':');
  const valid = colon === -1 ? isNCName(name) : isNCName(name.slice(0, colon)) && isNCName(name.slice(colon + 1));
  if (!valid)
    throw new InteropError('invalid-name', `Expected an XML name with one prefix at most, found '${shorten(name)}'`);
  return colon;
}

function assertUnique(element: string, attributes: readonly string[]): void {
  const names = new Set<string>();
  for (let i = 0; i < attributes.length; i += 2) {
    const name = attributes[i] as string;
    if (names.has(name))
      throw new InteropError('invalid-name', `<${shorten(element)}> has the attribute '${shorten(name)}' twice`);
    names.add(name);
  }
}
