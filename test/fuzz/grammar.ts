/** Writes documents by the grammar of XML and its namespaces, with a fault here and there. */
import { EDGES } from './edges.js';
import type { Random } from './random.js';

const LOCAL = ['a', 'b', 'body', 'message', 'query', 'x-1', '_', 'é', '名', 'constructor', '__proto__', 'xmlfoo', '𐀀'];
const PREFIX = ['p', 'q', 'stream', 'xml', 'toString', 'ñ'];
const NAMESPACE = ['u', 'v', 'jabber:client', 'urn:a', 'http://www.w3.org/XML/1998/namespace', '', 'u ', 'a&amp;b'];
const SPACE = [' ', ' ', ' ', '\n', '\t', '\r', '\r\n', '  \n'];
const TEXT = [
  'x',
  'hello',
  ' ',
  '\n  ',
  '\r\n',
  '\r',
  '\t',
  'é',
  '😀',
  '\ud7ff',
  '\ue000',
  '\ufffd',
  ']',
  ']]',
  '>',
  '"',
  "'",
];
const REFERENCE = [
  '&lt;',
  '&gt;',
  '&amp;',
  '&apos;',
  '&quot;',
  '&#65;',
  '&#x1F600;',
  '&#xa;',
  '&#13;',
  '&#9;',
  '&#x20;',
];
/** What no document may have, at least not where it comes to stand. */
const FAULT = [
  ...['<', '&', ']]>', '&nbsp;', '&constructor;', '&#0;', '&#xD800;', '&#x110000;', '&#;', '&#xg;', '&amp', '&LT;'],
  ...['\0', '\u0008', '\ufffe', '\uffff', '\ud83d', '\ude00', '\ufeff', '</', '/>', '<>', '<!', '<?', '--', '\u0085'],
  ...['<!DOCTYPE a>', "<?xml version='1.0'?>", '<!ENTITY a "b">', '<![cdata[x]]>', '<!-->', '<!--a--b-->', '<?xMl a?>'],
];

/** Documents of a seed. */
export class Grammar {
  readonly #random: Random;
  /** One fault in so many places. */
  #faults = 0;
  #isForFiles = false;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A document; one with comments and processing instructions if it shall be for files. */
  document(isForFiles: boolean): string {
    const random = this.#random;
    this.#faults = random.once(2) ? 0 : 5 + random.below(80);
    this.#isForFiles = isForFiles;
    return this.#prolog() + this.#element(random.below(4), []) + this.#around();
  }

  #prolog(): string {
    const random = this.#random;
    if (!random.once(6)) return this.#around();
    if (this.#isForFiles && random.once(4)) return `\ufeff${this.#declaration()}`;
    return this.#declaration() + this.#around();
  }

  #declaration(): string {
    const random = this.#random;
    let out = `<?xml${random.pick(SPACE)}version=${random.pick(["'1.0'", '"1.0"', '"1.1"', "'1.00'", "'2.0'", '"1.'])}`;
    if (random.once(2))
      out += ` encoding${random.pick(['=', ' = '])}${random.pick(['"UTF-8"', "'utf-8'", "'latin1'", "'8'"])}`;
    if (random.once(4)) out += ` standalone=${random.pick(["'yes'", '"no"', "'maybe'"])}`;
    return `${out}${random.pick(['', ' '])}?>`;
  }

  /** What may stand around the root. */
  #around(): string {
    const random = this.#random;
    if (!random.once(4)) return this.#fault();
    return random.pick(SPACE) + this.#dropped() + this.#fault();
  }

  #fault(): string {
    if (this.#faults === 0 || !this.#random.once(this.#faults)) return '';
    return this.#random.pick(FAULT);
  }

  /** A comment or a processing instruction. */
  #dropped(): string {
    const random = this.#random;
    if (!this.#isForFiles || !random.once(3)) return '';
    if (random.once(2)) return `<!--${random.pick(['', 'c', ' <a>&b; ', '-', '- -', '\r', '\ufffe'])}-->`;
    return `<?${random.pick(['p', 'xml-x', 'p:q', 'é', '-', 'xml'])}${random.pick(['', ' ', ' d', '\n<&?', '?'])}?>`;
  }

  #space(): string {
    return this.#random.once(8) ? this.#random.pick(SPACE) : '';
  }

  #name(prefixes: readonly string[]): string {
    const random = this.#random;
    let local = random.pick(LOCAL);
    if (random.once(24)) local = random.once(2) ? random.pick(EDGES) + local : local + random.pick(EDGES);
    if (prefixes.length > 0 && random.once(3)) return `${random.pick(prefixes)}:${local}`;
    return this.#faults > 0 && random.once(this.#faults)
      ? random.pick(['p:', ':', '1', '-', 'p:q:', 'p:1', '']) + local
      : local;
  }

  #element(depth: number, outer: readonly string[]): string {
    const random = this.#random;
    const prefixes = [...outer];
    let attributes = '';
    for (let left = random.once(2) ? random.below(4) : 0; left > 0; left--) attributes += this.#attribute(prefixes);
    const name = this.#name(prefixes);
    const start = `<${name}${attributes}${this.#space()}`;
    if (random.once(4)) return `${start}/>`;
    let content = '';
    for (let left = random.below(4); left > 0; left--) content += this.#content(depth, prefixes);
    const end = this.#faults > 0 && random.once(this.#faults) ? this.#name(prefixes) : name;
    return `${start}>${content}</${end}${this.#space()}>`;
  }

  #content(depth: number, prefixes: readonly string[]): string {
    const random = this.#random;
    switch (random.below(7)) {
      case 0:
        return random.pick(REFERENCE);
      case 1:
        return `<![CDATA[${random.pick(['', 'x', '<&>', ']', ']]', '\r\n', '\r', '😀', '&amp;', ']]&gt;'])}]]>`;
      case 2:
        return this.#dropped() + this.#fault();
      case 3:
      case 4:
        if (depth > 0) return this.#element(depth - 1, prefixes);
        return random.pick(TEXT);
      default:
        return random.pick(random.once(24) ? EDGES : TEXT) + this.#fault();
    }
  }

  #attribute(prefixes: string[]): string {
    const random = this.#random;
    let name: string;
    let value = '';
    if (random.once(3)) {
      const prefix = random.pick(random.once(12) ? ['xmlns', 'xml'] : PREFIX);
      name = random.once(3) ? 'xmlns' : `xmlns:${prefix}`;
      if (name !== 'xmlns') prefixes.push(prefix);
      value = random.pick(NAMESPACE);
    } else {
      name = random.once(8) ? random.pick(['xml:lang', 'xml:space', 'xmlns:', 'xmlnsx']) : this.#name(prefixes);
      for (let left = random.below(3); left > 0; left--)
        value += random.once(4) ? random.pick(REFERENCE) : random.pick(TEXT) + this.#fault();
    }
    const quote = random.once(2) ? '"' : "'";
    const text = value.replaceAll(quote, quote === '"' ? '&quot;' : '&apos;');
    const gap = this.#faults > 0 && random.once(this.#faults) ? '' : random.pick(SPACE);
    return `${gap}${name}${this.#space()}=${this.#space()}${quote}${text}${quote}`;
  }
}
