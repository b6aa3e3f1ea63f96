/** A folder of stanzas, each with what it says: a test of each. */
import type { ElementDefinition } from '../element/definition.js';
import type { XmlElement } from '../xml/element.js';
import { XmlError } from '../xml/errors.js';
import { parseXml } from '../xml/parse.js';
import { assertStanzaClass, type ConcreteStanzaClass, dynamic } from './dynamic.js';
import { type FixtureFiles, pathOf, platformFiles } from './files.js';
import { NO_LIMITS, namespacesFor, rootName } from './given.js';
import { equalPlain } from './plain.js';
import { AssertionError } from './result.js';
import { type RoundTripOptions, roundTrip } from './round-trip.js';
import { sideBySide } from './side-by-side.js';

/** Which fixtures there are, and what is done with them. */
export interface TestFixturesOptions extends Pick<RoundTripOptions, 'namespaces' | 'readers'> {
  /** What makes a test: `test` of vitest, Jest or node:test. */
  readonly test: (name: string, run: () => Promise<void>) => unknown;
  /** The classes of the stanzas: each file is for the one that has its tag. */
  readonly classes: readonly ConcreteStanzaClass[];
  /**
   * Whether a `NAME.json` that is not there is written from what is read. The test fails then all the same: it says
   * to read the file, and passes the next time. Default: `false`. Turn it on for one run.
   */
  readonly writeMissing?: boolean;
  /** The files, where they are not those of the platform. */
  readonly files?: FixtureFiles;
}

/** One fixture. */
interface Fixture {
  readonly name: string;
  /** Without the ending. */
  readonly path: string;
  readonly hasJson: boolean;
}

/**
 * Makes a test of each `NAME.xml` in a folder: the stanza makes its round trip (see `roundTrip`; unknown content is
 * allowed) and has no issues. Where there is a `NAME.json`, it is what `values` gives, and makes the same values when
 * it is assigned: then the pair also shows what the class means. Comments are allowed in the XML.
 *
 * @param folder - its path, or its URL: `new URL('./fixtures/', import.meta.url)`
 * @param options - what makes a test, and the classes
 * @throws `DefinitionError` when one of the classes is no stanza class
 * @throws `TypeError` when there is no XML file in the folder, or a JSON file without one
 *
 * @example
 * ```ts
 * import { Iq, Message } from 'couplet';
 * import { testFixtures } from 'couplet/testing';
 * import { test } from 'vitest';
 *
 * export const fixtures = (): void =>
 *   testFixtures('test/fixtures', { test, classes: [Iq, Message], writeMissing: false });
 * ```
 */
export function testFixtures(folder: string | { readonly href: string }, options: TestFixturesOptions): void {
  for (const stanzaClass of options.classes) assertStanzaClass(stanzaClass);
  const files = options.files ?? platformFiles;
  const path = typeof folder === 'string' ? folder : pathOf(folder);
  for (const fixture of fixturesIn(path, files)) {
    options.test(fixture.name, () => testOne(fixture, files, options));
  }
}

function fixturesIn(folder: string, files: FixtureFiles): Fixture[] {
  const names = new Set(files.list(folder));
  const fixtures: Fixture[] = [];
  for (const file of [...names].sort()) {
    const name = file.replace(/\.(?:xml|json)$/, '');
    if (file.endsWith('.json') && !names.has(`${name}.xml`))
      throw new TypeError(`${folder}: ${file} has no ${name}.xml beside it`);
    const hasJson = names.has(`${name}.json`);
    if (file.endsWith('.xml')) fixtures.push({ name, path: `${folder.replace(/[/\\]$/, '')}/${name}`, hasJson });
  }
  if (fixtures.length === 0) throw new TypeError(`${folder}: there is no XML file, so nothing would be tested`);
  return fixtures;
}

async function testOne(fixture: Fixture, files: FixtureFiles, options: TestFixturesOptions): Promise<void> {
  const element = readElement(fixture, files, options);
  const stanzaClass = classFor(fixture, element, options.classes);
  const { readers } = options;
  const trip = await roundTrip(element, stanzaClass, { values: false, ...(readers === undefined ? {} : { readers }) });
  if (!trip.pass) throw failure(fixture, trip.message);
  const stanza = dynamic(new stanzaClass(element));
  const text = JSON.stringify(stanza.values, undefined, 2);
  if (!fixture.hasJson) {
    if (options.writeMissing !== true) return;
    files.write(`${fixture.path}.json`, `${text}\n`);
    throw failure(fixture, `${fixture.name}.json was not there and has been written: read it; if it is right, keep it`);
  }
  const expected = readJson(fixture, files);
  if (!equalPlain(stanza.values, expected)) throw differs(fixture, 'values are not', expected, text);
  const { values } = dynamic(new stanzaClass()).assign(expected);
  if (!equalPlain(values, expected))
    throw differs(fixture, 'assigned, it does not give', expected, JSON.stringify(values, undefined, 2));
}

function readElement({ name, path }: Fixture, files: FixtureFiles, options: TestFixturesOptions): XmlElement {
  const text = files.read(`${path}.xml`);
  try {
    const namespaces = namespacesFor(rootName(text), options);
    return parseXml(text, { source: 'file', limits: NO_LIMITS, namespaces });
  } catch (error) {
    if (error instanceof XmlError) throw failure({ name }, `${name}.xml is broken: ${error.message}`);
    throw error;
  }
}

function readJson({ name, path }: Fixture, files: FixtureFiles): unknown {
  try {
    return JSON.parse(files.read(`${path}.json`));
  } catch (error) {
    if (error instanceof SyntaxError) throw failure({ name }, `${name}.json is broken: ${error.message}`);
    throw error;
  }
}

function classFor(
  { name }: Fixture,
  element: XmlElement,
  classes: readonly ConcreteStanzaClass[],
): ConcreteStanzaClass {
  const found = (classes as readonly Declared[]).find(
    ({ definition }) => definition.name === element.name && definition.namespace === element.namespace,
  );
  if (found !== undefined) return found;
  const known = classes.map((stanzaClass) => stanzaClass.name).join(', ');
  throw failure(
    { name },
    `its root is <${element.tag}>, which is not that of ${known}: give its class, as { classes }`,
  );
}

type Declared = ConcreteStanzaClass & { readonly definition: ElementDefinition };

function differs({ name }: Fixture, what: string, expected: unknown, found: string): AssertionError {
  const wanted = JSON.stringify(expected, undefined, 2);
  const message = `${name}: ${what} what is in ${name}.json\n\n${sideBySide(wanted, found)}`;
  return new AssertionError('testFixtures', { pass: false, message, expected: wanted, received: found });
}

function failure({ name }: Pick<Fixture, 'name'>, what: string): AssertionError {
  return new AssertionError('testFixtures', { pass: false, message: `${name}: ${what}` });
}
