/** What a check of couplet/testing returns, and the error that its throwing form throws. No runner is needed. */

/** What a check found. */
export interface CheckResult {
  /** Whether it is as was asked. */
  readonly pass: boolean;
  /** What was found, for people: why it failed; or, when it passed, what its opposite would complain of. */
  readonly message: string;
  /** What was expected, as text, where a tool may want to show both sides. */
  readonly expected?: string;
  /** What was found, as text. */
  readonly received?: string;
}

/**
 * A check that failed. It has the shape that test runners know (`name`, `actual`, `expected`), so that any of
 * them reports it as a failed assertion.
 */
export class AssertionError extends Error {
  override readonly name: string = 'AssertionError';
  /** The stable code. */
  readonly code: 'assertion-failed' = 'assertion-failed';
  /** What was found, as text, if the check has that. */
  readonly actual: string | undefined;
  /** What was expected, as text, if the check has that. */
  readonly expected: string | undefined;
  /** The function that found it: `equalXml`. */
  readonly operator: string;
  /** Runners that show a difference of their own need not: the message has it. */
  readonly showDiff: false = false;

  /**
   * @param operator - the name of the check
   * @param result - what it found
   */
  constructor(operator: string, result: CheckResult) {
    super(result.message);
    this.operator = operator;
    this.actual = result.received;
    this.expected = result.expected;
  }
}

/**
 * Throws what a check found, if it failed.
 *
 * @throws {@link AssertionError} when it did not pass
 */
export function assertPass(operator: string, result: CheckResult): void {
  if (!result.pass) throw new AssertionError(operator, result);
}
