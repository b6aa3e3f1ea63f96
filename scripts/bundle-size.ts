/**
 * What couplet adds to a bundle: minified, gzipped, in bytes, beside the goal. The goals are not reached; a bundle that
 * grows beyond its limit fails, so that the way there is not longer tomorrow. With `--files` it also says which files
 * the bytes are from.
 */
import { BUNDLES, sizeOf } from './bundles.js';
import { check, finish } from './checks.js';

for (const bundle of BUNDLES) {
  const { name, goal, limit } = bundle;
  await check(name, async () => {
    const { minified, gzipped, files } = await sizeOf(bundle);
    if (process.argv.includes('--files')) console.log(await files());
    const beside = goal === undefined ? '' : `; the goal is ${goal}`;
    const sizes = `${minified} bytes minified, ${gzipped} gzipped${beside}`;
    if (limit !== undefined && gzipped > limit) throw new Error(`${sizes}; the limit is ${limit}`);
    return sizes;
  });
}
finish();
