/** Handling one thing after another where order counts, side by side where it does not. */

/** Which stanzas are handled one after another: those of one sender (bare JID), all, or none. */
export type Order = 'sender' | 'stream' | 'none';

/** What is in hand: whoever handles it says here when it is done, if that is not at once. */
export interface Turn {
  done(): void;
}

/**
 * How many turns of the microtask queue a hold lasts: what the program awaits, it may await through several
 * functions, each of which takes a few.
 */
const HOLD_TURNS = 32;

/** Lanes of things to handle: within a lane the next begins when the one before is done. */
export class Lanes<T extends object> {
  readonly #handle: (item: T, turn: Turn) => boolean;
  /** Those of a name in which something is being handled, or held. */
  readonly #busy = new Map<string, Lane<T>>();
  /** What waits, over all lanes, in order of arrival. */
  readonly #waiting = new Set<T>();
  /** Lanes of which nothing is being handled. */
  #held: Lane<T>[] = [];
  /** How long the hold still lasts; 0 when there is none. */
  #turnsLeft = 0;

  /** @param handle - handles one; returns whether that is done, else calls `done` later. Never throws. */
  constructor(handle: (item: T, turn: Turn) => boolean) {
    this.#handle = handle;
  }

  /** What waits for its turn, in order of arrival, but for what was {@link Lanes.take | taken}. */
  get waiting(): Iterable<T> {
    return this.#waiting;
  }

  /** How much there is: for tests of what stays behind. */
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
   * @param name - of the lane; without one it waits for nothing else
   * @returns a promise for when it is handled; `undefined` when it is already
   */
  push(item: T, name: string | undefined): Promise<void> | undefined {
    const busy = name === undefined ? undefined : this.#busy.get(name);
    if (busy !== undefined) return this.#wait(item, busy);
    const lane = new Lane<T>(name, this);
    if (name !== undefined) this.#busy.set(name, lane);
    if (this.#turnsLeft > 0) {
      this.#held.push(lane);
      return this.#wait(item, lane);
    }
    if (this.#handle(item, lane)) {
      this.advance(lane);
      return undefined;
    }
    return new Promise((settle) => {
      lane.settle = settle;
    });
  }

  /** Drops what waits. What is being handled goes on, and what comes next does not wait for it. */
  clear(): void {
    const lanes = new Set([...this.#busy.values(), ...this.#held]);
    this.#busy.clear();
    this.#waiting.clear();
    this.#held = [];
    for (const lane of lanes) for (let next = lane.take(); next !== undefined; next = lane.take()) next.settle();
  }

  /** Handles what waits in a lane, for as long as that is done at once. */
  advance(lane: Lane<T>): void {
    for (let next = lane.take(); next !== undefined; next = lane.take()) {
      this.#waiting.delete(next.item);
      if (!this.#handle(next.item, lane)) {
        lane.settle = next.settle;
        return;
      }
      next.settle();
    }
    const { name } = lane;
    if (name !== undefined && this.#busy.get(name) === lane) this.#busy.delete(name);
  }

  #wait(item: T, lane: Lane<T>): Promise<void> {
    this.#waiting.add(item);
    return new Promise((settle) => lane.add({ item, settle, next: undefined }));
  }

  async #endHold(): Promise<void> {
    for (; this.#turnsLeft > 0; this.#turnsLeft--) await undefined;
    const held = this.#held;
    this.#held = [];
    for (const lane of held) this.advance(lane);
  }
}

interface Waiting<T> {
  readonly item: T;
  readonly settle: () => void;
  next: Waiting<T> | undefined;
}

/** What waits in one lane: a linked list, since taking from the front of a long array costs its length. */
class Lane<T extends object> implements Turn {
  readonly name: string | undefined;
  /** Settles the promise of what is in hand. */
  settle: (() => void) | undefined;
  readonly #lanes: Lanes<T>;
  #first: Waiting<T> | undefined;
  #last: Waiting<T> | undefined;

  constructor(name: string | undefined, lanes: Lanes<T>) {
    this.name = name;
    this.#lanes = lanes;
  }

  done(): void {
    this.settle?.();
    this.#lanes.advance(this);
  }

  add(waiting: Waiting<T>): void {
    if (this.#last === undefined) this.#first = waiting;
    else this.#last.next = waiting;
    this.#last = waiting;
  }

  take(): Waiting<T> | undefined {
    const first = this.#first;
    this.#first = first?.next;
    if (this.#first === undefined) this.#last = undefined;
    return first;
  }
}
