/**
 * What the writer writes is read as what it was, by our reader and by independent ones. Their trees are compared here
 * by means of their own: the matchers of couplet/testing stand on the reader and the writer.
 */

import { DOMParser, type Element, type Node } from '@xmldom/xmldom';
import { parseXml, XmlElement, type XmlNode } from 'couplet';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { xmlElement, xmlNamespace } from './support/arbitraries.js';
import { show } from './support/read.js';

describe('what the writer writes', () => {
  it('is read as an equal element', () => {
    fc.assert(
      fc.property(xmlElement, xmlNamespace, (element, namespace) => {
        expect(show(parseXml(element.toString()))).toBe(show(element));
        expect(parseXml(element.toString()).equals(element)).toBe(true);
        const inScope = element.toString({ defaultNamespace: namespace });
        expect(parseXml(inScope, { namespaces: { '': namespace } }).equals(element)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('has no text changed by indentation', () => {
    fc.assert(
      fc.property(xmlElement, (element) => {
        expect(show(withoutIndentation(parseXml(element.toString({ pretty: true })), element))).toBe(show(element));
      }),
      { numRuns: 500 },
    );
  });

  it('is read by xmldom as the same tree', () => {
    fc.assert(
      fc.property(xmlElement, (element) => {
        // xmldom takes U+0085, U+2028 and U+2029 for line ends, as XML 1.1 would have it.
        fc.pre(!/[\u0085\u2028\u2029]/.test(String(element)));
        const document = new DOMParser({
          // It warns of U+FFFD, which is right where it was meant.
          onError: (level, message) => level === 'warning' || expect.fail(message),
        });
        const root = document.parseFromString(element.toString(), 'text/xml').documentElement as Element;
        expect(show(fromDom(root))).toBe(show(element));
      }),
      { numRuns: 500 },
    );
  });

  it('is read by fast-xml-parser as the same names and texts', () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      preserveOrder: true,
      trimValues: false,
      parseTagValue: false,
    });
    const plain = new XmlElement('{jabber:client}message', { to: 'juliet@example.com/balcony', id: 'a1' });
    plain.append(new XmlElement('{jabber:client}body', {}, 'Art thou not Romeo?'), new XmlElement('{urn:x}empty'));
    expect(parser.parse(plain.toString())).toEqual([
      {
        message: [{ body: [{ '#text': 'Art thou not Romeo?' }] }, { empty: [], ':@': { '@_xmlns': 'urn:x' } }],
        ':@': { '@_xmlns': 'jabber:client', '@_to': 'juliet@example.com/balcony', '@_id': 'a1' },
      },
    ]);
  });
});

/** Takes out the white space that stands where the model has no text. */
function withoutIndentation(printed: XmlElement, model: XmlElement): XmlElement {
  const hasText = model.children.some((node) => typeof node === 'string');
  const nodes = hasText ? printed.children : printed.children.filter((node) => typeof node !== 'string');
  let at = 0;
  const children = nodes.map((node): XmlNode => {
    const twin = model.children[at++];
    return typeof node === 'string' || typeof twin !== 'object' ? node : withoutIndentation(node, twin);
  });
  return new XmlElement(printed.tag, printed.attributes, ...children);
}

function fromDom(element: Element): XmlElement {
  const clark = (namespace: string | null, name: string): string => (namespace ? `{${namespace}}${name}` : name);
  const attributes = [...element.attributes]
    .filter((attribute) => attribute.namespaceURI !== 'http://www.w3.org/2000/xmlns/')
    .map(({ namespaceURI, localName, value }): [string, string] => [clark(namespaceURI, localName as string), value]);
  const children = [...element.childNodes].map((node: Node) =>
    node.nodeType === node.ELEMENT_NODE ? fromDom(node as Element) : (node.nodeValue as string),
  );
  return new XmlElement(clark(element.namespaceURI, element.localName as string), attributes, ...children);
}
