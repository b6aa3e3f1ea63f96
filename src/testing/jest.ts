/**
 * The entry point `couplet/testing/jest`: everything of `couplet/testing`, and the types of the matchers for
 * Jest's `expect`, imported from `@jest/globals` or global (`@types/jest`). It imports nothing of Jest.
 */
import type {} from 'expect';
import type { CoupletAsymmetricMatchers, CoupletMatchers } from './matchers.js';

export * from './index.js';

declare module 'expect' {
  // The parameters must be there, and named as Jest names them.
  interface Matchers<R extends void | Promise<void>, T = unknown> extends CoupletMatchers<R> {}
  interface AsymmetricMatchers extends CoupletAsymmetricMatchers {}
}

declare global {
  // biome-ignore lint/style/noNamespace: that is where @types/jest has the matchers of the global expect
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: as @types/jest declares it
    interface Matchers<R, T = {}> extends CoupletMatchers<R> {}
  }
}
