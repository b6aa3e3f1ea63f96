/** The first place, in document order, where two elements differ. Iterative: depth never overflows the stack. */
import type { XmlElement, XmlNode } from '../xml/element.js';

/** A place where XML is not what was expected. */
export interface Difference {
  /**
   * Where, from the root: `{jabber:client}iq/{jabber:iq:register}query/item[2]/@jid`. A name without a namespace
   * is in that of the name before it, as in `MatchXPath`; a number is there where several children have the name.
   */
  readonly path: string;
  /** What was expected there, for people. */
  readonly expected: string;
  /** What was found there, for people. */
  readonly received: string;
}

/** An element that is being compared with another of the same name: what is left of their children. */
interface Pair {
  readonly received: XmlElement;
  readonly expected: XmlElement;
  next: number;
}

/** The first difference of two elements, texts and order to the letter; `undefined` when they are equal. */
export function firstDifference(received: XmlElement, expected: XmlElement): Difference | undefined {
  if (received.tag !== expected.tag) {
    return { path: '.', expected: showElement(expected), received: showElement(received) };
  }
  const open: Pair[] = [{ received, expected, next: 0 }];
  let difference = attributeDifference(open);
  for (let pair = open.at(-1); pair !== undefined && difference === undefined; pair = open.at(-1)) {
    const index = pair.next++;
    const found = pair.received.children[index];
    const wanted = pair.expected.children[index];
    if (found === undefined && wanted === undefined) open.pop();
    else if (typeof found === 'object' && typeof wanted === 'object' && found.tag === wanted.tag) {
      open.push({ received: found, expected: wanted, next: 0 });
      difference = attributeDifference(open);
    } else if (typeof found !== 'string' || found !== wanted) difference = childDifference(open, index);
  }
  return difference;
}

function attributeDifference(open: readonly Pair[]): Difference | undefined {
  const { received, expected } = open.at(-1) as Pair;
  const at = (name: string): string => `${pathOf(open)}/@${name}`;
  for (const [name, value] of expected.attributes) {
    const found = received.attribute(name);
    if (found !== value) return { path: at(name), expected: show(value), received: show(found) };
  }
  for (const [name, value] of received.attributes) {
    if (expected.attribute(name) === undefined) {
      return { path: at(name), expected: 'no such attribute', received: show(value) };
    }
  }
  return undefined;
}

/** What differs at one place of a list of children: a text, or an element that is missing, too many, or another. */
function childDifference(open: readonly Pair[], index: number): Difference {
  const { received, expected } = open.at(-1) as Pair;
  const found = received.children[index];
  const wanted = expected.children[index];
  if (typeof found !== 'object' && typeof wanted !== 'object') {
    return { path: `${pathOf(open)}/text()`, expected: show(wanted), received: show(found) };
  }
  // Where one more child on either side explains the difference, say so.
  const isExtra = same(received.children[index + 1], wanted);
  const isMissing = same(found, expected.children[index + 1]);
  if (typeof found === 'object' && (wanted === undefined || (isExtra && !isMissing))) {
    return { path: childPath(open, found), expected: 'no such element', received: showElement(found) };
  }
  if (typeof wanted === 'object' && (found === undefined || (isMissing && !isExtra))) {
    return { path: childPath(open, wanted), expected: showElement(wanted), received: 'no such element' };
  }
  const path = typeof wanted === 'object' ? childPath(open, wanted) : `${pathOf(open)}/text()`;
  return { path, expected: showNode(wanted), received: showNode(found) };
}

function same(a: XmlNode | undefined, b: XmlNode | undefined): boolean {
  if (typeof a === 'object' && typeof b === 'object') return a.tag === b.tag;
  return a !== undefined && a === b;
}

/** The path to the last pair. */
function pathOf(open: readonly Pair[]): string {
  return open
    .map(({ expected }, depth) => {
      const outer = open[depth - 1];
      return outer === undefined ? expected.tag : step(expected, outer, expected);
    })
    .join('/');
}

function childPath(open: readonly Pair[], child: XmlElement): string {
  return `${pathOf(open)}/${step(child, open.at(-1) as Pair, child)}`;
}

/** One step of a path: the local name where the namespace is the parent's, and a number where one is needed. */
function step(element: XmlElement, outer: Pair, child: XmlElement): string {
  const name = element.namespace === outer.expected.namespace ? element.name : clarkName(element);
  const siblings = (parent: XmlElement): XmlElement[] =>
    parent.children.filter((node): node is XmlElement => typeof node === 'object' && node.tag === element.tag);
  const own = child.parent === outer.received ? outer.received : outer.expected;
  const isOneOfMany = siblings(outer.expected).length > 1 || siblings(outer.received).length > 1;
  return isOneOfMany ? `${name}[${siblings(own).indexOf(child) + 1}]` : name;
}

/** In Clark notation, also where there is no namespace: a name alone means that of the step before. */
function clarkName(element: XmlElement): string {
  return `{${element.namespace}}${element.name}`;
}

function showNode(node: XmlNode | undefined): string {
  if (node === undefined) return 'nothing';
  return typeof node === 'string' ? `the text ${show(node)}` : showElement(node);
}

/** An element by its name, for people. */
export function showElement(element: XmlElement): string {
  return element.namespace === '' ? `<${element.name}> in no namespace` : `<${element.name}> in ${element.namespace}`;
}

/** The names of elements each in the one before it, as steps of a path. */
export function steps(trail: readonly XmlElement[]): string[] {
  return trail.map((element, depth) => {
    const outer = trail[depth - 1];
    if (outer === undefined) return element.tag;
    return element.namespace === outer.namespace ? element.name : clarkName(element);
  });
}

/** A text as a JavaScript string, so that white space and control characters can be seen; not all of a long one. */
export function show(text: string | undefined): string {
  if (text === undefined) return 'nothing';
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
