/**
 * The handlers of a stream, found by parts of the stanza: a stanza is matched only against the handlers that
 * could match it, however many are registered.
 */
import { tablesVersion } from '../element/table.js';
import type { Handler } from '../handler/handler.js';
import type { XmlElement } from '../xml/element.js';
import { type List, type Registration, Registrations, type Search } from './registrations.js';
import type { Report } from './report.js';

const NONE: readonly Registration[] = [];

/** The index. */
export class HandlerIndex {
  readonly #all = new Set<Registration>();
  /** By when they run. */
  #turn = new Registrations();
  #arrival = new Registrations();
  #version = tablesVersion;
  #next = 0;
  #searches = 0;
  readonly #report: Report;

  /** @param report - hears what matchers and handlers throw */
  constructor(report: Report) {
    this.#report = report;
  }

  /** How many registrations and lists there are: for tests of what stays behind. */
  get size(): number {
    return this.#all.size + this.#turn.size + this.#arrival.size;
  }

  /**
   * Adds a handler at the end of the order.
   *
   * @param gone - called when it is taken off, by whomever
   */
  add(handler: Handler<unknown>, gone?: () => void): Registration {
    const order = this.#next++;
    const registration: Registration = { handler, order, gone, lists: [], removed: handler.finished, seen: 0 };
    if (!registration.removed) {
      this.#file(registration);
      this.#all.add(registration);
    }
    return registration;
  }

  /** Takes a registration off. @returns whether it was there */
  remove(registration: Registration): boolean {
    if (!this.#all.delete(registration)) return false;
    registration.removed = true;
    this.#by(registration.handler.runs).remove(registration);
    registration.gone?.();
    return true;
  }

  /** Takes off a registration that the handler may still count on, and tells it. @returns whether it was there */
  dismiss(registration: Registration): boolean {
    if (!this.remove(registration)) return false;
    this.#tell(registration.handler, (handler) => handler.removed?.());
    return true;
  }

  /** {@link HandlerIndex.dismiss | Dismisses} all handlers of a name. @returns whether there was one */
  dismissNamed(name: string): boolean {
    const found = [...this.#all].filter((registration) => registration.handler.name === name);
    for (const registration of found) this.dismiss(registration);
    return found.length > 0;
  }

  /** Tells all handlers that the stream has gone offline. */
  disconnected(reason: unknown): void {
    for (const { handler } of [...this.#all]) this.#tell(handler, (each) => each.disconnected?.(reason));
  }

  /** The registrations whose matchers match, in order of registration. */
  matching(stanza: XmlElement, runs: 'turn' | 'arrival'): readonly Registration[] {
    // A plugin registered meanwhile may have changed what the matchers can say of themselves.
    if (this.#version !== tablesVersion) this.#rebuild();
    const registrations = this.#by(runs);
    if (registrations.isEmpty) return NONE;
    const search = new IndexSearch(this, stanza, ++this.#searches);
    registrations.search(stanza, search);
    return search.result();
  }

  /** Whether a handler's matcher matches; one that throws does not. */
  matches(handler: Handler<unknown>, stanza: XmlElement): boolean {
    try {
      return handler.matcher.match(stanza);
    } catch (error) {
      this.#report(error, { handler });
      return false;
    }
  }

  #tell(handler: Handler<unknown>, call: (handler: Handler<unknown>) => void): void {
    try {
      call(handler);
    } catch (error) {
      this.#report(error, { handler });
    }
  }

  #rebuild(): void {
    this.#version = tablesVersion;
    this.#turn = new Registrations();
    this.#arrival = new Registrations();
    for (const registration of this.#all) {
      registration.lists = [];
      this.#file(registration);
    }
  }

  #file(registration: Registration): void {
    const keys = registration.handler.matcher.keys?.() ?? [{}];
    this.#by(registration.handler.runs).add(registration, keys);
  }

  #by(runs: Handler['runs']): Registrations {
    return runs === 'turn' ? this.#turn : this.#arrival;
  }
}

/** Gathers the registrations that match. What several parts of the stanza lead to is looked at once. */
class IndexSearch implements Search {
  readonly #index: HandlerIndex;
  readonly #stanza: XmlElement;
  readonly #number: number;
  #found: Registration[] | undefined;
  #sorted = true;

  constructor(index: HandlerIndex, stanza: XmlElement, number: number) {
    this.#index = index;
    this.#stanza = stanza;
    this.#number = number;
  }

  look(list: List | undefined): void {
    if (list === undefined || list.seen === this.#number) return;
    list.seen = this.#number;
    const { registrations } = list;
    for (let i = 0; i < registrations.length; i++) {
      const registration = registrations[i] as Registration;
      if (registration.seen === this.#number) continue;
      registration.seen = this.#number;
      const { handler } = registration;
      if (handler.finished || !this.#index.matches(handler, this.#stanza)) continue;
      if (this.#found === undefined) this.#found = [registration];
      else {
        this.#sorted &&= (this.#found[this.#found.length - 1] as Registration).order < registration.order;
        this.#found.push(registration);
      }
    }
  }

  result(): readonly Registration[] {
    if (!this.#sorted) this.#found?.sort((a, b) => a.order - b.order);
    return this.#found ?? NONE;
  }
}
