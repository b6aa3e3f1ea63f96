/** Whether XML has all that a mask has, and if not, what it lacks. */
import { MatchXMLMask } from '../matcher/match-xml-mask.js';
import type { XmlElement } from '../xml/element.js';
import { XmlError } from '../xml/errors.js';
import { canonical } from './canonical.js';
import { type Difference, show, showElement, steps } from './difference.js';
import { pretty } from './equal-xml.js';
import { elementOf, type GivenXml, type TextOptions, UnreadableXmlError } from './given.js';
import { assertPass, type CheckResult } from './result.js';
import { sideBySide } from './side-by-side.js';
import { align } from './unordered.js';

/**
 * Whether XML has everything that a mask has, by the rules of `MatchXMLMask`: more attributes, more children and
 * another order of them do not count; each child of the mask needs one of its own.
 *
 * @param received - the XML that is tested
 * @param mask - what it must have
 * @returns whether it has; if not, the message names what is lacking, and shows both
 * @throws {@link UnreadableXmlError} when either is broken XML, or none
 *
 * @example
 * ```ts
 * import { containsXml } from 'couplet/testing';
 *
 * const iq = "<iq type='set' id='1'><query xmlns='jabber:iq:register'><username>bill</username></query></iq>";
 * containsXml(iq, "<iq type='set'><query xmlns='jabber:iq:register'/></iq>").pass; // true
 * ```
 */
export function containsXml(received: GivenXml, mask: GivenXml, options: TextOptions = {}): CheckResult {
  const wanted = canonical(elementOf(mask, 'expected', options), {});
  const found = canonical(elementOf(received, 'received', options), {});
  const covers = compile(wanted).match(found);
  const [left, right] = align(found, wanted).map(pretty) as [string, string];
  const texts = { expected: right, received: left };
  if (covers)
    return { pass: true, message: `The XML has all of the mask, and was expected not to:\n\n${left}`, ...texts };
  const lack = firstLack(found, wanted);
  const message = [
    `The XML does not have all of the mask: see ${lack.path}`,
    `  expected: ${lack.expected}`,
    `  found:    ${lack.received}`,
    '',
    sideBySide(texts.expected, texts.received, 'mask'),
  ];
  return { pass: false, message: message.join('\n'), ...texts };
}

/**
 * Throws unless XML has everything that a mask has: see {@link containsXml}.
 *
 * @throws {@link AssertionError} when it has not
 * @throws {@link UnreadableXmlError} when either is broken XML, or none
 */
export function assertContainsXml(received: GivenXml, mask: GivenXml, options?: TextOptions): void {
  assertPass('containsXml', containsXml(received, mask, options));
}

function compile(mask: XmlElement): MatchXMLMask {
  try {
    return new MatchXMLMask(mask);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new UnreadableXmlError('expected', `cannot be a mask: ${error.message}`, error);
  }
}

/** Follows what is lacking down to where it is. The mask has been compiled, so it is not deep. */
function firstLack(root: XmlElement, rootMask: XmlElement): Difference {
  const trail: { found: XmlElement; mask: XmlElement }[] = [];
  let found = root;
  let mask = rootMask;
  for (;;) {
    trail.push({ found, mask });
    const path = steps(trail.map((pair) => pair.mask)).join('/');
    const own = ownLack(found, mask, path);
    if (own !== undefined) return own;
    const children = elementsOf(found);
    const lacking = elementsOf(mask).find((child) => !children.some((node) => new MatchXMLMask(child).match(node)));
    if (lacking === undefined) {
      return { path, expected: 'a child for each of the mask', received: 'fewer: one would have to do for two' };
    }
    const namesakes = children.filter((node) => node.tag === lacking.tag);
    const [best] = namesakes.sort((a, b) => likeness(b, lacking) - likeness(a, lacking));
    if (best === undefined) {
      const lackingPath = steps([...trail.map((pair) => pair.mask), lacking]).join('/');
      return { path: lackingPath, expected: showElement(lacking), received: 'no such element' };
    }
    found = best;
    mask = lacking;
  }
}

/** What an element lacks apart from its children. */
function ownLack(found: XmlElement, mask: XmlElement, path: string): Difference | undefined {
  if (found.tag !== mask.tag) return { path: '.', expected: showElement(mask), received: showElement(found) };
  for (const [name, value] of mask.attributes) {
    const actual = found.attribute(name);
    if (actual !== value) return { path: `${path}/@${name}`, expected: show(value), received: show(actual) };
  }
  const [wanted, actual] = [mask.text.trim(), found.text.trim()];
  if (wanted === '' || wanted === actual) return undefined;
  return { path: `${path}/text()`, expected: show(wanted), received: show(actual) };
}

/** How much of a mask an element has: of several namesakes, the likest is the one that was meant. */
function likeness(found: XmlElement, mask: XmlElement): number {
  const same = [...mask.attributes].filter(([name, value]) => found.attribute(name) === value).length;
  return same + (found.text.trim() === mask.text.trim() ? 1 : 0);
}

function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((node): node is XmlElement => typeof node === 'object');
}
