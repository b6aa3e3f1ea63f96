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

/** All of them. */
export const independentReaders: readonly IndependentReader[] = ['@xmldom/xmldom', 'fast-xml-parser'];

/** Reads one whole element; throws what the package says of broken XML. */
export type Read = (text: string) => XmlElement;

/** What came of importing a reader. */
export type Loaded = { readonly read: Read } | { readonly absent: string };

const loaded = new Map<IndependentReader, Promise<Loaded>>();

/** Imports a reader, the first time it is asked for. */
export function loadReader(name: IndependentReader): Promise<Loaded> {
  let promise = loaded.get(name);
  if (promise === undefined) {
    const load = name === '@xmldom/xmldom' ? loadXmldom : loadFastXmlParser;
    promise = load().then(
      (read) => ({ read }),
      (error: unknown) => ({ absent: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) }),
    );
    loaded.set(name, promise);
  }
  return promise;
}

async function loadXmldom(): Promise<Read> {
  const { DOMParser } = await import('@xmldom/xmldom');
  const onError = (level: string, message: string): void => {
    // What it calls a warning is about HTML, or about style.
    if (level !== 'warning') throw new SyntaxError(message);
  };
  return (text) => fromDom(new DOMParser({ onError }).parseFromString(text, 'text/xml'));
}

async function loadFastXmlParser(): Promise<Read> {
  const { XMLParser } = await import('fast-xml-parser');
  return (text) => fromFastXmlParser(new XMLParser(parserOptions).parse(text, true));
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
