/** vitest reads setup.ts before each file of tests. */
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { setupFiles: ['./setup.ts'] } });
