/** Qualified names as they stand in the XML, each checked and taken apart once. */
import { clark, isNCName } from './names.js';
import { scratch, WORD_MASKS } from './scratch.js';
import { flatCopy } from './strings.js';

/** The longest name that is found by its bytes: four words. */
const SHORT = 16;
/** A byte that is nowhere in the scratch buffer. */
const NOWHERE = 0xff;

type Words = readonly [number, number, number, number];

/** A name with its prefix. */
export class QName {
  /** As it stands in the XML. */
  readonly raw: string;
  /** `''` if there is none. */
  readonly prefix: string;
  readonly local: string;
  /** Whether it is `xmlns` or `xmlns:...`: an attribute of that name declares a namespace. */
  readonly declares: boolean;
  /** Whether it is `xmlns`. */
  readonly declaresDefault: boolean;
  /** Whether an attribute of that name has a local name and nothing else. */
  readonly isPlain: boolean;
  /** One bit of 32; the same for the same name. Names with different bits are different. */
  readonly bit: number;
  /** A guess at the name that comes next in the tag: what came last time. */
  nextInTag: QName = this;
  /** A guess at the name of the next start tag. */
  nextTag: QName = this;
  readonly #word0: number;
  readonly #word1: number;
  readonly #word2: number;
  readonly #word3: number;
  readonly #mask0: number;
  readonly #mask1: number;
  readonly #mask2: number;
  readonly #mask3: number;
  #clark = '';
  #namespace = '';

  constructor(raw: string, colon: number) {
    this.raw = raw;
    this.prefix = colon === -1 ? '' : raw.slice(0, colon);
    this.local = colon === -1 ? raw : raw.slice(colon + 1);
    this.declaresDefault = raw === 'xmlns';
    this.declares = this.prefix === 'xmlns' || this.declaresDefault;
    this.isPlain = colon === -1 && !this.declares;
    this.bit = 1 << (raw.charCodeAt(0) ^ (raw.charCodeAt(raw.length - 1) << 1) ^ raw.length);
    const bytes = new Uint8Array(SHORT);
    const masks = new Uint8Array(SHORT);
    const isShort = /^[\0-\x7f]{1,16}$/.test(raw);
    for (let i = 0; i < (isShort ? raw.length : SHORT); i++) {
      bytes[i] = isShort ? raw.charCodeAt(i) : NOWHERE;
      masks[i] = 0xff;
    }
    [this.#word0, this.#word1, this.#word2, this.#word3] = new Int32Array(bytes.buffer) as unknown as Words;
    [this.#mask0, this.#mask1, this.#mask2, this.#mask3] = new Int32Array(masks.buffer) as unknown as Words;
  }

  /** Whether the bytes at a place are this name's. Only for short ASCII names: never true for others. */
  isAt(view: DataView, at: number): boolean {
    return (
      (((view.getInt32(at, true) ^ this.#word0) & this.#mask0) |
        ((view.getInt32(at + 4, true) ^ this.#word1) & this.#mask1)) ===
        0 &&
      (this.raw.length <= 8 ||
        (((view.getInt32(at + 8, true) ^ this.#word2) & this.#mask2) |
          ((view.getInt32(at + 12, true) ^ this.#word3) & this.#mask3)) ===
          0)
    );
  }

  /** The Clark name when the prefix is bound to this namespace. */
  clark(namespace: string): string {
    if (this.#namespace !== namespace) {
      this.#namespace = namespace;
      this.#clark = clark(namespace, this.local);
    }
    return this.#clark;
  }
}

/** How much of names is kept, in code units, before all are forgotten: a peer may make them up. */
const MOST = 65_536;
/** The names read so far, by what stands in the XML: streams have few different ones. */
const known = new Map<string, QName>();
let size = 0;
/** No name in XML begins so. */
export const NO_NAME: QName = new QName('-', -1);
const SLOT_BITS = 11;
/** Short ASCII names by a hash of their bytes. */
const slots: QName[] = new Array<QName>(2 ** SLOT_BITS).fill(NO_NAME);

/** The ASCII name at a place in the scratch buffer and in its text, or `undefined` if it is no qualified name. */
export function internName(text: string, from: number, to: number): QName | undefined {
  const length = to - from;
  if (length > SHORT) return qualifiedName(text.slice(from, to));
  const { view } = scratch;
  let hash = view.getInt32(from, true);
  if (length < 4) hash &= WORD_MASKS[length] as number;
  else hash ^= Math.imul(view.getInt32(to - 4, true), 0x9e3779b1);
  const slot = Math.imul(hash ^ length, 0x85ebca6b) >>> (32 - SLOT_BITS);
  const kept = slots[slot] as QName;
  if (kept.raw.length === length && kept.isAt(view, from)) return kept;
  const name = qualifiedName(text.slice(from, to));
  if (name !== undefined) slots[slot] = name;
  return name;
}

/** The qualified name, or `undefined` if it is none: a colon too many, or at an end. */
export function qualifiedName(raw: string): QName | undefined {
  const seen = known.get(raw);
  if (seen !== undefined) return seen;
  const colon = raw.indexOf(':');
  if (colon !== -1 && !(isNCName(raw.slice(0, colon)) && isNCName(raw.slice(colon + 1)))) return undefined;
  const name = new QName(flatCopy(raw), colon);
  known.set(name.raw, name);
  size += raw.length + 32;
  return name;
}

/** Forgets the names if they are many. */
export function trimNames(): void {
  if (size < MOST) return;
  // The guesses are undone, lest each name keep the next one for ever.
  for (const name of known.values()) name.nextInTag = name.nextTag = NO_NAME;
  NO_NAME.nextInTag = NO_NAME.nextTag = NO_NAME;
  known.clear();
  slots.fill(NO_NAME);
  size = 0;
}
