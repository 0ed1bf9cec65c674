/** A visitor of a library who takes part alone. */
import { expect, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron({ kioskSettings: ['--self-service', '60'] });
});
test.afterAll(() => perron.close());

test('from the first touch to the slip without anybody’s help, and the next visitor finds nothing', async ({
  page,
  browser,
}) => {
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^Post an idea/);
  await kiosk.choose('Yes, I agree');
  await kiosk.declineTheRest();
  await expectAccessible(page, 'consent of a visitor');
  await kiosk.tap('Continue');
  await kiosk.type('Title', 'Benches in the shade');
  await kiosk.type('Your words', 'Old people need to sit down on the way to the market.');
  await kiosk.tap('Read back');
  await kiosk.says('Please read it once more');
  await expect(page.getByRole('radio')).toHaveCount(0);
  await kiosk.tap('Confirm and save');
  await expect(kiosk.heading(/is saved$/)).toBeVisible();
  const code = await kiosk.code();
  await kiosk.finish();
  await kiosk.says('Nothing of you is left on this screen');
  await expectAccessible(page, 'farewell of a visitor');
  await kiosk.tap('Home');
  expect(await page.content()).not.toContain(code);
  await expect(page.getByRole('button', { name: 'I am done' })).toHaveCount(0);

  const staff = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staffPage = new StaffPage(staff);
  await staffPage.signIn({ url: perron.serviceUrl(), ...perron.staff });
  await expect(staff.getByRole('main').getByText('Self-service').first()).toBeVisible();
  await staff.context().close();
});

test('takes back what they wrote with the code alone, first without a network', async ({ page, browser }) => {
  let touches = 0;
  await page.exposeFunction('touched', () => {
    touches += 1;
  });
  await page.addInitScript(() => {
    const { touched } = window as unknown as { touched: () => void };
    addEventListener('pointerup', () => touched(), { capture: true });
  });
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  touches = 0;
  await kiosk.tap(/^Post an idea/);
  await kiosk.consent({ alone: true });
  await kiosk.type('Title', 'A word too many');
  await kiosk.type('Your words', 'My neighbour Hildegard parks on the pavement.');
  await kiosk.tap('Read back');
  await kiosk.tap('Confirm and save');
  await expect(kiosk.heading(/is saved$/)).toBeVisible();
  const given = touches;
  const code = await kiosk.code();
  await kiosk.finish();
  await expect(kiosk.connection.getByText('Nothing waiting to be sent')).toBeVisible();
  await kiosk.tap('Home');
  perron.network.cut();
  touches = 0;
  await kiosk.tap(/^I have a code/);
  // A scanner types what it reads, wherever the last touch was.
  await page.keyboard.type('https://city.example/buses\n');
  await kiosk.says('This is not the QR code of a slip');
  await page.getByRole('button', { name: 'Q', exact: true }).focus();
  await page.keyboard.type(`https://city.example/slip#${code}\n`);
  await kiosk.says('A word too many');
  await kiosk.tap('Take this back');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await expectAccessible(page, 'take it back?');
  await kiosk.tap('Yes, take it back');
  await kiosk.says('Taken back, or kept long enough: the words are erased');
  expect(touches).toBeGreaterThan(0);
  expect(touches, 'no more steps than giving').toBeLessThanOrEqual(given);
  await expectAccessible(page, 'taken back');
  await expect(page.getByRole('button', { name: /^Take/ })).toHaveCount(0);
  expect(perron.kioskFilesHold('Hildegard')).toBe(false);
  perron.network.heal();
  await expect(kiosk.connection.getByText('Nothing waiting to be sent')).toBeVisible({ timeout: 40_000 });
  expect(perron.serviceRecords().some(({ body }) => body.includes('Hildegard'))).toBe(false);

  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staff = new StaffPage(desk);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Mo', 'moderator')) });
  await staff.openLatestSession();
  await expect(staff.text('Taken back')).toBeVisible();
  await desk.getByRole('link', { name: 'Contributions' }).click();
  await expect(desk.getByText('Hildegard')).toHaveCount(0);
  await desk.context().close();
});

test('a facilitator helps a visitor who asks, and opens a workshop afterwards', async ({ page }) => {
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^Post an idea/);
  await kiosk.consent({ alone: true });
  await kiosk.unlock(PIN);
  await kiosk.says('A visitor is using this kiosk');
  await expectAccessible(page, 'a visitor at the desk');
  await kiosk.tap('Continue with this person');
  await kiosk.finish();
  await kiosk.tap('Desk');
  await kiosk.openSession(/Citizen workshop/);
});
