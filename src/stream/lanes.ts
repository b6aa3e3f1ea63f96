/** Handling one thing after another where order counts, side by side where it does not. */
import { Chain, Link } from './chain.js';
import { Kept } from './kept.js';

/** Which stanzas are handled one after another: those of one sender (bare JID), all, or none. */
export type Order = 'sender' | 'stream' | 'none';

/** What is in hand: whoever handles it says here when it is done, if that is not at once. */
export interface Turn {
  done(): void;
}

/** Something to handle. While it waits, and was not taken, it is in the chain of all that waits. */
export abstract class Place extends Link {
  /** Settles the promise that it is handled. */
  settle: (() => void) | undefined = undefined;
  /** The next in its lane. */
  next: this | undefined = undefined;
}

/**
 * How many turns of the microtask queue a hold lasts: what the program awaits, it may await through several
 * functions, each of which takes a few.
 */
const HOLD_TURNS = 32;

/** Lanes of things to handle: within a lane the next begins when the one before is done. */
export class Lanes<T extends Place> {
  readonly #handle: (item: T, turn: Turn) => boolean;
  readonly #lanes = new Kept<Lane<T>>(() => new Lane(this));
  #busy = 0;
  /** What waits and was not taken, over all lanes, in order of arrival. */
  readonly #waiting = new Chain<T>();
  /** Lanes of which nothing is being handled. */
  #held: Lane<T>[] = [];
  /** How long the hold still lasts; 0 when there is none. */
  #turnsLeft = 0;

  /** @param handle - handles one; returns whether that is done, else calls `done` later. Never throws. */
  constructor(handle: (item: T, turn: Turn) => boolean) {
    this.#handle = handle;
  }

  /** How much is in hand or waits: for tests of what stays behind. */
  get size(): number {
    return this.#busy + this.#held.length + [...this.waiting()].length;
  }

  /** What waits for its turn, in order of arrival, but for what was {@link Lanes.take | taken}. */
  *waiting(): IterableIterator<T> {
    let next: T | undefined;
    for (let item = this.#waiting.first; item?.chain !== undefined; item = next) {
      next = item.later;
      yield item;
    }
  }

  /** Something that waits is not in `waiting` any more. It still has its turn. */
  take(item: T): void {
    item.leave();
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
    const lane = name === undefined ? new Lane(this) : this.#lanes.get(name);
    const { idle } = lane;
    if (!idle || this.#turnsLeft > 0) {
      if (idle) {
        this.#begin(lane);
        this.#held.push(lane);
      }
      this.#waiting.add(item);
      return new Promise((settle) => {
        item.settle = settle;
        lane.add(item);
      });
    }
    this.#begin(lane);
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
    const lanes = new Set([...this.#lanes.values, ...this.#held]);
    this.#lanes.clear();
    this.#held = [];
    for (const lane of lanes) {
      for (let item = lane.shift(); item !== undefined; item = lane.shift()) {
        item.leave();
        item.settle?.();
      }
    }
  }

  /** Handles what waits in a lane, for as long as that is done at once. */
  advance(lane: Lane<T>): void {
    for (let item = lane.shift(); item !== undefined; item = lane.shift()) {
      item.leave();
      const { settle } = item;
      item.settle = undefined;
      if (!this.#handle(item, lane)) {
        lane.settle = settle;
        return;
      }
      settle?.();
    }
    lane.idle = true;
    this.#busy--;
  }

  #begin(lane: Lane<T>): void {
    lane.idle = false;
    this.#busy++;
  }

  async #endHold(): Promise<void> {
    for (; this.#turnsLeft > 0; this.#turnsLeft--) await undefined;
    const held = this.#held;
    this.#held = [];
    for (const lane of held) this.advance(lane);
  }
}

/** One lane: what is in hand, and what waits. */
class Lane<T extends Place> implements Turn {
  /** Nothing is in hand, and nothing held. */
  idle = true;
  /** Settles the promise of what is in hand. */
  settle: (() => void) | undefined = undefined;
  readonly #lanes: Lanes<T>;
  #first: T | undefined;
  #last: T | undefined;

  constructor(lanes: Lanes<T>) {
    this.#lanes = lanes;
  }

  done(): void {
    const { settle } = this;
    this.settle = undefined;
    settle?.();
    this.#lanes.advance(this);
  }

  add(item: T): void {
    if (this.#last === undefined) this.#first = item;
    else this.#last.next = item;
    this.#last = item;
  }

  shift(): T | undefined {
    const first = this.#first;
    if (first === undefined) return undefined;
    this.#first = first.next;
    first.next = undefined;
    if (this.#first === undefined) this.#last = undefined;
    return first;
  }
}
