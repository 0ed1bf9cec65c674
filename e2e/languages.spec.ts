/** Each language of the room, complete; Arabic from right to left throughout. */
import { expect, type Page, type Response, test } from '@playwright/test';
import { SCREENS, type ScreenName } from '../renderer/navigation/screens.ts';
import { walkKiosk } from '../scripts/screenshots/walk.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible, expectAccessibleInEveryTheme } from './support/axe.ts';
import {
  expectFieldInSight,
  expectFittingAtLargest,
  expectKeysTouchable,
  expectTouchable,
} from './support/fit.ts';
import { type Perron, startPerron } from './support/perron.ts';
import { expectSpokenAsShown } from './support/spoken.ts';

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
/** What stands in the way of every other screen is looked at where it is brought about: `expectScreenInEveryTheme`. */
const IN_THE_WAY: readonly ScreenName[] = ['enrol', 'revoked', 'out-of-hours', 'closed'];

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron({
    kioskSettings: ['--languages', 'en,fr,nl,de,it,es,tr,ar', '--self-service', '900'],
  });
});
test.afterAll(() => perron.close());

/** No key is shown in place of words, and nothing runs past the edge. */
const expectWhole = async (
  page: Page,
  screen: string,
  { themed = false }: { themed?: boolean } = {},
): Promise<void> => {
  if (themed) await expectAccessibleInEveryTheme(page, screen);
  else await expectAccessible(page, screen);
  await expectTouchable(page, screen);
  await expectFittingAtLargest(page, screen);
  expect(await page.locator('body').innerText(), screen).not.toMatch(/\b[a-z]+:[a-z]+[A-Za-z.]*\b(?!\/)/);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth + 1),
    screen,
  ).toBe(true);
};

/** There are no loudspeakers here: what is played is over at once, so that a whole screen can be listened to. */
function playInNoTime(): void {
  AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode) {
    setTimeout(() => this.dispatchEvent(new Event('ended')), 0);
  };
  AudioBufferSourceNode.prototype.stop = () => {};
}

const LOUD = 1_000;
const loudest = (samples: string): number => {
  const bytes = Buffer.from(samples, 'base64');
  let most = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) most = Math.max(most, Math.abs(bytes.readInt16LE(at)));
  return most;
};

/** All that the screen says is read, in its order and its language, by a voice that can be heard; and nothing else. */
async function expectReadAsShown(page: Page): Promise<void> {
  const said: { text: string; language: string; loudest: Promise<number> }[] = [];
  const listen = (response: Response) => {
    if (!response.url().endsWith('speech:say')) return;
    const { text, language } = response.request().postDataJSON();
    said.push({
      text,
      language,
      loudest: response.json().then(({ value }) => loudest(value.samples)),
    });
  };
  page.on('response', listen);
  const bare = (text: string) => text.replaceAll(/\s/g, '');
  const shown = bare(await page.locator('main.room').innerText());
  const start = page.locator('.topbar .button:has(.read-sign)');
  await start.tap();
  await expect.poll(() => bare(said.map(({ text }) => text).join('')), { timeout: 40_000 }).toBe(shown);
  await start.tap();
  await expect(page.locator('.reader')).toHaveCount(0);
  page.off('response', listen);
  const language = await page.locator('html').getAttribute('lang');
  expect(said.filter((one) => one.language !== language)).toEqual([]);
  for (const one of said) expect(await one.loudest, one.text).toBeGreaterThan(LOUD);
}

for (const [language, name] of Object.entries(LANGUAGES)) {
  test(`from the home to the slip and back in ${language}`, async ({ page }) => {
    await page.addInitScript(playInNoTime);
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
    await expectReadAsShown(page);
    await page.locator('.screen-actions .button-primary').tap();
    const words = { ar: 'نريد المزيد من المقاعد', tr: 'Daha çok bank istiyoruz' }[language] ?? 'Più panchine';
    await page.locator('html').evaluate(({ dataset }) => Object.assign(dataset, { size: 'largest' }));
    for (const nth of [0, 1]) {
      await page.getByRole('textbox').nth(nth).tap();
      await expectFieldInSight(page, `field ${nth} at the largest size`);
    }
    await expectKeysTouchable(page, 'at the largest size');
    await page.locator('html').evaluate(({ dataset }) => Object.assign(dataset, { size: 'normal' }));
    await page.getByRole('textbox').nth(0).fill(words);
    await page.getByRole('textbox').nth(1).fill(words);
    await expectWhole(page, 'write');
    await page.locator('.screen-actions .button-primary').tap();
    await expect(page.locator('.read-back')).toHaveCSS('direction', language === 'ar' ? 'rtl' : 'ltr');
    await expectWhole(page, 'confirm');
    await page.locator('.screen-actions .button-primary').tap();
    await expect(page.locator('.slip-code')).toBeVisible();
    await expectWhole(page, 'saved');
    // The first one takes it back, and comes a moment after the others.
    await expect(page.locator('.screen-actions button')).toHaveCount(3);
    await page.locator('.screen-actions button').nth(1).tap();
    await page.getByRole('alertdialog').locator('.button-primary').tap();
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
    await expectWhole(page, 'farewell');
    await page.locator('.screen-actions .button-primary').tap();
    await expect(page.locator('.home')).toBeVisible();
  });
}

for (const language of ['ar', 'fr'] as const) {
  test(`every screen of a facilitator's work in every theme, in ${language}`, async ({ page }) => {
    const url = perron.kioskUrl();
    const seen = new Set<string>();
    await walkKiosk({
      page,
      url,
      language,
      name: LANGUAGES[language],
      async stop(screen) {
        await expect(page.locator('.loading')).toHaveCount(0);
        await expectWhole(page, screen, { themed: true });
        await expectSpokenAsShown(page, screen);
        seen.add((await page.locator('main.room').getAttribute('data-screen')) ?? '');
        if (screen === 'write-keyboard' || screen === 'forms') await expectFieldInSight(page, screen);
      },
    });
    const missed = SCREENS.filter((screen) => !seen.has(screen));
    expect(missed, 'a screen that nobody looked at').toEqual(IN_THE_WAY);
  });
}

test('staff work in Arabic too, and with more contrast', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'ar', contrast: 'more' });
  const page = await context.newPage();
  const account = await perron.addStaff('Ann', 'administrator');
  await page.goto(`${perron.serviceUrl()}/staff/`);
  await new StaffPage(page).enter(account);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('.sections a').first()).toBeVisible();
  const sections = await page.locator('.sections a').count();
  expect(sections).toBe(13);
  for (let nth = 0; nth < sections; nth += 1) {
    await page.locator('.sections a').nth(nth).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('.loading')).toHaveCount(0);
    await expectAccessible(page, `section ${nth}`);
  }
  await context.close();
});
