/** Several people around one kiosk: one waits with a card, one is let go too early, one posts what was not meant. */
import { expect, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron();
});
test.afterAll(() => perron.close());

test('people take turns, and the facilitator’s slips of the hand are undone', async ({ page }) => {
  const kiosk = new KioskPage(page);
  const card = page.getByRole('button', { name: /^Card 1/ });
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });

  await kiosk.welcome();
  await kiosk.writeIdea({ title: 'A bench', words: 'Where one waits for the bus' });
  await kiosk.tap('Participant');
  await kiosk.tap('Let this person wait');
  await expect(kiosk.heading('Card 1')).toBeVisible();
  await expectAccessible(page, 'card');
  await expect(page.locator('body')).not.toContainText('bench');

  // The next one posts too early, takes it back, changes it and posts again.
  await kiosk.tap(/^Welcome the next person$/);
  await kiosk.consent();
  await kiosk.writeIdea({ title: 'A rmap', words: 'At the town hall' });
  await kiosk.confirm();
  await kiosk.tap('Take the last idea back');
  await expect(page.getByRole('textbox', { name: 'Your words' })).toHaveValue('At the town hall');
  await page.getByRole('textbox', { name: 'Title' }).fill('A ramp');
  await kiosk.confirm();
  await kiosk.finish();

  // It was not over yet.
  await kiosk.tap('Go on with the last person');
  await expect(kiosk.heading('What would you like to do?')).toBeVisible();
  await kiosk.says('1 idea');
  await kiosk.finish();

  await kiosk.tap(/^Desk$/);
  await expect(card).toContainText('an unfinished text');
  await expectAccessible(page, 'desk');
  await kiosk.tap('Close the session');
  await kiosk.says('1 person is still waiting at the table. Their unfinished text will be deleted.');
  await kiosk.tap('Cancel');
  await card.tap();
  await kiosk.tap('Continue where you stopped');
  await expect(page.getByRole('textbox', { name: 'Your words' })).toHaveValue('Where one waits for the bus');

  // Whoever helps is called away, and locks: the person waits with a card, and nothing of them stays in sight.
  const anew = page.waitForEvent('load');
  await kiosk.tap(/^Lock$/);
  await anew;
  await expect(kiosk.heading('Card 1')).toBeVisible();
  await expect(page.locator('body')).not.toContainText('waits for the bus');
  expect(await page.evaluate(() => [history.state, localStorage.length])).toEqual([null, 0]);
  await page.reload();
  await kiosk.says('Look around');
  await kiosk.unlock(PIN);
  await card.tap();
  await kiosk.tap('Continue where you stopped');
  await expect(page.getByRole('textbox', { name: 'Your words' })).toHaveValue('Where one waits for the bus');
  await kiosk.confirm();
  await kiosk.finish();
  await kiosk.tap(/^Desk$/);
  await kiosk.tap('Close the session');
  await kiosk.tap('Yes, close it');
  await expect(kiosk.heading('The session is closed')).toBeVisible();

  await expect(kiosk.connection).toContainText('Nothing waiting to be sent');
  await expect.poll(() => perron.serviceRecords().length).toBe(perron.kioskRecords().length);
  const bodies = perron.serviceRecords().map(({ body }) => body);
  expect(bodies.join('\n')).not.toContain('A rmap');
  expect(bodies.join('\n')).toContain('A ramp');
});
