/** One case: a document read by saxes and by us, whole and in pieces. Says where they disagree. */
import type { XmlElement } from '../../src/index.js';
import { DEVIATIONS, REFERENCE_BETWEEN_STANZAS, TRIMMED } from './deviations.js';
import { type Account, type Expected, expectedOf, expectedOfStream, Oracle, type SaxesElement } from './oracle.js';
import { type Outcome, readPieces, readWhole } from './ours.js';
import type { Random } from './random.js';

/** What a run has seen. */
export interface Counts {
  cases: number;
  read: number;
  refused: number;
  /** Times that a deviation of saxes explained a disagreement, by its name. */
  readonly forgiven: Map<string, number>;
}

const oracle = new Oracle();
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether an element is what saxes says; `trims` where saxes has left out white space of namespace names. */
function isSame(ours: XmlElement, theirs: SaxesElement, trims: boolean, isHeader = false): boolean {
  const namespace = trims ? ours.namespace.trim() : ours.namespace;
  if (ours.name !== theirs.name || namespace !== theirs.namespace) return false;
  let i = 0;
  for (const [name, value] of ours.attributes) {
    const close = trims ? name.lastIndexOf('}') : -1;
    const trimmed = close === -1 ? name : `{${name.slice(1, close).trim()}}${name.slice(close + 1)}`;
    // A namespace of nothing but white space is none to saxes.
    const given = theirs.attributes[i++];
    if (trimmed !== given && !(trims && trimmed === `{}${given}`)) return false;
    if (value !== theirs.attributes[i++]) return false;
  }
  if (i !== theirs.attributes.length) return false;
  if (isHeader) return ours.children.length === 0;
  const nodes = ours.children;
  if (nodes.length !== theirs.children.length) return false;
  return nodes.every((node, at) => {
    const other = theirs.children[at] as SaxesElement | string;
    if (typeof node === 'string' || typeof other === 'string') return node === other;
    return isSame(node, other, trims);
  });
}

/** Compares outcomes with what saxes says of one document. */
class Case {
  readonly #text: string;
  readonly #source: 'stream' | 'file';
  readonly #account: Account;
  readonly #counts: Counts;

  constructor(text: string, source: 'stream' | 'file', account: Account, counts: Counts) {
    this.#text = text;
    this.#source = source;
    this.#account = account;
    this.#counts = counts;
  }

