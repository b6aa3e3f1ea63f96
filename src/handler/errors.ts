/** The errors of waiting for stanzas. */
import { messageOf } from '../element/errors.js';

/** The connection ended before what was waited for came. */
export class DisconnectedError extends Error {
  override readonly name: string = 'DisconnectedError';
  /** The stable code. */
  readonly code: 'disconnected' = 'disconnected';

  /**
   * @param what - what did not happen
   * @param reason - why the connection ended: an `Error`, or words
   */
  constructor(what: string, reason?: unknown) {
    const why = reason === undefined ? '' : `: ${messageOf(reason)}`;
    super(`${what}, because the stream is offline${why}`, reason === undefined ? undefined : { cause: reason });
  }
}

/** Nothing that matches came in time. */
export class WaiterTimeoutError extends Error {
  override readonly name: string = 'WaiterTimeoutError';
  /** The stable code. */
  readonly code: 'waiter-timeout' = 'waiter-timeout';

  /**
   * @param waiter - the name of the waiter
   * @param timeout - how long it waited, in milliseconds
   */
  constructor(waiter: string, timeout: number) {
    super(`Waiter '${waiter}' got no stanza within ${timeout} ms`);
  }
}

/** A waiter was removed before it had got a stanza. */
export class HandlerRemovedError extends Error {
  override readonly name: string = 'HandlerRemovedError';
  /** The stable code. */
  readonly code: 'handler-removed' = 'handler-removed';

  /** @param handler - the name of the handler */
  constructor(handler: string) {
    super(`Handler '${handler}' was removed before a stanza came`);
  }
}
