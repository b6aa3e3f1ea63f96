/** The errors of a stream. */

/** A second reply to one IQ request: each gets exactly one (RFC 6120, section 8.2.3). */
export class DuplicateReplyError extends Error {
  override readonly name: string = 'DuplicateReplyError';
  /** The stable code. */
  readonly code: 'duplicate-reply' = 'duplicate-reply';

  /** @param request - what was replied to */
  constructor(request: string) {
    super(`${request} has been replied to already: each IQ request gets exactly one reply`);
  }
}

/** The handlers of an IQ request settled without a reply, so the stream answered `service-unavailable`. */
export class UnansweredIqError extends Error {
  override readonly name: string = 'UnansweredIqError';
  /** The stable code. */
  readonly code: 'unanswered-iq' = 'unanswered-iq';

  /**
   * @param request - what was not replied to
   * @param handlers - the names of the handlers that had it
   */
  constructor(request: string, handlers: readonly string[]) {
    super(
      `${request} was matched by '${handlers.join("', '")}' but not replied to: ` +
        'reply with iq.reply().send(), throw an XmppError, or call iq.defer() and reply later',
    );
  }
}

/** A stanza without an addressee on a component's stream, where the server has nobody to give it to. */
export class MissingAddressError extends Error {
  override readonly name: string = 'MissingAddressError';
  /** The stable code. */
  readonly code: 'missing-address' = 'missing-address';

  /** @param stanza - what has no addressee */
  constructor(stanza: string) {
    super(`${stanza} has no 'to': a component must give one (XEP-0114)`);
  }
}

/** An out-filter dropped an IQ request, so no answer can come. */
export class FilteredStanzaError extends Error {
  override readonly name: string = 'FilteredStanzaError';
  /** The stable code. */
  readonly code: 'filtered-stanza' = 'filtered-stanza';

  /** @param stanza - what was dropped */
  constructor(stanza: string) {
    super(`${stanza} was dropped by an out-filter`);
  }
}

/** A stream plugin that is not registered, or is registered in a way that cannot be meant. */
export class PluginError extends Error {
  override readonly name: string = 'PluginError';
  /** The stable code. */
  declare readonly code: 'plugin-not-found' | 'plugin-conflict';

  /**
   * @param code - what kind of mistake it is
   * @param message - what was expected and what was found
   */
  constructor(code: 'plugin-not-found' | 'plugin-conflict', message: string) {
    super(message);
    this.code = code;
  }
}
