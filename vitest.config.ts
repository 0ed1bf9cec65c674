import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // The faults take minutes and both cores: a run of their own (faults/vitest.config.ts).
    exclude: ['**/node_modules/**', '**/dist/**', 'e2e/**', 'faults/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // Tests wait for processes and disks about as long as they compute: as many workers as cores leave half of them idle.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
  },
});
