/** What staff see when somebody wrote to the database, when words are hostile, and when they may not export. */
import { expect, type Page, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

const HOSTILE = [
  '<img src=x onerror="document.title=`taken`">',
  '=HYPERLINK("http://evil.example","click")',
  '\u202etfel ot thgir \u0007 مرحبا',
];

let perron: Perron;
let page: Page;
test.beforeAll(async ({ browser }) => {
  perron = await startPerron();
  page = await (await browser.newContext({ locale: 'en-GB', hasTouch: true })).newPage();
  const kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  await kiosk.welcome();
  for (const [index, words] of HOSTILE.entries()) {
    await kiosk.tap(/^Post an idea/);
    await page.getByRole('textbox', { name: 'Title' }).fill(`Hostile ${index} ${words}`);
    await page.getByRole('textbox', { name: 'Your words' }).fill(words);
    await kiosk.confirm();
    await kiosk.somethingElse();
  }
  await kiosk.finish();
  await kiosk.tap('Desk');
  await kiosk.tap('Close the session');
  await kiosk.tap('Yes, close it');
  await kiosk.says(/records of this session have arrived at the city/);
});
test.afterAll(async () => {
  await page.context().close();
  await perron.close();
});

test('hostile words are words, on the kiosk and on the staff page', async () => {
  const faults: string[] = [];
  page.on('dialog', (dialog) => faults.push(dialog.message()));
  page.on('pageerror', (error) => faults.push(error.message));
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^Look around/);
  await kiosk.says('Hostile 0 <img src=x');
  expect(await page.locator('img[src="x"]').count()).toBe(0);

  const staff = new StaffPage(page);
  await staff.signIn({ url: perron.serviceUrl(), ...perron.staff });
  await staff.openLatestSession();
  for (const words of HOSTILE) await expect(staff.text(`Hostile ${HOSTILE.indexOf(words)} `)).toBeVisible();
  await expect(page.getByText(HOSTILE[0] as string, { exact: true })).toBeVisible();
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.title()).not.toBe('taken');
  expect(await staff.exportCsv()).toContain(`"'=HYPERLINK(""http://evil.example"",""click"")"`);
  expect(faults).toEqual([]);
});

test.describe('each tampering with what is stored shows its own finding', () => {
  for (const [finding, sql] of [
    ['1 missing (place 4)', 'DELETE FROM records WHERE seq = 4'],
    ['2 missing at the end (places 8–9)', 'DELETE FROM records WHERE seq > 7'],
    ['content altered (place 3)', `UPDATE records SET body = replace(body, 'img', 'IMG') WHERE seq = 3`],
    [
      'record altered (place 4)',
      `UPDATE records SET header = replace(header, 'assisted', 'self-service') WHERE seq = 4`,
    ],
    [
      'order swapped (places 3–5)',
      `WITH pair AS MATERIALIZED (SELECT * FROM records WHERE seq IN (3, 5))
       UPDATE records SET (header, body, hash) = (SELECT header, body, hash FROM pair WHERE pair.seq = 8 - records.seq)
       WHERE seq IN (3, 5)`,
    ],
  ] as const) {
    test(finding, async () => {
      const staff = new StaffPage(page);
      await page.goto(`${perron.serviceUrl()}/staff/`);
      await expect(staff.text('9 of 9 received, chain intact')).toBeVisible();
      const undo = perron.tamper(sql);
      try {
        await page.getByRole('button', { name: 'Reload' }).click();
        await expect(staff.text(finding)).toBeVisible();
        await expect(staff.text('chain intact')).toHaveCount(0);
      } finally {
        undo();
      }
    });
  }
});

test('who may only read gets a sentence instead of a file', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const other = await context.newPage();
  const staff = new StaffPage(other);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Reader', 'reader')) });
  await staff.openLatestSession();
  await other.getByRole('button', { name: 'Export as CSV' }).click();
  await other.getByRole('button', { name: 'Download' }).click();
  await expect(staff.text(/Your account may not do this/)).toBeVisible();
  await context.close();
});

test('a wrong password and a service that is away are said plainly, and what is shown stays', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const other = await context.newPage();
  const staff = new StaffPage(other);
  await other.goto(`${perron.serviceUrl()}/staff/`);
  await staff.enter({ name: perron.staff.name, password: 'not the password' });
  await expect(other.getByRole('alert')).toBeVisible();
  await staff.enter(perron.staff);
  await expect(staff.text('9 of 9 received, chain intact')).toBeVisible();
  await other.route('**/api/staff/**', (route) => route.abort());
  await other.getByRole('button', { name: 'Reload' }).click();
  await expect(staff.text(/Not refreshed since/)).toBeVisible();
  await expect(staff.text('9 of 9 received, chain intact')).toBeVisible();

  // Neither another language nor a screen where nobody has been yet can be fetched.
  await other.route('**/staff/assets/*.js', (route) => route.abort());
  await other.getByRole('button', { name: /Language/ }).click();
  await other.getByRole('option', { name: 'Français' }).click();
  await expect(staff.text(/The service cannot be reached/)).toBeVisible();
  await expect(other.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible();
  await other.getByRole('link', { name: 'Kiosks' }).click();
  await expect(staff.text(/This part of the page could not be loaded/)).toBeVisible();
  await other.unrouteAll();
  await other.getByRole('button', { name: 'Reload' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Kiosks' })).toBeVisible();
  await context.close();
});
