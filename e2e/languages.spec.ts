/** Each language of the room, complete; Arabic from right to left throughout. */
import { expect, type Page, test } from '@playwright/test';
import { walkKiosk } from '../scripts/screenshots/walk.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible, expectAccessibleInEveryTheme, expectFittingAtLargest } from './support/axe.ts';
import { type Perron, startPerron } from './support/perron.ts';

const LANGUAGES = {
  ar: 'العربية',
  fr: 'Français',
  tr: 'Türkçe',
  it: 'Italiano',
  es: 'Español',
  nl: 'Nederlands',
  de: 'Deutsch',
  en: 'English',
};
/** In these every theme is looked at: one from left to right, one from right to left. */
const THEMED = new Set(['ar', 'fr']);

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron({
    kioskSettings: ['--languages', 'en,fr,nl,de,it,es,tr,ar', '--self-service', '900'],
  });
});
test.afterAll(() => perron.close());

/** No key is shown in place of words, and nothing runs past the edge. */
const expectWhole = async (page: Page, screen: string): Promise<void> => {
  const language = (await page.locator('html').getAttribute('lang')) ?? '';
  if (THEMED.has(language)) await expectAccessibleInEveryTheme(page, screen);
  else await expectAccessible(page, screen);
  await expectFittingAtLargest(page, screen);
  expect(await page.locator('body').innerText(), screen).not.toMatch(/\b[a-z]+:[a-z]+[A-Za-z.]*\b(?!\/)/);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth + 1),
    screen,
  ).toBe(true);
};

for (const [language, name] of Object.entries(LANGUAGES)) {
  test(`from the home to the slip and back in ${language}`, async ({ page }) => {
    await page.goto(perron.kioskUrl());
    await page.getByRole('group').getByRole('button', { name, exact: true }).tap();
    await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expectWhole(page, 'home');
    const tile = (nth: number) => page.locator('.home-tiles button').nth(nth);
    await tile(2).tap();
    await expect(page.getByText('compdemocracy.org').first()).toBeVisible();
    await expectWhole(page, 'look around');
    await page.locator('.topbar button').nth(0).tap();
    await tile(0).tap();
    const groups = page.getByRole('radiogroup');
    await groups.nth(0).getByRole('radio').nth(0).locator('xpath=ancestor-or-self::label').tap();
    await groups.nth(1).getByRole('radio').nth(1).locator('xpath=ancestor-or-self::label').tap();
    await expectWhole(page, 'consent');
    await page.locator('.screen-actions .button-primary').tap();
    const words = { ar: 'نريد المزيد من المقاعد', tr: 'Daha çok bank istiyoruz' }[language] ?? 'Più panchine';
    await page.getByRole('textbox').nth(0).fill(words);
    await page.getByRole('textbox').nth(1).fill(words);
    await expectWhole(page, 'write');
    await page.locator('.screen-actions .button-primary').tap();
    await expect(page.locator('.read-back')).toHaveCSS('direction', language === 'ar' ? 'rtl' : 'ltr');
    await expectWhole(page, 'confirm');
    await page.locator('.screen-actions .button-primary').tap();
    await expect(page.locator('.slip-code')).toBeVisible();
    await expectWhole(page, 'saved');
    // The first one takes it back.
    await page.locator('.screen-actions button').nth(1).tap();
    await page.getByRole('alertdialog').locator('.button-primary').tap();
    await expectWhole(page, 'farewell');
    await page.locator('.screen-actions .button-primary').tap();
    await expect(page.locator('.home')).toBeVisible();
  });
}

for (const language of ['ar', 'fr'] as const) {
  test(`every screen of a facilitator's work in every theme, in ${language}`, async ({ page }) => {
    const url = perron.kioskUrl();
    const seen: string[] = [];
    await walkKiosk({
      page,
      url,
      language,
      name: LANGUAGES[language],
      async stop(screen) {
        await expect(page.locator('.loading')).toHaveCount(0);
        await expectWhole(page, screen);
        seen.push(screen);
      },
    });
    expect(seen).toEqual(
      expect.arrayContaining(['pin', 'desk', 'operations', 'close-question', 'session-summary']),
    );
  });
}

test('staff work in Arabic too', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'ar' });
  const page = await context.newPage();
  const account = await perron.addStaff('Ann', 'administrator');
  await page.goto(`${perron.serviceUrl()}/staff/`);
  await new StaffPage(page).enter(account);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('.sections a').first()).toBeVisible();
  const sections = await page.locator('.sections a').count();
  expect(sections).toBe(12);
  for (let nth = 0; nth < sections; nth += 1) {
    await page.locator('.sections a').nth(nth).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('.loading')).toHaveCount(0);
    await expectAccessible(page, `section ${nth}`);
  }
  await context.close();
});
