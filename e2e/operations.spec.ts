/** The page for those who look after the kiosk, and a USB stick where there is no network. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, expect, test } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron();
});
test.afterAll(() => perron.close());

/** As an administrator of the city does on the staff page. */
async function takeIn({ context, file, into }: { context: BrowserContext; file: string; into: string }) {
  const page = await context.newPage();
  const staff = new StaffPage(page);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Ann', 'administrator')) });
  await page.goto(`${perron.serviceUrl()}/staff/#/kiosks`);
  await page.getByLabel('Choose the files ending in .perron-carry:').setInputFiles(file);
  await expect(
    staff.text(/Library kiosk: \d+ records received, 0 known already, 0 in quarantine/),
  ).toBeVisible();
  await expectAccessible(page, 'files from kiosks');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the answer' }).click();
  const saved = await download;
  await saved.saveAs(path.join(into, saved.suggestedFilename()));
  await page.close();
}

test('without a network a stick carries the contributions to the city and its answer back', async ({
  page,
  context,
}) => {
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap('Facilitator');
  await kiosk.typePin(PIN);
  await kiosk.openSession(/Citizen workshop/);
  // Else the service may have the opening already, and not the kiosk its acknowledgement.
  await kiosk.says('Nothing waiting to be sent');
  perron.network.cut();
  await kiosk.tap(/^Welcome the next person$/);
  await kiosk.consent();
  await kiosk.writeIdea({ title: 'A bus', words: 'We need a real bus system in this city' });
  await kiosk.confirm();
  await kiosk.tap('Operations');
  await expect(kiosk.heading('Operations')).toBeVisible();
  await kiosk.says('Nothing was set aside.');
  await kiosk.says('No USB stick is plugged in');
  await expectAccessible(page, 'operations without a stick');

  mkdirSync(perron.stick);
  await kiosk.says(/The stick “KINGSTON” will carry 1 contribution of 1 session\./);
  await kiosk.tap('Save to the USB stick');
  await kiosk.says(/records are on the stick/);
  await expectAccessible(page, 'operations with a stick');

  await kiosk.tap('Read the city’s answer');
  await kiosk.says('There is no answer for this kiosk on the stick');
  const folder = path.join(perron.stick, 'Perron');
  const [file = ''] = readdirSync(folder);
  await takeIn({ context, file: path.join(folder, file), into: folder });
  await kiosk.tap('Read the city’s answer');
  await kiosk.says(/The city has received \d+ records/);
  await kiosk.says('Nothing is waiting to be sent.');
  expect(perron.serviceRecords().map(({ hash }) => hash)).toEqual(
    perron.kioskRecords().map(({ hash }) => hash),
  );
  expect(readdirSync(folder)).toEqual([]);

  await kiosk.tap('Desk');
  await kiosk.tap('Take the words along');
  await expect(kiosk.heading('Take the words along')).toBeVisible();
  await kiosk.says('1 contribution can be taken along.');
  await kiosk.choose('Table (CSV)');
  await kiosk.tap('Write to “KINGSTON”');
  await kiosk.says('The file is on the stick');
  await expectAccessible(page, 'a session on the stick');
  const [taken = '', manifest = ''] = readdirSync(folder);
  expect(taken).toMatch(/^perron-session-.*-provisional\.csv$/);
  const rows = parse(readFileSync(path.join(folder, taken)), { columns: true, bom: true });
  expect(rows).toMatchObject([{ title: 'A bus', state: 'provisional', kiosk: 'Library kiosk' }]);
  expect(JSON.parse(readFileSync(path.join(folder, manifest), 'utf8'))).toMatchObject({
    fileName: taken,
    rows: 1,
  });
  perron.network.heal();
});

test('in French on a small screen, a try tells what became of it, and nothing runs past the edge', async ({
  browser,
}) => {
  const context = await browser.newContext({
    locale: 'fr-BE',
    hasTouch: true,
    viewport: { width: 1024, height: 768 },
  });
  const page = await context.newPage();
  await page.goto(perron.kioskUrl());
  await page.getByRole('button', { name: 'Français', exact: true }).last().tap();
  const bar = page.getByRole('contentinfo');
  await page
    .getByRole('button', { name: /^(Animateur|Bureau)$/ })
    .first()
    .waitFor();
  if (await page.getByRole('button', { name: 'Animateur', exact: true }).isVisible()) {
    await page.getByRole('button', { name: 'Animateur', exact: true }).tap();
    for (const digit of PIN) await page.getByRole('button', { name: digit, exact: true }).tap();
    await page.getByRole('button', { name: 'Déverrouiller' }).tap();
  }
  perron.network.cut();
  await expect(bar.getByText(/^Hors ligne/)).toBeVisible({ timeout: 20_000 });
  await bar.getByRole('button', { name: 'État de la borne' }).tap();
  const panel = page.getByRole('region', { name: 'Envoi à la ville' });
  await panel.getByRole('button', { name: 'Essayer maintenant' }).tap();
  await expect(panel.getByRole('status')).toContainText('Le service est injoignable pour l’instant.', {
    timeout: 20_000,
  });
  for (const button of await bar.getByRole('button').all()) {
    const box = await button.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 9_999), await button.innerText()).toBeLessThanOrEqual(1_024);
    expect((box?.y ?? 0) + (box?.height ?? 9_999)).toBeLessThanOrEqual(768);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1_024);
  await expectAccessible(page, 'operations in French');
  perron.network.heal();
  await panel.getByRole('button', { name: 'Essayer maintenant' }).tap();
  await expect(panel.getByRole('status')).toHaveText('La ville a tout reçu.', { timeout: 20_000 });
  await context.close();
});

test('a kiosk that the city has retired says so and forgets the people that it helped', async ({ page }) => {
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  const { kiosks } = (await perron.admin('kiosk', 'list')) as { kiosks: { id: string }[] };
  await perron.admin('kiosk', 'revoke', '--id', kiosks[0]?.id ?? '', '--reason', 'replaced');
  await expect(kiosk.heading('This kiosk takes no contributions any more')).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page, 'retired');
  expect(perron.kioskFilesHold('We need a real bus system in this city')).toBe(false);
});
