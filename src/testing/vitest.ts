/**
 * The entry point `couplet/testing/vitest`: everything of `couplet/testing`, and the types of the matchers for
 * vitest's `expect`. It imports nothing of vitest.
 */
import type {} from 'vitest';
import type { CoupletAsymmetricMatchers, CoupletMatchers } from './matchers.js';

export * from './index.js';

declare module 'vitest' {
  // The parameter must be there, and named as vitest names it.
  // biome-ignore lint/suspicious/noExplicitAny: as vitest declares it
  interface Matchers<T = any> extends CoupletMatchers {}
  interface AsymmetricMatchersContaining extends CoupletAsymmetricMatchers {}
}
