/** The errors of the XML layer. Nothing here knows of XMPP but the names of its stream conditions. */

/**
 * What an {@link XmlError} is about. The first four are the stream error conditions with which RFC 6120
 * section 4.9.3 has a stream closed; the last two are mistakes of the program that builds XML.
 */
export type XmlErrorCode =
  | 'not-well-formed'
  | 'restricted-xml'
  | 'unsupported-encoding'
  | 'policy-violation'
  | 'invalid-name'
  | 'invalid-character';

/** Where in its input a reader found a fault. */
export interface XmlPosition {
  /** Line, counted from 1. */
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
 * Its `message` says what was found and where. `code` is stable.
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
