/** The JID: an immutable XMPP address (RFC 7622). */
import { InvalidJIDError, type JIDPart } from './errors.js';
import { escapeLocal, unescapeLocal } from './escape.js';
import { prepareDomain } from './idna.js';
import { prepareLocal, prepareResource } from './precis.js';

/** The parts of a JID, each as it stands in the text. */
export interface JIDParts {
  /** The localpart: the account, the room. */
  readonly local?: string | undefined;
  /** The domainpart: the server, the service. */
  readonly domain: string;
  /** The resourcepart: the client, the occupant. */
  readonly resource?: string | undefined;
}

/** The longest that a part may be, in bytes of UTF-8 (RFC 7622 section 3). */
const PART_LIMIT = 1023;

/**
 * An XMPP address, `local@domain/resource` (RFC 7622). It cannot be changed, and its parts are in their
 * canonical form: two JIDs are the same address if their texts are the same.
 *
 * The localpart goes by the PRECIS profile UsernameCaseMapped, the resourcepart by OpaqueString, the
 * domainpart by IDNA 2008; A-labels (`xn--…`) become U-labels, a final dot goes. Not checked are the
 * directionality rule (RFC 5893) and the joining types around U+200C, whose tables would be larger than
 * the rest of the library. Which characters are assigned is for the platform's Unicode version to say.
 *
 * @example
 * ```ts
 * import { JID } from 'couplet';
 *
 * const jid = new JID('Juliet@Example.com/balcony');
 * jid.local; // 'juliet'
 * jid.bare.full; // 'juliet@example.com'
 * jid.equals('juliet@example.com/balcony'); // true
 * ```
 */
export class JID {
  /** The localpart, or `undefined` when there is none. */
  declare readonly local: string | undefined;
  /** The domainpart. */
  declare readonly domain: string;
  /** The resourcepart, or `undefined` when there is none. */
  declare readonly resource: string | undefined;
  /** Whether all parts are what RFC 7622 allows. Only a JID that was {@link JID.read} can be otherwise. */
  declare readonly isStrict: boolean;

  /**
   * Reads a JID strictly.
   *
   * @throws {@link InvalidJIDError} when a part is missing, empty, too long, or has what RFC 7622 does not allow
   */
  constructor(text: string);
  /** @internal */
  constructor(given: string | JIDParts, mode?: 'strict' | 'lenient' | 'prepared');
  constructor(given: string | JIDParts, mode: 'strict' | 'lenient' | 'prepared' = 'strict') {
    const { local, domain, resource } = typeof given === 'string' ? split(given) : given;
    if (mode === 'prepared' || (typeof given === 'string' && isPlainJID(given))) {
      this.local = local;
      this.domain = domain;
      this.resource = resource;
      this.isStrict = true;
    } else {
      const refused: unknown[] | undefined = mode === 'lenient' ? [] : undefined;
      this.local = local === undefined ? undefined : prepare(local, 'localpart', prepareLocal, refused);
      this.domain = prepare(domain, 'domainpart', prepareDomain, refused);
      this.resource = resource === undefined ? undefined : prepare(resource, 'resourcepart', prepareResource, refused);
      this.isStrict = refused === undefined || refused.length === 0;
    }
    Object.freeze(this);
  }

  /**
   * Makes a JID of its parts, strictly. A localpart that may hold anything goes through {@link JID.escape} first.
   *
   * @throws {@link InvalidJIDError} when a part is empty, too long, or has what RFC 7622 does not allow
   * @example
   * ```ts
   * import { JID } from 'couplet';
   *
   * JID.of({ local: JID.escape("d'artagnan"), domain: 'gascon.fr' }).full; // d\27artagnan@gascon.fr
   * ```
   */
  static of(parts: JIDParts): JID {
    return new JID(parts);
  }

  /**
   * Reads a JID as it is found in a stanza: only its structure and lengths have to be right. A part that
   * RFC 7622 refuses, as older servers may have let it pass, is kept as it came, and
   * {@link JID.isStrict} is false; the others are brought into their canonical form.
   *
   * @throws {@link InvalidJIDError} when a part is missing, empty or too long
   */
  static read(text: string): JID {
    return new JID(text, 'lenient');
  }

