import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['faults/**/*.test.ts'],
    // Processes are killed and started over: a scenario takes up to a minute, and one at a time.
    testTimeout: 300_000,
    fileParallelism: false,
    pool: 'forks',
  },
});
