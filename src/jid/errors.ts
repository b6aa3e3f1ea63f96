/** The error of the JID layer. */

/** The part of a JID that is at fault: `jid` is the whole. */
export type JIDPart = 'jid' | 'localpart' | 'domainpart' | 'resourcepart';

/** Any text as a message shows it: on one line, and no longer than fits there. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/**
 * A text that is no JID. The message says which part is at fault, and why; `code` is the stanza error
 * condition that RFC 6120 section 8.3.3.8 has for it.
 */
export class InvalidJIDError extends Error {
  override readonly name: string = 'InvalidJIDError';
  /** The stable code. */
  readonly code: 'jid-malformed' = 'jid-malformed';
  /** The part at fault. */
  declare readonly part: JIDPart;
  /** Why it was refused, without the text itself. */
  declare readonly reason: string;

  /**
   * @param text - what was refused
   * @param part - the part at fault
   * @param reason - what was expected and what was found, without a full stop
   */
  constructor(text: string, part: JIDPart, reason: string) {
    super(`Invalid ${part === 'jid' ? 'JID' : part} ${quote(text)}: ${reason}`);
    this.part = part;
    this.reason = reason;
  }
}
