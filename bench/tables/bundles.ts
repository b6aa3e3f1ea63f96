/** What couplet adds to a bundle: the table of `npm run size`. */
import { BUNDLES, type Bundle, sizeOf } from '../../scripts/bundles.js';
import { tableOf } from '../harness.js';

async function line(bundle: Bundle): Promise<string[]> {
  const { minified, gzipped } = await sizeOf(bundle);
  const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);
  const { name, goal } = bundle;
  const beside = goal === undefined ? '' : ` ${gzipped <= goal ? '≤' : '✗ >'} ${kilobytes(goal)}`;
  return [name, kilobytes(minified), kilobytes(gzipped) + beside];
}

/** Makes the bundles. @returns the table, as text */
export async function bundleSizes(): Promise<string> {
  return tableOf([['bundle, in kB', 'minified', 'and gzipped'], ...(await Promise.all(BUNDLES.map(line)))]);
}
