import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The tests read the sources by the name that users import: `couplet`, `couplet/xep/0077`.
  ssr: { resolve: { conditions: ['couplet-source', 'module', 'node', 'import', 'default'] } },
  resolve: { conditions: ['couplet-source', 'module', 'node', 'import', 'default'] },
  test: { include: ['test/**/*.test.ts'] },
});
