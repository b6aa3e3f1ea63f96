/** The W3C's XML conformance suite. What is expected comes from its catalogue and from other readers. */
import { parseXml, type XmlElement, XmlError, XmlReader } from 'couplet';
import { describe, expect, it } from 'vitest';
import { piecesOf } from '../fuzz/check.js';
import { Oracle } from '../fuzz/oracle.js';
import { Random } from '../fuzz/random.js';
import { type Entry, readCatalogue } from './support/catalogue.js';
import { readWithXmldom, showPlain } from './support/independent.js';
import { show } from './support/read.js';

type Source = 'stream' | 'file';
type Input = string | Uint8Array;
type Read = (pieces: readonly Input[], source: Source) => XmlElement | undefined;

const random = new Random(20_130_923);

/** The tree, or the code of the error. */
function outcomeOf(read: () => XmlElement | undefined): string {
  try {
    const root = read();
    return root === undefined ? 'not one root' : show(root);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return error.code;
  }
}

/** Reads what is well-formed in pieces: its root is the one of a sequence of elements. */
const asElement: Read = (pieces, source) => {
  const elements: XmlElement[] = [];
  const reader = new XmlReader({ source, framing: 'elements', onElement: (element) => elements.push(element) });
  for (const piece of pieces) reader.write(piece);
  reader.end();
  return elements.length === 1 ? elements[0] : undefined;
};

/** Reads what must be refused in pieces: its root is that of a stream, of which there is one. */
const asStream: Read = (pieces, source) => {
  const headers: XmlElement[] = [];
  const reader = new XmlReader({ source, onStreamStart: (header) => headers.push(header) });
  for (const piece of pieces) reader.write(piece);
  reader.end();
  return headers[0];
};

/** What comes of an input in every way: whole, in some pieces, and in single characters or bytes if it is short. */
function outcomesOf(input: Input, source: Source, read: Read): Set<string> {
  const outcomes = new Set([outcomeOf(() => parseXml(input, { source }))]);
  for (let times = 0; times < 4; times++) outcomes.add(outcomeOf(() => read(piecesOf(input, random), source)));
  const singles = Array.from({ length: input.length }, (_, i) => input.slice(i, i + 1));
  if (input.length < 2000) outcomes.add(outcomeOf(() => read(singles, source)));
  return outcomes;
}

interface Expectation {
  readonly source: Source;
  readonly read: Read;
  /** As what documents are read: as bytes, as text, or as both. */
  readonly inputs: (entry: Entry) => readonly Input[];
  readonly isRight: (outcome: string, entry: Entry) => boolean;
}

/** The documents that come out wrong in some way, with what came out. */
function wrong(entries: readonly Entry[], { source, read, inputs, isRight }: Expectation): string[] {
  return entries.flatMap((entry) => {
    const outcomes = inputs(entry).flatMap((input) => [...outcomesOf(input, source, read)]);
    const bad = outcomes.filter((outcome) => !isRight(outcome, entry));
    return bad.map((outcome) => `${entry.id} (${entry.type}): ${outcome.slice(0, 200)}`);
  });
}

const asBytes = ({ bytes }: Entry): Input[] => [bytes];
/** Bytes that are no UTF-8 are refused for that: the text that they stand for is all that is left to read. */
const asText = ({ text }: Entry): Input[] => [text];
const asBoth = ({ bytes, text, isUtf8 }: Entry): Input[] => (isUtf8 ? [bytes, text] : [text]);

const isTree = (outcome: string): boolean => outcome.startsWith('(');
const isRefused = (outcome: string): boolean => !isTree(outcome);

const oracle = new Oracle();

/** The tree as saxes builds it, or what it says is wrong. */
function saxesTree(text: string): string {
  const { root, fault } = oracle.read(text);
  return fault ?? (root === undefined ? 'no root' : showPlain(root));
}

const declaresOther = ({ encoding }: Entry): boolean => (encoding ?? 'UTF-8').toUpperCase() !== 'UTF-8';

const catalogue = readCatalogue();
// What is read is XML 1.0, fifth edition: what the catalogue says of others is no rule here.
const ofXml10 = catalogue.filter(({ isOf11, editions }) => !isOf11 && (editions === '' || editions.includes('5')));
const ofOthers = catalogue.filter((entry) => !ofXml10.includes(entry));
const notWellFormed = ofXml10.filter(({ type }) => type === 'not-wf');
const wellFormed = ofXml10.filter(({ type }) => type !== 'not-wf');
const notUtf8 = ofXml10.filter(({ isUtf8 }) => !isUtf8);
const withDtd = wellFormed.filter(({ hasDoctype }) => hasDoctype);
const withoutDtd = wellFormed.filter(({ hasDoctype }) => !hasDoctype);
const declared = withoutDtd.filter(declaresOther);
const inUtf8 = withoutDtd.filter((entry) => !declaresOther(entry));
const againstNamespaces = inUtf8.filter(({ text }) => isRefused(saxesTree(text)));
const readable = inUtf8.filter(({ text }) => isTree(saxesTree(text)));
const withDropped = readable.filter(({ hasDropped }) => hasDropped);
const plain = readable.filter(({ hasDropped }) => !hasDropped);

