/** Whether XML is the XML that was expected. */
import type { XmlElement } from '../xml/element.js';
import { canonical } from './canonical.js';
import { firstDifference } from './difference.js';
import { elementOf, type GivenXml } from './given.js';
import type { CompareOptions } from './options.js';
import { assertPass, type CheckResult } from './result.js';
import { sideBySide } from './side-by-side.js';
import { align } from './unordered.js';

/**
 * Compares XML by what it means: names with their namespaces, attributes, texts, children and their order.
 * Prefixes, quotes, the order of attributes, and how characters are escaped do not count, nor does indentation.
 *
 * @param received - the XML that is tested
 * @param expected - what it should be
 * @returns whether they are equal; if not, the message names the first place that differs, and shows both
 * @throws {@link UnreadableXmlError} when either is broken XML, or none
 *
 * @example
 * ```ts
 * import { equalXml } from 'couplet/testing';
 *
 * equalXml("<a xmlns='urn:x'/>", '<p:a xmlns:p="urn:x"></p:a>').pass; // true
 * ```
 */
export function equalXml(received: GivenXml, expected: GivenXml, options: CompareOptions = {}): CheckResult {
  const wanted = elementOf(expected, 'expected', options);
  return compareElements(elementOf(received, 'received', options), wanted, options);
}

/**
 * Throws unless XML is what was expected: see {@link equalXml}.
 *
 * @throws {@link AssertionError} when it is not
 * @throws {@link UnreadableXmlError} when either is broken XML, or none
 */
export function assertEqualXml(received: GivenXml, expected: GivenXml, options?: CompareOptions): void {
  assertPass('equalXml', equalXml(received, expected, options));
}

/** Compares elements. */
export function compareElements(received: XmlElement, expected: XmlElement, options: CompareOptions = {}): CheckResult {
  if (received.equals(expected)) return passed(received);
  let [found, wanted] = [canonical(received, options), canonical(expected, options)];
  if (options.ignoreOrder === true) [found, wanted] = align(found, wanted);
  const difference = firstDifference(found, wanted);
  if (difference === undefined) return passed(found);
  const texts = { expected: pretty(wanted), received: pretty(found) };
  const message = [
    `The XML is not as expected at ${difference.path}`,
    `  expected: ${difference.expected}`,
    `  found:    ${difference.received}${namespaceHint(found, wanted)}`,
    '',
    sideBySide(texts.expected, texts.received),
  ];
  return { pass: false, message: message.join('\n'), ...texts };
}

/** Made when it is asked for: most checks pass, and nobody reads what they would have said. */
function passed(element: XmlElement): CheckResult {
  return {
    pass: true,
    get message() {
      return `The XML is equal, and was expected not to be:\n\n${pretty(element)}`;
    },
  };
}

/** For people to read: what XML cannot carry is shown as U+FFFD. */
export function pretty(element: XmlElement): string {
  return element.toString({ pretty: true, invalidCharacters: 'replace' });
}

/** The mistake that is made most often. */
function namespaceHint(received: XmlElement, expected: XmlElement): string {
  if (received.name !== expected.name || (received.namespace === '') === (expected.namespace === '')) return '';
  const [bare, namespace] =
    received.namespace === '' ? ['found', expected.namespace] : ['expected', received.namespace];
  return `\n\nThe XML ${bare} has no namespace: did you leave out xmlns="${namespace}"?`;
}
