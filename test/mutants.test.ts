/** The breaks that `npm run mutation` tries are breaks of these sources: each text stands there, once. */
import { expect, test } from 'vitest';
import { parts } from '../scripts/mutants/index.js';
import { read } from './support/sources.js';

test.each(parts)('$name', ({ mutants }) => {
  const times = mutants.map(([breaks, file, text]) => [breaks, read(`src/${file}`).split(text).length - 1]);
  expect(times).toEqual(mutants.map(([breaks]) => [breaks, 1]));
});

test('there are many', () => expect(parts.flatMap(({ mutants }) => mutants).length).toBeGreaterThan(60));
