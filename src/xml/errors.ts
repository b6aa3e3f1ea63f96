/** The errors of the XML layer. Nothing here knows of XMPP but the names of its stream conditions. */

/**
 * What an {@link XmlError} is about.
 *
 * What was read is at fault, with the stream error condition (RFC 6120 section 4.9.3) that tells the peer so:
 *
 * - `not-well-formed`: it breaks a rule of XML 1.0 or of Namespaces in XML 1.0
 * - `restricted-xml`: a DTD, a comment, a processing instruction, or an entity other than the five of XML
 * - `unsupported-encoding`: bytes that are not UTF-8, or another encoding declared
 * - `bad-format`: well-formed, but no XMPP stream: text between the stanzas
 * - `policy-violation`: over a limit
 *
 * The program is at fault:
 *
 * - `invalid-name`: a name, prefix or namespace that XML cannot have
 * - `invalid-character`: a character that XML cannot carry, in something to be written
 * - `reader-closed`: input for a reader that has ended
 */
export type XmlErrorCode =
  | 'not-well-formed'
  | 'restricted-xml'
  | 'unsupported-encoding'
  | 'bad-format'
  | 'policy-violation'
  | 'invalid-name'
  | 'invalid-character'
  | 'reader-closed';

/** Where in its input a reader found a fault. */
export interface XmlPosition {
  /** Line, counted from 1. A line ends as XML says: CR LF, LF or CR. */
  readonly line: number;
  /** Column in UTF-16 code units, counted from 1. */
  readonly column: number;
  /** UTF-16 code units before the fault, counted from 0. */
  readonly offset: number;
}

/**
 * XML that is broken, forbidden on an XMPP stream, or over a limit; or a name or character that
 * cannot be written as XML.
 *
 * Its `message` says what was expected, what was found and where; it never holds a text or an attribute
 * value. `code` is stable.
 */
export class XmlError extends Error {
  override readonly name: string = 'XmlError';
  /** The stable code: the RFC 6120 stream condition, or what cannot be written. */
  readonly code: XmlErrorCode;
  /** The line of the fault, from 1; `undefined` when the XML was built, not read. */
  readonly line: number | undefined;
  /** The column of the fault in UTF-16 code units, from 1; `undefined` when the XML was built. */
  readonly column: number | undefined;
  /** UTF-16 code units before the fault, from 0; `undefined` when the XML was built. */
  readonly offset: number | undefined;

  /**
   * @param code - the stable code
   * @param problem - what was expected and what was found, without a full stop
   * @param position - where, if the XML was read
   */
  constructor(code: XmlErrorCode, problem: string, position?: XmlPosition) {
    super(position === undefined ? problem : `${problem} (line ${position.line}, column ${position.column})`);
    this.code = code;
    this.line = position?.line;
    this.column = position?.column;
    this.offset = position?.offset;
  }
}

/**
 * A write to an element that is no longer part of its stanza: it was removed, or another child of the
 * same tag took its place while it was waiting to be added. Without this error the write would be lost.
 */
export class DetachedElementError extends Error {
  override readonly name: string = 'DetachedElementError';
  /** The stable code. */
  readonly code: 'detached-element' = 'detached-element';
  /** The Clark tag of the element that could not be written to. */
  readonly tag: string;

  /**
   * @param tag - the Clark tag of the element
   * @param reason - how it came to be detached
   */
  constructor(tag: string, reason: string) {
    super(`Cannot write to <${tag}>: ${reason}; get it again from its parent`);
    this.tag = tag;
  }
}
