/** When things stop: what a visitor and a facilitator are told, and whom to call. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible, expectAccessibleInEveryTheme } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

const WHOM = 'Whom to ask: Front desk, 04 238 51 00';
const folder = mkdtempSync(path.join(tmpdir(), 'perron-troubles-'));
const room = path.join(folder, 'free-bytes');
const setRoom = (bytes: number) => writeFileSync(room, String(bytes));

let perron: Perron;
test.beforeAll(async () => {
  setRoom(300_000_000);
  const smallDisk = pathToFileURL(path.join(import.meta.dirname, 'support', 'small-disk.ts'));
  perron = await startPerron({
    kioskEnvironment: { NODE_OPTIONS: `--import ${smallDisk}`, PERRON_E2E_FREE_BYTES: room },
  });
});
test.afterAll(async () => {
  await perron.close();
  rmSync(folder, { recursive: true });
});

test('a disk that fills, a city that is away for days, and a kiosk that starts again', async ({
  page,
  browser,
}) => {
  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await desk.goto(`${perron.serviceUrl()}/staff/#/kiosks`);
  await new StaffPage(desk).enter(await perron.addStaff('Ann', 'administrator'));
  await desk.getByRole('button', { name: 'Settings: Library kiosk' }).click();
  const dialog = desk.getByRole('alertdialog');
  await dialog.getByRole('textbox', { name: /^Whom visitors turn to/ }).fill('Front desk, 04 238 51 00');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await desk.context().close();

  await page.clock.install();
  const kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  await kiosk.says('The disk is nearly full.');
  await kiosk.says(WHOM);
  await expectAccessibleInEveryTheme(page, 'a disk that is nearly full');
  await kiosk.says('Nothing waiting to be sent');

  perron.network.cut();
  await kiosk.tap(/^Welcome the next person$/);
  await kiosk.consent();
  await kiosk.finish();
  await kiosk.tap(/^Desk$/);
  await expect(page.getByText(/^Contributions have been waiting to be sent for long/)).toHaveCount(0);
  await page.clock.fastForward(4 * 86_400_000);
  await kiosk.says(/^Contributions have been waiting to be sent for long \(the oldest: 4 days ago\)/);
  await kiosk.says(WHOM);
  await expectAccessible(page, 'a city that is away for days');

  setRoom(10_000_000);
  const back = perron.powerCut();
  await expect(page.getByRole('heading', { name: 'The kiosk is restarting' })).toBeVisible();
  await expect(page.locator('.waiting').getByText(WHOM)).toBeVisible();
  await expectAccessibleInEveryTheme(page, 'a kiosk that starts again');
  await back;
  await kiosk.open(perron.kioskUrl());
  await kiosk.says(WHOM);
  await expect(page.getByRole('button', { name: /^(Post an idea|Comment)/ })).toHaveCount(0);
  await expectAccessibleInEveryTheme(page, 'a full disk');
  // What others said is there to be read all the same.
  await kiosk.tap(/^Look around/);
  await kiosk.says('compdemocracy.org');

  setRoom(5_000_000_000);
  await perron.powerCut();
  await kiosk.open(perron.kioskUrl());
  await expect(page.getByRole('button', { name: /^Post an idea/ })).toBeVisible();
});
