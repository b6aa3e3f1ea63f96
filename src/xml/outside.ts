/** Reads what is neither tag nor text: white space around elements, and what begins with `<!` and `<?`. */
import { CLASS, describeCharacter, isXmlChar, SPACE } from './characters.js';
import { INCOMPLETE } from './input.js';
import { passComment, passDeclaration, passInstruction, readCdata, startsWith } from './markup.js';
import { shorten } from './names.js';
import type { CoreOptions } from './reader-core.js';
import { badCharacter } from './text.js';
import { type OpenElement, type ParserEvents, TreeBuilder } from './tree-builder.js';

const LT = 0x3c;
const QUESTION = 0x3f;

/** What is allowed where besides tags and text. */
export class OutsideReader extends TreeBuilder {
  readonly #isFile: boolean;
  readonly #hasOneRoot: boolean;
  /** The offset at which an XML declaration may stand. */
  #declarationOffset = 0;

  constructor(options: CoreOptions, events: ParserEvents) {
    super(options, events);
    this.#isFile = options.isFile;
    this.#hasOneRoot = options.framing !== 'elements';
  }

  /** Drops the byte-order mark that stands first. */
  skipBom(): void {
    this.at = 1;
    this.#declarationOffset = 1;
  }

  /** Says what is missing when the input ends here. */
  assertEnd(): void {
    const end = this.text.length;
    if (this.at < end) {
      const what = this.text.charCodeAt(this.at) === LT ? 'a tag' : 'a text';
      this.fault('not-well-formed', end, `The input ends within ${what}`);
    }
    if (this.depth > 0) {
      const { name } = this.open[this.depth - 1] as OpenElement;
      this.fault('not-well-formed', end, `The input ends before </${shorten(name.raw)}>`);
    }
    if (this.#hasOneRoot && this.root === 'before')
      this.fault('not-well-formed', end, 'The input ends before its root element begins');
  }

  /** White space around the elements to be delivered; anything else is a fault. */
  protected passOutside(at: number): number {
    const text = this.text;
    let i = at;
    let code = text.charCodeAt(i);
    while (code < 0x80 && ((CLASS[code] as number) & SPACE) !== 0) code = text.charCodeAt(++i);
    if (code === LT || i >= text.length) return i;
    if (code < 0xd800 && !isXmlChar(code)) return badCharacter(this, i);
    const found = `found ${describeCharacter(code)}`;
    if (this.depth === 1)
      return this.fault('bad-format', i, `Expected nothing but white space between stanzas, ${found}`);
    if (this.root === 'closed')
      return this.fault('not-well-formed', i, `Expected nothing after the root element, ${found}`);
    return this.fault('not-well-formed', i, `Expected an element, ${found}`);
  }

  /** `<!`: a CDATA section, or what XMPP forbids. */
  protected readDeclaration(at: number): number {
    const cdata = startsWith(this, '<![CDATA[', at);
    if (cdata === INCOMPLETE) return INCOMPLETE;
    if (cdata) return this.#cdata(at);
    const comment = startsWith(this, '<!--', at);
    if (comment === INCOMPLETE) return INCOMPLETE;
    if (comment) {
      if (this.#isFile) return this.#dropped(passComment(this, at));
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

  #cdata(at: number): number {
    if (this.depth === 0) return this.fault('not-well-formed', at, 'Found a CDATA section outside of any element');
    if (this.depth <= this.itemDepth)
      return this.fault('bad-format', at, 'Expected nothing but white space between stanzas, found a CDATA section');
    const end = readCdata(this, at);
    if (end === INCOMPLETE) return INCOMPLETE;
    this.mayJoinText = true;
    this.addText(this.value);
    this.mayJoinText = true;
    return end;
  }

  /** `<?`: the XML declaration, or what XMPP forbids. */
  protected readInstruction(at: number): number {
    const target = startsWith(this, '<?xml', at);
    if (target === INCOMPLETE || (target && at + 5 === this.text.length)) return INCOMPLETE;
    const after = this.text.charCodeAt(at + 5);
    const isDeclaration = target && (after === QUESTION || (after < 0x80 && ((CLASS[after] as number) & SPACE) !== 0));
    if (isDeclaration && this.offset + at === this.#declarationOffset) return passDeclaration(this, at);
    if (isDeclaration || this.#isFile) return this.#dropped(passInstruction(this, at));
    return this.fault(
      'restricted-xml',
      at,
      "Found a processing instruction, which XMPP forbids; remove it, or read with source: 'file'",
    );
  }

  /** What is dropped may stand within a text. */
  #dropped(end: number): number {
    this.mayJoinText = true;
    return end;
  }
}
