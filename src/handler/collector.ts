/** Gathering stanzas. */
import type { Matcher } from '../matcher/matcher.js';
import type { Handler } from './handler.js';

/**
 * Gathers the stanzas that match until it is stopped: the messages of an archive query, say (XEP-0313).
 *
 * It is offered stanzas as they arrive, those first that were received before it was registered and are
 * not handled yet.
 *
 * @typeParam S - the class of the stanzas, as the matcher says
 */
export class Collector<S> implements Handler<S> {
  /** By which the stream removes it. */
  declare readonly name: string;
  /** Which stanzas it gathers. */
  declare readonly matcher: Matcher<S>;
  /** It is offered stanzas as they arrive. */
  readonly runs = 'arrival';
  readonly #stanzas: S[] = [];
  #stopped = false;
  readonly #removes: (() => void)[] = [];

  /**
   * @param name - by which the stream removes it
   * @param matcher - which stanzas it gathers
   */
  constructor(name: string, matcher: Matcher<S>) {
    this.name = name;
    this.matcher = matcher;
  }

  /** Whether it was stopped, and is off the stream. */
  get finished(): boolean {
    return this.#stopped;
  }

  /** Notes how to take itself off the stream. */
  registered(remove: () => void): void {
    this.#removes.push(remove);
  }

  /** Takes a stanza. */
  run(stanza: S): void {
    if (!this.#stopped) this.#stanzas.push(stanza);
  }

  /** Stops gathering. @returns what was gathered, in order of arrival */
  stop(): S[] {
    this.#stopped = true;
    for (const remove of this.#removes.splice(0)) remove();
    return [...this.#stanzas];
  }
}
