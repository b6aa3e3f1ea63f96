/** Matching by an XML pattern. */
import type { AnyElement, AnyElementClass } from '../element/element-base.js';
import { STANZA_NAMESPACE, type StanzaBase } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';
import { XmlError } from '../xml/errors.js';
import { parseXml } from '../xml/parse.js';
import { elementOf, type IndexKey, type Matcher } from './matcher.js';

/** How deep a mask may be: far deeper than any that is written by hand. */
const DEPTH_LIMIT = 100;

/**
 * Matches stanzas that have all that a pattern has; what they have beside it does not count.
 *
 * - The tags are the same. Text is read as in a stream of `jabber:client`: an element without a namespace
 *   declaration is in the namespace of the elements around it.
 * - Each attribute of the mask is there, with its value.
 * - Each child of the mask has a child of its own that it matches; their order does not count.
 * - Where the mask has text, that of the element is the same, white space at its ends apart.
 *
 * @typeParam C - the class that handlers get the stanza as
 *
 * @example
 * ```ts
 * import { MatchXMLMask, Message } from 'couplet';
 *
 * new MatchXMLMask('<message type="chat"><body/></message>', Message);
 * ```
 */
export class MatchXMLMask<C extends AnyElementClass = abstract new () => StanzaBase>
  implements Matcher<InstanceType<C>>
{
  /** Types only: never there at run time. */
  declare readonly '~stanza'?: InstanceType<C>;
  /** The class that handlers get the stanza as, if it was given. */
  declare readonly stanzaClass: AnyElementClass | undefined;
  readonly #mask: Mask;

  /**
   * @param mask - the pattern, as text or as an element, which is copied
   * @param stanzaClass - what handlers get the stanza as; without it, the class of the stream's table
   * @throws {@link XmlError} when the text is not one whole, allowed element, or is nested beyond reason
   */
  constructor(mask: string | XmlElement, stanzaClass?: C) {
    const element = typeof mask === 'string' ? parseXml(mask, { namespaces: { '': STANZA_NAMESPACE } }) : mask;
    this.#mask = compileMask(element, 0);
    this.stanzaClass = stanzaClass;
  }

  /** Whether the stanza has all that the mask has. */
  match(stanza: XmlElement | AnyElement): boolean {
    return isCovered(this.#mask, elementOf(stanza));
  }

  /** @internal */
  keys(): readonly IndexKey[] {
    const { tag, attributes, children } = this.#mask;
    const attribute = (wanted: string): string | undefined => attributes.find(([name]) => name === wanted)?.[1];
    return [{ root: tag, type: attribute('type'), id: attribute('id'), child: children[0]?.tag }];
  }
}

/** What an element must have. */
interface Mask {
  readonly tag: string;
  readonly namespace: string;
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** `''` lets any text pass. */
  readonly text: string;
  readonly children: readonly Mask[];
}

function compileMask(element: XmlElement, depth: number): Mask {
  if (depth > DEPTH_LIMIT)
    throw new XmlError('policy-violation', `Expected a mask of at most ${DEPTH_LIMIT} levels, found a deeper one`);
  const { tag, namespace, name } = element;
  const children: Mask[] = [];
  for (const node of element.children) if (typeof node === 'object') children.push(compileMask(node, depth + 1));
  return { tag, namespace, name, attributes: [...element.attributes], text: element.text.trim(), children };
}

/** No deeper than the mask, and each pair of mask and element is compared once. */
function isCovered(mask: Mask, element: XmlElement): boolean {
  if (mask.name !== element.name || mask.namespace !== element.namespace) return false;
  for (const [name, value] of mask.attributes) if (element.attribute(name) !== value) return false;
  if (mask.text !== '' && mask.text !== element.text.trim()) return false;
  return mask.children.length === 0 || haveOwnChildren(mask.children, element.children);
}

/**
 * Whether each mask can have a child of its own. A child that is taken is given up again where the mask
 * that has it can have another one.
 */
function haveOwnChildren(masks: readonly Mask[], nodes: readonly (XmlElement | string)[]): boolean {
  const [first] = masks;
  if (first !== undefined && masks.length === 1)
    return nodes.some((node) => typeof node === 'object' && isCovered(first, node));
  const candidates = masks.map((mask) => candidatesFor(mask, nodes, masks.length));
  const holders = new Map<number, number>();
  const held = new Map<number, number>();
  return masks.every((_, last) => {
    const askedBy = new Map<number, number>();
    const asking = [last];
    for (const mask of asking) {
      for (const child of candidates[mask] as number[]) {
        if (askedBy.has(child)) continue;
        askedBy.set(child, mask);
        const holder = holders.get(child);
        if (holder !== undefined) {
          asking.push(holder);
          continue;
        }
        // It is free: each mask on the way here takes what it has asked for, and gives up what it had.
        for (let next: number | undefined = child; next !== undefined; ) {
          const taker = askedBy.get(next) as number;
          const given = held.get(taker);
          holders.set(next, taker);
          held.set(taker, next);
          next = given;
        }
        return true;
      }
    }
    return false;
  });
}

/** Where the children are that a mask can have: no more than there are masks, for then one of them is always left. */
function candidatesFor(mask: Mask, nodes: readonly (XmlElement | string)[], most: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < nodes.length && found.length < most; i++) {
    const node = nodes[i] as XmlElement | string;
    if (typeof node === 'object' && isCovered(mask, node)) found.push(i);
  }
  return found;
}
