/** The parser: tokens in, elements out. It keeps the open elements, the names and the namespaces in scope. */
import { CLASS, describeCharacter, isXmlChar, PLAIN_TEXT, PLAIN_VALUE, SPACE } from './characters.js';
import { XmlElement, type XmlNode } from './element.js';
import { INCOMPLETE, Input } from './input.js';
import { passComment, passDeclaration, passInstruction, readCdata, startsWith } from './markup.js';
import { shorten } from './names.js';
import { NameTable, type QName } from './qname.js';
import type { CoreOptions } from './reader-core.js';
import { declarationProblem, type NamespaceScope } from './scope.js';
import { badCharacter, readCharacters, readName, readValue } from './text.js';

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BANG = 0x21;
const QUESTION = 0x3f;

/** What the input is: one element, the elements of a stream in its root, or elements one after another. */
export type InputFraming = 'document' | 'stream' | 'elements';

/** Where what was read goes. */
export interface ParserEvents {
  /** The start tag of a stream. */
  start(header: XmlElement): void;
  /** A complete element. */
  element(element: XmlElement): void;
  /** The end tag of a stream. */
  end(): void;
}

/** An element whose end tag has not come. */
class OpenElement {
  name!: QName;
  namespace = '';
  attributes: string[] | undefined;
  /** The default namespace and the declarations to go back to at its end. */
  outerDefault = '';
  mark = 0;
  /** Where its children begin among the nodes. */
  first = 0;
}

/** Reads the tokens of its text, as far as they are complete. */
export class Parser extends Input {
  /** The offset at which the element begins that is to be delivered next, or -1: it has not begun. */
  item = -1;
  /** The elements open, the root of a stream included. */
  depth = 0;
  readonly #framing: InputFraming;
  readonly #isFile: boolean;
  readonly #events: ParserEvents;
  readonly #scope: NamespaceScope;
  readonly #names = new NameTable();
  /** How deep an element stands that is delivered. */
  readonly #itemDepth: number;
  /** The one root of a document or stream: still to come, open, or closed. */
  #root: 'before' | 'open' | 'closed' = 'before';
  #open: OpenElement[] = [];
  /** The children of all open elements, one after another. */
  #nodes: XmlNode[] = [];
  #nodeCount = 0;
  /** The attributes of the start tag in hand, and where each begins. */
  #attributeNames: QName[] = [];
  #attributeValues: string[] = [];
  #attributeStarts: number[] = [];
  /** What is complete and not yet handed over. */
  #header: XmlElement | undefined;
  #item: XmlElement | undefined;
  #ended = false;
  /** The offset at which an XML declaration may stand. */
  #declarationOffset = 0;

  constructor(options: CoreOptions, scope: NamespaceScope, events: ParserEvents) {
    super(options.limits);
    this.#framing = options.framing;
    this.#isFile = options.isFile;
    this.#events = events;
    this.#scope = scope;
    this.#itemDepth = options.framing === 'stream' ? 1 : 0;
  }

  /** Drops the byte-order mark that stands first. */
  skipBom(): void {
    this.at = 1;
    this.#declarationOffset = 1;
  }

