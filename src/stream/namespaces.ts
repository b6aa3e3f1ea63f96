/** The namespace of stanzas on the wire, mapped to the one that they have inside, and back. */
import { STANZA_NAMESPACE } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';
import { parseXml } from '../xml/parse.js';

/**
 * A stanza as it is inside, in `jabber:client`.
 *
 * @param stanza - an element, which is not changed; or text, in which `wireNamespace` needs no declaration
 * @throws {@link XmlError} when the text is not one whole, allowed element
 */
export function fromWire(stanza: XmlElement | string, wireNamespace: string): XmlElement {
  const read = typeof stanza === 'string';
  const element = read ? parseXml(stanza, { namespaces: { '': wireNamespace } }) : stanza;
  if (element.namespace !== wireNamespace || wireNamespace === STANZA_NAMESPACE) return element;
  // What was just read is nobody else's.
  return move(read ? element : element.clone(), wireNamespace, STANZA_NAMESPACE);
}

/** A stanza as it is on the wire; the same element where that makes no difference. */
export function toWire(stanza: XmlElement, wireNamespace: string): XmlElement {
  if (stanza.namespace !== STANZA_NAMESPACE || wireNamespace === STANZA_NAMESPACE) return stanza;
  return move(stanza.clone(), STANZA_NAMESPACE, wireNamespace);
}

/**
 * Moves an element, and the descendants reached through elements of its namespace only, to another namespace.
 * What is forwarded inside an element of a third namespace stays as it is (XEP-0297). Iterative.
 */
function move(element: XmlElement, from: string, to: string): XmlElement {
  const open = [element];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    next.moveToNamespace(to);
    for (const node of next.children) if (typeof node === 'object' && node.namespace === from) open.push(node);
  }
  return element;
}
