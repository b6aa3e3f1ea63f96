/** Waiting for one stanza. */
import type { Matcher } from '../matcher/matcher.js';
import type { AbortSignalLike } from '../stanza/iq.js';
import { DisconnectedError, HandlerRemovedError, WaiterTimeoutError } from './errors.js';
import type { Handler } from './handler.js';
import { after } from './platform.js';

/** How long {@link Waiter.wait} waits. */
export interface WaitOptions {
  /** In milliseconds; 30,000 without it, `Infinity` for ever. */
  readonly timeout?: number;
  /** Ends the waiting: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignalLike;
}

/**
 * Waits for the first stanza that matches. It is registered like any handler, and removed once it has one.
 *
 * It is offered stanzas as they arrive, those first that were received before it was registered and are
 * not handled yet: a handler may wait for the next stanza of the sender that it is handling.
 *
 * @typeParam S - the class of the stanza, as the matcher says
 *
 * @example
 * ```ts
 * import { MatchXPath, StanzaStream, Waiter } from 'couplet';
 *
 * const stream = new StanzaStream({ send: () => undefined });
 * const waiter = new Waiter('first message', new MatchXPath('{jabber:client}message'));
 * stream.registerHandler(waiter);
 * void stream.receive('<message><body>hello</body></message>');
 * const message = await waiter.wait({ timeout: 5_000 });
 * console.log(message.get('body'));
 * ```
 * ```text
 * hello
 * ```
 */
export class Waiter<S> implements Handler<S> {
  /** By which the stream removes it. */
  readonly name: string;
  /** Which stanza it waits for. */
  readonly matcher: Matcher<S>;
  /** It is offered stanzas as they arrive. */
  readonly runs = 'arrival';
  #outcome: { readonly stanza: S } | { readonly error: unknown } | undefined;
  #listeners: (() => void)[] = [];
  readonly #removes: (() => void)[] = [];

  /**
   * @param name - by which the stream removes it
   * @param matcher - which stanza it waits for
   */
  constructor(name: string, matcher: Matcher<S>) {
    this.name = name;
    this.matcher = matcher;
  }

  /** Whether it has got its stanza, or will not get one any more. */
  get finished(): boolean {
    return this.#outcome !== undefined;
  }

  /**
   * The stanza, once it has come.
   *
   * @throws {@link WaiterTimeoutError} when none comes in time; the waiter then takes no stanza any more
   * @throws {@link DisconnectedError} when the stream goes offline before
   * @throws {@link HandlerRemovedError} when the waiter is removed before
   */
  wait(options: WaitOptions = {}): Promise<S> {
    const { timeout = 30_000, signal } = options;
    if (signal?.aborted) this.#settle({ error: signal.reason });
    const waiting = new Promise<S>((resolve, reject) => {
      const abort = (): void => this.#settle({ error: signal?.reason });
      const expire = (): void => this.#settle({ error: new WaiterTimeoutError(this.name, timeout) });
      let stopClock = (): void => undefined;
      const finish = (): void => {
        stopClock();
        signal?.removeEventListener('abort', abort);
        const outcome = this.#outcome;
        if (outcome === undefined) return;
        if ('stanza' in outcome) resolve(outcome.stanza);
        else reject(outcome.error);
      };
      if (this.#outcome !== undefined) {
        finish();
        return;
      }
      if (timeout !== Number.POSITIVE_INFINITY) stopClock = after(timeout, expire);
      signal?.addEventListener('abort', abort);
      this.#listeners.push(finish);
    });
    // A program that has failed elsewhere before it awaits this must not end by an unhandled rejection.
    waiting.catch(() => undefined);
    return waiting;
  }

  /** Notes how to take itself off the stream. */
  registered(remove: () => void): void {
    this.#removes.push(remove);
  }

  /** Takes the stanza. */
  run(stanza: S): void {
    this.#settle({ stanza });
  }

  /** Rejects {@link Waiter.wait} with a `DisconnectedError`. */
  disconnected(reason: unknown): void {
    this.#settle({ error: new DisconnectedError(`Waiter '${this.name}' got no stanza`, reason) });
  }

  /** Rejects {@link Waiter.wait} with a `HandlerRemovedError`. */
  removed(): void {
    this.#settle({ error: new HandlerRemovedError(this.name) });
  }

  #settle(outcome: { readonly stanza: S } | { readonly error: unknown }): void {
    if (this.#outcome !== undefined) return;
    this.#outcome = outcome;
    for (const remove of this.#removes.splice(0)) remove();
    for (const listener of this.#listeners.splice(0)) listener();
  }
}
