/** Paths through a tree: the subset of XPath that Python's ElementTree has. Nothing here changes an element. */
import type { XmlElement } from './element.js';
import { parsePath, type Step } from './path-parser.js';
import { meets, PathContext } from './path-predicate.js';

/** Steps that are walked at once: one bit each, and one for having taken them all. */
const STEPS_AT_ONCE = 30;
/** How many paths that were given as text are kept compiled, and how long they may be. */
const CACHE_SIZE = 100;
const CACHED_LENGTH = 200;
const cache = new Map<string, XmlPath>();

/**
 * Compiles a path, once for all the times it is used.
 *
 * A path is the subset of XPath that Python's ElementTree understands. Names are written in Clark
 * notation; a name alone is in no namespace.
 *
 * | syntax | finds |
 * |---|---|
 * | `tag`, `{ns}tag`, `{ns}*`, `{*}tag`, `*` | children of that name; `*` stands for any name or namespace |
 * | `a/b`, `a//b`, `.//b` | children of children; descendants at any depth |
 * | `.`, `..` | the element itself; its parent, up to the one the path starts from |
 * | `[@a]`, `[@a='v']`, `[@a!='v']` | those with an attribute, with that value, with another one |
 * | `[tag]`, `[tag='text']`, `[tag!='text']` | those with a child, whose text (all below it) is that, is not that |
 * | `[.='text']`, `[.!='text']` | those whose text (all below them) is that, is not that |
 * | `[n]`, `[last()]`, `[last()-n]` | the n-th, the last, the n-th from the last of its parent's children of that tag |
 *
 * What is found comes in document order, each element once. The time it takes is linear in the size of the tree.
 *
 * @throws {@link XmlPathError} when the path is malformed or uses anything else; it points at the character
 * @example
 * ```ts
 * import { compilePath, parseXml } from 'couplet';
 *
 * const query = parseXml('<query xmlns="jabber:iq:roster"><item jid="bill@example.org"/></query>');
 * const items = compilePath('{jabber:iq:roster}item[@jid]');
 * items.find(query)?.attribute('jid'); // 'bill@example.org'
 * ```
 */
export function compilePath(path: string): XmlPath {
  let compiled = cache.get(path);
  if (compiled !== undefined) return compiled;
  compiled = new XmlPath(path);
  if (path.length <= CACHED_LENGTH) {
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(path, compiled);
  }
  return compiled;
}

/** A compiled path: see {@link compilePath}. */
export class XmlPath {
  /** The path as it was given. */
  readonly source: string;
  /** @internal */
  readonly steps: readonly Step[];
  readonly #segments: readonly Segment[];
  /** Whether all steps are to children: then there is one way to each element, and no states are needed. */
  readonly #isPlain: boolean;

  /** @internal See {@link parsePath} for `namespace`. */
  constructor(source: string, namespace?: string) {
    this.source = source;
    this.steps = parsePath(source, namespace);
    this.#segments = segmentsOf(this.steps);
    this.#isPlain = this.steps.length <= STEPS_AT_ONCE && this.steps.every((step) => step.axis === 'child');
  }

  /** The first element in document order that the path finds from an element, or `undefined`. */
  find(from: XmlElement): XmlElement | undefined {
    return this.#run(from, false, true)[0];
  }

  /** All elements that the path finds from an element, in document order, each once. */
  findAll(from: XmlElement): XmlElement[] {
    return this.#run(from, false, false);
  }

  /** @internal Whether the path finds anything if its first step is to name the element itself. */
  matches(element: XmlElement): boolean {
    return this.#run(element, true, true).length > 0;
  }

  /** The path as it was given. */
  toString(): string {
    return this.source;
  }

  #run(root: XmlElement, above: boolean, onlyFirst: boolean): XmlElement[] {
    const context = new PathContext(root, above);
    if (this.#isPlain) {
      const plain: XmlElement[] = [];
      if (!above) descend(root, 0, this.steps, context, plain, onlyFirst);
      else if (meets(root, this.steps[0] as Step, context)) descend(root, 1, this.steps, context, plain, onlyFirst);
      return plain;
    }
    const last = this.#segments.length - 1;
    let found: XmlElement[] = [root];
    for (let i = 0; i <= last; i++) {
      const segment = this.#segments[i] as Segment;
      const from = segment.turn === undefined ? found : turn(found, segment.turn, context);
      const starts = i === 0 && segment.turn === undefined ? undefined : new Set(from);
      found = walk(context, segment, starts, i === 0 && above ? 1 : 0, onlyFirst && i === last);
      if (found.length === 0) break;
    }
    return found;
  }
}

