/** Administrators let other programs read what the city has, and have them told when something is new. */
import { expect, test } from '@playwright/test';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, startPerron } from './support/perron.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron();
});
test.afterAll(() => perron.close());

test('a token is made with what it may read, shown once, and revoked', async ({ browser }) => {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const url = perron.serviceUrl();
  await new StaffPage(page).signIn({ url, ...(await perron.addStaff('Ann', 'administrator')) });
  await page.getByRole('link', { name: 'Accounts' }).click();
  await page.getByRole('link', { name: 'API', exact: true }).click();
  await expect(page.getByText('No program has a token yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a token …' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('City platform');
  await dialog.getByText('Sessions and kiosks').click();
  await dialog.getByLabel('Holds until').fill('2020-01-01T00:00');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'a token being added');
  await dialog.getByLabel('Holds until').fill('2100-01-01T00:00');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await expect(dialog.locator('.made-code')).toHaveText(/^perron_[\w-]{44}$/);
  await expectAccessible(page, 'a token that was made');
  await dialog.getByRole('button', { name: 'Close' }).click();
  const row = page.getByRole('row').filter({ hasText: 'City platform' });
  await expect(row).toContainText('What everybody may see');
  await expect(row).toContainText('Sessions and kiosks');
  await expect(row).toContainText('Never');
  await expectAccessible(page, 'tokens');
  await row.getByRole('button', { name: 'Revoke … City platform' }).click();
  await dialog.getByRole('button', { name: 'Revoke it' }).click();
  await expect(row).toContainText('Revoked on');
  await expect(row.getByRole('button')).toHaveCount(0);
  await page.getByRole('link', { name: 'How programs ask' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Perron: the API' })).toBeVisible();
  await expectAccessible(page, 'the documentation');
  await page.context().close();
});

test('a webhook is added, tested, and removed', async ({ browser }) => {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const url = perron.serviceUrl();
  await new StaffPage(page).signIn({ url, ...(await perron.addStaff('Bea', 'administrator')) });
  await page.getByRole('link', { name: 'Accounts' }).click();
  await page.getByRole('link', { name: 'API', exact: true }).click();
  await page.getByRole('button', { name: 'Add a webhook …' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1/hook');
  await dialog.getByRole('button', { name: 'Add it' }).click();
  await expect(dialog.getByRole('alert'), 'not into the own network').toBeVisible();
  await expectAccessible(page, 'a webhook being added');
  // Nobody has this name, so nothing leaves the machine.
  await dialog.getByRole('textbox', { name: 'Address' }).fill('https://platform.invalid/hook');
  await dialog.getByRole('button', { name: 'Add it' }).click();
  await expect(dialog.locator('.made-code')).toHaveText(/^whsec_/);
  await dialog.getByRole('button', { name: 'Close' }).click();
  const row = page.getByRole('row').filter({ hasText: 'platform.invalid' });
  await expect(row).toContainText('Never');
  await row.getByRole('button', { name: 'Send a test' }).click();
  await expect(row).toContainText('Still to deliver: 1', { timeout: 30_000 });
  await expect(row, 'why it failed').toContainText(/EN|EAI|no answer/, { timeout: 30_000 });
  await expectAccessible(page, 'webhooks');
  await row.getByRole('button', { name: 'Remove …' }).click();
  await dialog.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText('No address is told anything yet.')).toBeVisible();
  await page.context().close();
});
