/** The errors of sending stanzas, and the ones that handlers throw to answer with. */
import type { XmlElement } from '../xml/element.js';
import type { ErrorCondition, ErrorType } from './conditions.js';
import { defaultErrorType } from './conditions.js';
import type { Iq } from './iq.js';
import { type ErrorDescription, StanzaError } from './stanza-error.js';

/**
 * Thrown by a handler of an IQ request to answer with that error (RFC 6120, section 8.3).
 *
 * @example
 * ```ts
 * import { XmppError } from 'couplet';
 *
 * throw new XmppError({ condition: 'not-allowed', text: 'Only the owner may do that.' });
 * ```
 */
export class XmppError extends Error implements ErrorDescription {
  override readonly name: string = 'XmppError';
  /** The stable code. */
  readonly code: 'xmpp-error' = 'xmpp-error';
  /** The condition to answer with. */
  declare readonly condition: ErrorCondition;
  /** The type to answer with. */
  declare readonly type: ErrorType;
  /** An explanation for people, which is sent. */
  declare readonly text: string | undefined;
  /** A condition of the application's own, which is sent too. */
  declare readonly application: XmlElement | undefined;

  /** @param error - what to answer with */
  constructor(error: ErrorDescription) {
    super(error.text === undefined ? error.condition : `${error.condition}: ${error.text}`);
    this.condition = error.condition;
    this.type = error.type ?? defaultErrorType(error.condition);
    this.text = error.text;
    this.application = error.application;
  }
}

/** The answer to an IQ request was an error. */
export class IqError extends Error {
  override readonly name: string = 'IqError';
  /** The stable code. */
  readonly code: 'iq-error' = 'iq-error';
  /** The condition of the answer; `undefined-condition` when it names none. */
  declare readonly condition: ErrorCondition;
  /** The type of the answer's error. */
  declare readonly type: ErrorType | undefined;
  /** The explanation in the answer. */
  declare readonly text: string | undefined;
  /** The request. */
  declare readonly request: Iq;
  /** The answer. */
  declare readonly response: Iq;

  /**
   * @param request - the request
   * @param response - the answer, of type `error`
   */
  constructor(request: Iq, response: Iq) {
    const error = response.get(StanzaError);
    const condition = quietly(() => error.get('condition')) ?? 'undefined-condition';
    super(`${request.xml.attribute('to') ?? 'the server'} answered with the error ${condition}`);
    this.condition = condition;
    this.type = quietly(() => error.get('type'));
    this.text = error.get('text');
    this.request = request;
    this.response = response;
  }
}

/** No answer to an IQ request came in time. */
export class IqTimeoutError extends Error {
  override readonly name: string = 'IqTimeoutError';
  /** The stable code. */
  readonly code: 'iq-timeout' = 'iq-timeout';
  /** The request. */
  declare readonly request: Iq;

  /**
   * @param request - the request
   * @param timeout - how long it was waited for, in milliseconds
   */
  constructor(request: Iq, timeout: number) {
    super(`${request.xml.attribute('to') ?? 'The server'} did not answer within ${timeout} ms`);
    this.request = request;
  }
}

/** A reply to a stanza that must not be replied to: an error or a result (RFC 6120, section 8.3.1). */
export class NotRepliableError extends Error {
  override readonly name: string = 'NotRepliableError';
  /** The stable code. */
  readonly code: 'not-repliable' = 'not-repliable';

  /** @param type - the type of the stanza */
  constructor(type: string) {
    super(`A stanza of type '${type}' cannot be replied to (RFC 6120, section 8.3.1)`);
  }
}

/** A stanza that no stream has made or received cannot be sent by itself. */
export class UnboundStanzaError extends Error {
  override readonly name: string = 'UnboundStanzaError';
  /** The stable code. */
  readonly code: 'unbound-stanza' = 'unbound-stanza';

  /** @param stanzaClass - the name of the stanza class */
  constructor(stanzaClass: string) {
    super(
      `This ${stanzaClass} belongs to no stream: make it with stream.make${stanzaClass}(), or pass it to stream.send()`,
    );
  }
}

/** A malformed error in an answer must not hide that there was an answer. */
function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
