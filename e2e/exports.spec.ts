/** What staff take with them: which rows and columns, how far it is, an end to it, and what it says when there is nothing. */
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { unzip } from '../platform/test-support/unzip.ts';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

let perron: Perron;
let desk: Page;
let page: Page;
let kiosk: KioskPage;
let code: string;
test.beforeAll(async ({ browser }) => {
  perron = await startPerron();
  page = await (await browser.newContext({ locale: 'en-GB', hasTouch: true })).newPage();
  kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  await kiosk.welcome();
  await kiosk.writeIdea({ title: '=A shaded bench', words: 'There is no shade at the market.' });
  code = await kiosk.confirm();
  await kiosk.finish();
  await kiosk.tap('Desk');
  await kiosk.tap('Close the session');
  await kiosk.tap('Yes, close it');
  await kiosk.says(/records of this session have arrived at the city/);
  desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await new StaffPage(desk).signIn({ url: perron.serviceUrl(), ...perron.staff });
});
test.afterAll(async () => {
  await page.context().close();
  await desk.context().close();
  await perron.close();
});

const dialog = () => desk.getByRole('alertdialog', { name: 'Export contributions' });
const open = async () => {
  await desk.goto(`${perron.serviceUrl()}/staff/#/contributions/unreviewed`);
  await desk.getByRole('button', { name: 'Export …' }).click();
  await expect(dialog()).toBeVisible();
};
const choose = async (field: string, option: string | RegExp) => {
  await dialog().getByRole('button', { name: field }).click();
  await desk.getByRole('option', { name: option }).click();
};
/** As CSV. */
const saved = async (): Promise<string> => {
  await dialog().getByText('CSV', { exact: true }).click();
  const download = desk.waitForEvent('download');
  await dialog().getByRole('button', { name: 'Download' }).click();
  return readFileSync(await (await download).path(), 'utf8');
};

test('a session of the consultation is taken, in the columns that were chosen', async () => {
  await open();
  await dialog().getByRole('button', { name: 'Narrow further …' }).click();
  const session = dialog().getByRole('combobox', { name: 'Session' });
  await session.fill('nowhere');
  await expect(dialog().getByText('Nothing found. Try other words.')).toBeVisible();
  await session.fill('LIBRARY kio');
  await expect(desk.getByRole('option', { name: /Library kiosk/ })).toBeVisible();
  await expectAccessible(desk, 'the sessions that were found');
  await session.press('ArrowDown');
  await session.press('ArrowDown');
  await session.press('Enter');
  await expect(session).toHaveValue(/Library kiosk/);
  await dialog().getByRole('button', { name: 'Choose columns …' }).click();
  await dialog().getByRole('button', { name: 'Choose none' }).click();
  await expect(dialog().getByRole('alert')).toHaveText('Choose at least one column.');
  await expect(dialog().getByRole('button', { name: 'Download' })).toBeDisabled();
  await expectAccessible(desk, 'the columns of an export');
  await dialog().getByText('Title', { exact: true }).click();
  await dialog().getByText('Session', { exact: true }).last().click();
  const rows = parse(await saved(), { columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ title: "'=A shaded bench" });
  expect(Object.keys(rows[0] ?? {})).toEqual(['session_id', 'title']);
  await dialog().getByRole('button', { name: 'Close' }).click();
});

test('a workbook is taken with headings in the language of the page', async () => {
  await open();
  const download = desk.waitForEvent('download');
  await dialog().getByRole('button', { name: 'Download' }).click();
  const sheets = await readXlsxFile(await (await download).path());
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Read me', 'Ideas', 'Comments', 'Supports']);
  expect(sheets[1]?.data[0]).toContain('Whose words');
  expect(sheets[1]?.data.flat()).toContain('=A shaded bench');
  await dialog().getByRole('button', { name: 'Close' }).click();
});

test('the city’s own platform gets its ideas in its own form, and the page says what did not fit', async () => {
  await open();
  await dialog().getByText('Go Vocal', { exact: true }).click();
  await expect(dialog().getByText(/A first name stands only beside/)).toBeVisible();
  await expectAccessible(desk, 'an export for a platform');
  const download = desk.waitForEvent('download');
  await dialog().getByRole('button', { name: 'Download' }).click();
  const taken = await download;
  expect(taken.suggestedFilename()).toMatch(/^perron-go-vocal-.*\.zip$/);
  const files = unzip(readFileSync(await taken.path()));
  expect(files.has('go-vocal-en-1.xlsx')).toBe(true);
  await expect(dialog().getByText(/gathered on another platform: [1-9]/)).toBeVisible();
  await dialog().getByRole('button', { name: 'Close' }).click();
});

