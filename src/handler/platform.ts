/** The clock of the platform, by structure: no global type is needed to compile it. */
import type { AbortSignalLike } from '../stanza/iq.js';

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

/** How long something is waited for. */
export interface Limits {
  /** In milliseconds; 30,000 without it, `Infinity` for ever. */
  readonly timeout?: number;
  readonly signal?: AbortSignalLike;
}

/**
 * Waits for no longer than is said.
 *
 * @param expire - called when the time is over
 * @param abort - called with the reason when the signal is aborted
 * @returns a function that calls both off
 */
export function limit(
  { timeout = 30_000, signal }: Limits,
  expire: (timeout: number) => void,
  abort: (reason: unknown) => void,
): () => void {
  const stopClock = timeout === Number.POSITIVE_INFINITY ? undefined : after(timeout, () => expire(timeout));
  const onAbort = (): void => abort(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  return () => {
    stopClock?.();
    signal?.removeEventListener('abort', onAbort);
  };
}
