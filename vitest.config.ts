/** Value tests and type tests, both with `npm test`. */
import { defineConfig } from 'vitest/config';

// The tests read the sources by the name that users import: `couplet`, `couplet/xep/0077`.
const conditions = ['couplet-source', 'module', 'node', 'import', 'default'];

// Where the totals go, for the program that adds them to those of other checks.
const report = process.env.VITEST_REPORT;

export default defineConfig({
  ssr: { resolve: { conditions } },
  resolve: { conditions },
  test: {
    include: ['test/**/*.test.ts'],
    // No test is about time; a busy machine fails none.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    // A type test is a test: counted, and failed by what the compiler says of its lines. An error in what it
    // imports fails the run too, for with that the types it asks about may be `any`.
    typecheck: {
      enabled: true,
      checker: 'tsc',
      tsconfig: 'tsconfig.type-tests.json',
      include: ['test/**/*.test-d.ts'],
    },
  },
});
