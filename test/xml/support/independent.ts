/** Trees as other readers build them, in a form that can be compared with ours. */
import { DOMParser, type Element as DomElement, onErrorStopParsing } from '@xmldom/xmldom';
import type { SaxesElement } from '../../fuzz/oracle.js';

const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** As `show` shows an element. */
export function showPlain(element: SaxesElement): string {
  const { namespace, name, attributes, children } = element;
  let out = `(${namespace === '' ? name : `{${namespace}}${name}`}`;
  for (let i = 0; i < attributes.length; i += 2) out += ` ${attributes[i]}=${JSON.stringify(attributes[i + 1])}`;
  for (const node of children) out += typeof node === 'string' ? JSON.stringify(node) : showPlain(node);
  return `${out})`;
}

/** What xmldom builds, comments and processing instructions dropped; throws when it refuses the document. */
export function readWithXmldom(text: string): SaxesElement {
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml');
  return plainOf(document.documentElement as DomElement);
}

function plainOf(element: DomElement): SaxesElement {
  const attributes: string[] = [];
  for (const { namespaceURI, localName, name, value } of element.attributes)
    if (namespaceURI !== XMLNS) attributes.push(namespaceURI ? `{${namespaceURI}}${localName}` : name, value);
  const children: (SaxesElement | string)[] = [];
  for (const node of element.childNodes) {
    if (node.nodeType === node.ELEMENT_NODE) children.push(plainOf(node as DomElement));
    else if (node.nodeType === node.TEXT_NODE || node.nodeType === node.CDATA_SECTION_NODE) {
      const text = node.nodeValue ?? '';
      const last = children.at(-1);
      if (typeof last === 'string') children[children.length - 1] = last + text;
      else if (text !== '') children.push(text);
    }
  }
  return { namespace: element.namespaceURI ?? '', name: element.localName ?? element.tagName, attributes, children };
}