  /** Reads what is complete. Stops before the first token that is not. */
  run(): void {
    if (this.depth <= this.#itemDepth) this.#names.trim();
    for (;;) {
      const at = this.at;
      let end: number;
      if (this.text.charCodeAt(at) === LT) {
        if (this.depth <= this.#itemDepth) this.item = this.offset + at;
        const next = this.text.charCodeAt(at + 1);
        if (next === SLASH) end = this.#endTag(at);
        else if (next === BANG) end = this.#declarationMarkup(at);
        else if (next === QUESTION) end = this.#instruction(at);
        else end = this.#startTag(at);
      } else if (at >= this.text.length) return;
      else if (this.depth > this.#itemDepth) end = this.#characters(at);
      else end = this.#outside(at);
      if (end === INCOMPLETE) return;
      this.at = end;
      if (this.depth <= this.#itemDepth) this.#deliver();
    }
  }

  /** Says what is missing when the input ends here. */
  assertEnd(): void {
    const end = this.text.length;
    if (this.at < end) {
      const what = this.text.charCodeAt(this.at) === LT ? 'a tag' : 'a text';
      this.fault('not-well-formed', end, `The input ends within ${what}`);
    }
    const top = this.#open[this.depth - 1];
    if (this.depth > 0 && top !== undefined)
      this.fault('not-well-formed', end, `The input ends before </${shorten(top.name.raw)}>`);
    if (this.#framing !== 'elements' && this.#root === 'before')
      this.fault('not-well-formed', end, 'The input ends before its root element begins');
  }

  /** Hands over what is complete, once `at` is behind it: a callback that throws loses nothing. */
  #deliver(): void {
    this.item = -1;
    const header = this.#header;
    if (header !== undefined) {
      this.#header = undefined;
      this.#events.start(header);
    }
    const item = this.#item;
    if (item !== undefined) {
      this.#item = undefined;
      this.#events.element(item);
    }
    if (this.#ended) {
      this.#ended = false;
      this.#events.end();
    }
  }

  /** Character data in an element. */
  #characters(at: number): number {
    const text = this.text;
    let i = at;
    let code = text.charCodeAt(i);
    while (code < 0x80 ? ((CLASS[code] as number) & PLAIN_TEXT) !== 0 : code < 0xd800) code = text.charCodeAt(++i);
    if (code === LT) this.value = text.slice(at, i);
    else {
      i = readCharacters(this, at, i);
      if (i === INCOMPLETE) return INCOMPLETE;
    }
    this.#addText(this.value);
    return i;
  }

  #addText(value: string): void {
    if (value === '') return;
    const last =
      this.#nodeCount > (this.#open[this.depth - 1] as OpenElement).first
        ? this.#nodes[this.#nodeCount - 1]
        : undefined;
    if (typeof last === 'string') this.#nodes[this.#nodeCount - 1] = last + value;
    else this.#nodes[this.#nodeCount++] = value;
  }

  /** White space around the elements to be delivered; anything else is a fault. */
  #outside(at: number): number {
    const text = this.text;
    let i = at;
    let code = text.charCodeAt(i);
    while (code < 0x80 && ((CLASS[code] as number) & SPACE) !== 0) code = text.charCodeAt(++i);
    if (code === LT || i >= text.length) return i;
    if (code < 0xd800 && !isXmlChar(code)) return badCharacter(this, i);
    const found = `found ${describeCharacter(text.codePointAt(i) as number)}`;
    if (this.depth === 1)
      return this.fault('bad-format', i, `Expected nothing but white space between stanzas, ${found}`);
    if (this.#root === 'closed')
      return this.fault('not-well-formed', i, `Expected nothing after the root element, ${found}`);
    return this.fault('not-well-formed', i, `Expected an element, ${found}`);
  }

  /** `<!`: a CDATA section, or what XMPP forbids. */
  #declarationMarkup(at: number): number {
    const cdata = startsWith(this, '<![CDATA[', at);
    if (cdata === INCOMPLETE) return INCOMPLETE;
    if (cdata) {
      if (this.depth === 0) return this.fault('not-well-formed', at, 'Found a CDATA section outside of any element');
      if (this.depth <= this.#itemDepth)
        return this.fault('bad-format', at, 'Expected nothing but white space between stanzas, found a CDATA section');
      const end = readCdata(this, at);
      if (end !== INCOMPLETE) this.#addText(this.value);
      return end;
    }
    const comment = startsWith(this, '<!--', at);
    if (comment === INCOMPLETE) return INCOMPLETE;
    if (comment) {
      if (this.#isFile) return passComment(this, at);
      return this.fault(
        'restricted-xml',
        at,
        "Found a comment, which XMPP forbids; remove it, or read with source: 'file'",
      );
    }
    const doctype = startsWith(this, '<!DOCTYPE', at);
    if (doctype === INCOMPLETE) return INCOMPLETE;
    if (doctype)
      return this.fault('restricted-xml', at, 'Found a document type declaration, which XMPP forbids; remove it');
    return this.fault('not-well-formed', at, "Found '<!' that begins no CDATA section or comment");
  }

  /** `<?`: the XML declaration, or what XMPP forbids. */
  #instruction(at: number): number {
    const target = startsWith(this, '<?xml', at);
    if (target === INCOMPLETE) return INCOMPLETE;
    const after = this.text.charCodeAt(at + 5);
    if (target && at + 5 === this.text.length) return INCOMPLETE;
    const isDeclaration = target && (after === QUESTION || (after < 0x80 && ((CLASS[after] as number) & SPACE) !== 0));
    if (isDeclaration && this.offset + at === this.#declarationOffset) return passDeclaration(this, at);
    if (isDeclaration || this.#isFile) return passInstruction(this, at);
    return this.fault(
      'restricted-xml',
      at,
      "Found a processing instruction, which XMPP forbids; remove it, or read with source: 'file'",
    );
  }

  #qname(from: number, to: number): QName {
    return (
      this.#names.get(this.text.slice(from, to)) ??
      this.fault(
        'not-well-formed',
        from,
        `Expected a name with one prefix at most, found '${shorten(this.text.slice(from, to))}'`,
      )
    );
  }

  #startTag(at: number): number {
    const text = this.text;
    let i = readName(this, at + 1);
    if (i === INCOMPLETE) return INCOMPLETE;
    if (i === at + 1)
      return this.fault('not-well-formed', at, "Found '<' that begins no tag; write it as '&lt;' if it is text");
    const name = this.#qname(at + 1, i);
    if (this.depth === 0 && this.#root === 'closed')
      return this.fault('not-well-formed', at, `Expected nothing after the root element, found <${shorten(name.raw)}>`);
    if (this.depth >= this.limits.depth)
      return this.fault(
        'policy-violation',
        at,
        `Elements are nested deeper than ${this.limits.depth}; raise limits.depth if such input is expected`,
      );
    let count = 0;
    let isPlain = true;
    let code = text.charCodeAt(i);
    while (code !== GT && code !== SLASH) {
      const start = this.#skipSpace(i);
      code = text.charCodeAt(start);
      if (start >= text.length) return INCOMPLETE;
      if (code === GT || code === SLASH) {
        i = start;
        break;
      }
      if (start === i)
        return this.fault(
          'not-well-formed',
          i,
          `Expected white space, '>' or '/>' in a tag, found ${describeCharacter(code)}`,
        );
      i = this.#attribute(start, count);
      if (i === INCOMPLETE) return INCOMPLETE;
      const attribute = this.#attributeNames[count] as QName;
      if (attribute.prefix !== '' || attribute.declares) isPlain = false;
      count++;
      code = text.charCodeAt(i);
    }
    const isEmpty = code === SLASH;
    if (isEmpty) {
      i++;
      if (i === text.length) return INCOMPLETE;
      if (text.charCodeAt(i) !== GT)
        return this.fault(
          'not-well-formed',
          i,
          `Expected '>' after '/' in a tag, found ${describeCharacter(text.charCodeAt(i))}`,
        );
    }
    this.#begin(at, name, count, isPlain, isEmpty);
    return i + 1;
  }

  #skipSpace(from: number): number {
    let i = from;
    let code = this.text.charCodeAt(i);
    while (code < 0x80 && ((CLASS[code] as number) & SPACE) !== 0) code = this.text.charCodeAt(++i);
    return i;
  }

  /** Reads `name="value"`. */
  #attribute(at: number, count: number): number {
    const text = this.text;
    if (count === this.limits.attributes)
      return this.fault(
        'policy-violation',
        at,
        `A tag has more than ${count} attributes; raise limits.attributes if such input is expected`,
      );
    let i = readName(this, at);
    if (i === INCOMPLETE) return INCOMPLETE;
    if (i === at)
      return this.fault(
        'not-well-formed',
        at,
        `Expected an attribute, '>' or '/>', found ${describeCharacter(text.charCodeAt(at))}`,
      );
    const name = this.#qname(at, i);
    i = this.#skipSpace(i);
    if (i === text.length) return INCOMPLETE;
    if (text.charCodeAt(i) !== EQUALS)
      return this.fault('not-well-formed', i, `Expected '=' after the attribute name '${shorten(name.raw)}'`);
    i = this.#skipSpace(i + 1);
    const quote = text.charCodeAt(i);
    if (quote !== QUOTE && quote !== APOSTROPHE) {
      if (i === text.length) return INCOMPLETE;
      return this.fault('not-well-formed', i, `Expected a quoted value for the attribute '${shorten(name.raw)}'`);
    }
    const from = ++i;
    let code = text.charCodeAt(i);
    while (code < 0x80 ? ((CLASS[code] as number) & PLAIN_VALUE) !== 0 : code < 0xd800) code = text.charCodeAt(++i);
    if (code === quote) this.value = text.slice(from, i);
    else {
      i = readValue(this, quote, from, i);
      if (i === INCOMPLETE) return INCOMPLETE;
    }
    this.#attributeNames[count] = name;
    this.#attributeValues[count] = this.value;
    this.#attributeStarts[count] = at;
    return i + 1;
  }

  /** A start tag is complete: its namespaces, its attributes, and what it begins. */
  #begin(at: number, name: QName, count: number, isPlain: boolean, isEmpty: boolean): void {
    const outerDefault = this.#scope.default;
    const mark = this.#scope.mark;
    if (!isPlain) this.#declare(count);
    let namespace = this.#scope.default;
    if (name.prefix !== '') namespace = this.#resolve(name, at + 1);
    const attributes = this.#collect(count);
    if (this.depth === 0) this.#root = 'open';
    if (this.depth < this.#itemDepth) this.#header = XmlElement.fromParts(namespace, name.local, attributes, undefined);
    let frame = this.#open[this.depth];
    if (frame === undefined) {
      frame = new OpenElement();
      this.#open[this.depth] = frame;
    }
    frame.name = name;
    frame.namespace = namespace;
    frame.attributes = attributes;
    frame.outerDefault = outerDefault;
    frame.mark = mark;
    frame.first = this.#nodeCount;
    this.depth++;
    if (isEmpty) this.#end();
  }

  /** Binds the prefixes that the start tag declares. */
  #declare(count: number): void {
    for (let i = 0; i < count; i++) {
      const name = this.#attributeNames[i] as QName;
      if (!name.declares) continue;
      const start = this.#attributeStarts[i] as number;
      for (let j = 0; j < i; j++) if (this.#attributeNames[j] === name) this.#duplicate(name, start);
      const prefix = name.prefix === '' ? '' : name.local;
      const namespace = this.#attributeValues[i] as string;
      const problem = declarationProblem(prefix, namespace);
      if (problem !== undefined)
        this.fault('not-well-formed', start, `Found a wrong namespace declaration: ${problem}`);
      if (prefix === '') this.#scope.default = namespace;
      else this.#scope.bind(prefix, namespace);
    }
  }

  #duplicate(name: QName, at: number): never {
    return this.fault('not-well-formed', at, `Found the attribute '${shorten(name.raw)}' twice in a tag`);
  }

