/** Makes an input that shows something as short as it goes. */

/** The shortest input found by leaving out pieces, smaller and smaller, of which `shows` is still true. */
export function minimised<T extends string | Uint8Array>(input: T, shows: (input: T) => boolean): T {
  let best = input;
  for (let size = best.length >> 1; size >= 1; ) {
    let isShorter = false;
    for (let at = 0; at < best.length; ) {
      const tried = without(best, at, at + size);
      if (shows(tried)) {
        best = tried;
        isShorter = true;
      } else at += size;
    }
    if (!isShorter || size > best.length) size = Math.min(size >> 1, best.length);
  }
  return best.length > MOST_PAIRED ? best : withoutPairs(best, shows);
}

/** Up to here all pairs of pieces are tried. */
const MOST_PAIRED = 60;

/** Leaves out two pieces at a time: a start tag and its end tag, two quotes. */
function withoutPairs<T extends string | Uint8Array>(input: T, shows: (input: T) => boolean): T {
  let best = input;
  for (let size = 4; size >= 1; size--)
    for (let at = 0; at < best.length; at++)
      for (let to = at + size; to < best.length; to++) {
        // An end tag has one character more than its start tag.
        const tried = [size, size + 1].map((end) => without(without(best, to, to + end), at, at + size));
        const shorter = tried.find(shows);
        if (shorter !== undefined) best = shorter;
      }
  return best;
}

function without<T extends string | Uint8Array>(input: T, from: number, to: number): T {
  if (typeof input === 'string') return (input.slice(0, from) + input.slice(to)) as T;
  const bytes = input as Uint8Array;
  return Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(to)]) as T;
}
