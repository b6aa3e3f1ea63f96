/** Reads what begins with `<!` and `<?`: CDATA sections, comments, processing instructions, the XML declaration. */
import { CLASS, SPACE } from './characters.js';
import { INCOMPLETE, type Input } from './input.js';
import { badCharacter, passCharacter, readName } from './text.js';

const QUESTION = 0x3f;
const GT = 0x3e;
const CR = 0x0d;

/** Whether a literal stands at an index: `INCOMPLETE` when the text ends within it. */
export function startsWith(input: Input, literal: string, at: number): boolean | typeof INCOMPLETE {
  const text = input.text;
  if (text.startsWith(literal, at)) return true;
  return text.length - at < literal.length && literal.startsWith(text.slice(at)) ? INCOMPLETE : false;
}

/** Reads a CDATA section, line ends normalised; `at` is known to be at `<![CDATA[`. */
export function readCdata(input: Input, at: number): number {
  const text = input.text;
  let value = '';
  let kept = at + 9;
  let i = kept;
  for (;;) {
    const code = text.charCodeAt(i);
    if (code === 0x5d) {
      const end = startsWith(input, ']]>', i);
      if (end === INCOMPLETE) return INCOMPLETE;
      if (end) break;
      i++;
    } else if (code === CR) {
      if (i + 1 === text.length) return INCOMPLETE;
      value += `${text.slice(kept, i)}\n`;
      i += text.charCodeAt(i + 1) === 0x0a ? 2 : 1;
      kept = i;
    } else {
      i = passAny(input, i);
      if (i === INCOMPLETE) return INCOMPLETE;
    }
  }
  input.value = value + text.slice(kept, i);
  return i + 3;
}

/** Passes a comment; `at` is known to be at `<!--`. */
export function passComment(input: Input, at: number): number {
  let i = at + 4;
  for (;;) {
    const dashes = startsWith(input, '--', i);
    if (dashes === INCOMPLETE) return INCOMPLETE;
    if (dashes) break;
    i = passAny(input, i);
    if (i === INCOMPLETE) return INCOMPLETE;
  }
  if (i + 2 === input.text.length) return INCOMPLETE;
  if (input.text.charCodeAt(i + 2) !== GT) input.fault('not-well-formed', i, "Found '--' in a comment");
  return i + 3;
}

/** Passes a processing instruction; `at` is known to be at `<?`. */
export function passInstruction(input: Input, at: number): number {
  const text = input.text;
  const end = readName(input, at + 2);
  if (end === INCOMPLETE) return INCOMPLETE;
  if (end === at + 2)
    input.fault('not-well-formed', at + 2, "Expected the name of a processing instruction after '<?'");
  const target = text.slice(at + 2, end);
  if (target.includes(':'))
    input.fault('not-well-formed', at + 2, 'Found a colon in the name of a processing instruction');
  if (/^xml$/i.test(target))
    input.fault('not-well-formed', at, 'Found an XML declaration that is not at the very beginning of the input');
  let i = end;
  const code = text.charCodeAt(i);
  if (code !== QUESTION && ((CLASS[code] ?? 0) & SPACE) === 0)
    input.fault('not-well-formed', i, "Expected white space or '?>' after the name of a processing instruction");
  for (;;) {
    const close = startsWith(input, '?>', i);
    if (close === INCOMPLETE) return INCOMPLETE;
    if (close) return i + 2;
    if (i === end && code === QUESTION) input.fault('not-well-formed', i, "Expected '?>'");
    i = passAny(input, i);
    if (i === INCOMPLETE) return INCOMPLETE;
  }
}

const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][A-Za-z0-9._-]*)"|'([A-Za-z][A-Za-z0-9._-]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>$/;

/** Passes the XML declaration; `at` is known to be at `<?xml` and white space, at the very beginning. */
export function passDeclaration(input: Input, at: number): number {
  const close = input.text.indexOf('?>', at);
  if (close === -1) return INCOMPLETE;
  const parts = DECLARATION.exec(input.text.slice(at, close + 2));
  if (parts === null)
    return input.fault(
      'not-well-formed',
      at,
      "Expected an XML declaration such as <?xml version='1.0' encoding='UTF-8'?>",
    );
  const encoding = parts[1] ?? parts[2];
  if (encoding !== undefined && encoding.toUpperCase() !== 'UTF-8')
    input.fault('unsupported-encoding', at, 'Found another declared encoding than UTF-8');
  return close + 2;
}

/** Passes one character that XML allows. */
function passAny(input: Input, at: number): number {
  const code = input.text.charCodeAt(at);
  if (code >= 0x80) return passCharacter(input, at);
  if (code >= 0x20 || ((CLASS[code] ?? 0) & SPACE) !== 0) return at + 1;
  return at >= input.text.length ? INCOMPLETE : badCharacter(input, at);
}
