/** Handling one thing after another where order counts, side by side where it does not. */

/** Which stanzas are handled one after another: those of one sender (bare JID), all, or none. */
export type Order = 'sender' | 'stream' | 'none';

interface Waiting<T> {
  readonly item: T;
  readonly done: () => void;
  next: Waiting<T> | undefined;
}

/** What waits in one lane: a linked list, since taking from the front of a long array costs its length. */
interface Lane<T> {
  first: Waiting<T> | undefined;
  last: Waiting<T> | undefined;
}

/** Lanes of things to handle: within a lane the next begins when the one before is done. */
export class Lanes<T extends object> {
  readonly #handle: (item: T) => Promise<void> | undefined;
  /** A lane is here while something in it is being handled. */
  readonly #busy = new Map<string, Lane<T>>();
  /** What waits, over all lanes, in order of arrival. */
  readonly #waiting = new Set<T>();

  /** @param handle - handles one; returns a promise only where that is not done at once. Never throws or rejects. */
  constructor(handle: (item: T) => Promise<void> | undefined) {
    this.#handle = handle;
  }

  /** What waits for its turn, in order of arrival. */
  get waiting(): readonly T[] {
    return [...this.#waiting];
  }

  /**
   * Puts something in a lane.
   *
   * @param lane - its name; without one it is handled at once
   * @returns a promise for when it is handled; `undefined` when it is already
   */
  push(item: T, lane: string | undefined): Promise<void> | undefined {
    if (lane === undefined) return this.#handle(item);
    const queue = this.#busy.get(lane);
    if (queue !== undefined) {
      this.#waiting.add(item);
      return new Promise((done) => enqueue(queue, { item, done, next: undefined }));
    }
    const rest: Lane<T> = { first: undefined, last: undefined };
    this.#busy.set(lane, rest);
    const handled = this.#handle(item);
    if (handled === undefined) {
      this.#advance(lane, rest);
      return undefined;
    }
    return handled.then(() => this.#advance(lane, rest));
  }

  /** Drops what waits. What is being handled goes on, and what comes next does not wait for it. */
  clear(): void {
    const lanes = [...this.#busy.values()];
    this.#busy.clear();
    this.#waiting.clear();
    for (const lane of lanes) for (let next = dequeue(lane); next !== undefined; next = dequeue(lane)) next.done();
  }

  /** Handles what waits in a lane, for as long as that is done at once. */
  #advance(lane: string, queue: Lane<T>): void {
    for (let next = dequeue(queue); next !== undefined; next = dequeue(queue)) {
      const { item, done } = next;
      this.#waiting.delete(item);
      const handled = this.#handle(item);
      if (handled !== undefined) {
        void handled.then(() => {
          done();
          this.#advance(lane, queue);
        });
        return;
      }
      done();
    }
    if (this.#busy.get(lane) === queue) this.#busy.delete(lane);
  }
}

function enqueue<T>(lane: Lane<T>, waiting: Waiting<T>): void {
  if (lane.last === undefined) lane.first = waiting;
  else lane.last.next = waiting;
  lane.last = waiting;
}

function dequeue<T>(lane: Lane<T>): Waiting<T> | undefined {
  const first = lane.first;
  lane.first = first?.next;
  if (lane.first === undefined) lane.last = undefined;
  return first;
}
