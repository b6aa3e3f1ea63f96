/** The ways in which `npm run mutation` breaks the sources, one at a time. Each must be caught by a test. */
import type { Mutant } from './mutant.js';
import { element, stanza, stream } from './stanzas.js';
import { reader, tree, writer } from './xml.js';

/** A part of the sources, and the tests that are about it: those of the first list are tried first. */
export interface Part {
  readonly name: string;
  readonly tests: readonly (readonly string[])[];
  readonly mutants: readonly Mutant[];
}

const xmlTests = ['test/xml'];
/** The parts, each with its breaks. */
export const parts: readonly Part[] = [
  {
    name: 'the writer',
    tests: [['test/xml/writer.test.ts', 'test/xml/round-trip.test.ts'], xmlTests],
    mutants: writer,
  },
  { name: 'the reader', tests: [['test/xml/reader.test.ts', 'test/xml/parse.test.ts'], xmlTests], mutants: reader },
  {
    name: 'elements',
    tests: [
      ['test/element/children.test.ts', 'test/element/pending.test.ts', 'test/element/detached.test.ts'],
      xmlTests,
      ['test/element', 'test/testing'],
    ],
    mutants: tree,
  },
  {
    name: 'ElementBase',
    tests: [['test/element/laws.test.ts'], ['test/element', 'test/testing']],
    mutants: element,
  },
  { name: 'stanzas', tests: [['test/stanza']], mutants: stanza },
  { name: 'the stream', tests: [['test/stream'], ['test/xep', 'test/testing']], mutants: stream },
];
