/** An unfinished text outlives a power cut behind the PIN, and nothing of it outlives its participant. */
import { expect, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

const MARK = 'zitronenfalter-4711';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron();
});
test.afterAll(() => perron.close());

test('a draft survives a power cut, is taken up behind the PIN, and is gone with its participant', async ({
  page,
}) => {
  const kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  await kiosk.welcome();
  await kiosk.writeIdea({ title: 'A title', words: `Words with ${MARK}` });
  await expect.poll(() => perron.kioskFilesHold(MARK), { message: 'the draft is on the disk' }).toBe(true);

  await perron.powerCut();
  await kiosk.open(perron.kioskUrl());
  await expect(page.getByText(MARK)).toHaveCount(0);
  await kiosk.tap('Continue where you stopped');
  await expect(page.getByText(MARK), 'not before the PIN').toHaveCount(0);
  await kiosk.typePin(PIN);
  await kiosk.tap('Continue where you stopped');
  await expect(page.getByRole('textbox', { name: 'Your words' })).toHaveValue(`Words with ${MARK}`);

  await kiosk.tap('Participant');
  await kiosk.finish();
  await expect(page.getByText(MARK)).toHaveCount(0);
  expect(perron.kioskFilesHold(MARK), 'nothing of it is in the database or its log').toBe(false);
  expect(await page.evaluate(() => ({ ...localStorage, ...sessionStorage }))).toEqual({});
  await kiosk.welcome();
  await kiosk.tap(/^Post an idea/);
  await expect(page.getByRole('textbox', { name: 'Your words' })).toHaveValue('');
});
