/** Whether XML comes through a stanza class unharmed, by every way there is. */
import type { XmlElement } from '../xml/element.js';
import { assertStanzaClass, type ConcreteStanzaClass } from './dynamic.js';
import { elementOf, type GivenXml, namespacesFor, rootName, type TextOptions } from './given.js';
import { type IndependentReader, independentReaders, loadReader } from './independent-readers.js';
import { type Fault, fromValues, print, printPretty, readAgain, readEverything, wrap } from './legs.js';
import { AssertionError, type CheckResult } from './result.js';

/** How a round trip is made. */
export interface RoundTripOptions extends TextOptions {
  /**
   * Whether the same XML must come back from `values` alone, but for the order of children. Default: `true`. It
   * cannot where there is content that no class declares.
   */
  readonly values?: boolean;
  /**
   * The independent readers that must agree: one that is not installed fails the check then. Default: those that
   * are installed.
   */
  readonly readers?: readonly IndependentReader[];
}

/** The ways that need nothing but couplet. */
export type OwnLegName = 'wrap' | 'read' | 'print' | 'print pretty' | 'values';

/** One way that the XML went, or did not go. */
export interface RoundTripLeg {
  /** What was done. */
  readonly name: OwnLegName | IndependentReader;
  /** Why it was left out, if it was. */
  readonly skipped?: string;
}

/** What came of a round trip. */
export interface RoundTripResult extends CheckResult {
  /** The ways that the XML went, in order, up to the one that failed. */
  readonly legs: readonly RoundTripLeg[];
}

/**
 * Sends XML through a stanza class by every way there is: wrapped; read, interface by interface; printed and read
 * again; rebuilt from `values`; and read by two parsers that are none of ours, `@xmldom/xmldom` and
 * `fast-xml-parser`, where they are installed. The same XML must come out of each.
 *
 * @param received - the XML; a stanza object stands for its XML
 * @param stanzaClass - the class; without it, that of the stanza object
 * @returns whether all agree; if not, the message names the way that failed and the first place that differs;
 * it always names the ways that were gone and those that were left out
 * @throws {@link UnreadableXmlError} when what was received is broken XML, or none
 * @throws `DefinitionError` when the class is no stanza class
 * @throws `TypeError` when there is no class, and what was received is no stanza object
 *
 * @example
 * ```ts
 * import { Message } from 'couplet';
 * import { roundTrip } from 'couplet/testing';
 *
 * (await roundTrip('<message><body>hi</body></message>', Message)).pass; // true
 * ```
 */
export async function roundTrip(
  received: GivenXml,
  stanzaClass?: ConcreteStanzaClass,
  options: RoundTripOptions = {},
): Promise<RoundTripResult> {
  const element = elementOf(received, 'received', options).clone();
  const tested = stanzaClass === undefined ? classOf(received) : stanzaClass;
  assertStanzaClass(tested);
  const text = typeof received === 'string' ? received : undefined;
  const legs: RoundTripLeg[] = [];
  const end = (name: string, fault: string): RoundTripResult => {
    const message = `${tested.name} does not round-trip: ${name}: ${fault}\n\n${gone(legs)}`;
    return { pass: false, message, legs };
  };
  for (const [name, leg] of ownLegs) {
    if (name === 'values' && options.values === false) {
      legs.push({ name, skipped: 'as the options say' });
      continue;
    }
    legs.push({ name });
    const fault = caught(() => leg(element, tested));
    if (fault !== undefined) return end(name, fault);
  }
  for (const name of options.readers ?? independentReaders) {
    const reader = await loadReader(name);
    if ('absent' in reader) {
      legs.push({ name, skipped: reader.absent });
      if (options.readers !== undefined) return end(name, `it could not be imported: ${reader.absent}`);
      continue;
    }
    if (reader.refuses?.test(element.toString())) {
      legs.push({ name, skipped: 'it refuses elements that are called like something of every object' });
      continue;
    }
    legs.push({ name });
    const fault = caught(() => readAgain(element, text, namespacesFor(rootName(text), options), reader.read));
    if (fault !== undefined) return end(name, fault);
  }
  return { pass: true, message: `${tested.name} round-trips, and was expected not to\n\n${gone(legs)}`, legs };
}

type OwnLeg = (element: XmlElement, stanzaClass: ConcreteStanzaClass) => Fault;

const ownLegs: readonly [OwnLegName, OwnLeg][] = [
  ['wrap', wrap],
  ['read', readEverything],
  ['print', print],
  ['print pretty', printPretty],
  ['values', fromValues],
];

function caught(leg: () => Fault): Fault {
  try {
    return leg();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Throws unless XML comes through a stanza class unharmed: see {@link roundTrip}.
 *
 * @returns the ways that the XML went
 * @throws {@link AssertionError} when it does not
 * @throws {@link UnreadableXmlError} when what was received is broken XML, or none
 */
export async function assertRoundTrip(
  received: GivenXml,
  stanzaClass?: ConcreteStanzaClass,
  options?: RoundTripOptions,
): Promise<readonly RoundTripLeg[]> {
  const result = await roundTrip(received, stanzaClass, options);
  if (!result.pass) throw new AssertionError('roundTrip', result);
  return result.legs;
}

function classOf(received: GivenXml): ConcreteStanzaClass {
  const stanzaClass = received.constructor as unknown as ConcreteStanzaClass & { readonly definition?: unknown };
  if (stanzaClass.definition === undefined)
    throw new TypeError('roundTrip: which stanza class? Only a stanza object has one: give the class too');
  return stanzaClass;
}

function gone(legs: readonly RoundTripLeg[]): string {
  const skipped = legs.filter((leg) => leg.skipped !== undefined);
  const went = legs.filter((leg) => leg.skipped === undefined).map((leg) => leg.name);
  return [`Ways gone: ${went.join(', ')}`, ...skipped.map((leg) => `Left out: ${leg.name}: ${leg.skipped}`)].join('\n');
}
