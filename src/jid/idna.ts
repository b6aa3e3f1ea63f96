/**
 * Domainparts (RFC 7622 section 3.2): IDNA through the platform's URL, which knows the way from Unicode
 * to ASCII; the way back, Punycode (RFC 3492), is here.
 */
import { InvalidJIDError } from './errors.js';
import { parseHost } from './platform.js';
import { checkIdentifier, refuse } from './precis.js';

/** Labels of letters, digits and inner hyphens. */
const hostName = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.(?!$)|$))+$/;
const LABELS = 'each label between its dots must be 1 to 63 letters, digits and inner hyphens, and valid by IDNA';

/**
 * A domainpart in its canonical form: lower case, in NFC, with U-labels for A-labels, without a final
 * dot. An IP literal stays one.
 *
 * @throws {@link InvalidJIDError} when it is neither a domain name nor an IP address
 */
export function prepareDomain(text: string): string {
  if (isPlain(text)) return text;
  if (text.startsWith('[')) {
    const address = /^\[[\da-f:.]+\]$/i.test(text) ? parseHost(text) : undefined;
    return address ?? fail(text, 'expected an IPv6 address in the brackets');
  }
  const domain = text.toLowerCase().replace(/[.\u3002\uff0e\uff61]$/, '');
  if (isPlain(domain)) return domain;
  const found = /[^\P{ASCII}a-z\d.-]/u.exec(domain)?.[0];
  if (found !== undefined) refuse(text, 'domainpart', found);

  const ascii = /[^.]{64}/.test(domain) ? undefined : toAscii(domain);
  if (ascii === undefined || !hostName.test(ascii)) return fail(text, LABELS);
  const unicode = ascii.split('.').map(decodeLabel).join('.');
  // An A-label is valid only when it comes back the same, and when it hides nothing that is not allowed.
  if (toAscii(unicode) !== ascii || /[^\P{ASCII}a-z\d.-]|^-|-\.|\.-|-$/u.test(unicode)) fail(text, LABELS);
  // UTS #46, which the platform goes by, takes symbols; IDNA 2008 does not.
  for (const label of unicode.split('.')) checkIdentifier(label, text, 'domainpart');
  return unicode;
}

function isPlain(domain: string): boolean {
  return hostName.test(domain) && !domain.includes('xn--');
}

/** The ASCII form, or `undefined` when there is none. */
function toAscii(domain: string): string | undefined {
  // The label that is added keeps the parser from taking '1.2' for an IPv4 address.
  return parseHost(`${domain}.a`)?.slice(0, -2);
}

/** A label as a U-label; one that is no A-label, or no valid one, comes back as it is, or different. */
function decodeLabel(ascii: string): string {
  if (!ascii.startsWith('xn--')) return ascii;
  const code = ascii.slice(4);
  const delimiter = code.lastIndexOf('-');
  const output = delimiter > 0 ? Array.from(code.slice(0, delimiter)) : [];
  let codePoint = 128;
  let bias = 72;
  let index = 0;
  for (let at = delimiter > 0 ? delimiter + 1 : 0; at < code.length; ) {
    const before = index;
    for (let weight = 1, k = 36; ; k += 36) {
      const unit = code.charCodeAt(at++);
      const digit = unit < 58 ? unit - 22 : unit - 97;
      const threshold = Math.min(Math.max(k - bias, 1), 26);
      index += digit * weight;
      weight *= 36 - threshold;
      if (!(digit >= threshold)) break;
    }
    const length = output.length + 1;
    bias = adapt(index - before, length, before === 0);
    codePoint += Math.floor(index / length);
    if (!(codePoint <= 0x10ffff)) return ascii;
    index %= length;
    output.splice(index++, 0, String.fromCodePoint(codePoint));
  }
  return output.join('');
}

/** Bias adaptation, RFC 3492 section 6.1. */
function adapt(distance: number, length: number, isFirst: boolean): number {
  let delta = Math.floor(distance / (isFirst ? 700 : 2));
  delta += Math.floor(delta / length);
  let k = 0;
  for (; delta > 455; k += 36) delta = Math.floor(delta / 35);
  return k + Math.floor((36 * delta) / (delta + 38));
}

function fail(text: string, reason: string): never {
  throw new InvalidJIDError(text, 'domainpart', reason);
}
