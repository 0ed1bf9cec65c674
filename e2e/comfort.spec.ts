/** Larger words, other colours, a keyboard on the screen, and a voice: for who sees, reads or types with trouble. */
import { expect, type Page, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, startPerron } from './support/perron.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron({ kioskSettings: ['--self-service', '900'] });
});
test.afterAll(() => perron.close());

const COMFORT = 'Larger words and colours';
const choose = async (page: Page, ...options: string[]): Promise<void> => {
  await page.getByRole('button', { name: COMFORT }).tap();
  for (const option of options) await page.getByText(option, { exact: true }).tap();
  await page.getByRole('button', { name: 'Done', exact: true }).tap();
};
/** Nothing runs past its button or the edge of the screen. */
const expectFitting = async (page: Page): Promise<void> => {
  const outside = await page.evaluate(() =>
    [...document.querySelectorAll('button, .topbar, .statusbar, .screen-actions, .home-tiles')]
      .filter((one) => one.checkVisibility())
      .filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return one.scrollWidth > one.clientWidth + 2 || left < -1 || right > window.innerWidth + 1;
      })
      .map((one) => `${one.className}: ${one.textContent}`),
  );
  expect(outside).toEqual([]);
};
const enter = async (page: Page): Promise<KioskPage> => {
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  if (await page.getByRole('button', { name: 'I am done' }).isVisible()) {
    await kiosk.finish();
    await kiosk.tap('Home');
  }
  return kiosk;
};

for (const theme of ['Black on white', 'Light on dark', 'Yellow on black']) {
  test(`every colour can be told apart: ${theme}`, async ({ page }) => {
    const kiosk = await enter(page);
    await choose(page, theme);
    await expectAccessible(page, 'home');
    await kiosk.tap('Look around');
    await kiosk.says('compdemocracy.org');
    await expectAccessible(page, 'ideas');
    await kiosk.tap('Home');
    await kiosk.tap(/^Post an idea/);
    await kiosk.choose('No, I do not agree');
    await kiosk.choose('Yes, I agree');
    await expectAccessible(page, 'consent');
    await kiosk.declineTheRest();
    await kiosk.tap('Continue');
    await kiosk.type('Title', 'A bus');
    await kiosk.type('Your words', 'We need a real bus system in this city');
    await kiosk.says('Has it been said already?');
    await expectAccessible(page, 'write');
    await kiosk.tap('Read back');
    await kiosk.tap('Confirm and save');
    await expect(kiosk.heading(/is saved$/)).toBeVisible();
    await expectAccessible(page, 'saved');
    await kiosk.finish();
    await kiosk.tap('Home');
    await expect(page.locator('html'), 'the next person starts as everybody does').toHaveAttribute(
      'data-theme',
      'paper',
    );
  });
}

test('nothing runs over at the largest size, in the longest languages', async ({ page }) => {
  const kiosk = await enter(page);
  await choose(page, 'Largest', 'Nothing moves');
  for (const language of ['English', 'Français', 'Deutsch', 'Nederlands']) {
    await page.getByRole('group').getByRole('button', { name: language, exact: true }).tap();
    await expectFitting(page);
    await expectAccessible(page, `home in ${language}`);
  }
  await page.getByRole('group').getByRole('button', { name: 'English', exact: true }).tap();
  await kiosk.tap(/^Post an idea/);
  await expectFitting(page);
  await kiosk.consent({ alone: true });
  await expectFitting(page);
  await kiosk.finish();
});

test('words are typed by touch in the language of the words, and a real key puts the keyboard away', async ({
  page,
}) => {
  const kiosk = await enter(page);
  await kiosk.tap(/^Post an idea/);
  await kiosk.consent({ alone: true });
  const keyboard = page.getByRole('group', { name: 'Keyboard' });
  const press = async (...keys: string[]) => {
    for (const key of keys) await keyboard.getByRole('button', { name: key, exact: true }).tap();
  };
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.tap();
  await press('Capital letter', 'B', 'u', 's');
  await expect(title).toHaveValue('Bus');
  await page.getByRole('button', { name: /Language of the words/ }).tap();
  await page.getByRole('option', { name: 'Français' }).tap();
  const words = page.getByRole('textbox', { name: 'Your words' });
  await words.tap();
  await press('é', 't', 'é', 'Space', '123: Digits and signs', '4', 'abc: Letters', 'x', 'Erase');
  await expect(words).toHaveValue('été 4');
  const [field, keys] = [await words.boundingBox(), await keyboard.boundingBox()];
  expect((field?.y ?? 0) + Math.min(field?.height ?? 0, 60), 'the field is in sight').toBeLessThan(
    keys?.y ?? 0,
  );
  await expectAccessible(page, 'keyboard');
  await page.keyboard.type('!');
  await expect(words).toHaveValue('été 4!');
  await expect(keyboard).toHaveCount(0);
  await kiosk.finish();
});

test('reads what the screen says, in order, and nothing that was typed', async ({ page }) => {
  const said: { text: string; language: string }[] = [];
  const heard: number[] = [];
  page.on('response', async (response) => {
    if (!response.url().endsWith('speech:say')) return;
    said.push(response.request().postDataJSON());
    const { value } = await response.json();
    const bytes = Buffer.from(value.samples, 'base64');
    let loudest = 0;
    for (let at = 0; at + 1 < bytes.length; at += 2)
      loudest = Math.max(loudest, Math.abs(bytes.readInt16LE(at)));
    heard.push(loudest);
  });
  const kiosk = await enter(page);
  await kiosk.tap(/^Post an idea/);
  await kiosk.tap('Read aloud');
  await expect.poll(() => said.length, { timeout: 20_000 }).toBeGreaterThan(2);
  await expectAccessible(page, 'being read');
  expect(said[0]).toMatchObject({ text: 'Welcome.', language: 'en' });
  expect(said[1]?.text).toBe('May the city publish your words?');
  await page.getByRole('button', { name: 'Pause' }).tap();
  await page.getByRole('button', { name: 'Go on' }).tap();
  await page.getByRole('button', { name: 'Once more' }).tap();
  await expect.poll(() => said.filter(({ text }) => text === 'Welcome.').length).toBe(2);
  await kiosk.consent({ alone: true });
  await kiosk.type('Title', 'Typed and not to be read');
  await expect.poll(() => said.some(({ text }) => text === 'Your idea'), { timeout: 20_000 }).toBe(true);
  await kiosk.type('Your words', 'Nor this');
  await page.getByRole('button', { name: 'Stop reading' }).tap();
  await expect(page.getByRole('region', { name: 'Read aloud' })).toHaveCount(0);
  expect(JSON.stringify(said)).not.toMatch(/Typed and not|Nor this/);
  for (const loudest of heard) expect(loudest).toBeGreaterThan(1_000);
  await kiosk.finish();
});
