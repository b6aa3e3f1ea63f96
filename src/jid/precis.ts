/**
 * The two PRECIS profiles of RFC 7622: UsernameCaseMapped for the localpart, OpaqueString for the
 * resourcepart (RFC 8264, RFC 8265). The categories are the platform's Unicode properties: its Unicode
 * version decides what is assigned. Two rules are missing, since their tables would outweigh the rest of
 * the library: directionality (RFC 5893), and the joining types around U+200C, for which the script of
 * the neighbours stands in. The rules apply in the order of RFC 8264 section 7: mappings first.
 */
import { InvalidJIDError, type JIDPart } from './errors.js';

// RFC 8264 section 9: PrecisIgnorableProperties (M), OldHangulJamo (I), Exceptions (F).
const never =
  '\\p{DI}\\u1100-\\u11ff\\ua960-\\ua97c\\ud7b0-\\ud7c6\\ud7cb-\\ud7fb\\u0640\\u07fa\\u302e\\u302f\\u3031-\\u3035\\u303b';
// U+200C and U+200D are ignorable, but valid in context.
const notJoiner = '(?![\\u200c\\u200d])';
// Title case, which LetterDigits (A) is without, is never left after lower-casing.
const outsideIdentifier = new RegExp(
  `${notJoiner}(?:[^!-~\\p{L}\\p{M}\\p{Nd}\\u06fd\\u06fe\\u0f0b\\u3007\\u00b7\\u0375\\u05f3\\u05f4\\u30fb]|[\\p{Me}${never}])`,
  'u',
);
const outsideFreeform = new RegExp(`${notJoiner}[\\p{C}\\p{Zl}\\p{Zp}${never}]`, 'u');

const contextual = /[\u00b7\u0375\u05f3\u05f4\u30fb\u0660-\u0669\u06f0-\u06f9\u200c\u200d]/;
// RFC 5892 appendix A.3 to A.9, but for U+30FB: what breaks a rule.
const outOfContext =
  /(?:^|[^l])\u00b7|\u00b7(?!l)|\u0375(?!\p{sc=Grek})|(?:^|\P{sc=Hebr})[\u05f3\u05f4]|[\u0660-\u0669].*[\u06f0-\u06f9]|[\u06f0-\u06f9].*[\u0660-\u0669]/u;
const japanese = /[\p{sc=Hira}\p{sc=Kana}\p{sc=Hani}]/u;
// RFC 5892 appendix A.1 and A.2: between letters that join (by script instead of joining type), or after a virama.
const cursive = '[\\p{sc=Arab}\\p{sc=Syrc}\\p{sc=Mong}\\p{sc=Nkoo}\\p{sc=Phag}\\p{sc=Adlm}]';
const joiners = new RegExp(`${cursive}\\p{M}*\\u200c(?=\\p{M}*${cursive})|(.?)[\\u200c\\u200d]`, 'gu');

/** Localpart characters that the profile allows and RFC 7622 section 3.3.1 does not. */
const excluded = /[ "&'/:<>@]/;

// What needs no work: nearly all there is.
const plainLocal = /^[!#-%(-.\d;=?[-~]+$/;
const plainResource = /^[ -~]+$/;

/**
 * A localpart by UsernameCaseMapped.
 *
 * @throws {@link InvalidJIDError} when it has a character that is not allowed
 */
export function prepareLocal(text: string): string {
  if (plainLocal.test(text)) return text;
  // Fullwidth and halfwidth forms, but for the Hangul ones, which map to what is not allowed either.
  const mapped = text.replace(/[\uff01-\uff9f]/g, (wide) => wide.normalize('NFKC'));
  // Lower-casing by code point: `toLowerCase` looks at the neighbours for the final sigma alone.
  const prepared = mapped.replace(/Σ/g, 'σ').toLowerCase().normalize('NFC');
  const found = excluded.exec(prepared)?.[0];
  if (found !== undefined) refuse(text, 'localpart', found, 'is not allowed; JID.escape() can stand in for it');
  checkIdentifier(prepared, text, 'localpart');
  return prepared;
}

/**
 * A resourcepart by OpaqueString.
 *
 * @throws {@link InvalidJIDError} when it has a character that is not allowed
 */
export function prepareResource(text: string): string {
  if (plainResource.test(text)) return text;
  const prepared = text.replace(/\p{Zs}/gu, ' ').normalize('NFC');
  const found = outsideFreeform.exec(prepared)?.[0];
  if (found !== undefined) refuse(text, 'resourcepart', found);
  checkContext(prepared, text, 'resourcepart');
  return prepared;
}

/**
 * Checks a text in NFC against the IdentifierClass.
 *
 * @throws {@link InvalidJIDError} when a character is not of it
 */
export function checkIdentifier(prepared: string, text: string, part: JIDPart): void {
  let found = outsideIdentifier.exec(prepared)?.[0];
  // HasCompat (Q): in NFC only what has a compatibility mapping is changed by NFKC.
  if (found === undefined && prepared.normalize('NFKC') !== prepared) {
    found = Array.from(prepared).find((character) => character.normalize('NFKC') !== character);
  }
  if (found !== undefined) refuse(text, part, found);
  checkContext(prepared, text, part);
}

function checkContext(prepared: string, text: string, part: JIDPart): void {
  if (!contextual.test(prepared)) return;
  let found = outOfContext.exec(prepared)?.[0];
  if (prepared.includes('\u30fb') && !japanese.test(prepared)) found = '\u30fb';
  for (const [joined, before] of prepared.matchAll(joiners)) {
    if (before === '' || (before !== undefined && !isVirama(before))) found = joined;
  }
  if (found !== undefined) refuse(text, part, contextual.exec(found)?.[0] as string, 'is not allowed there');
}

/**
 * Whether a character has the canonical combining class 9. It is the one between those of U+3099 (8) and
 * U+05B0 (10), and normalisation puts combining characters in the order of their classes.
 */
function isVirama(character: string): boolean {
  return (
    `${character}\u3099`.normalize('NFD') === `\u3099${character}` &&
    `\u05b0${character}`.normalize('NFD') === `${character}\u05b0`
  );
}

/** @throws {@link InvalidJIDError} always */
export function refuse(text: string, part: JIDPart, character: string, verdict = 'is not allowed'): never {
  const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
  throw new InvalidJIDError(text, part, `U+${code} ${verdict}`);
}
