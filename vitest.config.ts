// The test projects, in the order in which they run: beside the code and architecture; then what
// starts platforms, mixed, so that one file waits while another works; at last, one by one, what
// measures time or takes the whole machine.
import { defineConfig } from 'vitest/config';

const apart = ['**/node_modules/**', '**/.build/**', '**/build/**', '**/dist/**'];
const alone = 'tests/**/*.alone.test.ts';
/**
 * More than the two cores that CI has: these files wait for most of their time, for a limit, a
 * start, or a page.
 */
const waitingWorkers = 4;

/** The SDK's source, and not what its package ships; the others are Vite's own. */
const ssr = { resolve: { conditions: ['burstflare-source', 'module', 'node', 'development|production'] } };

export default defineConfig({
  test: {
    maxWorkers: 2,
    // A process runs one file after another, and loads what they share once: a process for each
    // file costs 0.5 s of the processor more. What a file changes for itself it puts back.
    isolate: false,
    unstubEnvs: true,
    projects: [
      {
        ssr,
        test: {
          name: 'unit',
          include: [
            '{gateway,sdk,session-runtime,flare-cli,console,tools,openapi}/**/*.test.ts',
            'tests/{architecture,support}/**/*.test.ts',
          ],
          exclude: apart,
          testTimeout: 20_000,
          hookTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ssr,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: [...apart, alone],
          globalSetup: ['tests/support/build-once.ts'],
          maxWorkers: waitingWorkers,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ssr,
        test: {
          name: 'integration',
          include: ['tests/{contract,integration}/**/*.test.ts'],
          exclude: [...apart, alone],
          globalSetup: ['tests/support/shared-platform.ts'],
          maxWorkers: waitingWorkers,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ssr,
        test: {
          name: 'alone',
          include: [alone],
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
