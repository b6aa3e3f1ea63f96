/** UTF-8 cut anywhere: where sequences end, where the valid ones end, and how long a text is in bytes. */

/** How many bytes at the end of `bytes` begin a sequence that is not yet whole, and may become a valid one. */
export function unfinishedTail(bytes: Uint8Array, end: number): number {
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back && validLength(bytes, end - back, end) === -1 ? back : 0;
  }
  return 0;
}

/** How many bytes at the beginning of `bytes` are whole, valid sequences. */
export function validPrefix(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = validLength(bytes, at, bytes.length);
    if (length <= 0) break;
    at += length;
  }
  return at;
}

/** The length of the text in UTF-8 bytes, from one UTF-16 code unit to before another; a surrogate counts two. */
export function utf8Length(text: string, from: number, to: number): number {
  let length = to - from;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) length += code >= 0x800 && (code < 0xd800 || code >= 0xe000) ? 2 : 1;
  }
  return length;
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

/** The length of the sequence at a place; 0 if it is none, -1 if it is the beginning of one (RFC 3629 section 4). */
function validLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] as number;
  const length = sequenceLength(lead);
  for (let i = 1; i < length; i++) {
    if (at + i >= end) return -1;
    const byte = bytes[at + i] as number;
    const low = i > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = i > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (byte < low || byte > high) return 0;
  }
  return length;
}
