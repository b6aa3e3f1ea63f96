/** The clock of the platform, by structure: no global type is needed to compile it. */

interface Platform {
  setTimeout(call: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** The longest that platforms count: what is longer they call at once. */
const LONGEST = 2 ** 31 - 1;

/**
 * Calls a function after some milliseconds. The clock is looked up at each call, so that tests may replace it.
 *
 * @returns a function that calls it off
 */
export function after(milliseconds: number, call: () => void): () => void {
  const platform = globalThis as unknown as Platform;
  let timer: unknown;
  const arm = (left: number): void => {
    const step = Math.min(left, LONGEST);
    timer = platform.setTimeout(left > LONGEST ? () => arm(left - step) : call, step);
  };
  arm(milliseconds);
  return () => platform.clearTimeout(timer);
}
