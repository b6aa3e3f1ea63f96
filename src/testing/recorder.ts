/** The edge of a test stream: what was sent, what was thrown, and what of both nobody has asked for yet. */
import { STANZA_NAMESPACE } from '../stanza/stanza-base.js';
import type { StanzaStreamOptions } from '../stream/options.js';
import type { ErrorContext } from '../stream/report.js';
import type { XmlElement } from '../xml/element.js';
import { pretty } from './equal-xml.js';
import { afterRealTime } from './platform.js';
import { AssertionError } from './result.js';

/** How a `TestStream` is set up: as a `StanzaStream`, and more. */
export interface TestStreamOptions extends StanzaStreamOptions {
  /** Whether the ids of requests are `1`, `2`, `3`, ... instead of random ones. Default: `false`. */
  readonly predictableIds?: boolean;
  /**
   * How long `expectSent` waits for a stanza, in milliseconds of the real clock, also where a test
   * has replaced the timers. Default: 1,000.
   */
  readonly patience?: number;
}

/** An error that a handler, a listener or a filter threw, and where. */
export interface ReportedError {
  /** What was thrown. */
  readonly error: unknown;
  /** Where it came from. */
  readonly context: ErrorContext;
}

/** What goes on at the edge of a test stream. */
export class Recorder {
  readonly sent: XmlElement[] = [];
  readonly errors: ReportedError[] = [];
  readonly wireNamespace: string;
  onSent: (element: XmlElement) => void = () => undefined;
  readonly #options: TestStreamOptions;
  #taken = 0;
  #raised = 0;
  #ids = 0;
  #wake: (() => void) | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: TestStreamOptions) {
    this.#options = options;
    this.wireNamespace = options.wireNamespace ?? STANZA_NAMESPACE;
  }

  get newId(): (() => string) | undefined {
    return this.#options.predictableIds === true ? () => String(++this.#ids) : this.#options.newId;
  }

  readonly send = (element: XmlElement): unknown => {
    const copy = element.clone();
    this.sent.push(copy);
    this.#wake?.();
    const result = this.#options.send?.(element);
    this.onSent(copy);
    return result;
  };

  readonly onError = (error: unknown, context: ErrorContext): void => {
    if (this.#options.onError !== undefined) this.#options.onError(error, context);
    else this.errors.push({ error, context });
  };

  /** The first error from a place on that no promise was rejected with yet. */
  raise(from: number): ReportedError | undefined {
    const failure = this.errors[Math.max(from, this.#raised)];
    if (failure !== undefined) this.#raised = this.errors.length;
    return failure;
  }

  /** The next stanza that is not taken; `what` was expected. Who asks first gets the first. */
  next(what: string): Promise<XmlElement> {
    const next = this.#last.then(() => this.#next(what));
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** @throws {@link AssertionError} when something is not taken */
  assertNoneLeft(): void {
    const failure = this.raise(0);
    if (failure !== undefined) throw failure.error;
    const left = this.sent.slice(this.#taken);
    if (left.length === 0) return;
    const message = `Nothing more was to be sent, but was:\n\n${left.map(pretty).join('\n\n')}`;
    throw new AssertionError('expectNothingSent', { pass: false, message });
  }

  async #next(what: string): Promise<XmlElement> {
    const { patience = 1000 } = this.#options;
    if (this.sent.length === this.#taken) await this.#wait(patience);
    const element = this.sent[this.#taken];
    if (element === undefined) {
      const failure = this.raise(0);
      if (failure !== undefined) throw failure.error;
      const message = `Nothing was sent within ${patience} ms. Expected:\n\n${what}`;
      throw new AssertionError('expectSent', { pass: false, message });
    }
    this.#taken++;
    return element;
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        stop();
        this.#wake = undefined;
        resolve();
      };
      const stop = afterRealTime(milliseconds, wake);
      this.#wake = wake;
    });
  }
}
