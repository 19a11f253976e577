import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // They fetch from the npm registry and take minutes: `npm run test-install`.
    exclude: ['**/node_modules/**', 'tests/install/**'],
    globalSetup: ['tests/support/temporary-folder.ts'],
    setupFiles: ['tests/support/no-canvas.ts', 'tests/support/own-cache.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
});
