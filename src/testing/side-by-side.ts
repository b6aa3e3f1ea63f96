/** Two XML texts beside each other, line by line, with a mark where they differ. Knows of text only. */

/** Widest line of one side; longer ones are broken. */
const WIDTH = 64;
/** Equal lines shown around a difference. */
const CONTEXT = 4;
/** Past this many pairs of lines to compare, what is between the common beginning and end is shown unaligned. */
const MOST_PAIRS = 1_000_000;

/** A line of the table: `=` on both sides, `≠` another on each, `-` expected only, `+` found only. */
interface Row {
  readonly mark: '=' | '≠' | '-' | '+';
  readonly expected: string;
  readonly received: string;
}

/**
 * The table, its head first: what was expected on the left, what was found on the right.
 *
 * @param head - what stands over the left side: of a `'mask'`, it is no fault to have more than it
 */
export function sideBySide(expected: string, received: string, head: 'expected' | 'mask' = 'expected'): string {
  const rows = rowsOf(expected.split('\n'), received.split('\n'));
  const shown = shortened(rows);
  const left = shown.map((row) => (typeof row === 'number' ? hidden(row) : row.expected).length);
  const width = Math.min(WIDTH, Math.max(8, ...left));
  const rule = line('─', '─'.repeat(width), '─'.repeat(8), width).replaceAll(' ', '─').replace('│', '┼');
  const lines = [line(' ', head, 'found', width), rule];
  for (const row of shown) {
    if (typeof row === 'number') lines.push(line(' ', hidden(row), '⋮', width));
    else lines.push(...wrapped(row.mark === '=' || (row.mark === '+' && head === 'mask') ? ' ' : row.mark, row, width));
  }
  return lines.map((text) => text.trimEnd()).join('\n');
}

/** Stands for lines that are not shown. */
function hidden(lines: number): string {
  return `⋮ ${lines} equal lines`;
}

function line(mark: string, left: string, right: string, width: number): string {
  return `${mark} ${left.padEnd(width)} │ ${right}`;
}

function wrapped(mark: string, row: Row, width: number): string[] {
  const left = pieces(row.expected, width);
  const right = pieces(row.received, WIDTH);
  const lines: string[] = [];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    lines.push(line(mark, left[i] ?? '', right[i] ?? '', width));
  }
  return lines;
}

/** A long line in pieces, the later ones indented as the first. */
function pieces(text: string, width: number): string[] {
  if (text.length <= width) return [text];
  const indent = ' '.repeat(Math.min(width / 2, text.length - text.trimStart().length + 4));
  const found = [text.slice(0, width)];
  for (let at = width; at < text.length; at += width - indent.length) {
    found.push(indent + text.slice(at, at + width - indent.length));
  }
  return found;
}

/** The rows, with a number in place of many equal ones. */
function shortened(rows: readonly Row[]): (Row | number)[] {
  const near = new Set<number>();
  rows.forEach((row, i) => {
    if (row.mark !== '=') for (let j = i - CONTEXT; j <= i + CONTEXT; j++) near.add(j);
  });
  // The first line says what the element is.
  near.add(0);
  const shown: (Row | number)[] = [];
  let hidden: Row[] = [];
  const flush = (): void => {
    if (hidden.length > 2) shown.push(hidden.length);
    else shown.push(...hidden);
    hidden = [];
  };
  rows.forEach((row, i) => {
    if (!near.has(i)) {
      hidden.push(row);
      return;
    }
    flush();
    shown.push(row);
  });
  flush();
  return shown;
}

/** The lines of both, aligned by a longest common subsequence. */
function rowsOf(expected: readonly string[], received: readonly string[]): Row[] {
  let start = 0;
  while (start < Math.min(expected.length, received.length) && expected[start] === received[start]) start++;
  let end = 0;
  const most = Math.min(expected.length, received.length) - start;
  while (end < most && expected[expected.length - 1 - end] === received[received.length - 1 - end]) end++;
  const equal = (text: string): Row => ({ mark: '=', expected: text, received: text });
  return [
    ...expected.slice(0, start).map(equal),
    ...middle(expected.slice(start, expected.length - end), received.slice(start, received.length - end)),
    ...expected.slice(expected.length - end).map(equal),
  ];
}

function middle(expected: readonly string[], received: readonly string[]): Row[] {
  const rows: Row[] = [];
  let gone: string[] = [];
  let come: string[] = [];
  const flush = (): void => {
    for (let i = 0; i < Math.max(gone.length, come.length); i++) {
      const [left, right] = [gone[i], come[i]];
      const mark = left === undefined ? '+' : right === undefined ? '-' : '≠';
      rows.push({ mark, expected: left ?? '', received: right ?? '' });
    }
    gone = [];
    come = [];
  };
  const lengths = commonLengths(expected, received);
  let i = 0;
  let j = 0;
  while (i < expected.length || j < received.length) {
    const [left, right] = [expected[i], received[j]];
    if (left !== undefined && left === right && lengths !== undefined) {
      flush();
      rows.push({ mark: '=', expected: left, received: left });
      i++;
      j++;
    } else if (j >= received.length || (left !== undefined && at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      gone.push(left as string);
      i++;
    } else {
      come.push(right as string);
      j++;
    }
  }
  flush();
  return rows;
}

type Lengths = readonly Uint32Array[] | undefined;

function at(lengths: Lengths, i: number, j: number): number {
  return lengths?.[i]?.[j] ?? 0;
}

/** For each pair of ends, how many lines they have in common in order; `undefined` where that is too much work. */
function commonLengths(a: readonly string[], b: readonly string[]): Lengths {
  if (a.length * b.length > MOST_PAIRS) return undefined;
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i] as Uint32Array;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  }
  return lengths;
}
