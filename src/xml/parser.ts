/** The parser: tags and texts in, elements out. Everything here is on the hot path. */
import { CLASS, NAME_END, NAME_START, RUN_TEXT, RUN_VALUE } from './characters.js';
import { INCOMPLETE } from './input.js';
import { internNamespace, internValue } from './intern.js';
import { shorten } from './names.js';
import { OutsideReader } from './outside.js';
import { internName, NO_NAME, type QName, trimNames } from './qname.js';
import { textEnd, valueEnd } from './scan.js';
import { declarationProblem } from './scope.js';
import { scratch } from './scratch.js';
import { readName, readText } from './text.js';
import type { OpenElement } from './tree-builder.js';

const LF = 0x0a;
const BLANK = 0x20;
const BANG = 0x21;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LT = 0x3c;
const EQUALS = 0x3d;
const GT = 0x3e;
const QUESTION = 0x3f;

/** Reads the tokens of its text, as far as they are complete. */
export class Parser extends OutsideReader {
  /** The offset at which the element begins that is to be delivered next, or -1: it has not begun. */
  item = -1;
  /** Whether the text is all ASCII. */
  isAscii = true;
  /** The index after the name that was read last, or INCOMPLETE. */
  #nameEnd = 0;
  /** The name of the start tag before. */
  #lastTag: QName = NO_NAME;

  /** Reads what is complete, up to the first token that is not. */
  run(): void {
    while (!this.#runUndisturbed()) this.discard();
  }

  /** @returns false when a callback used the scratch buffer: there may be more */
  #runUndisturbed(): boolean {
    trimNames();
    scratch.load(this.text, this);
    this.isAscii = scratch.isAscii;
    return this.#readTokens();
  }

