/** A helper and a participant who share no language, at one screen. */
import { expect, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron();
});
test.afterAll(() => perron.close());

test('the helper reads the participant’s screen in another language, and no typed word is lost', async ({
  page,
}) => {
  const kiosk = new KioskPage(page);
  const beside = page.locator('aside.beside');
  const speak = async (now: RegExp, next: string) => {
    await page.locator('.language-switch').getByRole('button', { name: now }).tap();
    await page.getByRole('option', { name: next }).tap();
  };
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  await page.getByRole('button', { name: /Your language, beside it/ }).tap();
  await page.getByRole('option', { name: 'English' }).tap();
  await expect(beside, 'not what is there already').toHaveCount(0);

  await speak(/English/, 'Nederlands');
  await expect(beside.getByText('Facilitator’s desk')).toBeVisible();
  await kiosk.tap('De volgende persoon verwelkomen');
  await expect(kiosk.heading(/woorden publiceren/)).toBeVisible();
  await expect(beside.getByText('Welcome. May the city publish your words?')).toBeVisible();
  await expect(beside.getByText(/The city publishes my words and reads them/)).toBeVisible();
  await expect(beside.getByText('No, I do not agree').first()).toBeVisible();
  await expectAccessible(page, 'two languages');

  await kiosk.choose('Ja, ik ga akkoord');
  const further = page.getByRole('radiogroup').filter({ hasText: 'Nee, ik ga niet akkoord' });
  for (let n = 1; n < (await further.count()); n += 1) await further.nth(n).getByText('Nee, ik').tap();
  await kiosk.choose('Mondeling');
  await kiosk.tap('Verder');
  await page.getByRole('button', { name: /idee/ }).first().tap();
  const words = page.getByRole('textbox').nth(1);
  await words.fill('Een bank in het park');
  await expect(beside.getByText('Your words')).toBeVisible();
  await expect(beside).not.toContainText('Een bank in het park');

  // Both change at any moment.
  await speak(/Nederlands/, 'Français');
  await expect(words).toHaveValue('Een bank in het park');
  await expect(beside.getByText('Your words')).toBeVisible();
  await speak(/Français/, 'English');
  await expect(beside).toHaveCount(0);
  await expect(words).toHaveValue('Een bank in het park');
});
