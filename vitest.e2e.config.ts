/** The tests against real servers, clients and browsers: `npm run test:e2e`. */
import { defineConfig } from 'vitest/config';

// The sources, by the name that users import. No `import` here: Node would take it for packages that are required.
const conditions = ['couplet-source', 'module', 'node'];

// Where the totals go, for the program that adds them to those of other checks.
const report = process.env.VITEST_REPORT;

export default defineConfig({
  ssr: { resolve: { conditions } },
  resolve: { conditions },
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: 'test/e2e/support/requirements.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
