/** Events: named occurrences with data, for the listeners that a program adds. */
import type { Report } from './report.js';

type Listener = (data: never) => unknown;

/** The listeners of a stream. */
export class Events {
  readonly #listeners = new Map<string, Listener[]>();
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  /** Adds a listener at the end. @returns a function that removes it */
  add(name: string, listener: Listener): () => void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
    return () => void this.delete(name, listener);
  }

  /** Removes a listener, once however often it was added. @returns whether it was there */
  delete(name: string, listener: Listener): boolean {
    const listeners = this.#listeners.get(name) ?? [];
    const at = listeners.indexOf(listener);
    if (at < 0) return false;
    const left = listeners.filter((_, i) => i !== at);
    if (left.length === 0) this.#listeners.delete(name);
    else this.#listeners.set(name, left);
    return true;
  }

  /** Calls the listeners in order; those added meanwhile are not called. Never throws, never rejects. */
  async emit(name: string, data: unknown): Promise<void> {
    // A list is never changed in place, so this one stays as it is.
    const results = (this.#listeners.get(name) ?? []).map((listener) => this.#call(name, listener, data));
    await Promise.all(results);
  }

  async #call(name: string, listener: Listener, data: unknown): Promise<void> {
    try {
      await listener(data as never);
    } catch (error) {
      this.#report(error, { event: name });
    }
  }
}
