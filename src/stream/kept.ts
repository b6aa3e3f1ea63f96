/** Things by name that come and go without end. */

/** How many are kept though nothing is going on in them. */
const MOST_IDLE = 500;

/**
 * Things by name, each of which stays for a while when nothing is going on in it: who sends once often sends again.
 * It also is kinder to the garbage collector than a map that is added to and deleted from without end, whose
 * outgrown tables keep what was in them.
 */
export class Kept<V extends { readonly idle: boolean }> {
  #values = new Map<string, V>();
  #limit = MOST_IDLE;
  readonly #make: () => V;

  /** @param make - makes one */
  constructor(make: () => V) {
    this.#make = make;
  }

  /** All that there are. */
  get values(): IterableIterator<V> {
    return this.#values.values();
  }

  /** The one of a name, if there is one. */
  find(name: string): V | undefined {
    return this.#values.get(name);
  }

  /** The one of a name, made where there is none. */
  get(name: string): V {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    if (this.#values.size >= this.#limit) {
      this.#values = new Map([...this.#values].filter(([, { idle }]) => !idle));
      this.#limit = Math.max(MOST_IDLE, 2 * this.#values.size);
    }
    const made = this.#make();
    this.#values.set(name, made);
    return made;
  }

  /** Forgets all. */
  clear(): void {
    this.#values = new Map();
  }
}
