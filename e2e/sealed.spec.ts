/** A person who says no to publishing is heard by the holder of the city's key, and by nobody else. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

let perron: Perron;
const folder = mkdtempSync(path.join(tmpdir(), 'perron-key-'));
test.beforeAll(async () => {
  perron = await startPerron();
});
test.afterAll(async () => {
  await perron.close();
  rmSync(folder, { recursive: true });
});

test('words that are not to be published are sealed on the kiosk and opened with the key alone', async ({
  page,
}) => {
  const said = { title: 'A quiet word', words: 'My landlord reads everything that is published here' };
  const key = path.join(folder, 'personal-data.key');
  await perron.admin('personal-data', 'key', '--to', key);
  // Kiosks learn of the key when they connect.
  perron.network.cut();
  perron.network.heal();
  const kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  await kiosk.connect();
  await kiosk.tap(/^Welcome the next person$/);
  await page.getByText('No, I do not agree').tap();
  await kiosk.says(/Your words will not be published\. You can still take part/);
  await expectAccessible(page, 'consent refused');
  await kiosk.refusePublishing();
  await kiosk.says(/Your words will not be published/);
  await kiosk.writeIdea(said);
  await kiosk.confirm();
  await kiosk.says(/not even this kiosk can read it any more/);
  await expectAccessible(page, 'sealed');
  await kiosk.finish();
  for (const text of Object.values(said)) expect(perron.kioskFilesHold(text)).toBe(false);

  const table = path.join(folder, 'table.csv');
  await expect(async () => {
    rmSync(table, { force: true });
    expect(await perron.admin('personal-data', 'export', '--key', key, '--to', table)).toMatchObject({
      exported: 1,
    });
  }).toPass({ timeout: 20_000 });
  const staff = new StaffPage(page);
  await staff.signIn({ url: perron.serviceUrl(), ...perron.staff });
  await staff.openLatestSession();
  await expect(staff.text(/1 of these is sealed/)).toBeVisible();
  await expect(page.getByText(said.words)).toHaveCount(0);
  const exported = readFileSync(table, 'utf8');
  for (const text of Object.values(said)) expect(exported).toContain(text);

  await page.getByRole('link', { name: 'Said to the city alone' }).click();
  await expect(staff.text('1 contribution is sealed')).toBeVisible();
  await expectAccessible(page, 'said to the city alone, sealed');
  await page.getByLabel('Key file').setInputFiles(key);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('heading', { name: said.title })).toBeVisible();
  await expect(staff.text(said.words)).toBeVisible();
  await expectAccessible(page, 'said to the city alone, opened');
  await page.getByRole('textbox', { name: 'Words to look for' }).fill('nowhere');
  await expect(staff.text('0 contributions')).toBeVisible();
  await page.getByRole('textbox', { name: 'Words to look for' }).fill('LANDLORD');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a table (CSV)' }).click();
  const taken = readFileSync(await (await saved).path(), 'utf8');
  for (const text of Object.values(said)) expect(taken).toContain(text);
});
