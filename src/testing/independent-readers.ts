/**
 * XML readers that are none of ours, to read the same text again. They are optional: each is imported when it is
 * asked for, and its absence is told, never thrown.
 */
import { fromDom } from '../interop/dom.js';
import { fromFastXmlParser, parserOptions } from '../interop/fast-xml-parser.js';
import type { XmlElement } from '../xml/element.js';
import { escapeAttribute } from '../xml/escape.js';

/** The packages that a text can be read with beside our own reader. */
export type IndependentReader = '@xmldom/xmldom' | 'fast-xml-parser';

/** Reads one whole element; throws what the package says of broken XML. */
export type Read = (text: string) => XmlElement;

/** A reader, and texts that it is known to refuse though they are XML. */
export interface Reader {
  readonly read: Read;
  readonly refuses: RegExp | undefined;
}

/** What came of importing a reader. */
export type Loaded = Reader | { readonly absent: string };

const loaders: ReadonlyMap<IndependentReader, () => Promise<Reader>> = new Map([
  ['@xmldom/xmldom', loadXmldom],
  ['fast-xml-parser', loadFastXmlParser],
]);
const loaded = new Map<IndependentReader, Promise<Loaded>>();

/** All of them. */
export const independentReaders: readonly IndependentReader[] = [...loaders.keys()];

/** Imports a reader, the first time it is asked for. */
export function loadReader(name: IndependentReader): Promise<Loaded> {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const load = loaders.get(name);
  if (load === undefined) {
    throw new TypeError(`There is no independent reader '${name}'; there are ${independentReaders.join(' and ')}`);
  }
  const promise = load().catch((error: unknown) => ({
    absent: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
  }));
  loaded.set(name, promise);
  return promise;
}

async function loadXmldom(): Promise<Reader> {
  const { DOMParser } = await import('@xmldom/xmldom');
  const onError = (level: string, message: string): void => {
    // What it calls a warning is about HTML, or about style.
    if (level !== 'warning') throw new SyntaxError(message);
  };
  // Without word it takes what XML 1.1 takes for line ends, U+0085 and U+2028 among them.
  const normalizeLineEndings = (text: string): string => text.replace(/\r\n?/g, '\n');
  const read: Read = (text) =>
    fromDom(new DOMParser({ onError, normalizeLineEndings }).parseFromString(text, 'text/xml'));
  return { read, refuses: undefined };
}

async function loadFastXmlParser(): Promise<Reader> {
  const { XMLParser } = await import('fast-xml-parser');
  // Its check of what is well-formed, which it leaves out without word, knows no names beyond U+FFFF.
  const isWithinBmp = (text: string): boolean => !/[\ud800-\udfff]/.test(text);
  const read: Read = (text) => fromFastXmlParser(new XMLParser(parserOptions).parse(text, isWithinBmp(text)));
  // It makes no objects of these names, which could change the prototypes of others.
  return { read, refuses: /<(?:[^\s>/:]+:)?(?:__proto__|constructor|prototype)[\s>/]/ };
}

/**
 * Reads text with namespaces declared around it, as a stream would: inside an element that declares them.
 *
 * @throws what the reader throws
 */
export function readInside(read: Read, text: string, namespaces: Readonly<Record<string, string>>): XmlElement {
  if (Object.keys(namespaces).length === 0) return read(text);
  const declarations = Object.entries(namespaces).map(
    ([prefix, namespace]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(namespace, 'throw')}"`,
  );
  const content = text.replace(/^\s*<\?xml[^>]*\?>/, '').trim();
  const root = read(`<around${declarations.join('')}>${content}</around>`);
  const child = root.children.find((node): node is XmlElement => typeof node === 'object');
  if (child === undefined || !root.remove(child)) throw new SyntaxError('no element was read');
  return child;
}
