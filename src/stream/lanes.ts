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

/**
 * How many turns of the microtask queue a hold lasts: what the program awaits, it may await through several
 * functions, each of which takes a few.
 */
const HOLD_TURNS = 32;

/** Lanes of things to handle: within a lane the next begins when the one before is done. */
export class Lanes<T extends object> {
  readonly #handle: (item: T) => Promise<void> | undefined;
  /** A lane is here while something in it is being handled, or held. A symbol's has one item for ever. */
  readonly #busy = new Map<string | symbol, Lane<T>>();
  /** What waits, over all lanes, in order of arrival. */
  readonly #waiting = new Set<T>();
  /** Lanes of which nothing is being handled. */
  #held: [name: string | symbol, lane: Lane<T>][] = [];
  /** How long the hold still lasts; 0 when there is none. */
  #turnsLeft = 0;

  /** @param handle - handles one; returns a promise only where that is not done at once. Never throws or rejects. */
  constructor(handle: (item: T) => Promise<void> | undefined) {
    this.#handle = handle;
  }

  /** What waits for its turn, in order of arrival, but for what was {@link Lanes.take | taken}. */
  get waiting(): Iterable<T> {
    return this.#waiting;
  }

  /** How many lanes are busy: for tests of what stays behind. */
  get size(): number {
    return this.#busy.size + this.#waiting.size + this.#held.length;
  }

  /** Something that waits is not in `waiting` any more. It still has its turn. */
  take(item: T): void {
    this.#waiting.delete(item);
  }

  /**
   * Has what is put in a lane from now on wait until the program, which has just been given something that it
   * awaited, has gone on: what it then says about what comes next is said in time.
   */
  hold(): void {
    const holding = this.#turnsLeft > 0;
    this.#turnsLeft = HOLD_TURNS;
    if (!holding) void this.#endHold();
  }

  /**
   * Puts something in a lane.
   *
   * @param lane - its name; without one it waits for nothing else
   * @returns a promise for when it is handled; `undefined` when it is already
   */
  push(item: T, lane: string | undefined): Promise<void> | undefined {
    const holding = this.#turnsLeft > 0;
    if (lane === undefined && !holding) return this.#handle(item);
    const name = lane ?? Symbol();
    const busy = this.#busy.get(name);
    const queue = busy ?? { first: undefined, last: undefined };
    if (busy === undefined) {
      this.#busy.set(name, queue);
      if (holding) this.#held.push([name, queue]);
    }
    if (busy !== undefined || holding) {
      this.#waiting.add(item);
      return new Promise((done) => enqueue(queue, { item, done, next: undefined }));
    }
    const handled = this.#handle(item);
    if (handled === undefined) {
      this.#advance(name, queue);
      return undefined;
    }
    return handled.then(() => this.#advance(name, queue));
  }

  /** Drops what waits. What is being handled goes on, and what comes next does not wait for it. */
  clear(): void {
    const lanes = [...this.#busy.values()];
    this.#busy.clear();
    this.#waiting.clear();
    this.#held = [];
    for (const lane of lanes) for (let next = dequeue(lane); next !== undefined; next = dequeue(lane)) next.done();
  }

  async #endHold(): Promise<void> {
    for (; this.#turnsLeft > 0; this.#turnsLeft--) await undefined;
    const held = this.#held;
    this.#held = [];
    for (const [name, queue] of held) this.#advance(name, queue);
  }

  /** Handles what waits in a lane, for as long as that is done at once. */
  #advance(name: string | symbol, queue: Lane<T>): void {
    for (let next = dequeue(queue); next !== undefined; next = dequeue(queue)) {
      const { item, done } = next;
      this.#waiting.delete(item);
      const handled = this.#handle(item);
      if (handled !== undefined) {
        void handled.then(() => {
          done();
          this.#advance(name, queue);
        });
        return;
      }
      done();
    }
    if (this.#busy.get(name) === queue) this.#busy.delete(name);
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
