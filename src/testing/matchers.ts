/** The checks as matchers for `expect`: one object, for vitest and for Jest alike. */
import type { AnyElement } from '../element/element-base.js';
import type { Matcher } from '../matcher/matcher.js';
import { containsXml } from './contains-xml.js';
import type { ConcreteStanzaClass } from './dynamic.js';
import { equalXml } from './equal-xml.js';
import type { GivenXml, TextOptions } from './given.js';
import { hasIssues, type IssuePath } from './has-issues.js';
import { matchesPath } from './matches-path.js';
import type { CompareOptions } from './options.js';
import type { CheckResult } from './result.js';
import { type RoundTripOptions, roundTrip } from './round-trip.js';

/**
 * What {@link matchers} add to `expect(...)`.
 *
 * @typeParam R - what the matchers of the runner return
 */
export interface CoupletMatchers<R = void> {
  /**
   * The XML means the same: names with their namespaces, attributes, texts, children in order. Prefixes, quotes
   * and indentation do not count. See `equalXml`.
   */
  toEqualXml(expected: GivenXml, options?: CompareOptions): R;
  /** The XML has everything that the mask has, by the rules of `MatchXMLMask`. See `containsXml`. */
  toContainXml(mask: GivenXml, options?: TextOptions): R;
  /** The XML matches a path from its root, or another matcher. See `matchesPath`. */
  toMatchPath(path: string | Matcher<unknown>, options?: TextOptions): R;
  /**
   * The XML comes through a stanza class unharmed, by every way there is: to be awaited. A stanza object needs no
   * class. See `roundTrip`.
   */
  toRoundTrip(stanzaClass?: ConcreteStanzaClass, options?: RoundTripOptions): Promise<void>;
  /** The stanza object has issues at these paths and no others; without paths, any. See `hasIssues`. */
  toHaveIssues(...paths: IssuePath[]): R;
}

/** What {@link matchers} add to `expect` itself, for use inside of other matchers: `toEqual([expect.toEqualXml(xml)])`. */
export interface CoupletAsymmetricMatchers {
  /** See {@link CoupletMatchers.toEqualXml}. */
  toEqualXml(expected: GivenXml, options?: CompareOptions): unknown;
  /** See {@link CoupletMatchers.toContainXml}. */
  toContainXml(mask: GivenXml, options?: TextOptions): unknown;
  /** See {@link CoupletMatchers.toMatchPath}. */
  toMatchPath(path: string | Matcher<unknown>, options?: TextOptions): unknown;
  /** See {@link CoupletMatchers.toHaveIssues}. */
  toHaveIssues(...paths: IssuePath[]): unknown;
}

/** What a matcher returns to its runner. */
export interface MatcherResult {
  /** Whether it is as was asked. */
  readonly pass: boolean;
  /** What was found. */
  readonly message: () => string;
}

/**
 * The matchers, for `expect.extend(matchers)` of vitest and Jest. Their types come with
 * `couplet/testing/vitest` and `couplet/testing/jest`.
 *
 * What is no XML at all throws, with `.not` too: a test about nothing must not pass.
 *
 * @example
 * ```ts
 * import { matchers } from 'couplet/testing/vitest';
 * import { expect } from 'vitest';
 *
 * expect.extend(matchers);
 * expect("<a xmlns='urn:x'/>").toEqualXml('<p:a xmlns:p="urn:x"></p:a>');
 * ```
 */
export const matchers: {
  /** See {@link CoupletMatchers.toEqualXml}. */
  toEqualXml(received: unknown, expected: GivenXml, options?: CompareOptions): MatcherResult;
  /** See {@link CoupletMatchers.toContainXml}. */
  toContainXml(received: unknown, mask: GivenXml, options?: TextOptions): MatcherResult;
  /** See {@link CoupletMatchers.toMatchPath}. */
  toMatchPath(received: unknown, path: string | Matcher<unknown>, options?: TextOptions): MatcherResult;
  /** See {@link CoupletMatchers.toRoundTrip}. */
  toRoundTrip(received: unknown, stanzaClass?: ConcreteStanzaClass, options?: RoundTripOptions): Promise<MatcherResult>;
  /** See {@link CoupletMatchers.toHaveIssues}. */
  toHaveIssues(received: unknown, ...paths: IssuePath[]): MatcherResult;
} = {
  toEqualXml: (received, expected, options) => toResult(equalXml(received as GivenXml, expected, options)),
  toContainXml: (received, mask, options) => toResult(containsXml(received as GivenXml, mask, options)),
  toMatchPath: (received, path, options) => toResult(matchesPath(received as GivenXml, path, options)),
  toRoundTrip: async (received, stanzaClass, options) =>
    toResult(await roundTrip(received as GivenXml, stanzaClass, options)),
  toHaveIssues: (received, ...paths) =>
    toResult(hasIssues(received as AnyElement, paths.length === 0 ? undefined : paths)),
};

function toResult(result: CheckResult): MatcherResult {
  return { pass: result.pass, message: () => result.message };
}
