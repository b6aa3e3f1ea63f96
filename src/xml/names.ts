/** XML names: NCName, Clark notation, and the two reserved namespaces. */
import { nameEnd } from './characters.js';
import { XmlError } from './errors.js';

/** The namespace of `xml:lang` and `xml:space` (Namespaces in XML 1.0, section 3). */
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
/** The namespace of namespace declarations; no element or attribute may be in it. */
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';
/** `xml:lang` in Clark notation. */
export const XML_LANG = `{${XML_NAMESPACE}}lang`;

/** Whether a text is an NCName: an XML name without a colon (Namespaces in XML 1.0, production 4). */
export function isNCName(text: string): boolean {
  return text !== '' && text.indexOf(':') < 0 && nameEnd(text, 0) === text.length;
}

/** A name and its namespace; `''` is no namespace. */
export interface ExpandedName {
  readonly namespace: string;
  readonly name: string;
}

/** Clark notation of an expanded name: `{namespace}name`, or `name` alone in no namespace. */
export function clark(namespace: string, name: string): string {
  return namespace === '' ? name : `{${namespace}}${name}`;
}

/**
 * Reads Clark notation.
 *
 * @throws {@link XmlError} `invalid-name` when it is not `{namespace}name` or `name`
 */
export function parseClark(tag: string): ExpandedName {
  const close = tag.charCodeAt(0) === 0x7b ? tag.lastIndexOf('}') : -1;
  const name = tag.slice(close + 1);
  if (!isNCName(name))
    throw new XmlError('invalid-name', `Expected a name as 'name' or '{namespace}name', found '${shorten(tag)}'`);
  return { namespace: close < 1 ? '' : tag.slice(1, close), name };
}

/** A name for a message: never longer than fits a line. */
export function shorten(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 60)}…`;
}
