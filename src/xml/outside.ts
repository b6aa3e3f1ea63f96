/** Reads what is neither tag nor text: white space around elements, and what begins with `<!` and `<?`. */
import { CLASS, describeCharacter, isXmlChar, RUN_RAW, SPACE } from './characters.js';
import { INCOMPLETE } from './input.js';
import { shorten } from './names.js';
import type { CoreOptions } from './reader-core.js';
import { scratch } from './scratch.js';
import { badCharacter, readName, readText } from './text.js';
import { type OpenElement, type ParserEvents, TreeBuilder } from './tree-builder.js';

const LT = 0x3c;
const GT = 0x3e;
const BOM = 0xfeff;

const CDATA = '<![CDATA[';
const COMMENT = '<!--';

/** The XML declaration (XML 1.0, production 23). */
const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.\d+\1(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])([A-Za-z][\w.-]*)\2)?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["'])(?:yes|no)\4)?[ \t\r\n]*\?>$/;

/** What is allowed where besides tags and text. */
export class OutsideReader extends TreeBuilder {
  readonly #isFile: boolean;
  /** The offset at which an XML declaration may stand. */
  #declarationOffset = 0;

  constructor(options: CoreOptions, events: ParserEvents) {
    super(options, events);
    this.#isFile = options.isFile;
  }

  /** Says what is missing when the input ends here. */
  assertEnd(): void {
    const end = this.text.length;
    let problem: string | undefined;
    if (this.at < end) problem = `within ${this.text[this.at] === '<' ? 'a tag' : 'a text'}`;
    else if (this.depth > 0) problem = `before </${shorten((this.open[this.depth - 1] as OpenElement).name.raw)}>`;
    else if (this.hasOneRoot && this.root === 'before') problem = 'before its root element begins';
    if (problem !== undefined) this.fault('not-well-formed', end, `The input ends ${problem}`);
  }

  /** White space around the elements to be delivered, and a byte-order mark first; anything else is a fault. */
  protected passOutside(at: number): number {
    const isBom = this.#isFile && this.offset + at === 0 && this.text.charCodeAt(at) === BOM;
    if (isBom) this.#declarationOffset = 1;
    const i = this.skipSpace(isBom ? at + 1 : at);
    const code = this.text.charCodeAt(i);
    if (code === LT || i === this.text.length) return i;
    if (code < 0xd800 && !isXmlChar(code)) return badCharacter(this, i);
    const isBetween = this.depth === 1;
    let expected = 'an element';
    if (isBetween) expected = 'nothing but white space between stanzas';
    else if (this.root === 'closed') expected = 'nothing after the root element';
    return this.fault(
      isBetween ? 'bad-format' : 'not-well-formed',
      i,
      `Expected ${expected}, found ${describeCharacter(code)}`,
    );
  }

  protected skipSpace(from: number): number {
    const { codes } = scratch;
    let i = from;
    while (((CLASS[codes[i] as number] as number) & SPACE) !== 0) i++;
    return i;
  }

  /** `<!`: a CDATA section, or what XMPP forbids. */
  protected readDeclaration(at: number): number {
    const { text } = this;
    const literal = [CDATA, COMMENT, '<!DOCTYPE'].find((it) => it.startsWith(text.slice(at, at + it.length)));
    if (literal === undefined)
      return this.fault('not-well-formed', at, "Found '<!' that begins no CDATA section or comment");
    const from = at + literal.length;
    if (from > text.length) return INCOMPLETE;
    if (literal === CDATA) return this.#cdata(at, from);
    if (literal === COMMENT && this.#isFile) return this.#comment(from);
    const found =
      literal === COMMENT
        ? "comment, which XMPP forbids; remove it, or read with source: 'file'"
        : 'document type declaration, which XMPP forbids; remove it';
    return this.fault('restricted-xml', at, `Found a ${found}`);
  }

  #cdata(at: number, from: number): number {
    if (this.depth === 0) return this.fault('not-well-formed', at, 'Found a CDATA section outside of any element');
    if (this.depth <= this.itemDepth)
      return this.fault('bad-format', at, 'Expected nothing but white space between stanzas, found a CDATA section');
    const end = readText(this, from, from, RUN_RAW, ']]>');
    if (end === INCOMPLETE) return INCOMPLETE;
    this.mayJoinText = true;
    this.addText(this.value);
    return this.#dropped(end + 3);
  }

  #comment(from: number): number {
    const end = readText(this, from, from, RUN_RAW, '--');
    if (end === INCOMPLETE || end + 2 === this.text.length) return INCOMPLETE;
    if (this.text.charCodeAt(end + 2) !== GT) return this.fault('not-well-formed', end, "Found '--' in a comment");
    return this.#dropped(end + 3);
  }

  /** `<?`: the XML declaration, or what XMPP forbids. */
  protected readInstruction(at: number): number {
    const { text } = this;
    const isXml = '<?xml'.startsWith(text.slice(at, at + 5));
    if (isXml && at + 5 >= text.length) return INCOMPLETE;
    const isDeclaration = isXml && /[ \t\r\n?]/.test(text[at + 5] as string);
    if (isDeclaration && this.offset + at === this.#declarationOffset) return this.#declaration(at);
    if (isDeclaration || this.#isFile) return this.#instruction(at);
    return this.fault(
      'restricted-xml',
      at,
      "Found a processing instruction, which XMPP forbids; remove it, or read with source: 'file'",
    );
  }

  #declaration(at: number): number {
    const end = this.text.indexOf('?>', at) + 2;
    if (end < 2) return INCOMPLETE;
    const parts = DECLARATION.exec(this.text.slice(at, end));
    if (parts === null) {
      const problem = "Expected an XML declaration such as <?xml version='1.0' encoding='UTF-8'?>";
      return this.fault('not-well-formed', at, problem);
    }
    if (parts[3] !== undefined && parts[3].toUpperCase() !== 'UTF-8')
      return this.fault('unsupported-encoding', at, 'Found another declared encoding than UTF-8');
    return end;
  }

  #instruction(at: number): number {
    const from = at + 2;
    const name = readName(this, from);
    if (name === INCOMPLETE) return INCOMPLETE;
    const target = this.text.slice(from, name);
    if (target === '')
      return this.fault('not-well-formed', from, "Expected the name of a processing instruction after '<?'");
    if (target.includes(':'))
      return this.fault('not-well-formed', from, 'Found a colon in the name of a processing instruction');
    if (/^xml$/i.test(target)) {
      const problem = 'Found an XML declaration that is not at the very beginning of the input';
      return this.fault('not-well-formed', at, problem);
    }
    if (this.skipSpace(name) === name && !'?>'.startsWith(this.text.slice(name, name + 2)))
      return this.fault(
        'not-well-formed',
        name,
        "Expected white space or '?>' after the name of a processing instruction",
      );
    const end = readText(this, name, name, RUN_RAW, '?>');
    return end === INCOMPLETE ? INCOMPLETE : this.#dropped(end + 2);
  }

  /** What is dropped may stand within a text. */
  #dropped(end: number): number {
    this.mayJoinText = true;
    return end;
  }
}
