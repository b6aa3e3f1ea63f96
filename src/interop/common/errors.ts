/** The error of the adapters: what another stack holds, or is, that cannot be taken. */

/**
 * What an {@link InteropError} is about. What was given is at fault:
 *
 * - `unsupported-node`: a node that XMPP has no place for: a comment, a processing instruction, an unknown object
 * - `unsupported-value`: an attribute or a text that is none: an object, a function
 * - `invalid-name`: a name that XML cannot have, or an attribute that stands twice
 * - `unbound-prefix`: a prefix that nothing declares
 * - `invalid-declaration`: a namespace declaration that declares nothing
 *
 * The program is at fault:
 *
 * - `unsupported-options`: the other library was set up in a way that loses what a stanza holds
 * - `wrong-namespace`: the stream's `wireNamespace` is not that of the connection
 * - `already-attached`: the stream has a host
 * - `not-connected`: something was sent while there was no connection
 */
export type InteropErrorCode =
  | 'unsupported-node'
  | 'unsupported-value'
  | 'invalid-name'
  | 'unbound-prefix'
  | 'invalid-declaration'
  | 'unsupported-options'
  | 'wrong-namespace'
  | 'already-attached'
  | 'not-connected';

/**
 * Something of another stack that cannot be carried. Its `message` says what was expected, what was found and
 * what to do; it holds no text and no attribute value. `code` is stable.
 */
export class InteropError extends Error {
  override readonly name: string = 'InteropError';
  /** The stable code. */
  readonly code: InteropErrorCode;

  /**
   * @param code - the stable code
   * @param message - what was expected, what was found, what to do
   */
  constructor(code: InteropErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
