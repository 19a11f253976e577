/** Configures `npm run test-install`: tests that use the npm registry and take minutes, one after the other. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/install/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    bail: 1,
  },
});
