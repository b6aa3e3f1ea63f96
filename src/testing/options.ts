/** What counts when XML is compared. */
import type { TextOptions } from './given.js';

/** How XML is compared. */
export interface CompareOptions extends TextOptions {
  /**
   * Whether the order of children is left out of account, at every depth. Default: `false`; RFC 6120 gives the
   * order of a stanza's children no meaning, but many payloads do.
   */
  readonly ignoreOrder?: boolean;
  /**
   * Whether indentation counts: white space with a line break, in an element that holds nothing but elements
   * beside it. Default: `false`, so that expectations may be written over several lines.
   */
  readonly exactWhitespace?: boolean;
}
