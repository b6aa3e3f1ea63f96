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
  /** It, or an element that it is in or waits for, was removed, and has no place since. */
  removed: boolean;
}

/** Shared by all elements that are removed and nothing else: never written to. */
const REMOVED: Aside = { pendingIn: undefined, pendingChildren: undefined, removed: true };

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
  const removed = parent.aside?.removed ?? false;
  if (parent.aside === undefined || parent.aside === REMOVED)
    parent.aside = { pendingIn: undefined, pendingChildren: undefined, removed };
  parent.aside.pendingChildren ??= [];
  parent.aside.pendingChildren.push(child);
  child.aside = { pendingIn: parent, pendingChildren: undefined, removed };
}

/** Ends the waiting of an element without its joining: it is a root of its own. */
export function endPending(child: XmlElement): void {
  const { aside } = child;
  const waiting = aside?.pendingIn?.aside?.pendingChildren;
  if (aside === undefined || waiting === undefined) return;
  aside.pendingIn = undefined;
  waiting.splice(waiting.indexOf(child), 1);
}

/** Notes that an element was removed: a stanza object over it, or over one in it, refuses writes from now on. */
export function markRemoved(element: XmlElement): void {
  endPending(element);
  markAll(element, true);
}

/** Notes that an element has a place again, or is nobody's. */
export function markFree(element: XmlElement): void {
  if (element.aside === undefined) return;
  endPending(element);
  markAll(element, false);
}

/** Marks an element and all that is or waits in it, so that a write looks at one mark however deep it is. */
function markAll(root: XmlElement, removed: boolean): void {
  const open = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    const { aside, childList } = element;
    // What is in it is marked as it is.
    if ((aside?.removed ?? false) === removed) continue;
    if (aside === undefined) element.aside = REMOVED;
    else if (aside === REMOVED) element.aside = undefined;
    else {
      aside.removed = removed;
      if (aside.pendingChildren !== undefined) open.push(...aside.pendingChildren);
    }
    for (let i = 0; i < childList.length; i++) {
      const node = childList[i];
      if (typeof node === 'object') open.push(node);
    }
  }
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
  if (!element.aside?.removed) return;
  let root = element;
  for (let e: XmlElement | undefined = element; e !== undefined; e = e.parent ?? e.aside?.pendingIn) root = e;
  throw new DetachedElementError(
    element.tag,
    root === element ? 'it was removed' : `<${root.tag}>, which it is in, was removed`,
  );
}
