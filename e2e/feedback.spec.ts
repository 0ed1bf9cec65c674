/** Somebody without e-mail leaves a phone number, and the city's answer finds them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

let perron: Perron;
const folder = mkdtempSync(path.join(tmpdir(), 'perron-feedback-'));
const key = path.join(folder, 'city.key');
test.beforeAll(async () => {
  perron = await startPerron();
  await perron.admin('personal-data', 'key', '--to', key);
  // Kiosks learn of the key when they connect.
  perron.network.cut();
  perron.network.heal();
});
test.afterAll(async () => {
  await perron.close();
  rmSync(folder, { recursive: true });
});

test('from the number that was left to the call that was made', async ({ page, browser }) => {
  const phone = '+32 470 12 34 56';
  const kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  await kiosk.connect();
  await kiosk.tap(/^Welcome the next person$/);
  await kiosk.choose('Yes, I agree');
  for (const question of ['May your first name be shown?', 'May the city contact you?'])
    await page.getByRole('radiogroup', { name: question }).getByText('Yes, I agree').tap();
  await kiosk.choose('Spoken');
  await expectAccessible(page, 'consent in layers');
  await kiosk.tap('Continue');
  await page.getByRole('textbox', { name: 'First name' }).pressSequentially('Aïcha');
  await kiosk.choose('By phone');
  await expect(page.getByRole('button', { name: 'Continue' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Phone number' }).pressSequentially(phone);
  await expectAccessible(page, 'how to be reached');
  await kiosk.tap('Continue');
  await expect(kiosk.heading('What would you like to do?')).toBeVisible();
  expect(perron.kioskFilesHold('470 12')).toBe(false);
  await kiosk.writeIdea({ title: 'A lift in the station', words: 'My mother cannot take the stairs.' });
  await kiosk.confirm();
  await kiosk.finish();
  await expect(kiosk.connection.getByText('Nothing waiting to be sent')).toBeVisible();

  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staff = new StaffPage(desk);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Ann', 'administrator')) });
  await desk.getByRole('link', { name: 'People to tell' }).click();
  await expect(staff.text('1 person left a way to reach them; 0 to be told')).toBeVisible();
  await desk.getByRole('link', { name: 'Contributions' }).click();
  await desk.getByRole('button', { name: 'Answer …' }).first().click();
  const dialog = desk.getByRole('alertdialog');
  await dialog.getByText('Planned', { exact: true }).click();
  await desk.getByRole('textbox', { name: 'Answer in English' }).fill('The lift comes in June.');
  await desk.getByRole('button', { name: 'Give the answer' }).click();
  await expect(dialog).toHaveCount(0);

  await desk.getByRole('link', { name: 'People to tell' }).click();
  await expect(desk.getByRole('heading', { name: 'Main Library' })).toBeVisible();
  await expect(staff.text('A lift in the station')).toBeVisible();
  await expect(desk.getByText(phone)).toHaveCount(0);
  await expectAccessible(desk, 'people to tell, sealed');
  await desk.getByLabel('Key file').setInputFiles({
    name: 'no.key',
    mimeType: 'text/plain',
    buffer: Buffer.from('no key at all'),
  });
  await desk.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(staff.text('This file is no key')).toBeVisible();
  await desk.getByLabel('Key file').setInputFiles(key);
  await desk.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(staff.text(phone)).toBeVisible();
  await expectAccessible(desk, 'people to tell, opened');
  await desk.getByRole('button', { name: 'This person was told' }).click();
  await expect(staff.text('Nobody waits for an answer')).toBeVisible();
  await desk.getByRole('button', { name: 'Told', exact: true }).click();
  await expect(staff.text('Told by Ann')).toBeVisible();
  await desk.getByRole('button', { name: 'Not told after all' }).click();
  await expect(staff.text('Nobody has been told yet')).toBeVisible();
  await desk.getByRole('link', { name: 'Activity' }).click();
  await expect(staff.text('Opened contact details')).toBeVisible();
  await desk.context().close();
});
