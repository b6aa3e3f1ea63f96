/** Whether a stanza matches a path, and if not, how far it does. */
import type { AnyElement } from '../element/element-base.js';
import { MatchXPath } from '../matcher/match-xpath.js';
import type { Matcher } from '../matcher/matcher.js';
import type { XmlElement } from '../xml/element.js';
import { pretty } from './equal-xml.js';
import { describe, elementOf, type GivenXml, type TextOptions } from './given.js';
import { assertPass, type CheckResult } from './result.js';

/**
 * Whether XML matches a path from its root, by the rules of `MatchXPath`:
 * `'{jabber:client}iq/{jabber:iq:register}query'`. Any other matcher may be given in its place.
 *
 * @param received - the XML that is tested; a `StanzaPath` is best given the stanza object
 * @param path - the path, or a matcher
 * @returns whether it matches; if not, the message says how far the path does
 * @throws {@link XmlPathError} when the path is malformed
 * @throws `TypeError` when it is neither a path nor a matcher
 * @throws {@link UnreadableXmlError} when what was received is broken XML, or none
 *
 * @example
 * ```ts
 * import { matchesPath } from 'couplet/testing';
 *
 * matchesPath("<message><body>hi</body></message>", "message/body[.='hi']").pass; // true
 * ```
 */
export function matchesPath(
  received: GivenXml,
  path: string | Matcher<unknown>,
  options: TextOptions = {},
): CheckResult {
  const matcher = typeof path === 'string' ? new MatchXPath(path) : path;
  if (typeof (matcher as Partial<Matcher<unknown>> | null | undefined)?.match !== 'function')
    throw new TypeError(`matchesPath: expected a path or a matcher, found ${describe(path)}`);
  const element = elementOf(received, 'received', options);
  const pass = matcher.match(isStanza(received) ? received : element);
  const name = typeof path === 'string' ? `the path ${path}` : `the ${path.constructor.name}`;
  if (pass) {
    return { pass, message: `The XML matches ${name}, and was expected not to:\n\n${pretty(element)}` };
  }
  const far = typeof path === 'string' ? `\n${howFar(path, element)}` : '';
  return { pass, message: `The XML does not match ${name}${far}\n\n${pretty(element)}` };
}

/**
 * Throws unless XML matches a path: see {@link matchesPath}.
 *
 * @throws {@link AssertionError} when it does not
 * @throws {@link XmlPathError} when the path is malformed
 */
export function assertMatchesPath(received: GivenXml, path: string | Matcher<unknown>, options?: TextOptions): void {
  assertPass('matchesPath', matchesPath(received, path, options));
}

/** The longest beginning of the path that finds something. */
function howFar(path: string, element: XmlElement): string {
  let found = '';
  for (const end of stepEnds(path)) {
    const beginning = path.slice(0, end);
    if (!new MatchXPath(beginning).match(element)) break;
    found = beginning;
  }
  return found === '' ? `  its root is <${element.tag}>` : `  it matches as far as ${found}`;
}

/** Where the steps of a path end: at the slashes that are in no namespace, predicate or text. */
function stepEnds(path: string): number[] {
  const ends: number[] = [];
  let closer = '';
  for (let i = 0; i < path.length; i++) {
    const character = path.charAt(i);
    if (closer !== '') {
      // In a predicate, a text in quotes may hold a bracket.
      if (character === closer) closer = closer === ']' || closer === '}' ? '' : ']';
      else if (closer === ']' && (character === '"' || character === "'")) closer = character;
    } else if (character === '{') closer = '}';
    else if (character === '[') closer = ']';
    else if (character === '/' && path.charAt(i - 1) !== '/') ends.push(i);
  }
  return [...ends, path.length];
}

function isStanza(received: GivenXml): received is AnyElement {
  return typeof received === 'object' && 'xml' in received;
}
