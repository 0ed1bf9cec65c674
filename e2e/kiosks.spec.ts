/** Administrators let kiosks in and shut them out on the staff page. */
import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { sha256 } from '../platform/crypto.ts';
import { startChain } from '../sync-service/test-support/kiosk.ts';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible, expectScreenInEveryTheme } from './support/axe.ts';
import { type Perron, startPerron } from './support/perron.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron({ kioskSettings: ['--languages', 'en,fr,ar'] });
});
test.afterAll(() => perron.close());

test('a record in quarantine is shown as it came, and kept out', async ({ page }) => {
  perron.tamper(`INSERT INTO quarantine (device_id, seq, kind, rule, header, body, hash, content_hash, received_at)
    SELECT id, 7, 'idea', 'payload-invalid', '{"seq":7}', '<img src=x onerror=alert(1)>', 'h', 'c', 1 FROM devices`);
  const staff = new StaffPage(page);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Mo', 'moderator')) });
  await page.getByRole('link', { name: 'Kiosks' }).click();
  await page.getByRole('table').getByRole('link', { name: '1', exact: true }).click();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Its content does not fit its kind');
  await page.getByText('As it came').click();
  await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expectAccessible(page, 'quarantine');
  await page.getByRole('button', { name: 'Keep out' }).click();
  await expect(staff.text('Kept out')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep out' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Kiosks' }).first().click();
  await expect(page.getByRole('table').getByRole('link')).toHaveCount(0);
});

test('what a kiosk sent after it was shut out is accepted at once, and what is odd is left', async ({
  page,
}) => {
  const chain = startChain();
  const of = { sessionId: randomUUID(), participantId: randomUUID() };
  chain.add('participant.left', {}, of);
  chain.add('participant.left', {}, of);
  chain.add('participant.left', { odd: 1 } as never, of);
  for (const { header, body } of chain.made)
    perron.tamper(`INSERT INTO quarantine (device_id, kind, rule, header, body, hash, content_hash, received_at)
      SELECT id, 'participant.left', 'after-revocation', '${header}', '${body}', '${sha256(header)}', '${sha256(`${header}\n${body}`)}', 1 FROM devices`);
  const staff = new StaffPage(page);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Moa', 'moderator')) });
  await page.getByRole('link', { name: 'Kiosks' }).click();
  await page.getByRole('table').getByRole('link', { name: '3', exact: true }).click();
  await page.getByRole('button', { name: 'Accept all of this kiosk' }).first().click();
  await expect(page.getByRole('status')).toHaveText('Accepted: 2. Still waiting: 1.');
  await expect(page.getByText('It was accepted')).toHaveCount(2);
  await expectAccessible(page, 'quarantine after accepting all');
  expect(perron.serviceRecords().filter(({ chainId }) => chainId === chain.chainId)).toHaveLength(2);
  await page.getByRole('button', { name: 'Keep out' }).click();
  await expect(page.getByRole('button', { name: 'Keep out' })).toHaveCount(0);
});

test('a kiosk tells how it does, and one in trouble says so', async ({ page }) => {
  const staff = new StaffPage(page);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Rita', 'reader')) });
  await page.getByRole('link', { name: 'Kiosks' }).click();
  await expect(staff.text(/^Perron \d+\.\d+\.\d+/)).toBeVisible();
  await expect(staff.text(/needs somebody/)).toHaveCount(0);
  perron.tamper('UPDATE device_reports SET clock_offset = -180000, disk_free = 300000000, pending = 12');
  await page.reload();
  await expect(staff.text('1 kiosk needs somebody to look after it')).toBeVisible();
  await expect(staff.text('Clock 3 minutes ahead')).toBeVisible();
  await expect(staff.text('Disk nearly full, 300 MB free')).toBeVisible();
  await expect(staff.text('12 waiting')).toBeVisible();
  await expectAccessible(page, 'a kiosk in trouble');
});

