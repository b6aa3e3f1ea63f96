/** Cases of a seed: what they are made of, and what came of them. */
import { type Counts, checkBytes, checkText } from './check.js';
import { Grammar } from './grammar.js';
import { minimised } from './minimise.js';
import { mutate, mutateBytes } from './mutate.js';
import { Random } from './random.js';

/** An input on which we and saxes disagree. */
export interface Disagreement {
  readonly seed: number;
  readonly problem: string;
  /** As it came, and as short as it still shows a disagreement. */
  readonly input: string | Uint8Array;
  readonly shortest: string | Uint8Array;
}

const encoder = new TextEncoder();

/** A case by its seed: a document of the grammar, one that is broken, or bytes that may be no UTF-8. */
export function inputOf(random: Random, samples: readonly string[]): string | Uint8Array {
  const kind = random.below(16);
  if (kind < 6) return new Grammar(random).document(random.once(2));
  const base = random.once(3) ? new Grammar(random).document(random.once(2)) : random.pick(samples);
  const text = mutate(base, random, samples);
  return kind === 15 ? mutateBytes(encoder.encode(text), random) : text;
}

function check(input: string | Uint8Array, random: Random, counts: Counts): string | undefined {
  return typeof input === 'string' ? checkText(input, random, counts) : checkBytes(input, random, counts);
}

/** Runs the case of a seed. */
export function runCase(seed: number, samples: readonly string[], counts: Counts): Disagreement | undefined {
  const random = new Random(seed);
  const input = inputOf(random, samples);
  const problem = check(input, random, counts);
  if (problem === undefined) return undefined;
  // A shorter input may have to be cut elsewhere: each is tried with many cuts.
  const shows = (tried: string | Uint8Array): boolean => {
    const nothing = newCounts();
    for (let cuts = 0; cuts < 24; cuts++) if (check(tried, new Random(cuts), nothing) !== undefined) return true;
    return false;
  };
  return { seed, problem, input, shortest: shows(input) ? minimised(input, shows) : input };
}

/** Counts of nothing yet. */
export function newCounts(): Counts {
  return { cases: 0, read: 0, refused: 0, forgiven: new Map() };
}
