/** What the testing tools take from the platform, by structure: no global type is needed to compile them. */

interface Platform {
  setTimeout(call: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

const { setTimeout, clearTimeout } = globalThis as unknown as Platform;

/**
 * Calls a function after some milliseconds of the real clock, whatever a test has put in its place since.
 *
 * @returns a function that calls it off
 */
export function afterRealTime(milliseconds: number, call: () => void): () => void {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
}

/** Lets everything go on that waits for no clock and no input: promises, and what they call. */
export function turn(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 0));
}
