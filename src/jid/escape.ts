/** JID escaping (XEP-0106): how any name can be a localpart. */
import { InvalidJIDError } from './errors.js';

/**
 * Escapes what a localpart may not have. A backslash is escaped only where it would read as an escape
 * sequence, in upper case too, since the localpart will be lower-cased.
 *
 * @throws {@link InvalidJIDError} when the text begins or ends with a space (XEP-0106 section 4.2)
 */
export function escapeLocal(text: string): string {
  if (/^ | $/.test(text)) throw new InvalidJIDError(text, 'localpart', 'it may not begin or end with a space');
  return text.replace(
    /[ "&'/:<>@]|\\(?=2[0267f]|3[ace]|40|5c)/gi,
    (character) => `\\${character.charCodeAt(0).toString(16)}`,
  );
}

/** Undoes {@link escapeLocal}. Sequences that XEP-0106 does not define stay. */
export function unescapeLocal(text: string): string {
  return text.replace(/\\(2[0267f]|3[ace]|40|5c)/g, (_, code: string) => String.fromCharCode(Number(`0x${code}`)));
}