test('who is locked out after too many wrong PINs is let in over the telephone', async ({
  browser,
  page,
}) => {
  perron.tamperWithKiosk("UPDATE pin_attempts SET wrong = 15, question = '40718236'");
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^Post an idea/);
  await expect(kiosk.heading('The PIN is locked')).toBeVisible();
  await kiosk.says('4071 8236');
  await expectAccessible(page, 'the PIN is locked');
  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staff = new StaffPage(desk);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Tess', 'administrator')) });
  await desk.getByRole('link', { name: 'Kiosks' }).click();
  await desk.getByRole('button', { name: 'PIN locked: Library kiosk' }).click();
  await desk.getByRole('textbox', { name: 'Digits that the kiosk shows' }).fill('4071 8236');
  await desk.getByRole('button', { name: 'Show the answer' }).click();
  const read = desk.getByRole('status').locator('.made-code');
  await expect(read).toHaveText(/^\d{4} \d{4}$/);
  await expectAccessible(desk, 'an answer to a locked kiosk');
  const answer = ((await read.textContent()) ?? '').replace(' ', '');
  await desk.context().close();
  // The first try waits as the next after a wrong one does.
  await expect(async () => {
    await page.keyboard.type(answer);
    await page.getByRole('button', { name: 'Open the PIN again' }).click({ timeout: 1_000 });
    await expect(kiosk.heading('Facilitator’s PIN')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
});

test('a code is made with what the kiosk is set to, and a lost kiosk is shut out and says so', async ({
  browser,
}) => {
  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staff = new StaffPage(desk);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Ann', 'administrator')) });
  await desk.getByRole('link', { name: 'Kiosks' }).click();
  await desk.getByRole('button', { name: 'Let a kiosk in …' }).click();
  const dialog = desk.getByRole('alertdialog');
  const make = dialog.getByRole('button', { name: 'Make the code' });
  await dialog.getByRole('textbox', { name: 'Name of the kiosk' }).fill('Chiroux');
  await dialog.getByRole('textbox', { name: 'Facilitator 1', exact: true }).fill('Amélie');
  const pin = dialog.getByRole('textbox', { name: 'PIN of facilitator 1' });
  await pin.fill('1a2b3');
  await expect(pin, 'digits alone').toHaveValue('123');
  await expect(make).toBeDisabled();
  await pin.fill('246810');
  await expectAccessible(desk, 'a kiosk being let in');
  await make.click();
  await expect(dialog.locator('.made-code')).toHaveText(/^[2-9A-Z]{4}(-[2-9A-Z]{4})+$/);
  await expect(
    dialog.getByRole('img', { name: 'The code as a QR code, for a scanner at the kiosk' }),
  ).toBeVisible();
  await expectAccessible(desk, 'the code of a kiosk');
  await dialog.getByRole('button', { name: 'Close' }).click();

  const page = await (await browser.newContext({ locale: 'en-GB', hasTouch: true })).newPage();
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^Post an idea/);
  await expect(kiosk.heading('Facilitator’s PIN')).toBeVisible();
  await desk.getByRole('button', { name: 'Settings: Library kiosk' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Name of the kiosk' })).toHaveValue('Library kiosk');
  await dialog.getByText('Visitors may use it without a facilitator').click();
  await dialog.getByRole('textbox', { name: /^Seconds without a touch/ }).fill('5');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: /^Seconds without a touch/ }).fill('60');
  // Every day but today has hours, however the kiosk's clock stands.
  const today = (new Date().getDay() + 6) % 7;
  const days = dialog.locator('.opening-hours').getByRole('textbox');
  for (let day = 0; day < 7; day += 1) if (day !== today) await days.nth(day).fill('9:00-12:00');
  await days.nth(today).fill('nine to noon');
  await expect(dialog.getByText('Please write times as 9:00-12:00')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await days.nth(today).fill('');
  await dialog.getByRole('textbox', { name: /^Whom visitors turn to/ }).fill('Front desk, 04 238 51 00');
  await dialog.getByRole('textbox', { name: /^Volume/ }).fill('40');
  const retention = dialog.getByRole('textbox', { name: /^Days for which it keeps words/ });
  await retention.fill('0');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await retention.fill('7');
  await expectAccessible(desk, 'the settings of a kiosk');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(kiosk.heading('This kiosk is closed now')).toBeVisible();
  await kiosk.says('Whom to ask: Front desk, 04 238 51 00');
  await kiosk.says('Cette borne est fermée pour l’instant');
  await expectScreenInEveryTheme(page, 'out-of-hours');
  await kiosk.tap('Facilitator');
  await expect(kiosk.heading('Facilitator’s PIN'), 'a workshop is held all the same').toBeVisible();
  await kiosk.tap('Home');
  await expect(desk.locator('.service-mark')).toHaveText(/^[0-9A-F]{4}(-[0-9A-F]{4}){4}$/);
  await desk.getByRole('button', { name: 'Settings: Library kiosk' }).click();
  await expect(retention).toHaveValue('7');
  await expect(days.nth((today + 1) % 7)).toHaveValue('9:00-12:00');
  for (let day = 0; day < 7; day += 1) await days.nth(day).fill('');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await kiosk.tap(/^Post an idea/);
  await expect(kiosk.heading(/May the city publish/)).toBeVisible();
  await kiosk.tap('Home');

  await desk.getByRole('button', { name: 'Replace: Library kiosk' }).click();
  await expectAccessible(desk, 'a kiosk being replaced');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await desk.getByRole('button', { name: 'Shut out: Library kiosk' }).click();
  await expect(dialog.getByRole('button', { name: 'Shut out', exact: true })).toBeDisabled();
  await dialog.getByText('It was lost or stolen').click();
  await expectAccessible(desk, 'a kiosk being shut out');
  await dialog.getByRole('button', { name: 'Shut out', exact: true }).click();
  await expect(staff.text(/^Revoked on/)).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Shut out: Library kiosk' })).toHaveCount(0);
  await kiosk.says('This kiosk takes no contributions any more');
  await expectScreenInEveryTheme(page, 'revoked');
  await page.context().close();
  await desk.context().close();
});

test('who may only read lets nobody in', async ({ page }) => {
  await page.goto(`${perron.serviceUrl()}/staff/#/kiosks`);
  await new StaffPage(page).enter(await perron.addStaff('Bob', 'moderator'));
  await expect(page.getByRole('table')).toBeVisible();
  await expect(page.getByRole('button', { name: /Let a kiosk in|Shut out/ })).toHaveCount(0);
});
