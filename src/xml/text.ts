/** Reads names, texts and references: what stands in the XML besides its punctuation. */
import {
  CLASS,
  describeCharacter,
  isXmlChar,
  NAME_CHAR,
  NAME_START,
  nameEnd,
  RUN_RAW,
  RUN_TEXT,
  RUN_VALUE,
} from './characters.js';
import { INCOMPLETE, type Input } from './input.js';
import { shorten } from './names.js';
import { BEYOND_ASCII, scratch } from './scratch.js';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const AMP = 0x26;
const LT = 0x3c;

/** Reads a name, colons included; an empty one (the index itself) if there is none. */
export function readName(input: Input, from: number): number {
  const { text, limits } = input;
  const { codes } = scratch;
  let i = from;
  if (((CLASS[codes[i] as number] as number) & NAME_START) !== 0)
    do i++;
    while (((CLASS[codes[i] as number] as number) & NAME_CHAR) !== 0);
  if ((codes[i] as number) >= BEYOND_ASCII) i = nameEnd(text, from);
  if (i - from > limits.nameLength)
    input.fault(
      'policy-violation',
      from + limits.nameLength,
      `A name is longer than ${limits.nameLength} characters; raise limits.nameLength if such input is expected`,
    );
  return input.endsAt(i) ? INCOMPLETE : i;
}

/**
 * Reads a text up to what ends it, its line ends normalised (XML 1.0 sections 2.11 and 3.3.3).
 *
 * @param start - from `from` up to here it is known to stand for itself
 * @param run - the class of what stands for itself: `RUN_TEXT`, `RUN_VALUE`, or `RUN_RAW` where there are no references
 * @param end - what ends it
 * @returns the index of its end
 */
export function readText(input: Input, from: number, start: number, run: number, end: string): number {
  const { text } = input;
  const { codes } = scratch;
  const isValue = run === RUN_VALUE;
  let value = '';
  let kept = from;
  let i = start;
  for (;;) {
    while (((CLASS[codes[i] as number] as number) & run) !== 0) i++;
    if (text.startsWith(end, i)) {
      input.value = value + text.slice(kept, i);
      return i;
    }
    const code = codes[i];
    let next = i + 1;
    if (code === AMP && run !== RUN_RAW) {
      next = readReference(input, i);
      if (next === INCOMPLETE) return INCOMPLETE;
      value += text.slice(kept, i) + input.value;
      kept = next;
    } else if (code === CR || (isValue && (code === LF || code === TAB))) {
      if (next === text.length) return INCOMPLETE;
      if (code === CR && codes[next] === LF) next++;
      value += text.slice(kept, i) + (isValue ? ' ' : '\n');
      kept = next;
    } else if (code === LT && isValue) {
      const problem = "Found '<' in an attribute value; write it as '&lt;', or close the quote";
      return input.fault('not-well-formed', i, problem);
    } else if (run === RUN_TEXT && i - 2 >= from && text.startsWith(']]>', i - 2)) {
      return input.fault('not-well-formed', i - 2, "Found ']]>' in text; write it as ']]&gt;'");
    } else {
      const point = text.codePointAt(i) as number;
      if (point > 0xffff) next++;
      else if (!isXmlChar(point)) return input.endsAt(i) ? INCOMPLETE : badCharacter(input, i);
    }
    i = next;
  }
}

/** Says that a character is none of XML's. */
export function badCharacter(input: Input, at: number): never {
  const code = describeCharacter(input.text.charCodeAt(at));
  return input.fault('not-well-formed', at, `Found the character ${code}, which XML does not allow`);
}

const PREDEFINED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);
/** What stands between `&#` and `;`, as far as it is right. */
const DIGITS = /x[\da-fA-F]*|\d*/y;

/** Reads a reference: `&lt;`, `&#8364;`. */
function readReference(input: Input, at: number): number {
  const { text } = input;
  if (text[at + 1] === '#') return readCharacterReference(input, at);
  const end = readName(input, at + 1);
  if (end === INCOMPLETE) return INCOMPLETE;
  if (end === at + 1 || text[end] !== ';')
    return input.fault('not-well-formed', at, "Found '&' that begins no reference; write it as '&amp;'");
  const name = text.slice(at + 1, end);
  const value = PREDEFINED.get(name);
  if (value === undefined)
    return input.fault(
      'restricted-xml',
      at,
      `Found the entity reference '&${shorten(name)};'; only &lt; &gt; &amp; &apos; &quot; and character references may be used`,
    );
  input.value = value;
  return end + 1;
}

function readCharacterReference(input: Input, at: number): number {
  const { text } = input;
  DIGITS.lastIndex = at + 2;
  const digits = DIGITS.exec(text)?.[0] as string;
  const end = at + 2 + digits.length;
  if (end === text.length) return INCOMPLETE;
  if (text[end] !== ';' || digits === '' || digits === 'x') {
    const problem = "Found '&#' that begins no character reference such as '&#10;' or '&#xA;'";
    return input.fault('not-well-formed', at, problem);
  }
  const point = Number(`0${digits}`);
  if (!isXmlChar(point))
    return input.fault('not-well-formed', at, 'Found a reference to a character that XML does not allow');
  input.value = String.fromCodePoint(point);
  return end + 1;
}
