/** Structural equality of elements. */
import type { XmlElement } from './element.js';

function equalAttributes(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  let same = true;
  for (let i = 0; same && i < a.length; i++) same = a[i] === b[i];
  if (same) return true;
  // Their order does not count. A map, so that many attributes do not cost their square.
  const byName = new Map<string, string>();
  for (let i = 0; i < a.length; i += 2) byName.set(a[i] as string, a[i + 1] as string);
  for (let i = 0; i < b.length; i += 2) if (byName.get(b[i] as string) !== b[i + 1]) return false;
  return true;
}

/**
 * Whether two elements have the same namespace, name, attributes (in any order) and children (in order).
 * Iterative: depth costs memory, never the call stack.
 */
export function equalElements(first: XmlElement, second: XmlElement): boolean {
  const pairs: XmlElement[] = [first, second];
  while (pairs.length > 0) {
    const b = pairs.pop() as XmlElement;
    const a = pairs.pop() as XmlElement;
    if (a === b) continue;
    const nodesA = a.children;
    const nodesB = b.children;
    if (a.name !== b.name || a.namespace !== b.namespace || nodesA.length !== nodesB.length) return false;
    if (!equalAttributes(a.attributeList, b.attributeList)) return false;
    for (let i = 0; i < nodesA.length; i++) {
      const nodeA = nodesA[i] as XmlElement | string;
      const nodeB = nodesB[i] as XmlElement | string;
      if (typeof nodeA === 'string' || typeof nodeB === 'string') {
        if (nodeA !== nodeB) return false;
      } else pairs.push(nodeA, nodeB);
    }
  }
  return true;
}
