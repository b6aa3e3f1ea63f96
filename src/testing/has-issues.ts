/** Whether a stanza object has the issues that were expected, and no others. */
import { type AnyElement, ElementBase } from '../element/element-base.js';
import type { Issue } from '../element/issues.js';
import { assertPass, type CheckResult } from './result.js';

/** Where an issue is: keys and places in lists, joined by dots (`'form.fields.0.type'`) or as they stand in an {@link Issue}. */
export type IssuePath = string | readonly (string | number)[];

/**
 * Whether a stanza object has malformed values: see `ElementBase.issues`.
 *
 * @param stanza - the stanza object
 * @param paths - where issues are expected: exactly these, in any order; without it, at least one anywhere
 * @returns whether it has them; the message lists what it has
 * @throws {@link TypeError} when it is no stanza object: text and elements have no declared values
 *
 * @example
 * ```ts
 * import { Presence } from 'couplet';
 * import { hasIssues } from 'couplet/testing';
 *
 * hasIssues(Presence.parse('<presence><priority>high</priority></presence>'), ['priority']).pass; // true
 * ```
 */
export function hasIssues(stanza: AnyElement, paths?: readonly IssuePath[]): CheckResult {
  if (!(stanza instanceof ElementBase))
    throw new TypeError('Only a stanza object has issues: give one, such as Presence.parse(text)');
  const issues = stanza.issues();
  const found = issues.map((issue) => issue.path.join('.'));
  const list = issues.length === 0 ? '  none' : issues.map((issue) => `  ${show(issue)}`).join('\n');
  if (paths === undefined) {
    const pass = issues.length > 0;
    return {
      pass,
      message: `${pass ? 'These issues were not expected' : 'Issues were expected, and found'}:\n${list}`,
    };
  }
  const expected = paths.map((path) => (typeof path === 'string' ? path : path.join('.')));
  const pass = [...found].sort().join('\n') === [...expected].sort().join('\n');
  const wanted = expected.length === 0 ? '  none' : expected.map((path) => `  ${path}`).join('\n');
  const message = pass ? 'Other issues were expected than' : `These issues were expected:\n${wanted}\nand these found`;
  return { pass, message: `${message}:\n${list}`, expected: expected.join('\n'), received: found.join('\n') };
}

/**
 * Throws unless a stanza object has the issues that were expected: see {@link hasIssues}. `assertHasIssues(x, [])`
 * says that it has none.
 *
 * @throws {@link AssertionError} when it has not
 */
export function assertHasIssues(stanza: AnyElement, paths?: readonly IssuePath[]): void {
  assertPass('hasIssues', hasIssues(stanza, paths));
}

function show(issue: Issue): string {
  return `${issue.path.join('.')}: ${issue.message}`;
}