test('what fits nothing says so', async () => {
  await open();
  await choose('Language', 'Turkish');
  expect(parse(await saved(), { columns: true })).toEqual([]);
  await expect(dialog().getByText('Nothing fits what was chosen')).toBeVisible();
  await dialog().getByRole('button', { name: 'Close' }).click();
});

test('a file on its way tells its rows and can be stopped', async () => {
  await open();
  await desk.route('**/contributions/export?*', () => {});
  await dialog().getByRole('button', { name: 'Download' }).click();
  await expect(dialog().getByText('The service is counting …')).toBeVisible();
  await expectAccessible(desk, 'an export on its way');
  await dialog().getByRole('button', { name: 'Stop' }).click();
  await expect(dialog().getByText('Stopped. Nothing was saved.')).toBeVisible();
  await desk.unroute('**/contributions/export?*');
  expect(parse(await saved(), { columns: true }).length).toBeGreaterThan(0);
  await dialog().getByRole('button', { name: 'Close' }).click();
});

test('a service that does not answer is told in a sentence', async () => {
  await open();
  await desk.route('**/contributions/export?*', (route) => route.abort());
  await dialog().getByRole('button', { name: 'Download' }).click();
  await expect(dialog().getByText('The service cannot be reached')).toBeVisible();
  await desk.unroute('**/contributions/export?*');
});

test('whoever took a file along is to be told of what its author takes back later', async () => {
  await desk.goto(`${perron.serviceUrl()}/staff/#/exports`);
  const staff = new StaffPage(desk);
  await expect(staff.text('Nobody needs to be told')).toBeVisible();
  await expectAccessible(desk, 'no export to tell of');
  const html = desk.locator('html');
  await desk.emulateMedia({ colorScheme: 'dark' });
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await expectAccessible(desk, 'no export to tell of, in the dark');
  await desk.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(html, 'paper is white').not.toHaveAttribute('data-theme');
  await desk.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await desk.emulateMedia({ colorScheme: 'light' });
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^I have a code/);
  await page.getByRole('textbox', { name: 'Code' }).fill(code);
  await kiosk.tap('Show');
  await kiosk.tap('Take this back');
  await kiosk.tap('Yes, take it back');
  await kiosk.says('Taken back, or kept long enough: the words are erased');
  const holding = desk.getByRole('article').filter({ hasText: '1 contribution in it was taken back' });
  await expect(async () => {
    await desk.getByRole('button', { name: 'Reload' }).click();
    await expect(holding).not.toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expectAccessible(desk, 'exports to tell of');
  const count = await holding.count();
  const download = desk.waitForEvent('download');
  await holding.first().getByRole('button', { name: 'Save the manifest' }).click();
  const manifest = await download;
  expect(manifest.suggestedFilename()).toMatch(/^perron-contributions-.*\.manifest\.json$/);
  expect(JSON.parse(readFileSync(await manifest.path(), 'utf8'))).toMatchObject({
    schema: 'perron-export/1',
  });
  await holding.first().getByRole('button', { name: 'The holder was told' }).click();
  await expect(holding).toHaveCount(count - 1);
  await desk.getByRole('button', { name: 'All exports' }).click();
  await expect(staff.text(/^Told by Marie/)).toBeVisible();
  await expect(desk.getByRole('article').filter({ hasText: 'Turkish' })).not.toContainText('taken back');
});

test('administrators say how long each kind is kept, after they saw what would go', async () => {
  await desk.context().clearCookies();
  await desk.reload();
  await new StaffPage(desk).signIn({
    url: perron.serviceUrl(),
    ...(await perron.addStaff('Ada', 'administrator')),
  });
  await desk.goto(`${perron.serviceUrl()}/staff/#/activity`);
  await desk.getByRole('link', { name: 'How long things are kept' }).click();
  await expect(desk.getByText('Nothing has been erased for its age yet.')).toBeVisible();
  const log = desk.getByRole('row', { name: /The log of what staff did/ });
  await expect(log).toContainText('For good');
  await log.getByRole('button').click();
  const days = desk.getByRole('textbox', { name: 'Days after arrival' });
  await days.fill('a while');
  await expect(desk.getByText('A whole number of days, from 1 to 36,500.')).toBeVisible();
  await days.fill('365');
  await desk.getByRole('button', { name: 'See what would go' }).click();
  await expect(desk.getByText('Nothing is that old yet.')).toBeVisible();
  await expectAccessible(desk, 'how long something is kept');
  await desk.getByRole('button', { name: 'Keep it that long' }).click();
  await expect(log).toContainText('365 days');
});
