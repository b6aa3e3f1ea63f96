/** Who may answer an IQ request: one rule, for `MatchIDSender` and for the stream's own requests. */
import { JID } from '../jid/jid.js';

/** The addresses of a request, as they stand in its XML. */
export interface RequestAddresses {
  readonly to: string | undefined;
  readonly from: string | undefined;
}

/**
 * Whether an answer may come from this sender (RFC 6120, sections 8.1.2.1 and 10.3.3): from the addressee;
 * to a request without addressee, or to the own account, also from nobody, or from the own bare JID, full
 * JID or domain. While the own JID is not known, whoever answers a request without addressee may.
 *
 * @param sender - the `from` of the answer, as it stands in its XML
 * @param request - the addresses of the request
 * @param own - the JID that the stream is bound to; the request's own `from` comes before it
 */
export function isPermittedSender(
  sender: string | undefined,
  request: RequestAddresses,
  own: JID | undefined,
): boolean {
  const { to, from } = request;
  if (to !== undefined && sender !== undefined && (sender === to || sameJid(sender, to))) return true;
  const account = from === undefined ? own : read(from);
  if (account === undefined) return to === undefined;
  if (to !== undefined && !sameJid(to, account.bare.full)) return false;
  if (sender === undefined) return true;
  return [account.bare.full, account.full, account.domain].some((address) => sameJid(sender, address));
}

function sameJid(a: string, b: string): boolean {
  if (a === b) return true;
  const first = read(a);
  return first !== undefined && read(b)?.equals(first) === true;
}

function read(text: string): JID | undefined {
  try {
    return JID.read(text);
  } catch {
    return undefined;
  }
}
