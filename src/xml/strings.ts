/**
 * Strings in one piece of memory of their own. What is put together with `+`, or cut from another string, refers to
 * its parts: it keeps them in memory, and is slow to read. `join` gives the characters themselves.
 */

/** Two texts, one after the other, in one piece. */
export function joined(first: string, second: string): string {
  return [first, second].join('');
}

/** A text in a piece of its own. */
export function flatCopy(text: string): string {
  return joined(text.slice(0, 1), text.slice(1));
}
