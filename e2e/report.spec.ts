/** A session on paper: the report that staff print or save as PDF, from left to right and from right to left. */
import { type Browser, expect, type Page, test } from '@playwright/test';
import { extractText } from 'unpdf';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

const LONG = 'There is no shade at the market, and nowhere to sit. '.repeat(20).trim();

let perron: Perron;
test.beforeAll(async ({ browser }) => {
  perron = await startPerron();
  const page = await (await browser.newContext({ locale: 'en-GB', hasTouch: true })).newPage();
  const kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  await kiosk.welcome();
  for (const [title, words] of [
    ['A shaded bench', LONG],
    ['My neighbour', 'Hildegard parks on the pavement.'],
  ] as const) {
    await kiosk.tap(/^Post an idea/);
    await page.getByRole('textbox', { name: 'Title' }).fill(title);
    await page.getByRole('textbox', { name: 'Your words' }).fill(words);
    await kiosk.confirm();
    await kiosk.somethingElse();
  }
  await kiosk.finish();
  await kiosk.tap('Desk');
  await kiosk.tap('Close the session');
  await kiosk.tap('Yes, close it');
  await kiosk.says(/records of this session have arrived at the city/);
  await page.context().close();
});
test.afterAll(() => perron.close());

const enter = async (browser: Browser, locale: string, role: string): Promise<Page> => {
  const page = await (await browser.newContext({ locale })).newPage();
  await page.goto(`${perron.serviceUrl()}/staff/`);
  await new StaffPage(page).enter(await perron.addStaff(`${role} ${locale}`, role));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return page;
};
const printed = async (page: Page): Promise<string> => {
  const { text } = await extractText(new Uint8Array(await page.pdf({ format: 'A4' })), { mergePages: true });
  return text.replaceAll(/\s+/g, ' ');
};

test('the report holds the proof, the counts and the published words, on the screen and as PDF', async ({
  browser,
}) => {
  const moderator = await enter(browser, 'en-GB', 'moderator');
  await moderator.getByRole('link', { name: 'Contributions' }).click();
  const neighbour = moderator.getByRole('article').filter({ hasText: 'My neighbour' });
  await neighbour.getByRole('button', { name: 'Hold back' }).click();
  await expect(neighbour).toHaveCount(0);
  await moderator.context().close();

  const page = await enter(browser, 'en-GB', 'reader');
  const staff = new StaffPage(page);
  await staff.openLatestSession();
  await page.getByRole('link', { name: 'Workshop report' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Workshop report' })).toBeVisible();
  const kinds = page.getByRole('region', { name: 'Contributions by kind' });
  await expect(kinds.getByRole('row', { name: 'Idea 2' })).toBeVisible();
  await expectAccessible(page, 'the report of a session');
  const text = await printed(page);
  expect(text).toContain('Workshop report');
  expect(text).toMatch(/\d+ of \d+ received, chain intact/);
  expect(text).toContain('A shaded bench');
  expect(text.match(/no shade at the market/g)).toHaveLength(20);
  expect(text).toContain('1 contribution is not printed');
  expect(text).not.toContain('Hildegard');
  // What serves the screen alone stays there.
  for (const word of ['Print or save as PDF', 'Back to the session', 'Kiosks'])
    expect(text).not.toContain(word);
  await page.context().close();
});

test('the report is read from right to left where it is written so', async ({ browser }) => {
  const page = await enter(browser, 'ar', 'reader');
  await page.getByRole('main').locator('a[href^="#/sessions/"]').first().click();
  await page.getByRole('link', { name: 'تقرير الورشة' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'تقرير الورشة' })).toBeVisible();
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  await expectAccessible(page, 'the report in Arabic');
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(await printed(page)).toContain('A shaded bench');
  await page.context().close();
});