  /** What is wrong with an outcome, if anything is. */
  problem(outcome: Outcome, framing: 'document' | 'stream' | 'elements'): string | undefined {
    const expected = (framing === 'stream' ? expectedOfStream : expectedOf)(this.#account, this.#text, this.#source);
    if (outcome.code === '') return this.#problemOfTrees(outcome, framing, expected);
    if (expected.isRefused) {
      if (expected.codes.length === 0 || expected.codes.includes(outcome.code)) return undefined;
      return this.#isForgiven(outcome) ? undefined : `refused as ${outcome.code}, although ${expected.why}`;
    }
    if (this.#isForgiven(outcome)) return undefined;
    if (outcome.code === 'bad-format' && REFERENCE_BETWEEN_STANZAS.explains(this.#text, outcome.offset)) {
      this.#forgive(REFERENCE_BETWEEN_STANZAS.name);
      return undefined;
    }
    return `refused as ${outcome.code} at ${outcome.offset}, although ${expected.why}`;
  }

  #problemOfTrees(outcome: Outcome, framing: string, expected: Expected): string | undefined {
    if (expected.isRefused) {
      if (this.#account.fault !== undefined && TRIMMED.explainsReading(this.#account)) {
        this.#forgive(TRIMMED.name);
        return undefined;
      }
      return `read, although ${expected.why}`;
    }
    const root = this.#account.root as SaxesElement;
    const trims = this.#account.hasTrimmed;
    const [first, ...rest] = outcome.elements;
    if (first === undefined || !isSame(first, root, trims, framing === 'stream')) return 'another root';
    if (framing !== 'stream') return rest.length === 0 ? undefined : 'more than one root';
    const stanzas = root.children.filter((node) => typeof node !== 'string');
    if (!outcome.hasEnded || rest.length !== stanzas.length) return 'other stanzas';
    return rest.every((stanza, i) => isSame(stanza, stanzas[i] as SaxesElement, trims)) ? undefined : 'another stanza';
  }

  #isForgiven(outcome: Outcome): boolean {
    const deviation = TRIMMED.explainsRefusal(this.#account, this.#text, outcome.offset)
      ? TRIMMED
      : DEVIATIONS.find(({ explains }) => explains(this.#text, outcome.offset));
    if (deviation === undefined) return false;
    this.#forgive(deviation.name);
    return true;
  }

  #forgive(name: string): void {
    this.#counts.forgiven.set(name, (this.#counts.forgiven.get(name) ?? 0) + 1);
  }
}

/** The pieces of a text or of bytes, cut by chance; sometimes into single ones. */
export function piecesOf<T extends string | Uint8Array>(input: T, random: Random): T[] {
  const pieces: T[] = [];
  const most = random.once(12) ? 1 : 1 + random.below(input.length + 1);
  for (let at = 0; at < input.length; ) {
    const to = at + 1 + random.below(most);
    pieces.push(input.slice(at, to) as T);
    at = to;
  }
  return pieces;
}

function difference(a: Outcome, b: Outcome): string | undefined {
  if (a.code !== b.code || a.offset !== b.offset) return `${a.code} at ${a.offset}, and ${b.code} at ${b.offset}`;
  if (a.hasEnded !== b.hasEnded || a.elements.length !== b.elements.length) return 'more in one than in the other';
  for (let i = 0; i < a.elements.length; i++)
    if (!(a.elements[i] as XmlElement).equals(b.elements[i] as XmlElement)) return 'other elements';
  return undefined;
}

/** Reads a document in every way; what is wrong, or `undefined`. */
export function checkText(text: string, random: Random, counts: Counts): string | undefined {
  const source = random.once(2) ? 'stream' : 'file';
  const account = oracle.read(text);
  const reading = new Case(text, source, account, counts);
  counts.cases++;
  const whole = readWhole(text, source);
  if (whole.code === '') counts.read++;
  else counts.refused++;
  const wrong = reading.problem(whole, 'document');
  if (wrong !== undefined) return `${source}, whole: ${wrong}`;

  const framing = whole.code === '' && random.once(2) ? 'elements' : 'stream';
  const pieces = readPieces(piecesOf(text, random), source, framing);
  const wrongPieces = reading.problem(pieces, framing);
  if (wrongPieces !== undefined) return `${source}, ${framing} in pieces: ${wrongPieces}`;

  if (/\p{Surrogate}/u.test(text)) return undefined;
  const bytes = encoder.encode(text);
  const wholeBytes = random.once(4) ? difference(whole, readWhole(bytes, source)) : undefined;
  if (wholeBytes !== undefined) return `${source}, text and bytes: ${wholeBytes}`;
  const bytePieces = difference(pieces, readPieces(piecesOf(bytes, random), source, framing));
  if (bytePieces !== undefined) return `${source}, ${framing}, pieces of text and of bytes: ${bytePieces}`;
  return undefined;
}

/** Reads bytes that may be no UTF-8; what is wrong, or `undefined`. */
export function checkBytes(bytes: Uint8Array, random: Random, counts: Counts): string | undefined {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    counts.cases++;
    counts.refused++;
    const whole = readWhole(bytes, 'stream');
    if (whole.code === '') return 'bytes that are no UTF-8 were read';
    const framing = 'stream';
    const once = readPieces([bytes], 'stream', framing);
    const wrong = difference(once, readPieces(piecesOf(bytes, random), 'stream', framing));
    return wrong === undefined ? undefined : `bytes that are no UTF-8, whole and in pieces: ${wrong}`;
  }
  return checkText(text, random, counts);
}
