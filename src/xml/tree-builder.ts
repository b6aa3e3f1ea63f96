/** Builds elements out of tags and texts: the open elements, their attributes, the namespaces in scope. */
import { XmlElement, type XmlNode } from './element.js';
import { Input } from './input.js';
import { shorten } from './names.js';
import type { QName } from './qname.js';
import type { CoreOptions } from './reader-core.js';
import { checkNamespaces, declarationProblem, PrefixScope } from './scope.js';

/** Where what was read goes. */
export interface ParserEvents {
  /** Hears the start tag of a stream. */
  readonly onStreamStart?: ((header: XmlElement) => void) | undefined;
  /** Hears each complete element. */
  readonly onElement?: ((element: XmlElement) => void) | undefined;
  /** Hears the end tag of a stream. */
  readonly onStreamEnd?: (() => void) | undefined;
}

/** An element whose end tag has not come. These objects are used again and again. */
export class OpenElement {
  name: QName;
  element: XmlElement;
  /** Where its children begin among the nodes. */
  first = 0;
  /** The default namespace around it. */
  outerDefault = '';
  /** The mark of the prefixes around it. */
  outerMark = 0;

  constructor(name: QName, element: XmlElement) {
    this.name = name;
    this.element = element;
  }
}

/** More nodes, or open elements, than this are given up when their element is complete. */
const KEPT = 256;

/** What the parser's tokens become. */
export class TreeBuilder extends Input {
  /** The elements open, the root of a stream included. */
  protected depth = 0;
  /** How deep an element stands that is delivered. */
  protected readonly itemDepth: number;
  /** The one root of a document or stream: still to come, open, or closed. */
  protected root: 'before' | 'open' | 'closed' = 'before';
  /** By depth; those beyond it wait to be used again. */
  protected readonly open: OpenElement[] = [];
  /** The attributes of the start tag in hand: names, their indices, and names and values in turn. */
  protected readonly attributeNames: QName[] = [];
  protected readonly attributeStarts: number[] = [];
  protected readonly attributeList: string[] = [];
  /** Whether a text may go on one that is there: after a CDATA section, or a comment that was dropped. */
  protected mayJoinText = false;
  /** Whether there is one root, and nothing after it. */
  protected readonly hasOneRoot: boolean;
  readonly #events: ParserEvents;
  #defaultNamespace = '';
  readonly #prefixes = new PrefixScope();
  /** The children of all open elements, one after another. */
  #nodes: XmlNode[] = [];
  #nodeCount = 0;
  /** What is complete and not yet handed over. */
  #header: XmlElement | undefined;
  #item: XmlElement | undefined;
  #hasEnded = false;

  constructor(options: CoreOptions, events: ParserEvents) {
    super(options.limits);
    this.hasOneRoot = options.framing !== 'elements';
    this.#events = events;
    this.itemDepth = options.framing === 'stream' ? 1 : 0;
    if (options.namespaces === undefined) return;
    for (const [prefix, namespace] of checkNamespaces(options.namespaces)) {
      if (prefix === '') this.#defaultNamespace = namespace;
      else this.#prefixes.bind(prefix, namespace);
    }
  }

  override restart(): void {
    super.restart();
    this.root = 'before';
  }

  /** Hands over what is complete, once `at` is behind it: a callback that throws loses nothing. */
  protected deliver(): void {
    const header = this.#header;
    if (header !== undefined) {
      this.#header = undefined;
      this.#events.onStreamStart?.(header);
    }
    const item = this.#item;
    if (item !== undefined) {
      this.#item = undefined;
      this.#events.onElement?.(item);
    }
    if (this.#hasEnded) {
      this.#hasEnded = false;
      this.#events.onStreamEnd?.();
    }
  }

