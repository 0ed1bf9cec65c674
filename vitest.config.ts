import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The slowest first, so that the last minute is not one worker's: a fresh machine remembers no run, and goes by the size of files. */
const SLOWEST = [
  'sync-service/admin.test.ts',
  'sync-service/store/postgres/postgres-store.test.ts',
  'sync-service/store/sqlite/sqlite-store.test.ts',
  'sync-service/store/postgres/schema.test.ts',
  'sync-service/services/webhooks.test.ts',
  'sync-service/admin/personal-data.test.ts',
  'sync-service/socket/proof-timeout.test.ts',
];

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification) => SLOWEST.some((name) => moduleId.endsWith(`/${name}`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // The faults take minutes and both cores: a run of their own (faults/vitest.config.ts).
    exclude: ['**/node_modules/**', '**/dist/**', 'e2e/**', 'faults/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    sequence: { sequencer: SlowestFirst },
    // Tests wait for processes and disks about as long as they compute: as many workers as cores leave half of them idle.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
  },
});
