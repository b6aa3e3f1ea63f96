/** Equality of plain values: what `values` and JSON hold. */

/** Whether two plain values are equal, keys in any order; `undefined` is no value but a missing key. */
export function equalPlain(a: unknown, b: unknown): boolean {
  const open: [unknown, unknown][] = [[a, b]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [x, y] = next;
    if (Object.is(x, y)) continue;
    if (typeof x !== 'object' || typeof y !== 'object' || x === null || y === null) return false;
    if (Array.isArray(x) !== Array.isArray(y)) return false;
    const [xs, ys] = [entriesOf(x), entriesOf(y)];
    if (xs.size !== ys.size) return false;
    for (const [key, value] of xs) {
      if (!ys.has(key)) return false;
      open.push([value, ys.get(key)]);
    }
  }
  return true;
}

function entriesOf(value: object): Map<string, unknown> {
  return new Map(Object.entries(value).filter(([, item]) => item !== undefined));
}
