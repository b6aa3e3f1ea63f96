/** The namespace of stanzas on the wire, mapped to the one that they have inside, and back. */
import type { XmlElement } from '../xml/element.js';

/**
 * A copy of an element in which it, and the descendants reached through elements of its namespace only, are
 * in another namespace. What is forwarded inside an element of a third namespace stays as it is (XEP-0297).
 * Iterative; the element itself is not changed.
 */
export function withNamespace(element: XmlElement, from: string, to: string): XmlElement {
  const copy = element.clone();
  const open = [copy];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    next.moveToNamespace(to);
    for (const node of next.children) if (typeof node === 'object' && node.namespace === from) open.push(node);
  }
  return copy;
}
