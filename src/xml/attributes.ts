/** Attributes as an element keeps them: names (local or Clark) and values in turn, in one list. */
import type { XmlElement } from './element.js';
import { XmlError } from './errors.js';
import { parseClark, XMLNS_NAMESPACE } from './names.js';

/** Attributes as an object or as pairs; names local or in Clark notation, `undefined` is absent. */
export type AttributesGiven =
  | Readonly<Record<string, string | undefined>>
  | Iterable<readonly [name: string, value: string | undefined]>;

/** Name and value by name and value. */
export function* attributePairs(list: readonly string[]): IterableIterator<[string, string]> {
  for (let i = 0; i < list.length; i += 2) yield [list[i] as string, list[i + 1] as string];
}

/** Where in the list the name of an attribute is, or -1. */
export function indexOfAttribute(list: readonly string[], key: string): number {
  for (let i = 0; i < list.length; i += 2) if (list[i] === key) return i;
  return -1;
}

/** `{}name` is `name`. */
export function canonicalName(name: string): string {
  return name.charCodeAt(1) === 0x7d && name.startsWith('{}') && name.lastIndexOf('}') === 1 ? name.slice(2) : name;
}

/** So many attributes are looked through to find one; with more, a map is quicker. */
const FEW = 32;

/** Sets the attributes of a fresh element, as if one by one: many do not cost their square. */
export function setAttributes(element: XmlElement, given: AttributesGiven): void {
  const pairs = Symbol.iterator in given ? given : Object.entries(given);
  let many: Map<string, string> | undefined;
  for (const [name, value] of pairs as Iterable<readonly [string, string | undefined]>) {
    if (many === undefined) {
      element.setAttribute(name, value);
      if (element.attributeList.length > 2 * FEW) many = new Map(attributePairs(element.attributeList));
      continue;
    }
    const key = canonicalName(name);
    if (value === undefined) many.delete(key);
    else {
      if (!many.has(key)) checkAttributeName(name);
      many.set(key, value);
    }
  }
  if (many !== undefined) element.attributeList = [...many].flat();
}

/**
 * Refuses a name that no attribute can have.
 *
 * @throws {@link XmlError} `invalid-name`
 */
export function checkAttributeName(name: string): void {
  const expanded = parseClark(name);
  if (expanded.namespace === XMLNS_NAMESPACE || (expanded.namespace === '' && expanded.name === 'xmlns')) {
    throw new XmlError('invalid-name', `'${name}' declares a namespace; the writer does that where it is needed`);
  }
}
