/** All that holds for a stanza class, checked with generated stanzas in one line. */
import fc from 'fast-check';
import type { ConcreteClass } from '../../element/field.js';
import type { XmlElement } from '../../xml/element.js';
import type { ConcreteStanzaClass } from '../dynamic.js';
import { pretty } from '../equal-xml.js';
import { describe } from '../given.js';
import { type IndependentReader, independentReaders, loadReader, type Reader } from '../independent-readers.js';
import { readAgain } from '../legs.js';
import { AssertionError } from '../result.js';
import { type Law, laws, type Sample } from './laws.js';
import type { ArbitraryOptions } from './options.js';
import { Planner } from './plan.js';

/** How {@link checkStanzaClass} checks. */
export interface CheckStanzaClassOptions extends ArbitraryOptions {
  /** How many stanzas are tried. Default: 100. */
  readonly runs?: number;
  /** With {@link CheckStanzaClassOptions.path}, what a failure gave: it is seen again. */
  readonly seed?: number;
  /** See {@link CheckStanzaClassOptions.seed}. */
  readonly path?: string;
  /** Laws that the class is free of, by name: those of {@link lawNames}. */
  readonly except?: readonly string[];
  /**
   * The independent readers that must read the same: one that is not installed fails the check then. Default: those
   * that are installed.
   */
  readonly readers?: readonly IndependentReader[];
}

/** The names of the laws, for {@link CheckStanzaClassOptions.except}. */
export const lawNames: readonly string[] = Object.keys(laws);

/**
 * Checks with generated stanzas that a stanza class keeps the laws of stanza objects: what is set is read; what is
 * deleted is gone; nothing else changes, least of all what no class knows; reading writes nothing; `values` make the
 * same stanza again; what is printed is read again, by readers that are not ours too; valid values have no issues.
 * The stanza of a failure is shrunk to what it takes.
 *
 * @param stanzaClass - the class; plugins that are attached to it are checked with it
 * @param options - what to generate, and how much
 * @throws {@link AssertionError} when the class breaks a law: the message has the law, the stanza, and how to see it
 * again
 * @throws {@link UngeneratableClassError} when an interface needs values that only the test can give, or the options
 * name a key that there is not
 * @throws `DefinitionError` when it is no stanza class
 * @throws `TypeError` when `runs` is no whole number from 1 on, or `except` names no law
 *
 * @example
 * ```ts
 * import { defineElement } from 'couplet';
 * import { checkStanzaClass } from 'couplet/testing/arbitrary';
 * import { test } from 'vitest';
 *
 * class Registration extends defineElement({
 *   name: 'query',
 *   namespace: 'jabber:iq:register',
 *   subInterfaces: ['username', 'password'],
 *   boolInterfaces: ['registered', 'remove'],
 * }) {}
 *
 * test('Registration', () => checkStanzaClass(Registration));
 * ```
 */
export async function checkStanzaClass(
  stanzaClass: ConcreteStanzaClass,
  options: CheckStanzaClassOptions = {},
): Promise<void> {
  const { seed, path, runs = 100 } = options;
  // Of none it would hold whatever the class is.
  if (!Number.isInteger(runs) || runs < 1)
    throw new TypeError(
      `checkStanzaClass: runs: expected a whole number from 1 on, found ${typeof runs === 'number' ? runs : describe(runs)}`,
    );
  const samples = samplesOf(stanzaClass, options);
  const applied = lawsFor(stanzaClass, options, await readersFor(stanzaClass, options));
  const property = fc.property(samples, (sample) => {
    for (const [name, law] of applied) assertLaw(name, law, sample);
  });
  const run = fc.check(property, {
    numRuns: runs,
    ...(seed === undefined ? {} : { seed }),
    ...(path === undefined ? {} : { path }),
  });
  if (!run.failed) return;
  const broken = run.errorInstance;
  const [sample] = run.counterexample ?? [];
  if (!(broken instanceof BrokenLaw) || sample === undefined) throw broken;
  const again = `{ seed: ${run.seed}, path: ${JSON.stringify(run.counterexamplePath)} }`;
  throw failure(
    stanzaClass,
    `${broken.law}\n  ${broken.message}\n\nWith this stanza:\n\n${show(broken, sample)}`,
    again,
  );
}

/** A law that does not hold. */
class BrokenLaw extends Error {
  readonly law: string;
  constructor(law: string, fault: string) {
    super(fault);
    this.law = law;
  }
}

function assertLaw(name: string, law: Law, sample: Sample): void {
  let fault: string | undefined;
  try {
    fault = law(sample);
  } catch (error) {
    fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  if (fault !== undefined) throw new BrokenLaw(name, fault);
}

function samplesOf(stanzaClass: ConcreteStanzaClass, options: ArbitraryOptions): fc.Arbitrary<Sample> {
  const plan = new Planner(options).plan(stanzaClass as unknown as ConcreteClass);
  const known = new Planner({ ...options, unknown: false }).plan(stanzaClass as unknown as ConcreteClass).elements;
  const entries = [...plan.keys].map(([key, { values }]) =>
    fc.tuple(fc.constant(key), values ?? fc.constant(undefined)),
  );
  return fc
    .tuple(plan.elements, known, fc.tuple(...entries))
    .map(([element, plain, values]) => ({ stanzaClass, element, known: plain, values: new Map(values) }));
}

function lawsFor(
  stanzaClass: ConcreteStanzaClass,
  { except = [] }: CheckStanzaClassOptions,
  readers: readonly [IndependentReader, Reader][],
): [string, Law][] {
  const unheard = except.find((name) => laws[name] === undefined);
  if (unheard !== undefined) {
    throw new TypeError(
      `There is no law '${unheard}' to except ${stanzaClass.name} from; there are: ${lawNames.join('; ')}`,
    );
  }
  return [
    ...Object.entries(laws).filter(([name]) => !except.includes(name)),
    ...readers.map(([name, { read, refuses }]): [string, Law] => [
      `${name} reads what is printed`,
      ({ element }) => (refuses?.test(element.toString()) ? undefined : readAgain(element, undefined, {}, read)),
    ]),
  ];
}

async function readersFor(
  stanzaClass: ConcreteStanzaClass,
  { readers }: CheckStanzaClassOptions,
): Promise<[IndependentReader, Reader][]> {
  const found: [IndependentReader, Reader][] = [];
  for (const name of readers ?? independentReaders) {
    const reader = await loadReader(name);
    if ('read' in reader) found.push([name, reader]);
    else if (readers !== undefined) throw failure(stanzaClass, `${name} could not be imported: ${reader.absent}`);
  }
  return found;
}

function show(broken: BrokenLaw, sample: Sample): string {
  const element: XmlElement = broken.law.startsWith('values') ? sample.known : sample.element;
  return pretty(element);
}

function failure(stanzaClass: ConcreteStanzaClass, what: string, again?: string): AssertionError {
  const hint = again === undefined ? '' : `\n\nTo see it again: checkStanzaClass(${stanzaClass.name}, ${again})`;
  const message = `${stanzaClass.name} does not keep the laws of stanza classes: ${what}${hint}`;
  return new AssertionError('checkStanzaClass', { pass: false, message });
}
