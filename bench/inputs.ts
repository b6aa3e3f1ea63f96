/** What is measured on: stanzas of our own, and those of a corpus where there is one. */
import { readFileSync } from 'node:fs';
import { parseXml, XmlError } from 'couplet';
import { STANZAS } from './stanzas.js';

/** Texts of whole stanzas. */
export interface Input {
  readonly name: string;
  readonly texts: readonly string[];
}

/** The stanzas of a corpus that an XMPP stream could carry. */
function corpus(path: string): Input {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const texts = lines.map((line) => (JSON.parse(line) as { xml: string }).xml);
  return { name: 'corpus', texts: texts.filter(isStanza) };
}

function isStanza(text: string): boolean {
  try {
    parseXml(text);
    return true;
  } catch (error) {
    if (error instanceof XmlError) return false;
    throw error;
  }
}

const path = process.env.XEP_EXAMPLES;

/** All that there is. */
export const INPUTS: readonly Input[] = [
  { name: 'stanzas', texts: STANZAS },
  ...(path === undefined ? [] : [corpus(path)]),
];

/** The input as one stream, with its header and without its end: it may be read on and on. */
export function streamOf({ texts }: Input): { header: string; stanzas: string } {
  return {
    header:
      "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>",
    stanzas: texts.join(''),
  };
}

/** Pieces of one size. */
export function piecesOf<T extends string | Uint8Array>(input: T, size: number): T[] {
  const pieces: T[] = [];
  for (let at = 0; at < input.length; at += size) pieces.push(input.slice(at, at + size) as T);
  return pieces;
}
