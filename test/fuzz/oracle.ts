/** What saxes, strict and with namespaces, says of a document, and what follows from that for a reader of XMPP's XML. */
import { SaxesParser } from 'saxes';

/** An element as saxes tells it, namespaces resolved. */
export interface SaxesElement {
  readonly namespace: string;
  readonly name: string;
  /** Clark names and values in turn. */
  readonly attributes: string[];
  /** Never two texts side by side. */
  readonly children: (SaxesElement | string)[];
}

/** What saxes heard of a document before it ended or was refused. */
export interface Account {
  /** The root; its content is whole if there is no fault. */
  root: SaxesElement | undefined;
  /** What saxes says is wrong. */
  fault: string | undefined;
  /** Whether there was a comment or a processing instruction. */
  hasDropped: boolean;
  hasDoctype: boolean;
  encoding: string | undefined;
  /** Whether a CDATA section stood directly in the root. */
  hasCdataInRoot: boolean;
  /** Whether a namespace name began or ended with white space, which saxes leaves out. */
  hasTrimmed: boolean;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';

class Refused extends Error {}

/** Reads with one saxes parser after another: one that refused a document is dropped. */
export class Oracle {
  #account: Account = newAccount();
  readonly #open: SaxesElement[] = [];
  #parser = this.#newParser();

  /** Reads a whole document. */
  read(text: string): Account {
    this.#account = newAccount();
    this.#open.length = 0;
    try {
      this.#parser.write(text).close();
    } catch (error) {
      // saxes looks for code points at the end of an input that ends within a character: a RangeError.
      if (!(error instanceof Refused || error instanceof RangeError)) throw error;
      this.#account.fault = error.message;
      this.#parser = this.#newParser();
    }
    return this.#account;
  }

  #newParser(): SaxesParser<{ xmlns: true; forceXMLVersion: true; defaultXMLVersion: '1.0' }> {
    // XML 1.0 whatever is declared: 1.1 has other characters, and a reader of 1.0 reads by its own rules (section 2.8).
    const parser = new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: '1.0' } as const);
    parser.on('error', (error) => {
      throw new Refused(error.message);
    });
    parser.on('attribute', ({ name, value }) => {
      if ((name === 'xmlns' || name.startsWith('xmlns:')) && value.trim() !== value) this.#account.hasTrimmed = true;
    });
    parser.on('opentag', (tag) => {
      const attributes: string[] = [];
      for (const name in tag.attributes) {
        const attribute = tag.attributes[name];
        if (attribute === undefined || attribute.uri === XMLNS) continue;
        attributes.push(
          attribute.uri === '' ? attribute.local : `{${attribute.uri}}${attribute.local}`,
          attribute.value,
        );
      }
      const element = { namespace: tag.uri, name: tag.local, attributes, children: [] };
      const parent = this.#open.at(-1);
      if (parent === undefined) this.#account.root ??= element;
      else parent.children.push(element);
      this.#open.push(element);
    });
    parser.on('closetag', () => {
      this.#open.pop();
    });
    parser.on('text', (text) => this.#addText(text));
    parser.on('cdata', (text) => {
      if (this.#open.length === 1) this.#account.hasCdataInRoot = true;
      this.#addText(text);
    });
    const drop = (): void => {
      this.#account.hasDropped = true;
    };
    parser.on('comment', drop);
    parser.on('processinginstruction', drop);
    parser.on('doctype', () => {
      this.#account.hasDoctype = true;
    });
    parser.on('xmldecl', ({ encoding }) => {
      this.#account.encoding = encoding;
    });
    return parser;
  }

  #addText(text: string): void {
    const nodes = this.#open.at(-1)?.children;
    if (nodes === undefined || text === '') return;
    const last = nodes.at(-1);
    if (typeof last === 'string') nodes[nodes.length - 1] = last + text;
    else nodes.push(text);
  }
}

function newAccount(): Account {
  return {
    root: undefined,
    fault: undefined,
    hasDropped: false,
    hasDoctype: false,
    encoding: undefined,
    hasCdataInRoot: false,
    hasTrimmed: false,
  };
}

/** What must come of a document: refused with one of these codes (any, if there are none), or read. */
export interface Expected {
  readonly isRefused: boolean;
  readonly codes: readonly string[];
  readonly why: string;
}

const READ: Expected = { isRefused: false, codes: [], why: 'saxes reads it' };

/** What RFC 6120 makes of a document that saxes has read: sections 11.1 and 11.6, and the option for files. */
export function expectedOf(account: Account, text: string, source: 'stream' | 'file'): Expected {
  const refused = (why: string, ...codes: readonly string[]): Expected => ({ isRefused: true, codes, why });
  if (account.fault !== undefined) return refused(`saxes says ${account.fault}`);
  if (source === 'stream' && text.startsWith('\ufeff')) return refused('a stream has no byte-order mark');
  if (account.encoding !== undefined && account.encoding.toUpperCase() !== 'UTF-8')
    return refused('another encoding than UTF-8 is declared', 'unsupported-encoding');
  if (account.hasDoctype) return refused('it has a DTD', 'restricted-xml');
  if (account.hasDropped && source === 'stream') return refused('it has a comment or PI', 'restricted-xml');
  return READ;
}

/** The same for a stream whose root it is: between stanzas there is nothing but white space (RFC 6120 section 4.4). */
export function expectedOfStream(account: Account, text: string, source: 'stream' | 'file'): Expected {
  const expected = expectedOf(account, text, source);
  if (expected.isRefused)
    return expected.codes.length === 0 ? expected : { ...expected, codes: [...expected.codes, 'bad-format'] };
  const hasText = account.root?.children.some((node) => typeof node === 'string' && /[^ \t\r\n]/.test(node));
  if (hasText || account.hasCdataInRoot) return { isRefused: true, codes: ['bad-format'], why: 'text between stanzas' };
  return READ;
}
