/** Which part of an element a key is. */
import { childClass } from '../../element/access.js';
import type { Field } from '../../element/field.js';
import { XmlElement } from '../../xml/element.js';

/** A copy without what a key is in the XML. */
export function withoutPart(element: XmlElement, field: Field): XmlElement {
  const copy = element.clone();
  if (field.kind === 'attribute' || field.kind === 'language') return copy.setAttribute(field.name, undefined);
  copy.removeWhere((child) => isPart(child, element, field));
  return copy;
}

function isPart(child: XmlElement, element: XmlElement, field: Field): boolean {
  if (field.child !== undefined) return child.tag === childClass(field).tag;
  return child.name === field.name && child.namespace === element.namespace;
}

/** What a key is in the XML: its child; for an attribute an element with its value. */
export function ownPart(element: XmlElement, field: Field): XmlElement {
  const isAttribute = field.kind === 'attribute' || field.kind === 'language';
  if (isAttribute) return new XmlElement('value', {}, element.attribute(field.name) ?? 'absent');
  return elementsIn(element).find((child) => isPart(child, element, field)) ?? new XmlElement('value', {}, 'absent');
}

/** The child elements. */
export function elementsIn(element: XmlElement): XmlElement[] {
  return element.children.filter((node): node is XmlElement => typeof node === 'object');
}
