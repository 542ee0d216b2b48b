// The test projects, in the order in which they run: beside the code and architecture, then what shares one platform, then
// what starts platforms of its own, one file at a time. Two workers, since two cores are what CI has.
import { defineConfig } from 'vitest/config';

const apart = ['**/node_modules/**', '**/.build/**', '**/build/**', '**/dist/**'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{gateway,sdk,session-runtime,flare-cli,console,tools,openapi}/**/*.test.ts',
            'tests/{architecture,support}/**/*.test.ts',
          ],
          exclude: apart,
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/{contract,integration}/**/*.test.ts'],
          globalSetup: ['tests/support/shared-platform.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/build-once.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
