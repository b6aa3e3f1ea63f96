/** Content that no class knows, and how it is told from what one knows. */
import fc from 'fast-check';
import type { XmlElement } from '../../xml/element.js';
import { xmlElement, xmlName, xmlText } from './xml.js';

/** The namespace of all unknown content. */
export const UNKNOWN = 'urn:example:unknown';

/** Adds something unknown to an element. */
export type Add = (element: XmlElement) => void;

const attribute = fc.tuple(xmlName, xmlText()).map(
  ([name, value]): Add =>
    (element) =>
      void element.setAttribute(`{${UNKNOWN}}${name}`, value),
);

const child = fc
  .tuple(
    xmlName.chain((name) => xmlElement({ tag: `{${UNKNOWN}}${name}` })),
    fc.nat({ max: 7 }),
  )
  .map(
    ([given, at]): Add =>
      (element) =>
        insert(element, given.clone(), at),
  );

const text = fc.tuple(xmlText({ minLength: 1 }), fc.nat({ max: 7 })).map(
  ([given, at]): Add =>
    (element) =>
      insert(element, given, at),
);

/** Some attributes, elements and texts; seldom texts, where a stanza has none. */
export const unknownContent: fc.Arbitrary<readonly Add[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: attribute }, { weight: 3, arbitrary: child }, { weight: 1, arbitrary: text }),
  { maxLength: 3 },
);

/** Among the children, somewhere. */
function insert(element: XmlElement, node: XmlElement | string, at: number): void {
  const nodes = [...element.children];
  nodes.splice(at % (nodes.length + 1), 0, node);
  element.removeWhere(() => true, true);
  element.append(...nodes);
}
