/** Every screen keeps to WCAG 2.2 AA as far as axe can tell. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible, expectScreenInEveryTheme } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';
import { startProcess } from './support/processes.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron();
});
test.afterAll(() => perron.close());

test('each screen of the main job', async ({ page }) => {
  const kiosk = new KioskPage(page);
  const check = (screen: string) => expectAccessible(page, screen);
  await kiosk.open(perron.kioskUrl());
  await check('home');
  await kiosk.tap('Facilitator');
  await check('PIN');
  await kiosk.typePin(PIN);
  await expect(kiosk.heading('Open a session')).toBeVisible();
  await check('open a session');
  await kiosk.openSession(/Citizen workshop/);
  await check('desk');
  await kiosk.tap(/^Welcome the next person$/);
  await check('consent');
  await kiosk.tap('What happens to my data?');
  await kiosk.says(/you can take everything back, at any kiosk/);
  await check('what happens to my data');
  await page.getByRole('button', { name: 'Done', exact: true }).tap();
  await kiosk.consent();
  await check('menu');
  await kiosk.writeIdea({ title: 'A bus', words: 'We need a real bus system in this city' });
  await kiosk.says('Has it been said already?');
  await check('write');
  await kiosk.tap('Read back');
  await expect(kiosk.heading('Is this what you want to say?')).toBeVisible();
  await check('confirm');
  await kiosk.tap('Change the words');
  await kiosk.confirm();
  await expect(page.getByRole('img', { name: 'Your code' }), 'to be photographed').toBeVisible();
  await expect(page.getByRole('button', { name: /^Print/ }), 'no printer, no button for it').toHaveCount(0);
  await check('saved');
  await kiosk.somethingElse();
  await kiosk.tap(/^Comment/);
  await kiosk.says('A bus every fifteen minutes');
  await check('choose what to comment on');
  await page.getByText('A bus every fifteen minutes').first().tap();
  await kiosk.says('No comment yet');
  await check('one proposal');
  await kiosk.tap('Participant');
  await kiosk.finish();
  await check('farewell');
  await kiosk.tap('Desk');
  await kiosk.tap('Close the session');
  await kiosk.says('Close this session?');
  await check('close the session?');
  await kiosk.tap('Yes, close it');
  await expect(kiosk.heading('The session is closed')).toBeVisible();
  await check('session summary');
  await kiosk.tap('Go on with this workshop');
  await expect(kiosk.heading('Facilitator’s desk')).toBeVisible();
  await kiosk.says('Citizen workshop');
  await kiosk.tap('Close the session');
  await kiosk.tap('Yes, close it');
  await expect(kiosk.heading('The session is closed')).toBeVisible();
  await kiosk.lock();
});

test('each screen that anyone may see, in French too', async ({ page }) => {
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  for (const [open, says] of [
    [/^Look around/, 'compdemocracy.org'],
    [/^I have a code/, 'Characters of the code'],
  ] as const) {
    await kiosk.tap(open);
    if (says.startsWith('comp')) await kiosk.says(says);
    await expectAccessible(page, String(open));
    await kiosk.tap('Home');
  }
  await page.getByRole('button', { name: 'Français', exact: true }).last().tap();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expectAccessible(page, 'accueil');
  for (const open of [/^Regarder/, /^J’ai un code/, /^Proposer une idée/]) {
    await kiosk.tap(open);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page, String(open));
    await kiosk.tap('Accueil');
  }
});

test('a kiosk that nobody has set up asks for its code and says what is wrong with another', async ({
  page,
}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'perron-new-kiosk-'));
  const shell = await startProcess({
    script: 'electron/browser-shell/main.ts',
    env: { PERRON_KIOSK_DATA: folder, PERRON_SERVICE_URL: perron.serviceUrl(), PERRON_WINDOW: 'none' },
    ready: /http:\/\/127\.0\.0\.1:\d+\/\?key=\S+/,
  });
  try {
    await page.goto(shell.line);
    await page
      .getByRole('combobox')
      .or(page.getByRole('button', { name: /Language/ }))
      .first()
      .click();
    await page.getByRole('option', { name: 'English' }).click();
    const kiosk = new KioskPage(page);
    await expect(kiosk.heading('Set up this kiosk')).toBeVisible();
    await expectScreenInEveryTheme(page, 'enrol');
    const code = page.getByRole('textbox', { name: 'Code of the kiosk' });
    await code.fill('WRONG-WRONG');
    await kiosk.tap('Set up');
    await expect(page.getByRole('alert')).toBeVisible();
    await code.fill(await perron.makeEnrolmentCode());
    await kiosk.tap('Set up');
    await kiosk.says('What should change in our city?');
  } finally {
    await shell.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
for (const locale of ['en-GB', 'fr-BE']) {
  test(`each screen of the staff page (${locale})`, async ({ browser }) => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    const staff = new StaffPage(page);
    await page.goto(`${perron.serviceUrl()}/staff/`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page, 'sign in');
    await staff.enter(perron.staff);
    await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
    await expectAccessible(page, 'sessions');
    // The first of the sessions above, in which something was said.
    await page.getByRole('main').locator('a[href^="#/sessions/"]').last().click();
    await expect(page.getByText('A bus').first()).toBeVisible();
    await expectAccessible(page, 'session');
    await page.getByRole('button', { name: /CSV/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'export');
    await page.keyboard.press('Escape');
    await page.goto(`${perron.serviceUrl()}/staff/#/kiosks`);
    await expect(page.getByText('Library kiosk').first()).toBeVisible();
    await expectAccessible(page, 'kiosks');
    await context.close();
  });
}
