/** A facilitator is trained on the kiosk of tomorrow's workshop. */
import { expect, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron();
});
test.afterAll(() => perron.close());

test('every screen of a practice says so, and nothing of it stays or is sent', async ({ page }) => {
  const kiosk = new KioskPage(page);
  const banner = page.getByRole('region', { name: 'Practice.' });
  await kiosk.open(perron.kioskUrl());
  await kiosk.unlock(PIN);
  await kiosk.tap('Practise');
  await expect(banner).toBeVisible();
  await expectAccessible(page, 'practice');

  await kiosk.openSession(/Citizen workshop/);
  await kiosk.welcome();
  await expect(banner).toBeVisible();
  await kiosk.writeIdea({ title: 'MARK practice', words: 'MARK practice words' });
  await kiosk.confirm();
  await kiosk.says('Practice: not valid');
  await expect(banner).toBeVisible();
  await kiosk.tap('End practice');
  await expect(banner).toBeHidden();
  await kiosk.tap('Look around');
  await page.getByRole('searchbox').or(page.getByRole('textbox')).first().fill('MARK');
  await expect(page.getByText('MARK practice')).toHaveCount(0);

  expect(perron.kioskRecords()).toEqual([]);
  expect(perron.kioskFilesHold('MARK practice')).toBe(false);
  expect(perron.serviceRecords()).toEqual([]);
});
