/** Comparison without regard to the order of children: one tree is put in the order of the other. Iterative. */
import type { XmlElement } from '../xml/element.js';
import { withoutChildren } from './canonical.js';

type Two = readonly [received: XmlElement, expected: XmlElement];
/** Elements that are equal but for the order of their children have one number. */
type Numbers = ReadonlyMap<XmlElement, number>;

/**
 * Both trees (canonical ones) with their children in one order, as far as they have the same: then they are equal to the letter
 * if they are equal but for order. The text of an element comes first, in one piece.
 *
 * @returns copies
 */
export function align(received: XmlElement, expected: XmlElement): [received: XmlElement, expected: XmlElement] {
  const numbers = numberAll([received, expected]);
  const roots: [XmlElement, XmlElement] = [withoutChildren(received), withoutChildren(expected)];
  const open: { from: Two; to: Two }[] = [{ from: [received, expected], to: roots }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [found, wanted] = next.from;
    const [foundCopy, wantedCopy] = next.to;
    foundCopy.append(found.text);
    wantedCopy.append(wanted.text);
    const { pairs, left } = pairUp(elementsOf(found), elementsOf(wanted), numbers);
    for (const [child, counterpart] of pairs) {
      if (child === undefined) wantedCopy.append(counterpart.clone());
      else {
        const copies = [withoutChildren(child), withoutChildren(counterpart)] as const;
        foundCopy.append(copies[0]);
        wantedCopy.append(copies[1]);
        open.push({ from: [child, counterpart], to: copies });
      }
    }
    for (const child of left) foundCopy.append(child.clone());
  }
  return roots;
}

/** For each wanted child the found one that it is compared with: an equal one, else one of the same name. */
function pairUp(
  found: readonly XmlElement[],
  wanted: readonly XmlElement[],
  numbers: Numbers,
): { pairs: [XmlElement | undefined, XmlElement][]; left: XmlElement[] } {
  const left = new Set(found);
  const equals = grouped(found, (child) => numbers.get(child));
  const pairs = wanted.map((child): [XmlElement | undefined, XmlElement] => {
    const equal = equals.get(numbers.get(child))?.shift();
    if (equal !== undefined) left.delete(equal);
    return [equal, child];
  });
  const namesakes = grouped([...left], (child) => child.tag);
  for (const pair of pairs) {
    if (pair[0] !== undefined) continue;
    pair[0] = namesakes.get(pair[1].tag)?.shift();
    if (pair[0] !== undefined) left.delete(pair[0]);
  }
  return { pairs, left: [...left] };
}

function grouped<K>(elements: readonly XmlElement[], keyOf: (element: XmlElement) => K): Map<K, XmlElement[]> {
  const groups = new Map<K, XmlElement[]>();
  for (const element of elements) {
    const key = keyOf(element);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [element]);
    else group.push(element);
  }
  return groups;
}

/** Numbers the elements of trees, children before parents. */
function numberAll(roots: readonly XmlElement[]): Numbers {
  const numbers = new Map<XmlElement, number>();
  const known = new Map<string, number>();
  const all: XmlElement[] = [...roots];
  for (let i = 0; i < all.length; i++) all.push(...elementsOf(all[i] as XmlElement));
  for (const element of all.reverse()) {
    const children = elementsOf(element).map((child) => numbers.get(child) as number);
    const key = JSON.stringify([element.tag, [...element.attributes], element.text, children.sort((a, b) => a - b)]);
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    numbers.set(element, number);
  }
  return numbers;
}

function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((node): node is XmlElement => typeof node === 'object');
}
