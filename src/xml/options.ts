/** What is read, how much of it, and how it is told. */
import { completeLimits, type ReadLimits } from './limits.js';

/** What is taken as XML. */
export interface ReadOptions {
  /**
   * Namespaces in scope around the input, by prefix, `''` for the default one: for text cut from a stream.
   *
   * @example `{ '': 'jabber:client', stream: 'http://etherx.jabber.org/streams' }`
   */
  readonly namespaces?: Readonly<Record<string, string>>;
  /** How much is taken before it is a `policy-violation`. */
  readonly limits?: ReadLimits;
  /**
   * Where the input comes from. From a `'stream'` (the default), comments and processing instructions are
   * refused as `restricted-xml` (RFC 6120 section 11.1), and U+FEFF is never a byte-order mark (section 11.6).
   * From a `'file'`, they are dropped, and so is one U+FEFF at the very beginning.
   */
  readonly source?: 'stream' | 'file';
}

/** The options with the default for each that is absent. */
export interface CompleteOptions {
  readonly isFile: boolean;
  readonly limits: Required<ReadLimits>;
  readonly namespaces: Readonly<Record<string, string>> | undefined;
}

/**
 * Fills in what is absent.
 *
 * @throws RangeError when a limit is not a whole number above 0
 */
export function completeOptions(options: ReadOptions | undefined): CompleteOptions {
  return {
    isFile: options?.source === 'file',
    limits: completeLimits(options?.limits),
    namespaces: options?.namespaces,
  };
}
