/**
 * Where saxes 6.0.0 departs from the specifications, each with the rule it breaks. A disagreement is forgiven only
 * where our fault stands at the very place that breaks that rule.
 */
import type { Account } from './oracle.js';

/** One rule that saxes does not hold to. */
export interface Deviation {
  readonly name: string;
  /** The production or constraint that decides. */
  readonly rule: string;
  /** Whether it explains that we refuse, at this place of a text, what saxes reads. */
  readonly explains: (text: string, offset: number) => boolean;
}

/** What saxes reads although it must be refused. */
export const DEVIATIONS: readonly Deviation[] = [
  {
    name: 'a high surrogate takes whatever comes after it',
    rule: 'XML 1.0 [2] Char: surrogates are no characters',
    // Lone ones: the fault is there, or where the name with it begins.
    explains: (text, offset) => /^(?:<[/?]?|&)?[^ \t\r\n<>=/"'&;]*\p{Surrogate}/u.test(text.slice(offset)),
  },
  {
    name: 'the local part of a name begins with any name character',
    rule: 'Namespaces in XML 1.0 [4] NCName, [7] QName: it begins as a name begins',
    explains: (text, offset) => /^[^ \t\r\n<>=/"'&]*:(?:[-.0-9\u00b7\u203f\u2040]|\p{M})/u.test(text.slice(offset)),
  },
  {
    name: "data right after the name of a processing instruction and '?'",
    rule: 'XML 1.0 [16] PI: white space before the data',
    explains: (text, offset) => /<\?[^ \t\r\n?]+\?$/.test(text.slice(0, offset + 1)) && text[offset + 1] !== '>',
  },
];

/** Why saxes may refuse what we read; or read what we refuse, at the declaration: its name is none that may be bound. */
export const TRIMMED = {
  name: 'white space at the ends of a namespace name is left out',
  rule: 'XML 1.0 section 3.3.3: a CDATA value keeps it; Namespaces in XML 1.0 section 2.3: compared as they are',
  explainsReading: (account: Account): boolean => account.hasTrimmed,
  explainsRefusal: (account: Account, text: string, offset: number): boolean =>
    account.hasTrimmed && text.startsWith('xmlns', offset),
};

/** Both read white space between stanzas; written as a reference it is none of XMPP's (RFC 6120 section 4.6.1). */
export const REFERENCE_BETWEEN_STANZAS = {
  name: 'a reference to white space between stanzas',
  rule: 'RFC 6120 section 4.6.1: a keep-alive is a white space character',
  explains: (text: string, offset: number): boolean =>
    /^&#(?:9|10|13|32|x9|xa|xd|x20|x0*[9ad]|0*(?:9|10|13|32)|x0*20);/i.test(text.slice(offset)),
};
