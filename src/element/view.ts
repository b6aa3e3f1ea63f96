/** Stanza objects as views of elements: one for each element and class, found again by the element. */
import { addPending, pendingChild } from '../xml/aside.js';
import { XmlElement } from '../xml/element.js';
import type { AnyElement } from './element-base.js';
import type { Child, ConcreteClass } from './field.js';

/** Notes a stanza object on its element, unless one of its class is there. */
export function addView(element: XmlElement, view: AnyElement): void {
  const views = element.view as AnyElement | AnyElement[] | undefined;
  if (views === undefined) element.view = view;
  else if (!Array.isArray(views)) {
    if (views.constructor !== view.constructor) element.view = [views, view];
  } else if (!views.some((other) => other.constructor === view.constructor)) views.push(view);
}

/** The stanza objects over an element. */
export function viewsOf(element: XmlElement): readonly AnyElement[] {
  const views = element.view as AnyElement | AnyElement[] | undefined;
  if (views === undefined) return [];
  return Array.isArray(views) ? views : [views];
}

/** The language of the stream that an element came in or goes out by. */
export function streamLanguageOf(element: XmlElement): string | undefined {
  const views = element.view as AnyElement | AnyElement[] | undefined;
  if (!Array.isArray(views)) return views?.streamLanguage;
  return views.find((view) => view.streamLanguage !== undefined)?.streamLanguage;
}

/** The stanza object of a class over an element, made at the first call. */
export function viewAs(element: XmlElement, stanzaClass: ConcreteClass): AnyElement {
  const views = element.view as AnyElement | AnyElement[] | undefined;
  if (views !== undefined) {
    if (!Array.isArray(views)) {
      if (views.constructor === stanzaClass) return views;
    } else {
      for (const view of views) if (view.constructor === stanzaClass) return view;
    }
  }
  return new stanzaClass(element);
}

/** The first child of a class, or one that joins the XML at its first write. */
export function childOrPending(parent: XmlElement, { stanzaClass, namespace, name }: Child): AnyElement {
  let child = parent.child(namespace, name) ?? pendingChild(parent, namespace, name);
  if (child === undefined) {
    child = XmlElement.fromParts(namespace, name, undefined, undefined);
    addPending(parent, child);
  }
  return viewAs(child, stanzaClass);
}

/** All children of a name, in document order. */
export function elementsOf(parent: XmlElement, namespace: string, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const nodes = parent.childList;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (typeof node === 'object' && node.name === name && node.namespace === namespace) found.push(node);
  }
  return found;
}

/** All children of a class, in document order. */
export function childrenAs(parent: XmlElement, { stanzaClass, namespace, name }: Child): AnyElement[] {
  return elementsOf(parent, namespace, name).map((child) => viewAs(child, stanzaClass));
}
