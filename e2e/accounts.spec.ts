/** Administrators look after the accounts; everybody changes the own password. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, startPerron } from './support/perron.ts';
import { runToEnd, startProcess } from './support/processes.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron();
});
test.afterAll(() => perron.close());

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('an account is added, used, given another password by its owner, and closed', async ({ browser }) => {
  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const url = perron.serviceUrl();
  await new StaffPage(desk).signIn({ url, ...(await perron.addStaff('Ann', 'administrator')) });
  await desk.getByRole('link', { name: 'Accounts' }).click();
  await expect(rowOf(desk, 'Ann').getByRole('button'), 'nothing about oneself').toHaveCount(0);
  await desk.getByRole('button', { name: 'Add an account …' }).click();
  const dialog = desk.getByRole('alertdialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Marie');
  await dialog.getByText('Moderator').click();
  await expectAccessible(desk, 'an account being added');
  await dialog.getByRole('button', { name: 'Make the account' }).click();
  await expect(dialog.getByRole('alert')).toContainText('This name is taken already.');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Zoë');
  await dialog.getByRole('button', { name: 'Make the account' }).click();
  const password = (await dialog.locator('.made-code').textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(rowOf(desk, 'Zoë')).toContainText('Open');
  await expectAccessible(desk, 'accounts');

  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const zoe = new StaffPage(page);
  await zoe.signIn({ url, name: 'Zoë', password });
  await expect(page.getByRole('link', { name: 'Accounts' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Account of Zoë' }).click();
  await page.getByRole('button', { name: 'Change the password …' }).click();
  const change = page.getByRole('alertdialog', { name: 'Change the password' });
  await change.getByLabel('Present password').fill('a wrong password');
  await change.getByLabel('New password').fill('a better password');
  await expectAccessible(page, 'a password being changed');
  await change.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(change.getByRole('alert')).toBeVisible();
  await change.getByLabel('Present password').fill(password);
  await change.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await zoe.signIn({ url, name: 'Zoë', password: 'a better password' });

  await rowOf(desk, 'Zoë').getByRole('button', { name: 'Close: Zoë' }).click();
  await expect(rowOf(desk, 'Zoë')).toContainText('Closed');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await zoe.enter({ name: 'Zoë', password: 'a better password' });
  await expect(page.getByRole('alert')).toBeVisible();
  await page.context().close();
  await desk.context().close();
});

test('whoever has the link makes the first account of a new service; a link that is used or too old says so', async ({
  browser,
}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'perron-begin-'));
  const env = { PERRON_DATA: folder, PERRON_PORT: '0', PERRON_LOG_LEVEL: 'warn' };
  const args = ['staff', 'first-link', '--json'];
  const told = await runToEnd({ script: 'sync-service/admin.ts', args, env });
  const { link } = JSON.parse(told) as { link: string };
  const service = await startProcess({
    script: 'sync-service/main.ts',
    env,
    ready: /http:\/\/127\.0\.0\.1:\d+/,
  });
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const dead = page.getByRole('alert').filter({ hasText: 'This link cannot be used any more' });
  const make = page.getByRole('button', { name: 'Make the account and sign in' });
  await page.goto(`${service.line}${link.replace(/begin\/\d+/, 'begin/1')}`);
  await expect(dead, 'too old').toBeVisible();
  await expect(make).toHaveCount(0);
  await expectAccessible(page, 'a link that is too old');
  await page.goto(service.line + link);
  await page.reload();
  await page.getByRole('textbox', { name: 'Your name for signing in' }).fill('Ann');
  await page.getByLabel('New password').fill('too short');
  await expect(make).toBeDisabled();
  await page.getByLabel('New password').fill('correct horse battery');
  await expectAccessible(page, 'the first account');
  await make.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible();
  expect(page.url(), 'the link is in no address any more').not.toContain('begin');
  await page.context().clearCookies();
  await page.goto(service.line + link);
  await page.reload();
  await expect(dead, 'used').toBeVisible();
  await expectAccessible(page, 'a link that was used');
  await page.getByRole('link', { name: 'To the sign-in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await page.context().close();
  await service.stop();
  rmSync(folder, { recursive: true });
});

test('with a second step a code is asked for after the password, until it is turned off', async ({
  browser,
}) => {
  const url = perron.serviceUrl();
  const account = await perron.addStaff('Iris', 'reader');
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staff = new StaffPage(page);
  const dialog = page.getByRole('alertdialog');
  const sessions = page.getByRole('heading', { level: 1, name: 'Sessions' });
  const openSecondStep = async () => {
    await page.getByRole('button', { name: 'Account of Iris' }).click();
    await page.getByRole('button', { name: 'Second step of signing in …' }).click();
  };
  await staff.signIn({ url, ...account });
  await openSecondStep();
  const key = (await dialog.locator('.key').textContent())?.replaceAll(' ', '') ?? '';
  const totp = new TOTP({ secret: Secret.fromBase32(key) });
  await expect(dialog.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  await dialog.getByLabel('The six digits on your phone').fill(totp.generate());
  await dialog.getByLabel('Present password').fill(account.password);
  await expectAccessible(page, 'a second step being turned on');
  await dialog.getByRole('button', { name: 'Turn it on' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(10);
  const recovery = (await dialog.getByRole('listitem').first().textContent()) ?? '';
  await expectAccessible(page, 'recovery codes');
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await page.context().clearCookies();

  await page.reload();
  await staff.enter(account);
  const code = page.getByLabel('The six digits on your phone, or a recovery code');
  await expect(code).toBeFocused();
  await expectAccessible(page, 'a code being asked for');
  await code.fill('000000x');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('This code is not right');
  // Of the next time step, as of a phone that is ahead: the one before is used.
  await code.fill(totp.generate({ timestamp: Date.now() + 30_000 }));
  await page.keyboard.press('Enter');
  await expect(sessions).toBeVisible();

  await openSecondStep();
  await expect(dialog).toContainText('10 recovery codes are left');
  await dialog.getByLabel('The six digits on your phone, or a recovery code').fill(recovery);
  await dialog.getByLabel('Present password').fill(account.password);
  await dialog.getByRole('button', { name: 'Turn the second step off' }).click();
  await expect(dialog).toHaveCount(0);
  await page.context().clearCookies();
  await page.reload();
  await staff.enter(account);
  await expect(sessions).toBeVisible();
  await page.context().close();
});