describe(`the ${catalogue.length} documents of the XML conformance suite`, () => {
  it('are all there, of every kind', () => {
    expect(catalogue.length).toBeGreaterThan(2500);
    for (const some of [notUtf8, declared, againstNamespaces, withDropped, plain, ofOthers])
      expect(some).not.toEqual([]);
    expect(new Set(catalogue.map(({ id }) => id)).size).toBeGreaterThan(2500);
  });

  describe.each(['stream', 'file'] as const)('from a %s', (source) => {
    it(`${notWellFormed.length} that are not well-formed are refused`, () => {
      // Where the encoding is what is wrong, there is nothing wrong with the text.
      const inputs = (entry: Entry): Input[] => (entry.isUtf8 ? [entry.bytes, entry.text] : [entry.bytes]);
      expect(wrong(notWellFormed, { source, read: asStream, inputs, isRight: isRefused })).toEqual([]);
    });

    it(`${notUtf8.length} whose bytes are no UTF-8 are refused`, () => {
      expect(wrong(notUtf8, { source, read: asStream, inputs: asBytes, isRight: isRefused })).toEqual([]);
    });

    it(`${withDtd.length} with a DTD are refused as restricted XML`, () => {
      const isRight = (outcome: string, entry: Entry): boolean => {
        if (source === 'stream' && entry.hasBom) return isRefused(outcome);
        return outcome === (declaresOther(entry) ? 'unsupported-encoding' : 'restricted-xml');
      };
      expect(wrong(withDtd, { source, read: asStream, inputs: asBoth, isRight })).toEqual([]);
    });

    it(`${declared.length} without a DTD that declare another encoding than UTF-8 are refused for that`, () => {
      const isRight = (outcome: string, { hasBom }: Entry): boolean =>
        outcome === 'unsupported-encoding' || (source === 'stream' && hasBom && isRefused(outcome));
      expect(wrong(declared, { source, read: asStream, inputs: asText, isRight })).toEqual([]);
    });

    it(`${againstNamespaces.length} that break the rules of namespaces are refused`, () => {
      expect(wrong(againstNamespaces, { source, read: asStream, inputs: asBoth, isRight: isRefused })).toEqual([]);
    });
  });

  it(`${readable.length} that are well-formed without a DTD give the tree that saxes builds`, () => {
    const isRight = (outcome: string, { text }: Entry): boolean => outcome === saxesTree(text);
    expect(wrong(readable, { source: 'file', read: asElement, inputs: asBoth, isRight })).toEqual([]);
  });

  it(`${readable.length} that are well-formed without a DTD give the tree that xmldom builds`, () => {
    const isRight = (outcome: string, { text }: Entry): boolean => outcome === showPlain(readWithXmldom(text));
    expect(wrong(readable, { source: 'file', read: asElement, inputs: asBoth, isRight })).toEqual([]);
  });

  it(`${withDropped.length} of these have comments or processing instructions: restricted XML from a stream`, () => {
    const isRight = (outcome: string): boolean => outcome === 'restricted-xml';
    expect(wrong(withDropped, { source: 'stream', read: asStream, inputs: asBoth, isRight })).toEqual([]);
  });

  it(`${plain.length} of these have none, and give the same tree from a stream`, () => {
    const isRight = (outcome: string, { text, hasBom }: Entry): boolean =>
      hasBom ? isRefused(outcome) : outcome === saxesTree(text);
    expect(wrong(plain, { source: 'stream', read: asElement, inputs: asBoth, isRight })).toEqual([]);
  });

  it(`${ofOthers.length} of XML 1.1 or of former editions are read as XML 1.0 is, as saxes reads them`, () => {
    const isRight = (outcome: string, entry: Entry): boolean => {
      const tree = saxesTree(entry.text);
      if (isTree(tree) && !entry.hasDoctype && !declaresOther(entry)) return outcome === tree;
      return isRefused(outcome);
    };
    expect(wrong(ofOthers, { source: 'file', read: asElement, inputs: asBoth, isRight })).toEqual([]);
  });
});
