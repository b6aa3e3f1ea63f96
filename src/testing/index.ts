/** The entry point `couplet/testing`: what stanzas are tested with, under any test runner. It needs no other package. */
export { assertContainsXml, containsXml } from './contains-xml.js';
export type { ConcreteStanzaClass } from './dynamic.js';
export { assertEqualXml, equalXml } from './equal-xml.js';
export type { FixtureFiles } from './files.js';
export { type TestFixturesOptions, testFixtures } from './fixtures.js';
export { type GivenXml, type Role, type TextOptions, UnreadableXmlError } from './given.js';
export { assertHasIssues, hasIssues, type IssuePath } from './has-issues.js';
export type { IndependentReader } from './independent-readers.js';
export { type CoupletAsymmetricMatchers, type CoupletMatchers, type MatcherResult, matchers } from './matchers.js';
export { assertMatchesPath, matchesPath } from './matches-path.js';
export type { CompareOptions } from './options.js';
export type { ReportedError, TestStreamOptions } from './recorder.js';
export { AssertionError, type CheckResult } from './result.js';
export {
  assertRoundTrip,
  type OwnLegName,
  type RoundTripLeg,
  type RoundTripOptions,
  type RoundTripResult,
  roundTrip,
} from './round-trip.js';
export type { ScriptedReply } from './scripted-peer.js';
export { TestStream } from './test-stream.js';
