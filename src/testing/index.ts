/** The entry point `couplet/testing`: what stanzas are tested with, under any test runner. It needs no other package. */
export { assertEqualXml, equalXml } from './equal-xml.js';
export { type GivenXml, type Role, type TextOptions, UnreadableXmlError } from './given.js';
export { assertHasIssues, hasIssues, type IssuePath } from './has-issues.js';
export type { CompareOptions } from './options.js';
export { AssertionError, type CheckResult } from './result.js';
