/** Text to tree, a stream in chunks. */
import { StringDecoder } from 'node:string_decoder';
import XmppParser from '@xmpp/xml/lib/Parser.js';
import { XmlReader } from 'couplet';
import type { Row } from '../harness.js';
import { INPUTS, type Input, piecesOf, streamOf } from '../inputs.js';
import { saxesTrees } from '../peers.js';

/** Each contestant reads the header once, and then the same stanzas again and again, as one long stream. */
function row(input: Input, size: number, kind: 'text' | 'bytes'): Row {
  const { header, stanzas } = streamOf(input);
  const texts = piecesOf(stanzas, size);
  const chunks = kind === 'text' ? texts : piecesOf(new TextEncoder().encode(stanzas), size);
  let heard = 0;
  let last: unknown;
  const hear = (element: unknown): void => {
    heard++;
    last = element;
  };
  const ours = new XmlReader({ onElement: hear });
  ours.write(header);
  const xmpp = new XmppParser();
  xmpp.on('element', hear);
  xmpp.on('error', (error: Error) => {
    throw error;
  });
  xmpp.write(header);
  const saxes = saxesTrees(1, hear);
  saxes.write(header);
  const decoders = { xmpp: new StringDecoder('utf8'), saxes: new StringDecoder('utf8') };
  const run = (write: (chunk: string | Uint8Array) => void) => () => {
    heard = 0;
    for (let i = 0; i < chunks.length; i++) write(chunks[i] as string | Uint8Array);
    if (heard !== input.texts.length) throw new Error(`${heard} stanzas of ${input.texts.length}`);
    return last;
  };
  return {
    name: `stream of ${kind} in chunks of ${size / 1024} KiB, ${input.name}`,
    unit: 'stanza',
    count: input.texts.length,
    of: 'time',
    contestants: {
      couplet: run((chunk) => ours.write(chunk)),
      // The stream parser of xmpp.js, which is ltx's parser with a tree of stanzas.
      ltx: run((chunk) => xmpp.write(typeof chunk === 'string' ? chunk : decoders.xmpp.write(chunk))),
      saxes: run((chunk) => saxes.write(typeof chunk === 'string' ? chunk : decoders.saxes.write(chunk))),
    },
    goals: { ltx: 2 },
  };
}

export const rows: readonly Row[] = INPUTS.flatMap((input) =>
  [1024, 65_536].flatMap((size) => [row(input, size, 'text'), row(input, size, 'bytes')]),
);
