/** Elements without what does not count, so that what is left can be compared and shown. Nothing given is changed. */
import { XmlElement, type XmlNode } from '../xml/element.js';
import type { CompareOptions } from './options.js';

const INDENTATION = /^[ \t\r\n]*[\r\n][ \t\r\n]*$/;
const WHITE_SPACE = /^[ \t\r\n]*$/;

/** A copy with its attributes sorted by name, and without indentation unless that counts. Iterative. */
export function canonical(root: XmlElement, options: CompareOptions): XmlElement {
  const copy = withoutChildren(root);
  const open: [from: XmlElement, to: XmlElement][] = [[root, copy]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [from, to] = next;
    for (const node of countingNodes(from, options)) {
      if (typeof node === 'string') to.append(node);
      else {
        const child = withoutChildren(node);
        to.append(child);
        open.push([node, child]);
      }
    }
  }
  return copy;
}

/** A copy of an element alone, its attributes sorted by name. */
export function withoutChildren(element: XmlElement): XmlElement {
  return new XmlElement(element.tag, [...element.attributes].sort(byName));
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The children that count: all but indentation. */
function countingNodes(element: XmlElement, options: CompareOptions): readonly XmlNode[] {
  const nodes = element.children;
  if (options.exactWhitespace === true || !nodes.some((node) => typeof node === 'object')) return nodes;
  const isMixed = nodes.some((node) => typeof node === 'string' && !WHITE_SPACE.test(node));
  return isMixed ? nodes : nodes.filter((node) => typeof node === 'object' || !INDENTATION.test(node));
}
