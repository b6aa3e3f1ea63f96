/** Calling a function for each stanza that matches. */
import type { Matcher } from '../matcher/matcher.js';
import type { Handler } from './handler.js';

/** How a callback is called. */
export interface CallbackOptions {
  /** Whether it is for one stanza only. */
  readonly once?: boolean;
}

/**
 * Calls a function with each stanza that matches, in order: a stanza's callbacks are called in the order of
 * their registration, and the next stanza of the same sender waits for what they return.
 *
 * @typeParam S - the class of the stanzas, as the matcher says
 *
 * @example
 * ```ts
 * import { Callback, MatchXPath, StanzaStream } from 'couplet';
 *
 * const stream = new StanzaStream({ send: (element) => console.log(String(element)) });
 * stream.registerHandler(
 *   new Callback('echo', new MatchXPath('{jabber:client}message/{jabber:client}body'), (message) =>
 *     message.reply(message.get('body')).send(),
 *   ),
 * );
 * ```
 */
export class Callback<S> implements Handler<S> {
  /** By which the stream removes it. */
  declare readonly name: string;
  /** Which stanzas it is called with. */
  declare readonly matcher: Matcher<S>;
  /** It is called when all earlier stanzas of the sender are handled. */
  readonly runs = 'turn';
  readonly #pointer: (stanza: S) => unknown;
  readonly #once: boolean;
  #called = false;

  /**
   * @param name - by which the stream removes it
   * @param matcher - which stanzas it is called with
   * @param pointer - the function; what it throws goes to the stream's `onError`, and answers an IQ request
   * @param options - whether it is for one stanza only
   */
  // `unknown`, not `void | Promise<void>`: `(iq) => iq.reply().send()` returns a promise of something.
  constructor(
    name: string,
    matcher: Matcher<S>,
    pointer: (stanza: NoInfer<S>) => unknown,
    options: CallbackOptions = {},
  ) {
    this.name = name;
    this.matcher = matcher;
    this.#pointer = pointer;
    this.#once = options.once === true;
  }

  /** Whether it was for one stanza, and has had it. */
  get finished(): boolean {
    return this.#once && this.#called;
  }

  /** Calls the function. */
  run(stanza: S): unknown {
    this.#called = true;
    return this.#pointer(stanza);
  }
}
