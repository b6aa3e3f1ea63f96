/** The list of children of an element: adding text, taking children out. */
import { markRemoved } from './aside.js';
import type { XmlElement, XmlNode } from './element.js';

/** Shared by all elements without children: never written to. */
export const NO_CHILDREN: XmlNode[] = [];

/** Adds text at the end: to the text that stands there, if one does. */
export function appendText(element: XmlElement, text: string): void {
  if (text === '') return;
  const nodes = element.childList;
  const last = nodes[nodes.length - 1];
  if (typeof last === 'string') nodes[nodes.length - 1] = last + text;
  else if (nodes === NO_CHILDREN) element.childList = [text];
  else nodes.push(text);
}

/** Takes a child out, and leaves it free to be used elsewhere. @returns whether it was one */
export function releaseChild(element: XmlElement, child: XmlElement): boolean {
  if (child.parent !== element) return false;
  const nodes = element.childList;
  const at = nodes.indexOf(child);
  const before = nodes[at - 1];
  const after = nodes[at + 1];
  if (typeof before === 'string' && typeof after === 'string') nodes.splice(at - 1, 3, before + after);
  else nodes.splice(at, 1);
  child.parent = undefined;
  return true;
}

/** Removes the child elements that pass a test, all texts too if told so. One pass, however many. */
export function removeChildren(element: XmlElement, test: (child: XmlElement) => boolean, texts: boolean): void {
  const nodes = element.childList;
  element.childList = [];
  for (const node of nodes) {
    if (typeof node === 'string') {
      if (!texts) appendText(element, node);
    } else if (test(node)) {
      node.parent = undefined;
      markRemoved(node);
    } else element.childList.push(node);
  }
}

/**
 * Refuses to make an element its own descendant.
 *
 * @throws {@link TypeError} when `place` is `node` or in it
 */
export function assertNotInside(place: XmlElement, node: XmlElement): void {
  // Nothing is in an element that has text alone: no need to walk up from a place that may be deep.
  if (place !== node && node.aside === undefined && node.childList.length < 2 && typeof node.childList[0] !== 'object')
    return;
  for (let e: XmlElement | undefined = place; e !== undefined; e = e.parent) {
    if (e === node) throw new TypeError(`Cannot add <${node.tag}> to itself or to one of its descendants`);
  }
}
