/** Numbers that look like chance and come again with their seed. */

/** A small generator of pseudo-random numbers (xorshift32, its seed mixed first): fast, and the same on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    let state = (seed ^ 0x9e3779b9) >>> 0;
    state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    this.#state = (state ^ (state >>> 16)) | 0 || 1;
  }

  /** A whole number from 0 to `count - 1`. */
  below(count: number): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return (x >>> 0) % count;
  }

  /** True once in so many times. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  /** One of a list that has some. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}
