/** A visitor who took part at one kiosk, and goes on at another. */
import { expect, type Page, test } from '@playwright/test';
import { parseSlip } from '../common/domain/slip.ts';
import { lookUpOfSlip } from '../platform/slip.ts';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, startPerron } from './support/perron.ts';
import { readQr } from './support/qr.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron({ kioskSettings: ['--self-service', '60'] });
});
test.afterAll(() => perron.close());

test('goes on at another kiosk by the slip alone, without a network, and supports a thing once', async ({
  page,
  browser,
}) => {
  const other = await perron.startAnotherKiosk();
  const first = new KioskPage(page);
  await first.open(perron.kioskUrl());
  await first.tap(/^Post an idea/);
  await first.consent({ alone: true });
  await first.type('Title', 'A tree for each street');
  await first.type('Your words', 'Shade in summer, and somebody to talk to.');
  await first.tap('Read back');
  await first.tap('Confirm and save');
  await expect(first.heading(/is saved$/)).toBeVisible();
  const code = await first.code();
  const slip = (await readQr(page.getByRole('img', { name: 'Your code' }))) ?? '';
  expect(slip).toMatch(/^P1[0-9A-Z]{40}$/);
  await first.tap('Something else');
  const support = async (kiosk: KioskPage, at: Page) => {
    await kiosk.tap(/^Look around/);
    await kiosk.tap(/A tree for each street/);
    await at.getByRole('button', { name: 'Support', exact: true }).tap();
    await kiosk.tap('Yes, I support it');
    await expect(kiosk.heading('Your support is saved')).toBeVisible();
  };
  await support(first, page);
  await first.finish();
  await expect(first.connection.getByText('Nothing waiting to be sent')).toBeVisible();

  const elsewhere = await (await browser.newContext({ locale: 'en-GB', hasTouch: true })).newPage();
  const second = new KioskPage(elsewhere);
  const back = elsewhere.locator('.screen-actions').getByRole('button', { name: 'Back' });
  await expect(async () => {
    await second.open(other.url);
    await second.tap(/^Look around/);
    await expect(elsewhere.getByText('A tree for each street')).toBeVisible({ timeout: 2_000 });
  }, 'the idea is at the other kiosk').toPass({ timeout: 40_000 });
  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staff = new StaffPage(desk);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Ann', 'administrator')) });
  await desk.getByRole('link', { name: 'Contributions' }).click();
  await desk
    .getByRole('article', { name: 'A tree for each street' })
    .getByRole('button', { name: 'Answer …' })
    .click();
  await desk.getByText('Planned', { exact: true }).click();
  await desk.getByRole('textbox', { name: 'Answer in English' }).fill('Limes in your street from March.');
  await desk.getByRole('button', { name: 'Give the answer' }).click();
  await expect(staff.text('Limes in your street from March.')).toBeVisible();
  await desk.context().close();
  await expect(async () => {
    await second.open(other.url);
    await second.tap(/^Look around/);
    await expect(elsewhere.getByText('The city: Planned')).toBeVisible({ timeout: 1_000 });
    expect(other.filesHold(lookUpOfSlip(parseSlip(slip)?.secret ?? new Uint8Array()))).toBe(true);
  }, 'the answer, and what the slip opens, are at the other kiosk').toPass({ timeout: 40_000 });
  perron.network.cut();

  await second.open(other.url);
  await second.tap(/^I have a code/);
  await elsewhere.keyboard.type(`${code.replace('-', '')}\n`);
  await second.says('The service cannot be reached at present. Please try again later.');
  await second.says(/^Typing the code needs the network\./);
  await elsewhere.keyboard.type(`${slip}\n`);
  await expect(second.heading('Your contributions')).toBeVisible();
  await second.says('The service cannot be reached. This is the copy that only your slip opens.');
  await second.says(/^It dates from /);
  await second.says('Shade in summer, and somebody to talk to.');
  await second.says('Published');
  await second.says('Limes in your street from March.');
  await expectAccessible(elsewhere, 'what the slip opens without a network');
  await second.tap('Done');
  await second.tap(/^Post an idea/);
  await expect(second.heading(/^Welcome/)).toBeVisible();
  await second.tap('I have a slip from before');
  await expectAccessible(elsewhere, 'show your slip');
  await back.tap();
  // A scanner types what it reads, wherever the last touch was, and Enter.
  await elsewhere.keyboard.type(`${slip.slice(0, -4)}\n`);
  await second.says('The QR code was not read whole');
  await back.tap();
  await elsewhere.keyboard.type(`${slip}\n`);
  await expect(second.heading('Go on as before?')).toBeVisible();
  await second.says('You said yes to this:');
  await expectAccessible(elsewhere, 'go on as before?');
  await second.tap('Go on as before');
  await expect(elsewhere.getByRole('textbox', { name: 'Your words' })).toBeVisible();
  await second.tap('Home');
  await support(second, elsewhere);
  expect(await second.code(), 'the code of the slip').toBe(code);
  await second.finish();
  await second.tap('Home');
  for (const trace of [slip, code, code.replace('-', '')])
    expect([perron.kioskFilesHold(trace), other.filesHold(trace)]).toEqual([false, false]);

  // By the code screen, too, where what became of it cannot be asked now.
  await second.tap(/^I have a code/);
  await elsewhere.keyboard.type(`${slip}\n`);
  await expect(second.heading('Your contributions')).toBeVisible();
  await second.tap('Go on as before');
  await expect(second.heading('Go on as before?')).toBeVisible();
  await second.tap('No, begin as somebody new');
  await expect(second.heading(/^Welcome/)).toBeVisible();
  perron.network.heal();
  const supports = () => perron.serviceRecords().filter(({ header }) => header.includes('"support"'));
  await expect.poll(() => supports().length, { timeout: 40_000 }).toBe(2);
  const [one, again] = supports().map(({ header }) => JSON.parse(header));
  expect(again.participantId).toBe(one.participantId);
  await first.open(perron.kioskUrl());
  await first.tap(/^Look around/);
  await first.tap(/A tree for each street/);
  await first.says('1 person supports this');
  await elsewhere.context().close();
});
