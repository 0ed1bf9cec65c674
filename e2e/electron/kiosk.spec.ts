import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ElectronApplication, _electron as electron, expect, type Page, test } from '@playwright/test';
import { binary, SKIPPED } from './skipped.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

// biome-ignore lint/suspicious/noSkippedTests: it says so, and only where there is nothing to run it on.
test.skip(binary === null, SKIPPED);

let folder: string;
let shell: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'perron-electron-'));
  shell = await electron.launch({
    ...(binary === null ? {} : { executablePath: binary }),
    // Chromium's sandbox does not start for root.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ROOT],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      ...(process.env.DISPLAY ? { DISPLAY: process.env.DISPLAY } : {}),
      ...(process.env.XAUTHORITY ? { XAUTHORITY: process.env.XAUTHORITY } : {}),
      PERRON_KIOSK_DATA: path.join(folder, 'kiosk'),
      PERRON_WINDOWED: '1',
    },
  });
  page = await shell.firstWindow();
});
test.afterAll(async () => {
  await shell?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test('shows the first screen, from the host of this kiosk', async () => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(page.url()).toBe('perron://kiosk/');
  const answer = await page.evaluate("window.perron.call('kiosk:status', {})");
  expect(answer).toMatchObject({ ok: true, value: { sync: { state: 'not-enrolled' } } });
});

test('gives the page the bridge, and nothing of Node or Electron', async () => {
  expect(await page.evaluate('Object.keys(window.perron).sort()')).toEqual(['call', 'onStatus', 'shell']);
  for (const name of ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer']) {
    expect(await page.evaluate(`typeof globalThis.${name}`), name).toBe('undefined');
  }
});

test('opens no window and goes nowhere', async () => {
  expect(await page.evaluate("window.open('https://example.org/') === null")).toBe(true);
  expect(await page.evaluate("window.open('perron://kiosk/') === null")).toBe(true);
  await page.evaluate("location.assign('https://example.org/')");
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(page.url()).toBe('perron://kiosk/');
  expect(shell.windows()).toHaveLength(1);
});

test('reaches no network', async () => {
  const reached = "fetch('https://example.org/').then(() => 'reached', () => 'refused')";
  expect(await page.evaluate(reached)).toBe('refused');
});

test('holds no permission', async () => {
  const asked = "navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state)";
  expect(await page.evaluate(asked)).toBe('denied');
});
