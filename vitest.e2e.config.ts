/** The tests against real servers, clients and browsers: `npm run test:e2e`. */
import { defineConfig } from 'vitest/config';
import unit from './vitest.config.js';

export default defineConfig({
  ...unit,
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: 'test/e2e/support/requirements.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: unit.test?.reporters ?? 'default',
  },
});
