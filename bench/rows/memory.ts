/** What a parsed stanza keeps in memory. */

import XmppParser from '@xmpp/xml/lib/Parser.js';
import { parseXml, type XmlElement, XmlReader } from 'couplet';
import { parse as parseWithLtx } from 'ltx';
import type { Row } from '../harness.js';
import { INPUTS, type Input, piecesOf, streamOf } from '../inputs.js';
import { parseWithSaxes, parseWithXmldom } from '../peers.js';

/** How many times all of the input is kept. */
const TIMES = 4;

/** A text in memory of its own, as it comes from a socket. */
function received(text: string): string {
  return Buffer.from(text).toString();
}

function each(texts: readonly string[], parse: (text: string) => unknown): () => unknown[] {
  return () => {
    const kept: unknown[] = [];
    for (let time = 0; time < TIMES; time++) for (const text of texts) kept.push(parse(received(text)));
    return kept;
  };
}

function whole({ name, texts }: Input): Row {
  return {
    name: `memory kept, ${name}`,
    unit: 'stanza',
    count: texts.length * TIMES,
    of: 'memory',
    contestants: {
      couplet: each(texts, (text) => parseXml(text)),
      ltx: each(texts, (text) => parseWithLtx(text)),
      saxes: each(texts, parseWithSaxes),
      xmldom: each(texts, parseWithXmldom),
    },
    goals: { ltx: 1 },
  };
}

/** One stanza of ten is kept, and so may be the chunk that it came in. */
function few(input: Input): Row {
  const { header, stanzas } = streamOf(input);
  const chunks = piecesOf(stanzas.repeat(TIMES), 65_536);
  const keep = (write: (chunk: string) => void, kept: unknown[]): unknown[] => {
    for (const chunk of chunks) write(received(chunk));
    return kept;
  };
  const count = Math.floor((input.texts.length * TIMES) / 10);
  return {
    name: `memory kept, one of ten of a stream in chunks of 64 KiB, ${input.name}`,
    unit: 'stanza',
    count,
    of: 'memory',
    contestants: {
      couplet: () => {
        const kept: XmlElement[] = [];
        let heard = 0;
        const reader = new XmlReader({ onElement: (element) => heard++ % 10 === 0 && kept.push(element) });
        reader.write(header);
        return keep((chunk) => reader.write(chunk), kept);
      },
      ltx: () => {
        const kept: unknown[] = [];
        let heard = 0;
        const parser = new XmppParser();
        parser.on('element', (element: { parent: unknown }) => {
          // Else each stanza keeps the one before, by the root of the stream.
          element.parent = null;
          if (heard++ % 10 === 0) kept.push(element);
        });
        parser.write(header);
        return keep((chunk) => parser.write(chunk), kept);
      },
    },
    goals: { ltx: 1 },
  };
}

export const rows: readonly Row[] = INPUTS.flatMap((input) => [whole(input), few(input)]);
