/** Events: named occurrences with data, for the listeners that a program adds. */
import type { JID } from '../jid/jid.js';
import type { Report } from './report.js';

/** The events that every stream triggers. */
export interface StreamEvents {
  /** The stream is bound to a JID: its data. */
  online: JID | undefined;
  /** The connection has ended: its data is the reason. */
  offline: unknown;
}

type Call = (data: never) => unknown;

interface Listener {
  readonly call: Call;
  readonly once: boolean;
  removed: boolean;
}

/** The listeners of a stream. */
export class Events {
  /** A list is replaced, never changed in place: who goes through it is not disturbed. */
  readonly #listeners = new Map<string, readonly Listener[]>();
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  /** Adds a listener at the end. @param once - whether it is for one event only. @returns a function that removes it */
  add(name: string, call: Call, once = false): () => void {
    const listener = { call, once, removed: false };
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
    return () => this.#remove(name, listener);
  }

  /** Removes a listener, the first of its kind however often it was added. @returns whether it was there */
  delete(name: string, call: Call): boolean {
    const listener = this.#listeners.get(name)?.find((other) => other.call === call);
    if (listener !== undefined) this.#remove(name, listener);
    return listener !== undefined;
  }

  /** Calls the listeners in order; those added meanwhile are not called, nor those removed. Never throws, never rejects. */
  async emit(name: string, data: unknown): Promise<void> {
    const results: Promise<void>[] = [];
    for (const listener of this.#listeners.get(name) ?? []) {
      if (listener.removed) continue;
      if (listener.once) this.#remove(name, listener);
      results.push(this.#call(name, listener.call, data));
    }
    await Promise.all(results);
  }

  async #call(name: string, call: Call, data: unknown): Promise<void> {
    try {
      await call(data as never);
    } catch (error) {
      this.#report(error, { event: name });
    }
  }

  #remove(name: string, listener: Listener): void {
    listener.removed = true;
    const left = (this.#listeners.get(name) ?? []).filter((other) => other !== listener);
    if (left.length === 0) this.#listeners.delete(name);
    else this.#listeners.set(name, left);
  }
}
