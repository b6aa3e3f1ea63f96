/** Whether one element meets the test and the predicates of a step. Linear in the tree over all of a run. */
import type { XmlElement } from './element.js';
import type { NameTest, Predicate, Step } from './path-parser.js';

/** What one run of a path keeps, so that no part of the tree is gone through for each element again. */
export class PathContext {
  /** The element that the path started from: for the path, it has no parent. */
  readonly root: XmlElement;
  readonly #above: boolean;
  /** Children by tag, per parent: made when a position is asked for. */
  #siblings: Map<XmlElement, Map<string, XmlElement[]>> | undefined;
  /** All the text below the root, and the part of it that each element has: made when elements with children are compared. */
  #text = '';
  #extents: Map<XmlElement, readonly [start: number, end: number]> | undefined;

  /** @param above - whether the steps start above the root, of which it is the only child then */
  constructor(root: XmlElement, above: boolean) {
    this.root = root;
    this.#above = above;
  }

  /** The text of the element and of all below it. */
  textOf(element: XmlElement): string {
    const nodes = element.childList;
    const [only] = nodes;
    if (nodes.length === 0) return '';
    if (nodes.length === 1 && typeof only === 'string') return only;
    this.#extents ??= this.#readText();
    const [start, end] = this.#extents.get(element) as readonly [number, number];
    return this.#text.slice(start, end);
  }

  /** Whether the element has this position among the children of its parent that have its tag. */
  isAt(element: XmlElement, index: number): boolean {
    if (element === this.root) return this.#above && (index === 0 || index === -1);
    const parent = element.parent as XmlElement;
    this.#siblings ??= new Map();
    let byTag = this.#siblings.get(parent);
    if (byTag === undefined) {
      byTag = new Map();
      for (const node of parent.childList) {
        if (typeof node === 'string') continue;
        const same = byTag.get(node.tag);
        if (same === undefined) byTag.set(node.tag, [node]);
        else same.push(node);
      }
      this.#siblings.set(parent, byTag);
    }
    return byTag.get(element.tag)?.at(index) === element;
  }

  #readText(): Map<XmlElement, readonly [start: number, end: number]> {
    const extents = new Map<XmlElement, readonly [start: number, end: number]>();
    const texts: string[] = [];
    let length = 0;
    const open: XmlElement[] = [this.root];
    const next: number[] = [0];
    const starts: number[] = [0];
    for (let depth = 0; depth >= 0; ) {
      const element = open[depth] as XmlElement;
      const at = next[depth] as number;
      next[depth] = at + 1;
      const node = element.childList[at];
      if (node === undefined) {
        extents.set(element, [starts[depth] as number, length]);
        depth--;
      } else if (typeof node === 'string') {
        texts.push(node);
        length += node.length;
      } else if (node.childList.length > 0) {
        depth++;
        open[depth] = node;
        next[depth] = 0;
        starts[depth] = length;
      }
    }
    this.#text = texts.join('');
    return extents;
  }
}

/** Whether an element is what a step looks for. */
export function meets(element: XmlElement, step: Step, context: PathContext): boolean {
  if (!isNamed(element, step.test)) return false;
  for (const predicate of step.predicates) if (!holds(element, predicate, context)) return false;
  return true;
}

function isNamed(element: XmlElement, { namespace, name }: NameTest): boolean {
  return (name === undefined || element.name === name) && (namespace === undefined || element.namespace === namespace);
}

function holds(element: XmlElement, predicate: Predicate, context: PathContext): boolean {
  switch (predicate.kind) {
    case 'attribute': {
      const found = element.attribute(predicate.name);
      if (found === undefined || predicate.value === undefined) return found !== undefined;
      return (found === predicate.value) !== predicate.negated;
    }
    case 'child': {
      const { test, value, negated } = predicate;
      return element.childList.some(
        (node) =>
          typeof node !== 'string' &&
          isNamed(node, test) &&
          (value === undefined || (context.textOf(node) === value) !== negated),
      );
    }
    case 'text':
      return (context.textOf(element) === predicate.value) !== predicate.negated;
    case 'position':
      return context.isAt(element, predicate.index);
  }
}
