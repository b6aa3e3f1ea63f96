/**
 * The handlers of a stream, found by parts of the stanza: a stanza is matched only against the handlers that
 * could match it, however many are registered.
 */
import { tablesVersion } from '../element/table.js';
import type { Handler } from '../handler/handler.js';
import type { IndexKey } from '../matcher/matcher.js';
import type { XmlElement } from '../xml/element.js';
import { parseClark } from '../xml/names.js';
import type { Report } from './report.js';

/** One registration of a handler. */
export interface Registration {
  readonly handler: Handler<unknown>;
  /** Handlers run in this order. */
  readonly order: number;
  /** Off the stream: not run any more, also where it was found before. */
  removed: boolean;
}

/** Lists of registrations by a key; a list that has become empty is forgotten. */
class Lists {
  readonly #lists = new Map<string, Registration[]>();

  get size(): number {
    return this.#lists.size;
  }

  get(key: string): readonly Registration[] | undefined {
    return this.#lists.get(key);
  }

  add(key: string, registration: Registration): void {
    const list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, [registration]);
    else if (list.at(-1) !== registration) list.push(registration);
  }

  remove(key: string, registration: Registration): void {
    const left = this.#lists.get(key)?.filter((other) => other !== registration);
    if (left === undefined || left.length === 0) this.#lists.delete(key);
    else this.#lists.set(key, left);
  }
}

/** Lists by expanded name: two look-ups of short texts, where one would need a text made for it. */
class NamedLists {
  readonly #names = new Map<string, Lists>();

  get size(): number {
    return this.#names.size;
  }

  get(namespace: string, name: string): readonly Registration[] | undefined {
    return this.#names.get(name)?.get(namespace);
  }

  add(tag: string, registration: Registration): void {
    const { namespace, name } = parseClark(tag);
    const lists = this.#names.get(name) ?? new Lists();
    this.#names.set(name, lists);
    lists.add(namespace, registration);
  }

  remove(tag: string, registration: Registration): void {
    const { namespace, name } = parseClark(tag);
    const lists = this.#names.get(name);
    lists?.remove(namespace, registration);
    if (lists?.size === 0) this.#names.delete(name);
  }
}

/** The index. Registrations under a key that stands in it are found by that key alone. */
export class HandlerIndex {
  readonly #all = new Set<Registration>();
  #byChild = new NamedLists();
  #byRoot = new NamedLists();
  #byId = new Lists();
  #byType = new Lists();
  /** Those of whose matchers nothing is known. */
  #rest = new Lists();
  #version = tablesVersion;
  #next = 0;
  readonly #report: Report;

  /** @param report - hears what matchers throw */
  constructor(report: Report) {
    this.#report = report;
  }

  /** The handlers, in order of registration. */
  get handlers(): Handler<unknown>[] {
    return [...this.#all].map((registration) => registration.handler);
  }

  /** Adds a handler at the end of the order. */
  add(handler: Handler<unknown>): Registration {
    const registration = { handler, order: this.#next++, removed: false };
    this.#all.add(registration);
    this.#file(registration, 'add');
    return registration;
  }

  /** Takes a registration off. @returns whether it was there */
  remove(registration: Registration): boolean {
    if (!this.#all.delete(registration)) return false;
    registration.removed = true;
    this.#file(registration, 'remove');
    return true;
  }

  /** Takes off all handlers of a name. @returns whether there was one */
  removeNamed(name: string): Registration[] {
    const found = [...this.#all].filter((registration) => registration.handler.name === name);
    for (const registration of found) this.remove(registration);
    return found;
  }

  /** The registrations whose matchers match, in order of registration. */
  matching(stanza: XmlElement, runs: 'turn' | 'arrival'): Registration[] {
    // A plugin registered meanwhile may have changed what the matchers can say of themselves.
    if (this.#version !== tablesVersion) this.#rebuild();
    const found: Registration[] = [];
    let sorted = true;
    const consider = (list: readonly Registration[] | undefined): void => {
      if (list === undefined) return;
      for (const registration of list) {
        const { handler } = registration;
        if (handler.runs !== runs || handler.finished || !this.matches(handler, stanza)) continue;
        const last = found[found.length - 1];
        if (last !== undefined && last.order >= registration.order) sorted = false;
        found.push(registration);
      }
    };
    if (this.#byId.size > 0) consider(this.#byId.get(stanza.attribute('id') ?? ''));
    if (this.#byChild.size > 0) {
      for (const node of stanza.children) {
        if (typeof node === 'object') consider(this.#byChild.get(node.namespace, node.name));
      }
    }
    if (this.#byType.size > 0) consider(this.#byType.get(stanza.attribute('type') ?? ''));
    consider(this.#byRoot.get(stanza.namespace, stanza.name));
    consider(this.#rest.get(''));
    return sorted ? found : [...new Set(found)].sort((a, b) => a.order - b.order);
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

  #rebuild(): void {
    this.#byChild = new NamedLists();
    this.#byRoot = new NamedLists();
    this.#byId = new Lists();
    this.#byType = new Lists();
    this.#rest = new Lists();
    this.#version = tablesVersion;
    for (const registration of this.#all) this.#file(registration, 'add');
  }

  /** In one list for each key of the matcher, by the part of it that the fewest stanzas share. */
  #file(registration: Registration, operation: 'add' | 'remove'): void {
    for (const key of registration.handler.matcher.keys?.() ?? [{}]) {
      const { id, child, root, type }: IndexKey = key;
      if (id !== undefined) this.#byId[operation](id, registration);
      else if (child !== undefined) this.#byChild[operation](child, registration);
      else if (root !== undefined) this.#byRoot[operation](root, registration);
      else if (type !== undefined) this.#byType[operation](type, registration);
      else this.#rest[operation]('', registration);
    }
  }
}
