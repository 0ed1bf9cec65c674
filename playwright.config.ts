import { defineConfig } from '@playwright/test';
import { requireChromium } from './scripts/chromium.ts';

export default defineConfig({
  testDir: 'e2e',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // Each file has a world of its own: folders, ports, processes; and a browser waits as much as it computes.
  workers: 3,
  projects: [
    // Builds the pages anew, which everything else is served from: `npm test` runs it alone.
    { name: 'start', testMatch: 'start.spec.ts' },
    { name: 'screens', testIgnore: ['start.spec.ts', 'electron/**'] },
  ],
  retries: 0,
  forbidOnly: true,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/report.json' }],
  ],
  use: {
    viewport: { width: 1280, height: 800 },
    hasTouch: true,
    // What was done, step by step, and how it looked at its end. Pictures of each step take as much time again as the steps.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: requireChromium(),
      args: ['--no-sandbox', '--disable-background-networking'],
    },
  },
});
