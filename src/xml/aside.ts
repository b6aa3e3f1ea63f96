/**
 * What only a few elements carry: that they wait to join a parent, that children wait to join them, or
 * that they were removed from a stanza. Kept beside the element, so that the others stay small.
 */
import type { XmlElement } from './element.js';
import { DetachedElementError } from './errors.js';

/** @internal */
export interface Aside {
  /** The element this one joins at its first write. */
  pendingIn: XmlElement | undefined;
  /** Children that join this element at their first write. */
  pendingChildren: XmlElement[] | undefined;
  /** It was removed from its parent, and has no other since. */
  removed: boolean;
}

function asideOf(element: XmlElement): Aside {
  element.aside ??= { pendingIn: undefined, pendingChildren: undefined, removed: false };
  return element.aside;
}

/** The first child with this expanded name. */
export function findChild(parent: XmlElement, namespace: string, name: string): XmlElement | undefined {
  const nodes = parent.children;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (typeof node === 'object' && node.name === name && node.namespace === namespace) return node;
  }
  return undefined;
}

/** The child that waits under this expanded name, if there is one. */
export function pendingChild(parent: XmlElement, namespace: string, name: string): XmlElement | undefined {
  return parent.aside?.pendingChildren?.find((child) => child.name === name && child.namespace === namespace);
}

/** Has a fresh element wait: its first write makes it a child of `parent`. */
export function addPending(parent: XmlElement, child: XmlElement): void {
  const aside = asideOf(parent);
  aside.pendingChildren ??= [];
  aside.pendingChildren.push(child);
  asideOf(child).pendingIn = parent;
}

/** Ends the waiting of an element without its joining: it is a root of its own. */
export function endPending(child: XmlElement): void {
  const parent = child.aside?.pendingIn;
  if (parent === undefined) return;
  asideOf(child).pendingIn = undefined;
  const waiting = asideOf(parent).pendingChildren;
  waiting?.splice(waiting.indexOf(child), 1);
}

/** Notes that an element was removed: a stanza object over it refuses writes from now on. */
export function markRemoved(element: XmlElement): void {
  endPending(element);
  asideOf(element).removed = true;
}

/** Notes that an element has a place again, or is nobody's. */
export function markFree(element: XmlElement): void {
  if (element.aside === undefined) return;
  endPending(element);
  element.aside.removed = false;
}

/**
 * Joins a waiting element, and whatever waiting elements it is to join, to the tree.
 *
 * @throws {@link DetachedElementError} when another child of its tag has taken its place
 */
export function settle(element: XmlElement): void {
  const waiting: XmlElement[] = [];
  for (let e: XmlElement | undefined = element; e?.aside?.pendingIn !== undefined; e = e.aside.pendingIn)
    waiting.push(e);
  for (let child = waiting.pop(); child !== undefined; child = waiting.pop()) {
    const parent = child.aside?.pendingIn as XmlElement;
    if (findChild(parent, child.namespace, child.name) !== undefined) {
      throw new DetachedElementError(child.tag, `<${parent.tag}> has meanwhile got another child of that name`);
    }
    endPending(child);
    parent.adopt(child);
  }
}

/**
 * Refuses a write that would be lost.
 *
 * @throws {@link DetachedElementError} when the element, or one it is in, was removed
 */
export function assertAttached(element: XmlElement): void {
  for (let e: XmlElement | undefined = element; e !== undefined; e = e.parent ?? e.aside?.pendingIn) {
    if (e.aside?.removed)
      throw new DetachedElementError(
        element.tag,
        e === element ? 'it was removed' : `<${e.tag}>, which it is in, was removed`,
      );
  }
}
