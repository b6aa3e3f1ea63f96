/** What a handler is to a stream. */
import type { AnyElement } from '../element/element-base.js';
import type { Matcher } from '../matcher/matcher.js';

/**
 * What a stream calls with the stanzas that a matcher matches: a `Callback`, a `Waiter` or a `Collector`.
 *
 * @typeParam S - the class of the stanzas
 */
export interface Handler<S = AnyElement> {
  /** By which the stream removes it. */
  readonly name: string;
  /** Which stanzas it is for. */
  readonly matcher: Matcher<S>;
  /**
   * When it gets a stanza: `'turn'` when all earlier stanzas of the sender are handled, `'arrival'` at once,
   * and those too that were received before it was registered and still wait for their turn.
   */
  readonly runs: 'turn' | 'arrival';
  /** Whether it is done, and takes no more stanzas: after a run, the stream then removes it. */
  readonly finished: boolean;
  /** Takes a stanza. A promise is waited for before the next stanza of the sender has its turn. */
  run(stanza: S): unknown;
  /** It was registered: `remove` takes it off again, for when it is done by itself. */
  registered?(remove: () => void): void;
  /** The stream it is registered with has gone offline, or is closed. */
  disconnected?(reason: unknown): void;
  /** It was removed by somebody else. */
  removed?(): void;
}
