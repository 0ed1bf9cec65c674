/** `npm run test:electron`: the built Electron shell, where Electron's binary is installed. */
import { defineConfig } from '@playwright/test';
import { binary, SKIPPED } from './skipped.ts';

// The list names the skipped tests without their reason. Playwright's workers read this file too.
if (binary === null && process.env.TEST_WORKER_INDEX === undefined) process.stdout.write(`${SKIPPED}\n`);

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/electron',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
});
