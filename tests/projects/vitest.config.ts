// The projects alone, which the test run leaves out.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '../..');

export default defineConfig({
  root,
  test: {
    name: 'projects',
    include: ['tests/projects/**/*.real.test.ts'],
    globalSetup: ['tests/support/shared-platform.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