  /**
   * Escapes any text so that it can be a localpart: `d'artagnan` becomes `d\27artagnan` (XEP-0106).
   *
   * @throws {@link InvalidJIDError} when it begins or ends with a space
   */
  static escape(text: string): string {
    return escapeLocal(text);
  }

  /** The text that was escaped into a localpart (XEP-0106): to be shown, or passed on to other systems. */
  static unescape(local: string): string {
    return unescapeLocal(local);
  }

  /** The JID without its resourcepart. */
  get bare(): JID {
    const { local, domain, resource, isStrict } = this;
    if (resource === undefined) return this;
    return new JID({ local, domain }, isStrict ? 'prepared' : 'lenient');
  }

  /** The whole JID as text. */
  get full(): string {
    const { local, domain, resource } = this;
    const bare = local === undefined ? domain : `${local}@${domain}`;
    return resource === undefined ? bare : `${bare}/${resource}`;
  }

  /**
   * Whether both are the same address: full JIDs with their resourceparts, bare ones without.
   *
   * @param other - a JID, or its text, which need not be canonical; a text that is no JID is never equal
   */
  equals(other: JID | string): boolean {
    if (typeof other !== 'string')
      return this.domain === other.domain && this.local === other.local && this.resource === other.resource;
    if (other === this.full) return true;
    try {
      return this.equals(JID.read(other));
    } catch {
      return false;
    }
  }

  /** The same as {@link JID.full}. */
  toString(): string {
    return this.full;
  }

  /** The same as {@link JID.full}. */
  toJSON(): string {
    return this.full;
  }
}

/** A whole JID that is in its canonical form: nearly every one that there is. */
const PLAIN = /^(?:[!#-%(-.\d;=?[-~]+@)?[a-z\d]+(?:\.[a-z\d]+)*(?:\/[ -~]+)?$/;

/** Whether a text is a JID in its canonical form, for certain. A longer one may have a part, or a label, that is too long. */
export function isPlainJID(text: string): boolean {
  return text.length < 64 && PLAIN.test(text);
}

/** RFC 7622 section 3.1: the first `/` ends the bare JID, the first `@` in that the localpart. */
function split(text: string): JIDParts {
  if (text === '') throw new InvalidJIDError(text, 'jid', 'it is empty');
  const slash = text.indexOf('/');
  const bare = slash < 0 ? text : text.slice(0, slash);
  const at = bare.indexOf('@');
  return {
    local: at < 0 ? undefined : bare.slice(0, at),
    domain: at < 0 ? bare : bare.slice(at + 1),
    resource: slash < 0 ? undefined : text.slice(slash + 1),
  };
}

/** The canonical form of a part. With `refused`, what the profile does not allow is kept, and noted there. */
function prepare(
  text: string,
  part: JIDPart,
  profile: (text: string) => string,
  refused: unknown[] | undefined,
): string {
  if (text === '') throw new InvalidJIDError(text, part, 'it is empty');
  // No mapping makes a text half as long in bytes as it was in code units: this bounds the work on it.
  if (text.length > 2 * PART_LIMIT) throw tooLong(text, part);
  let prepared = text;
  try {
    prepared = profile(text);
  } catch (error) {
    if (refused === undefined || (part === 'domainpart' && text.includes('@'))) throw error;
    refused.push(error);
  }
  if (prepared.length * 3 > PART_LIMIT && utf8Length(prepared) > PART_LIMIT) throw tooLong(text, part);
  return prepared;
}

function tooLong(text: string, part: JIDPart): InvalidJIDError {
  return new InvalidJIDError(text, part, `it is longer than ${PART_LIMIT} bytes`);
}

function utf8Length(text: string): number {
  let bytes = 0;
  // What takes two code units takes four bytes.
  for (const character of text) bytes += character < '\u0080' ? 1 : character < '\u0800' ? 2 : character.length + 2;
  return bytes;
}
