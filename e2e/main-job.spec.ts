/**
 * The main job: a facilitator helps people post an idea, comment and support; the network fails between the
 * service's commit and its answer; both machines lose their power; and the city has every word exactly once.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

const FILE = path.join(import.meta.dirname, '..', 'sync-service', 'demo', 'bowling-green-2018.en.csv');
const statements = (parse(readFileSync(FILE), { columns: true }) as Record<string, string>[]).map(
  (row) => row['comment-body'] as string,
);
const [lanes, meetings, ownership] = [0, 2, 5].map((row) => statements[row] as string);

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron();
});
test.afterAll(() => perron.close());

test('every word typed in a workshop reaches the city exactly once, whatever fails on the way', async ({
  page,
  browser,
}) => {
  const kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });

  // The first participant posts an idea, comments on an official proposal and supports somebody's idea.
  await kiosk.welcome();
  await kiosk.writeIdea({ title: 'Three lanes on Smallhouse Rd', words: lanes as string });
  await expect(
    page.getByText(/Smallhouse Rd \(at Campbell Ln\)/).first(),
    'a similar idea is shown',
  ).toBeVisible();
  const code = await kiosk.confirm();
  expect(code).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
  await kiosk.somethingElse();

  await kiosk.tap(/^Comment/);
  await page.getByText('A bus every fifteen minutes').first().tap();
  await kiosk.tap('Write a comment');
  await kiosk.type('Your comment', meetings as string);
  expect(await kiosk.confirm(), 'one code for one person').toBe(code);
  await kiosk.somethingElse();

  await kiosk.tap(/^Comment/);
  await page.getByText('Trees and benches on the square').first().tap();
  await kiosk.tap('Support');
  await kiosk.tap('Yes, I support it');
  await expect(kiosk.heading('Your support is saved')).toBeVisible();
  await kiosk.finish();
  await expect(kiosk.connection).toContainText('Nothing waiting to be sent');

  // The second one's idea is stored by the service, but the kiosk never hears of it.
  await kiosk.welcome();
  await kiosk.writeIdea({ title: 'More ways to own a home', words: ownership as string });
  const before = perron.serviceRecords().length;
  perron.network.swallowAnswers();
  await kiosk.confirm();
  await expect
    .poll(() => perron.serviceRecords().length, { message: 'the service has committed' })
    .toBeGreaterThan(before);
  await expect(kiosk.connection, 'the kiosk cannot know').not.toContainText('Nothing waiting to be sent');
  perron.network.cut();
  await perron.powerCut();

  await kiosk.open(perron.kioskUrl());
  await expect(kiosk.connection).toContainText('Nothing waiting to be sent');
  await kiosk.unlock(PIN);
  await kiosk.tap('Continue with this person');
  await kiosk.finish();
  await kiosk.tap('Desk');
  await kiosk.tap('Close the session');
  await kiosk.tap('Yes, close it');
  await expect(kiosk.heading('The session is closed')).toBeVisible();
  await expect(kiosk.connection).toContainText('Nothing waiting to be sent');

  const records = perron.kioskRecords();
  await expect
    .poll(() => perron.serviceRecords(), { message: 'the same bytes and digests on both sides' })
    .toEqual(records);
  expect(perron.quarantined()).toBe(0);
  expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1));

  // The first participant comes back with the code.
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^I have a code/);
  await page.getByRole('textbox', { name: 'Code' }).pressSequentially(code.toLowerCase());
  await kiosk.tap('Show');
  await kiosk.says('Three lanes on Smallhouse Rd');

  // The city.
  const context = await browser.newContext({ locale: 'en-GB' });
  const city = new StaffPage(await context.newPage());
  await city.signIn({ url: perron.serviceUrl(), ...perron.staff });
  await expect(city.text(`${records.length} of ${records.length} received, chain intact`)).toBeVisible();
  await city.openLatestSession();
  await expect(city.text(`${records.length} of ${records.length} received, chain intact`)).toBeVisible();
  await expect(city.text(lanes as string)).toBeVisible();
  const rows = parse(await city.exportCsv(), { columns: true, bom: true }) as Record<string, string>[];
  expect(rows).toMatchObject([
    {
      kind: 'idea',
      title: 'Three lanes on Smallhouse Rd',
      words: lanes,
      authorship: 'verbatim',
      read_back: 'aloud',
      confirmed_by: 'participant',
    },
    { kind: 'comment', words: meetings, target_title: 'A bus every fifteen minutes' },
    { kind: 'support', words: '', target_title: 'Trees and benches on the square' },
    { kind: 'idea', title: 'More ways to own a home', words: ownership },
  ]);
  for (const row of rows) {
    // A digest that begins with a hyphen could be taken for a formula, and is marked like any other cell.
    expect(records.find(({ id }) => id === row.id)?.hash).toBe(row.header_hash?.replace(/^'/, ''));
  }
  await context.close();
});