  /** Adds text to the innermost element. */
  protected addText(value: string): void {
    if (!this.mayJoinText) {
      this.#nodes[this.#nodeCount++] = value;
      return;
    }
    this.mayJoinText = false;
    if (value === '') return;
    const nodes = this.#nodes;
    const last = this.#nodeCount - 1;
    const before = last < (this.open[this.depth - 1] as OpenElement).first ? undefined : nodes[last];
    if (typeof before === 'string') nodes[last] = before + value;
    else nodes[this.#nodeCount++] = value;
  }

  /**
   * A start tag is complete: its namespaces, its attributes, its place.
   *
   * @param at - the index of the tag
   * @param count - how many attributes it has, declarations of prefixes included
   * @param isPlain - whether none of them has a prefix or declares one
   * @param declared - the default namespace if the tag declares one
   */
  protected begin(at: number, name: QName, count: number, isPlain: boolean, declared: string | undefined): void {
    const outerDefault = this.#defaultNamespace;
    const outerMark = this.#prefixes.mark;
    if (declared !== undefined) this.#defaultNamespace = declared;
    let attributes: string[] | undefined;
    if (count > 0) attributes = isPlain ? cut(this.attributeList, 0, 2 * count) : this.#resolveAttributes(count);
    const namespace = name.prefix === '' ? this.#defaultNamespace : this.#resolve(name, at + 1);
    const element = XmlElement.fromParts(namespace, name.local, attributes, undefined);
    const depth = this.depth++;
    if (depth > this.itemDepth) {
      element.parent = (this.open[depth - 1] as OpenElement).element;
      this.#nodes[this.#nodeCount++] = element;
    } else {
      if (depth === 0) this.root = 'open';
      if (depth < this.itemDepth) this.#header = element;
    }
    let frame = this.open[depth];
    if (frame === undefined) {
      frame = new OpenElement(name, element);
      this.open[depth] = frame;
    } else {
      frame.name = name;
      frame.element = element;
    }
    frame.first = this.#nodeCount;
    frame.outerDefault = outerDefault;
    frame.outerMark = outerMark;
  }

  /** The innermost element is complete. */
  protected end(): void {
    const depth = --this.depth;
    const frame = this.open[depth] as OpenElement;
    if (this.#defaultNamespace !== frame.outerDefault) this.#defaultNamespace = frame.outerDefault;
    this.#prefixes.undoTo(frame.outerMark);
    const first = frame.first;
    const count = this.#nodeCount - first;
    if (count > 0) {
      frame.element.childList = cut(this.#nodes, first, count);
      this.#nodeCount = first;
    }
    if (depth <= this.itemDepth) this.#endItem(frame, depth);
  }

  #endItem(frame: OpenElement, depth: number): void {
    if (depth === 0 && this.hasOneRoot) this.root = 'closed';
    if (depth < this.itemDepth) {
      this.#hasEnded = true;
      return;
    }
    this.#item = frame.element;
    if (this.#nodes.length > KEPT) this.#nodes = [];
    if (this.open.length > KEPT) this.open.length = KEPT;
    if (this.attributeList.length > KEPT) this.attributeList.length = 0;
  }

  /**
   * Makes sure that an attribute is not in the tag already, where its {@link QName.bit} leaves that open.
   *
   * @param names - what it gave for an attribute before in the same tag
   */
  protected assertNew(at: number, name: QName, count: number, names: Set<string> | undefined): Set<string> {
    const seen = names ?? new Set<string>();
    for (let i = seen.size; i < count; i++) seen.add((this.attributeNames[i] as QName).raw);
    if (seen.has(name.raw)) this.#duplicate(at, name);
    return seen;
  }

  #duplicate(at: number, name: QName): never {
    return this.fault('not-well-formed', at, `Found the attribute '${shorten(name.raw)}' twice in a tag`);
  }

  /** Binds what the tag declares; the attributes left, by expanded name. */
  #resolveAttributes(count: number): string[] | undefined {
    const names = this.attributeNames;
    const starts = this.attributeStarts;
    const list = this.attributeList;
    let prefixed = 0;
    for (let i = 0; i < count; i++) {
      const name = names[i] as QName;
      if (name.declares) this.#declare(name, list[2 * i + 1] as string, starts[i] as number);
      else if (name.prefix !== '') prefixed++;
    }
    // Names that differ may yet mean the same.
    const seen = prefixed > 1 ? new Set<string>() : undefined;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const name = names[i] as QName;
      if (name.declares) continue;
      let key = name.local;
      if (name.prefix !== '') {
        const start = starts[i] as number;
        key = name.clark(this.#resolve(name, start));
        if (seen?.has(key)) this.#duplicate(start, name);
        seen?.add(key);
      }
      list[kept++] = key;
      list[kept++] = list[2 * i + 1] as string;
    }
    return kept === 0 ? undefined : cut(list, 0, kept);
  }

  #declare(name: QName, namespace: string, at: number): void {
    const problem = declarationProblem(name.local, namespace);
    if (problem !== undefined || namespace.length > this.limits.nameLength) this.refuseDeclaration(at, problem);
    this.#prefixes.bind(name.local, namespace);
  }

  /** Refuses a declaration for its problem, or else for its length: each name with its prefix would be as long. */
  protected refuseDeclaration(at: number, problem: string | undefined): never {
    if (problem !== undefined) this.fault('not-well-formed', at, `Found a wrong namespace declaration: ${problem}`);
    const limit = this.limits.nameLength;
    const advice = 'raise limits.nameLength if such input is expected';
    return this.fault('policy-violation', at, `A namespace is longer than ${limit} characters; ${advice}`);
  }

  #resolve(name: QName, at: number): string {
    return (
      (name.prefix === 'xmlns' ? undefined : this.#prefixes.get(name.prefix)) ??
      this.fault('not-well-formed', at, `The prefix of '${shorten(name.raw)}' is not declared`)
    );
  }
}

/** A piece of an array. Written out where it is short: that is faster than `slice`, and as exact in size. */
function cut<T>(from: readonly T[], at: number, count: number): T[] {
  switch (count) {
    case 1:
      return [from[at] as T];
    case 2:
      return [from[at] as T, from[at + 1] as T];
    case 3:
      return [from[at] as T, from[at + 1] as T, from[at + 2] as T];
    case 4:
      return [from[at] as T, from[at + 1] as T, from[at + 2] as T, from[at + 3] as T];
    case 5:
      return [from[at] as T, from[at + 1] as T, from[at + 2] as T, from[at + 3] as T, from[at + 4] as T];
    default:
      return from.slice(at, at + count);
  }
}
