import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['faults/**/*.test.ts'],
    // Processes are killed and started over: a scenario takes up to a minute, half of which it waits.
    testTimeout: 300_000,
    sequence: { concurrent: true },
    maxConcurrency: 3,
    pool: 'forks',
  },
});
