/** Registrations of handlers, in lists by a part of the stanzas that they are for. */
import type { Handler } from '../handler/handler.js';
import type { IndexKey } from '../matcher/matcher.js';
import type { XmlElement } from '../xml/element.js';
import { parseClark } from '../xml/names.js';

/** One registration of a handler. */
export interface Registration {
  readonly handler: Handler<unknown>;
  /** Handlers run in this order. */
  readonly order: number;
  /** Called when it is taken off, by whomever. */
  readonly gone: (() => void) | undefined;
  /** Where it stands. */
  lists: List[];
  /** Off the stream: not run any more, also where it was found before. */
  removed: boolean;
  /** The last search that has looked at it. */
  seen: number;
}

/** Registrations under one key, in order. */
export interface List {
  /** Replaced when one is removed, so that whoever goes through it is not disturbed. */
  registrations: Registration[];
  /** The last search that has looked through it. */
  seen: number;
  /** Removes the list, once it is empty. */
  readonly forget: () => void;
}

/** Looks for registrations in lists. */
export interface Search {
  look(list: List | undefined): void;
}

type Lists = Map<string, List>;

/** Registrations by one key of their matcher: by the part of it that the fewest stanzas share. */
export class Registrations {
  readonly #byId: Lists = new Map();
  /** By name, then by namespace: two look-ups of short texts, where one would need a text made for it. */
  readonly #byChild = new Map<string, Lists>();
  readonly #byRoot = new Map<string, Lists>();
  readonly #byType: Lists = new Map();
  /** Those of whose matchers nothing is known. */
  readonly #rest: Lists = new Map();
  #count = 0;

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Puts a registration in a list for each of its keys. */
  add(registration: Registration, keys: readonly IndexKey[]): void {
    this.#count++;
    for (const key of keys) {
      const list = this.#listOf(key);
      if (registration.lists.includes(list)) continue;
      list.registrations.push(registration);
      registration.lists.push(list);
    }
  }

  /** Takes a registration out of its lists. */
  remove(registration: Registration): void {
    this.#count--;
    for (const list of registration.lists) {
      list.registrations = list.registrations.filter((other) => other !== registration);
      if (list.registrations.length === 0) list.forget();
    }
    registration.lists = [];
  }

  /** How much there is: for tests of what stays behind. */
  get size(): number {
    let size = this.#count + this.#byId.size + this.#byType.size + this.#rest.size;
    for (const names of [this.#byChild, this.#byRoot])
      for (const lists of names.values()) size += lists.size === 0 ? 1 : lists.size;
    return size;
  }

  /** Has a search look at the lists in which a stanza may be found; at one of them twice, it may be. */
  search(stanza: XmlElement, search: Search): void {
    if (this.#byId.size > 0) search.look(this.#byId.get(stanza.attribute('id') ?? ''));
    if (this.#byChild.size > 0) {
      const nodes = stanza.children;
      for (let i = 0; i < nodes.length; i++) {
        const node = nodes[i] as XmlElement | string;
        if (typeof node === 'object') search.look(this.#byChild.get(node.name)?.get(node.namespace));
      }
    }
    if (this.#byType.size > 0) search.look(this.#byType.get(stanza.attribute('type') ?? ''));
    if (this.#byRoot.size > 0) search.look(this.#byRoot.get(stanza.name)?.get(stanza.namespace));
    if (this.#rest.size > 0) search.look(this.#rest.get(''));
  }

  #listOf({ id, child, root, type }: IndexKey): List {
    if (id !== undefined) return listIn(this.#byId, id);
    if (child !== undefined) return listNamed(this.#byChild, child);
    if (root !== undefined) return listNamed(this.#byRoot, root);
    return type !== undefined ? listIn(this.#byType, type) : listIn(this.#rest, '');
  }
}

function listIn(lists: Lists, key: string, forgetLists?: () => void): List {
  let list = lists.get(key);
  if (list === undefined) {
    const forget = (): void => {
      lists.delete(key);
      if (lists.size === 0) forgetLists?.();
    };
    list = { registrations: [], seen: 0, forget };
    lists.set(key, list);
  }
  return list;
}

function listNamed(names: Map<string, Lists>, tag: string): List {
  const { namespace, name } = parseClark(tag);
  const lists = names.get(name) ?? new Map<string, List>();
  names.set(name, lists);
  return listIn(lists, namespace, () => void names.delete(name));
}