  #resolve(name: QName, at: number): string {
    return (
      (name.prefix === 'xmlns' ? undefined : this.#scope.get(name.prefix)) ??
      this.fault('not-well-formed', at, `The prefix of '${shorten(name.raw)}' is not declared`)
    );
  }

  /** The attributes of the start tag, without the declarations. */
  #collect(count: number): string[] | undefined {
    if (count === 0) return undefined;
    const list: string[] = [];
    for (let i = 0; i < count; i++) {
      const name = this.#attributeNames[i] as QName;
      if (name.declares) continue;
      const start = this.#attributeStarts[i] as number;
      const key = name.prefix === '' ? name.local : name.clark(this.#resolve(name, start));
      for (let j = 0; j < list.length; j += 2) if (list[j] === key) this.#duplicate(name, start);
      list.push(key, this.#attributeValues[i] as string);
    }
    return list.length === 0 ? undefined : list;
  }

  #endTag(at: number): number {
    const end = readName(this, at + 2);
    if (end === INCOMPLETE) return INCOMPLETE;
    const i = this.#skipSpace(end);
    if (i === this.text.length) return INCOMPLETE;
    const top = this.depth === 0 ? undefined : this.#open[this.depth - 1];
    const raw = this.text.slice(at + 2, end);
    if (raw !== top?.name.raw) {
      const expected = top === undefined ? 'an element' : `</${shorten(top.name.raw)}>`;
      return this.fault('not-well-formed', at, `Expected ${expected}, found </${shorten(raw)}>`);
    }
    if (this.text.charCodeAt(i) !== GT)
      return this.fault('not-well-formed', i, `Expected '>' to close </${shorten(raw)}`);
    this.#end();
    return i + 1;
  }

  /** The innermost element is complete. */
  #end(): void {
    const frame = this.#open[--this.depth] as OpenElement;
    this.#scope.default = frame.outerDefault;
    if (this.#scope.mark !== frame.mark) this.#scope.undoTo(frame.mark);
    if (this.depth === 0 && this.#framing !== 'elements') this.#root = 'closed';
    if (this.depth < this.#itemDepth) {
      this.#ended = true;
      return;
    }
    const children = this.#nodeCount === frame.first ? undefined : this.#nodes.slice(frame.first, this.#nodeCount);
    const element = XmlElement.fromParts(frame.namespace, frame.name.local, frame.attributes, children);
    this.#nodeCount = frame.first;
    if (this.depth === this.#itemDepth) {
      this.#item = element;
      this.#nodes.length = 0;
    } else this.#nodes[this.#nodeCount++] = element;
  }
}
