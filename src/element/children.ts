/** The children of a stanza object as stanza objects: walking through them, taking them out. */
import { markFree, markRemoved } from '../xml/aside.js';
import { XmlElement } from '../xml/element.js';
import type { AnyElement } from './element-base.js';
import { InvalidValueError, typeName } from './errors.js';
import type { InterfaceTable } from './table.js';
import { viewAs } from './view.js';

/** The children that a class iterates over, of those there are when it begins. */
export function* iterableChildren(xml: XmlElement, table: InterfaceTable): IterableIterator<AnyElement> {
  for (const node of [...xml.children]) {
    if (typeof node === 'string') continue;
    const stanzaClass = table.iterable(node.namespace, node.name);
    if (stanzaClass !== undefined) yield viewAs(node, stanzaClass);
  }
}

/**
 * The element of what is given as a child.
 *
 * @throws {@link InvalidValueError} when it is neither a stanza object nor an element
 */
export function elementGiven(stanzaClass: string, key: 'child' | 'payload', given: unknown): XmlElement {
  const element = given instanceof XmlElement ? given : (given as { xml?: unknown } | null | undefined)?.xml;
  if (element instanceof XmlElement) return element;
  const reason = `expected a stanza object or an XmlElement, found ${typeName(given)}`;
  throw new InvalidValueError(stanzaClass, key, undefined, reason);
}

/** Takes out one of the children that a class iterates over, free to be used elsewhere. Those behind it are not looked at. */
export function popChild(xml: XmlElement, table: InterfaceTable, index: number): AnyElement | undefined {
  let before = 0;
  for (const node of xml.children) {
    if (typeof node === 'string') continue;
    const stanzaClass = table.iterable(node.namespace, node.name);
    if (stanzaClass === undefined || before++ !== index) continue;
    xml.release(node);
    markFree(node);
    return viewAs(node, stanzaClass);
  }
  return undefined;
}

/** Removes all children, those that wait to join included, and all text. */
export function clearContent(xml: XmlElement): void {
  for (const waiting of [...(xml.aside?.pendingChildren ?? [])]) markRemoved(waiting);
  if (xml.children.length > 0) xml.removeWhere(() => true, true);
}
