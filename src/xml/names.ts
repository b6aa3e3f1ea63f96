/** XML names: which characters they may have, Clark notation, and the two reserved namespaces. */
import { XmlError } from './errors.js';

/** The namespace of `xml:lang` and `xml:space` (Namespaces in XML 1.0, section 3). */
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
/** The namespace of namespace declarations; no element or attribute may be in it. */
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';
/** `xml:lang` in Clark notation. */
export const XML_LANG = `{${XML_NAMESPACE}}lang`;

// NCName of Namespaces in XML 1.0: Name of XML 1.0 (fifth edition) without the colon.
const nameStart =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}' +
  '\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const ncName = new RegExp(`^[${nameStart}][${nameStart}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}]*$`, 'u');
const plainName = /^[A-Za-z_][A-Za-z_0-9.-]*$/;

/** Whether a text is an NCName: an XML name without a colon. */
export function isNCName(text: string): boolean {
  return plainName.test(text) || ncName.test(text);
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
    throw new XmlError('invalid-name', `Expected a name as 'name' or '{namespace}name', found '${tag}'`);
  return { namespace: close < 1 ? '' : tag.slice(1, close), name };
}
