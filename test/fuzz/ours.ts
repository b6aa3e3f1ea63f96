/** What our reader makes of a document, whole and in pieces. */
import { parseXml, type XmlElement, XmlError, XmlReader, type XmlReaderOptions } from '../../src/index.js';

/** What came of reading: elements, or the fault. */
export interface Outcome {
  /** The header of a stream, then what was delivered. */
  readonly elements: XmlElement[];
  hasEnded: boolean;
  code: string;
  offset: number;
}

// Inputs are small, and limits have tests of their own.
const limits = { depth: 10_000, attributes: 10_000, nameLength: 100_000 };

const OPTIONS = {
  stream: { source: 'stream', limits },
  file: { source: 'file', limits },
} as const;

function outcomeOf(read: (outcome: Outcome) => void): Outcome {
  const outcome: Outcome = { elements: [], hasEnded: false, code: '', offset: -1 };
  try {
    read(outcome);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    outcome.code = error.code;
    outcome.offset = error.offset ?? -1;
  }
  return outcome;
}

/** Reads a whole document. */
export function readWhole(text: string | Uint8Array, source: 'stream' | 'file'): Outcome {
  return outcomeOf((outcome) => {
    // The reader without options is another one: it is used again and again.
    outcome.elements.push(source === 'stream' && text.length < 1000 ? parseXml(text) : parseXml(text, OPTIONS[source]));
  });
}

/** Reads pieces. */
export function readPieces(
  pieces: readonly (string | Uint8Array)[],
  source: 'stream' | 'file',
  framing: NonNullable<XmlReaderOptions['framing']>,
): Outcome {
  return outcomeOf((outcome) => {
    const reader = new XmlReader({
      ...OPTIONS[source],
      framing,
      onStreamStart: (header) => outcome.elements.push(header),
      onElement: (element) => outcome.elements.push(element),
      onStreamEnd: () => {
        outcome.hasEnded = true;
      },
    });
    for (const piece of pieces) reader.write(piece);
    reader.end();
  });
}
