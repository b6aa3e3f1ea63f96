/** The clock of the platform, by structure: no global type is needed to compile it. */

interface Platform {
  setTimeout(call: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

/**
 * Calls a function after some milliseconds. Looked up at each call, so that tests may replace the clock.
 *
 * @returns a function that calls it off
 */
export function after(milliseconds: number, call: () => void): () => void {
  const platform = globalThis as unknown as Platform;
  const timer = platform.setTimeout(call, milliseconds);
  return () => platform.clearTimeout(timer);
}