  #readTokens(): boolean {
    const { codes, view } = scratch;
    for (;;) {
      const at = this.at;
      let end: number;
      if (codes[at] === LT) {
        if (this.depth <= this.itemDepth) this.item = this.offset + at;
        const next = codes[at + 1];
        if (next === SLASH) end = this.#endTag(at, codes, view);
        else if (next === BANG) end = this.readDeclaration(at);
        else if (next === QUESTION) end = this.readInstruction(at);
        else end = this.#startTag(at, codes, view);
      } else if (at >= this.text.length) return true;
      else if (this.depth > this.itemDepth) end = this.#characters(at, codes, view);
      else end = this.passOutside(at);
      if (end === INCOMPLETE) return true;
      this.at = end;
      if (this.depth <= this.itemDepth) {
        this.item = -1;
        this.deliver();
        if (scratch.owner !== this) return false;
      }
    }
  }

  /** Character data in an element. */
  #characters(at: number, codes: Uint8Array, view: DataView): number {
    const end = textEnd(codes, view, at);
    if (codes[end] !== LT) return this.#unusualCharacters(at, end);
    // White space that only indents comes again and again.
    this.addText(codes[at] === LF ? internValue(this.text, at, end) : this.text.slice(at, end));
    return end;
  }

  /** Reads a name that is likely to be `guess`; `undefined` if there is none, or it may go on. */
  #name(from: number, guess: QName, codes: Uint8Array, view: DataView): QName | undefined {
    const length = guess.raw.length;
    const end = from + length;
    if (
      guess.isAt(view, from) &&
      ((CLASS[codes[end] as number] as number) & NAME_END) !== 0 &&
      length <= this.limits.nameLength
    ) {
      this.#nameEnd = end;
      return guess;
    }
    return this.#otherName(from);
  }

  #otherName(from: number): QName | undefined {
    const end = readName(this, from);
    this.#nameEnd = end;
    if (end === INCOMPLETE || end === from) return undefined;
    return internName(this.text, from, end) ?? this.#badName(from, end);
  }

  #badName(from: number, to: number): never {
    const name = shorten(this.text.slice(from, to));
    return this.fault('not-well-formed', from, `Expected a name with one prefix at most, found '${name}'`);
  }

  #startTag(at: number, codes: Uint8Array, view: DataView): number {
    const name = this.#name(at + 1, this.#lastTag.nextTag, codes, view);
    let i = this.#nameEnd;
    if (name === undefined) {
      if (i === INCOMPLETE) return INCOMPLETE;
      return this.fault('not-well-formed', at, "Found '<' that begins no tag; write it as '&lt;' if it is text");
    }
    if (this.depth >= this.limits.depth || this.root === 'closed') return this.#outOfPlace(at, name);
    if (this.#lastTag.nextTag !== name) this.#lastTag.nextTag = name;
    if (this.#lastTag !== name) this.#lastTag = name;
    let count = 0;
    let isPlain = true;
    let last = name;
    // For each attribute its bit, and all names where the bits do not tell them apart.
    let bits = 0;
    let names: Set<string> | undefined;
    let declared: string | undefined;
    let code = codes[i] as number;
    while (code !== GT && code !== SLASH) {
      let start = i + 1;
      if (code !== BLANK || ((CLASS[codes[start] as number] as number) & NAME_START) === 0) {
        start = this.skipSpace(i);
        code = codes[start] as number;
        if (code === GT || code === SLASH) {
          i = start;
          break;
        }
        if (start === i) return this.expected(i, "white space, '>' or '/>' in a tag");
      }
      const attribute = this.#name(start, last.nextInTag, codes, view);
      if (attribute === undefined || count >= this.limits.attributes - (declared === undefined ? 0 : 1))
        return this.#noAttribute(start);
      if (last.nextInTag !== attribute) last.nextInTag = attribute;
      last = attribute;
      i = this.#nameEnd;
      let quote = codes[i + 1] as number;
      if (codes[i] === EQUALS && (quote === QUOTE || quote === APOSTROPHE)) i += 2;
      else {
        i = this.#openingQuote(i, attribute);
        if (i === INCOMPLETE) return INCOMPLETE;
        quote = codes[i] as number;
        i++;
      }
      const from = i;
      i = valueEnd(view, i);
      let value: string;
      if (codes[i] === quote)
        value = attribute.declares ? internNamespace(this.text, from, i) : internValue(this.text, from, i);
      else {
        i = this.#unusualValue(from, i);
        if (i === INCOMPLETE) return INCOMPLETE;
        value = this.value;
      }
      if (attribute.declaresDefault) declared = this.#declaredDefault(start, value, declared);
      else {
        if ((bits & attribute.bit) !== 0) names = this.assertNew(start, attribute, count, names);
        bits |= attribute.bit;
        this.attributeNames[count] = attribute;
        this.attributeList[2 * count] = attribute.raw;
        this.attributeList[2 * count + 1] = value;
        if (!attribute.isPlain) {
          this.attributeStarts[count] = start;
          isPlain = false;
        }
        count++;
      }
      code = codes[++i] as number;
    }
    if (code === GT) {
      this.begin(at, name, count, isPlain, declared);
      return i + 1;
    }
    if (codes[i + 1] !== GT) return this.expected(i + 1, "'>' after '/' in a tag");
    this.begin(at, name, count, isPlain, declared);
    this.end();
    return i + 2;
  }

  /** Takes the default namespace that a tag declares; `before` is what it has declared already. */
  #declaredDefault(at: number, namespace: string, before: string | undefined): string {
    const problem = before === undefined ? declarationProblem('', namespace) : 'it stands twice in a tag';
    if (problem !== undefined || namespace.length > this.limits.nameLength) this.refuseDeclaration(at, problem);
    return namespace;
  }

  /** Passes the `=` after an attribute name, up to the quote. */
  #openingQuote(at: number, name: QName): number {
    const { codes } = scratch;
    const equals = this.skipSpace(at);
    if (codes[equals] !== EQUALS) return this.expected(equals, `'=' after the attribute name '${shorten(name.raw)}'`);
    const i = this.skipSpace(equals + 1);
    if (codes[i] === QUOTE || codes[i] === APOSTROPHE) return i;
    return this.expected(i, `a quoted value for the attribute '${shorten(name.raw)}'`);
  }

  // A call of their own: they would be too long a part of what calls them.

  /** Character data that is not plain ASCII from `i` on. */
  #unusualCharacters(from: number, i: number): number {
    const end = readText(this, from, i, RUN_TEXT, '<');
    if (end !== INCOMPLETE) this.addText(this.value);
    return end;
  }

  /** A value that is not plain ASCII from `i` on. */
  #unusualValue(from: number, i: number): number {
    return readText(this, from, i, RUN_VALUE, this.text[from - 1] as string);
  }

  #noAttribute(at: number): number {
    if (this.#nameEnd === INCOMPLETE) return INCOMPLETE;
    if (this.#nameEnd === at) return this.expected(at, "an attribute, '>' or '/>'");
    return this.fault(
      'policy-violation',
      at,
      `A tag has more than ${this.limits.attributes} attributes; raise limits.attributes if such input is expected`,
    );
  }

  #outOfPlace(at: number, name: QName): never {
    if (this.root === 'closed')
      return this.fault('not-well-formed', at, `Expected nothing after the root element, found <${shorten(name.raw)}>`);
    return this.fault(
      'policy-violation',
      at,
      `Elements are nested deeper than ${this.limits.depth}; raise limits.depth if such input is expected`,
    );
  }

  #endTag(at: number, codes: Uint8Array, view: DataView): number {
    if (this.depth > 0) {
      const { name } = this.open[this.depth - 1] as OpenElement;
      const end = at + 2 + name.raw.length;
      if (codes[end] === GT && name.isAt(view, at + 2)) {
        this.end();
        return end + 1;
      }
    }
    return this.#unusualEndTag(at);
  }

  /** An end tag with a long name, or white space, or in the wrong place. */
  #unusualEndTag(at: number): number {
    const name = this.#name(at + 2, NO_NAME, scratch.codes, scratch.view);
    if (this.#nameEnd === INCOMPLETE) return INCOMPLETE;
    const top = this.depth === 0 ? undefined : this.open[this.depth - 1];
    if (name === undefined || name.raw !== top?.name.raw) {
      const expected = top === undefined ? 'an element' : `</${shorten(top.name.raw)}>`;
      return this.fault('not-well-formed', at, `Expected ${expected}, found </${shorten(name?.raw ?? '')}>`);
    }
    const i = this.skipSpace(this.#nameEnd);
    if (scratch.codes[i] !== GT) return this.expected(i, `'>' to close </${shorten(name.raw)}`);
    this.end();
    return i + 1;
  }
}
