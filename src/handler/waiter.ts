/** Waiting for one stanza. */
import type { Matcher } from '../matcher/matcher.js';
import type { AbortSignalLike } from '../stanza/iq.js';
import { DisconnectedError, HandlerRemovedError, WaiterTimeoutError } from './errors.js';
import type { Handler } from './handler.js';
import { limit } from './platform.js';

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
  declare readonly name: string;
  /** Which stanza it waits for. */
  declare readonly matcher: Matcher<S>;
  /** It is offered stanzas as they arrive. */
  readonly runs = 'arrival';
  readonly #outcome: Promise<S>;
  #resolve: (stanza: S) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  #finished = false;
  /** What is to be done once it has ended. */
  readonly #ends: (() => void)[] = [];

  /**
   * @param name - by which the stream removes it
   * @param matcher - which stanza it waits for
   */
  constructor(name: string, matcher: Matcher<S>) {
    this.name = name;
    this.matcher = matcher;
    this.#outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // A program that has failed elsewhere before it awaits this must not end by an unhandled rejection.
    this.#outcome.catch(() => undefined);
  }

  /** Whether it has got its stanza, or will not get one any more. */
  get finished(): boolean {
    return this.#finished;
  }

  /**
   * The stanza, once it has come.
   *
   * @throws {@link WaiterTimeoutError} when none comes in time; the waiter then takes no stanza any more
   * @throws {@link DisconnectedError} when the stream goes offline before
   * @throws {@link HandlerRemovedError} when the waiter is removed before
   */
  wait(options: WaitOptions = {}): Promise<S> {
    const { signal } = options;
    const fail = (error: unknown): void => this.#fail(error);
    if (signal?.aborted) fail(signal.reason);
    if (!this.#finished)
      this.#ends.push(limit(options, (timeout) => fail(new WaiterTimeoutError(this.name, timeout)), fail));
    return this.#outcome;
  }

  /** Notes how to take itself off the stream. */
  registered(remove: () => void): void {
    this.#ends.push(remove);
  }

  /** Takes the stanza. */
  run(stanza: S): void {
    this.#end(() => this.#resolve(stanza));
  }

  /** Rejects {@link Waiter.wait} with a `DisconnectedError`. */
  disconnected(reason: unknown): void {
    this.#fail(new DisconnectedError(`Waiter '${this.name}' got no stanza`, reason));
  }

  /** Rejects {@link Waiter.wait} with a `HandlerRemovedError`. */
  removed(): void {
    this.#fail(new HandlerRemovedError(this.name));
  }

  #fail(error: unknown): void {
    this.#end(() => this.#reject(error));
  }

  #end(settle: () => void): void {
    if (this.#finished) return;
    this.#finished = true;
    settle();
    for (const end of this.#ends.splice(0)) end();
  }
}