/** Takes the steps to children from `at` on, no deeper than there are steps. Returns whether that is enough. */
function descend(
  element: XmlElement,
  at: number,
  steps: readonly Step[],
  context: PathContext,
  found: XmlElement[],
  onlyFirst: boolean,
): boolean {
  const step = steps[at];
  if (step === undefined) return found.push(element) > 0 && onlyFirst;
  const { childList } = element;
  for (let i = 0; i < childList.length; i++) {
    const node = childList[i] as XmlElement | string;
    if (typeof node === 'string' || !meets(node, step, context)) continue;
    if (descend(node, at + 1, steps, context, found, onlyFirst)) return true;
  }
  return false;
}

/** A run of steps downwards, which one walk through the tree takes, after a step to the parents if there is one. */
interface Segment {
  readonly turn: Step | undefined;
  readonly steps: readonly Step[];
  /** Bit i is set where the i-th step is of this axis. */
  readonly child: number;
  readonly descendant: number;
  readonly self: number;
}

function segmentsOf(steps: readonly Step[]): Segment[] {
  const segments: Segment[] = [];
  for (let at = 0; at < steps.length || segments.length === 0; ) {
    const turn = steps[at]?.axis === 'parent' ? steps[at++] : undefined;
    let end = at;
    while (end < steps.length && end - at < STEPS_AT_ONCE && steps[end]?.axis !== 'parent') end++;
    const own = steps.slice(at, end);
    const mask = (axis: Step['axis']) =>
      own.reduce((bits, step, i) => (step.axis === axis ? bits | (1 << i) : bits), 0);
    const axes = { child: mask('child'), descendant: mask('descendant'), self: mask('self') };
    segments.push({ turn, steps: own, ...axes });
    at = end;
  }
  return segments;
}

/** The parents of what was found, as far as they are within the tree and meet the step. */
function turn(found: readonly XmlElement[], step: Step, context: PathContext): XmlElement[] {
  const parents = new Set<XmlElement>();
  for (const element of found) {
    if (element !== context.root && element.parent !== undefined) parents.add(element.parent);
  }
  return Array.from(parents).filter((parent) => meets(parent, step, context));
}

/**
 * One walk through the tree in document order, with the set of steps taken so far as bits: bit i of an
 * element's states says that the first i steps lead to it. So an element is met once, however many ways
 * lead there, and nothing has to be sorted.
 *
 * @param starts - where the steps start, the root when left out
 * @param above - 1 when they start above the root
 */
function walk(
  context: PathContext,
  segment: Segment,
  starts: Set<XmlElement> | undefined,
  above: 0 | 1,
  onlyFirst: boolean,
): XmlElement[] {
  const done = 1 << segment.steps.length;
  const found: XmlElement[] = [];
  const { root } = context;
  let waiting = starts?.size ?? 0;

  const statesOf = (element: XmlElement, fromParent: number, fromAbove: number): number => {
    let states = 0;
    if (starts === undefined ? element === root && above === 0 : starts.has(element)) {
      states = 1;
      waiting--;
    }
    for (let steps = (fromParent & segment.child) | (fromAbove & segment.descendant); steps !== 0; ) {
      const i = 31 - Math.clz32(steps);
      steps ^= 1 << i;
      if (meets(element, segment.steps[i] as Step, context)) states |= 2 << i;
    }
    for (let i = 0; segment.self >> i !== 0; i++) {
      const step = segment.steps[i] as Step;
      if ((states & segment.self & (1 << i)) !== 0 && meets(element, step, context)) states |= 2 << i;
    }
    if ((states & done) !== 0) found.push(element);
    return states;
  };

  // The elements that are open, and of each its next child, its own states, and those of all above it.
  const open: XmlElement[] = [root];
  const next: number[] = [0];
  const own: number[] = [statesOf(root, above, above)];
  const all: number[] = [(own[0] as number) | above];
  for (let depth = 0; depth >= 0 && !(onlyFirst && found.length > 0); ) {
    const { childList } = open[depth] as XmlElement;
    const states = own[depth] as number;
    const upper = all[depth] as number;
    const isLive = (states & segment.child) !== 0 || (upper & segment.descendant) !== 0 || waiting > 0;
    let at = isLive ? (next[depth] as number) : childList.length;
    while (at < childList.length && typeof childList[at] === 'string') at++;
    const child = childList[at] as XmlElement | undefined;
    if (child === undefined) {
      depth--;
      continue;
    }
    next[depth] = at + 1;
    const childStates = statesOf(child, states, upper);
    if (child.childList.length === 0) continue;
    depth++;
    open[depth] = child;
    next[depth] = 0;
    own[depth] = childStates;
    all[depth] = upper | childStates;
  }
  return found;
}
