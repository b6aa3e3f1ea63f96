/** The fuzzer: its cases come again with their seed, and it sees what a lenient reader does wrong. */
import { describe, expect, it } from 'vitest';
import { DEVIATIONS } from './deviations.js';
import { minimised } from './minimise.js';
import { Oracle } from './oracle.js';
import { Random } from './random.js';
import { inputOf, newCounts, runCase } from './run.js';
import { SAMPLES } from './samples.js';

describe('the fuzzer', () => {
  it('makes the same input of the same seed', () => {
    for (let seed = 0; seed < 200; seed++)
      expect(inputOf(new Random(seed), SAMPLES)).toEqual(inputOf(new Random(seed), SAMPLES));
  });

  it('finds no disagreement in its first cases, of which many are read and many refused', () => {
    const counts = newCounts();
    for (let seed = 0; seed < 3000; seed++) expect(runCase(seed, SAMPLES, counts)).toBeUndefined();
    expect(counts.read).toBeGreaterThan(500);
    expect(counts.refused).toBeGreaterThan(500);
  });

  it('shortens what shows a disagreement', () => {
    const shows = (text: string): boolean => /<a>.*\]\]>/.test(text);
    expect(minimised("<b c='d'><a>some ]]> text</a></b>", shows)).toBe('<a>]]>');
  });
});

describe('what is forgiven', () => {
  it.each([
    ['<a>\ud800b</a>', 3],
    ['<\udb7f\udb7f/>', 0],
    ["<p:-a xmlns:p='u'/>", 1],
    ['<?p?q?><a/>', 3],
    // White space to JavaScript, a letter to XML.
    ['<?\ufeff??><a/>', 3],
  ])('is what saxes reads and must not: %j', (text, offset) => {
    expect(new Oracle().read(text).fault).toBeUndefined();
    expect(DEVIATIONS.some(({ explains }) => explains(text, offset))).toBe(true);
  });

  it.each([
    ['<a>b]]></a>', 4],
    ['<a>&b;</a>', 3],
    ['<a>&constructor;</a>', 3],
    ['<?p:q?><a/>', 2],
    ["<a b='<'/>", 6],
    ['<a b/>', 4],
    ['<a>\u0001</a>', 3],
  ])('is nothing else: %j', (text, offset) => {
    expect(DEVIATIONS.some(({ explains }) => explains(text, offset))).toBe(false);
  });
});
