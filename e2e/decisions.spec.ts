/** What the city decides and answers on the staff page, and how it comes back to the people on the kiosk. */
import { readFileSync } from 'node:fs';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

let perron: Perron;
let page: Page;
let kiosk: KioskPage;
let code: string;
let city: BrowserContext;
let desk: Page;
let staff: StaffPage;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  perron = await startPerron();
  page = await (await browser.newContext({ locale: 'en-GB', hasTouch: true })).newPage();
  kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  await kiosk.welcome();
  await kiosk.writeIdea({ title: 'A real bus', words: 'We need a real bus system in this city' });
  code = await kiosk.confirm();
  await kiosk.somethingElse();
  await kiosk.writeIdea({ title: 'My neighbour', words: 'John at number 5 never cleans his pavement' });
  await kiosk.confirm();
  await kiosk.finish();
  city = await browser.newContext({ locale: 'en-GB' });
  desk = await city.newPage();
  staff = new StaffPage(desk);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Ann', 'administrator')) });
  await desk.getByRole('link', { name: 'Contributions' }).click();
  await expect(desk.getByRole('article', { name: 'My neighbour' })).toBeVisible();
});
test.afterAll(async () => {
  await page.context().close();
  await city.close();
  await perron.close();
});

const card = (name: string) => desk.getByRole('article', { name });
const search = async (words: string) => {
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^Look around/);
  await page.getByRole('textbox', { name: 'Search the ideas' }).fill(words);
};
const openSlip = async () => {
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^I have a code/);
  await page.getByRole('textbox', { name: 'Code' }).fill(code);
  await kiosk.tap('Show');
  await kiosk.says('Your contributions');
};

test('a refusal by keyboard takes the words from the kiosk, tells their author why, and can be undone', async () => {
  await search('neighbour');
  await kiosk.says('My neighbour');
  await expectAccessible(desk, 'contributions to look at');
  await card('A real bus').focus();
  await desk.keyboard.press('j');
  await expect(card('My neighbour'), 'J goes to the next').toBeFocused();
  await desk.keyboard.press('r');
  await expect(desk.getByRole('alertdialog', { name: 'Why is it not published?' })).toBeVisible();
  await expectAccessible(desk, 'a refusal');
  const submit = desk.getByRole('button', { name: 'Do not publish', exact: true });
  await expect(submit, 'nothing is chosen beforehand').toBeDisabled();
  await desk.getByText('It names or describes somebody who could be recognised.').click();
  await desk.getByRole('textbox', { name: 'Note for staff' }).fill('names John');
  await submit.click();
  await expect(staff.text('1 contribution not published')).toBeVisible();
  await expect(card('My neighbour')).toHaveCount(0);
  await expect(card('A real bus'), 'the focus goes on').toBeFocused();
  await expect(async () => {
    await search('neighbour');
    await expect(page.getByText('Nothing found.')).toBeVisible({ timeout: 1_000 });
  }, 'gone from the kiosk within seconds').toPass({ timeout: 20_000 });
  await openSlip();
  await kiosk.says('Not published');
  await kiosk.says('It names or describes somebody who could be recognised.');
  await expect(page.getByText('names John')).toHaveCount(0);
  await expectAccessible(page, 'a refused contribution');

  await desk.getByRole('button', { name: 'Undo' }).click();
  await expect(staff.text('Undone for 1 contribution')).toBeVisible();
  await expect(card('My neighbour')).toBeVisible();
  await expect(async () => {
    await search('neighbour');
    await expect(page.getByText('My neighbour')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
});

test('its author says it in other words by the code, and staff see both', async () => {
  await openSlip();
  await kiosk.tap('Say it in other words');
  await expect(kiosk.heading('Say it in other words')).toBeVisible();
  await expectAccessible(page, 'a correction');
  await page.getByRole('textbox', { name: 'Your words' }).fill('We need a real bus system, at night too');
  await kiosk.tap('Read back');
  await kiosk.says('at night too');
  await kiosk.choose('The words of a group');
  await kiosk.choose('Read aloud');
  await kiosk.choose('The person, or who speaks for the group');
  await kiosk.tap('1');
  await expectAccessible(page, 'a group');
  await expect(page.getByRole('button', { name: 'Confirm and save' }), 'one is no group').toBeDisabled();
  await kiosk.tap('2');
  await kiosk.tap('Confirm and save');
  await kiosk.says(/In other words since then/);
  await kiosk.says('We need a real bus system, at night too');
  await expectAccessible(page, 'corrected');
  await expect(card('A real bus').getByText('at night too').first()).toBeVisible();
  await expect(card('A real bus').getByText('A group of 12 people')).toBeVisible();
  await card('A real bus').getByText('What its author said').click();
  await expect(
    card('A real bus').getByText('We need a real bus system in this city', { exact: true }),
  ).toBeVisible();
  await expectAccessible(desk, 'revisions');
});

test('personal data are covered by selecting them, next to what is alike, and the kiosk shows them no more', async () => {
  const neighbour = card('My neighbour');
  await card('A real bus').focus();
  await desk.keyboard.press('s');
  const alike = card('A real bus').getByRole('region', { name: 'Similar contributions' });
  await expect(alike.getByText(/bus/i).first()).toBeVisible();
  await expectAccessible(desk, 'what is alike');
  await neighbour.focus();
  await desk.keyboard.press('m');
  const words = desk.getByRole('alertdialog').getByRole('textbox', { name: 'Words' });
  await words.focus();
  await desk.keyboard.press('Control+Home');
  for (let i = 0; i < 'John'.length; i += 1) await desk.keyboard.press('Shift+ArrowRight');
  await desk.getByRole('button', { name: 'Cover the selection' }).last().click();
  await expect(words).toHaveValue('[…] at number 5 never cleans his pavement');
  await expectAccessible(desk, 'covering personal data');
  await desk.getByRole('button', { name: 'Show it like this' }).click();
  await expect(neighbour.getByText('Personal data covered')).toBeVisible();
  await expect(neighbour.getByText('[…] at number 5')).toBeVisible();
  await expect(async () => {
    await search('pavement');
    await page.getByText('My neighbour').first().click({ timeout: 1_000 });
    await expect(page.getByText('[…] at number 5')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
});

test('several at once are held back, and found again by their words', async () => {
  await desk.getByText('Select all shown').click();
  await expect(staff.text('2 selected')).toBeVisible();
  await desk.getByRole('button', { name: 'Hold back' }).first().click();
  await expect(staff.text('2 contributions held back')).toBeVisible();
  await expect(staff.text('Everything has been looked at.')).toBeVisible();
  await desk.getByRole('link', { name: /^Held back/ }).click();
  await desk.getByRole('textbox', { name: 'Search title and words' }).fill('BUS system');
  await desk.keyboard.press('Enter');
  await expect(card('My neighbour')).toHaveCount(0);
  await card('A real bus').getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(staff.text('1 contribution published')).toBeVisible();
  await expect(staff.text('Nothing found. Try other words.')).toBeVisible();
});

test('an answer reaches the idea, the slip, and the kiosk that has lost its network', async () => {
  await desk.getByRole('link', { name: /^Published/ }).click();
  await card('A real bus').getByRole('button', { name: 'Answer …' }).click();
  await desk.getByText('Planned', { exact: true }).click();
  await desk.getByRole('textbox', { name: 'Answer in English' }).fill('Line 4 starts in June.');
  await desk.getByRole('button', { name: /^More languages/ }).click();
  await desk.getByRole('textbox', { name: 'Answer in French' }).fill('La ligne 4 démarre en juin.');
  await expect(desk.getByRole('alertdialog').getByText('A real bus')).toBeVisible();
  await expectAccessible(desk, 'an answer');
  await desk.getByRole('button', { name: 'Give the answer' }).click();
  await expect(card('A real bus').getByText('Line 4 starts in June.')).toBeVisible();

  await expect(async () => {
    await search('real bus');
    await expect(page.getByText('The city: Planned')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await kiosk.tap(/A real bus/);
  await kiosk.says('Line 4 starts in June.');
  await expectAccessible(page, 'an answered idea');
  await openSlip();
  await kiosk.says('Line 4 starts in June.');
  perron.network.cut();
  await openSlip();
  await kiosk.says('The service cannot be reached. This is what this kiosk itself knows.');
  await kiosk.says('Line 4 starts in June.');
  await page.locator('.language-switch button').click();
  await page.getByRole('option', { name: 'Français' }).click();
  await kiosk.says('La ligne 4 démarre en juin.');
  perron.network.heal();
});

test('an idea is joined with one that says the same: the slip says so, the kiosk shows one, and it is undone', async () => {
  const bus = card('A real bus');
  await bus.focus();
  await desk.keyboard.press('s');
  const alike = bus.getByRole('region', { name: 'Similar contributions' });
  await alike.getByRole('button', { name: 'Join the idea above with this' }).first().click();
  await expect(staff.text(/^Joined: the idea that stays/)).toBeVisible();
  await expect(bus).toHaveCount(0);
  await desk.getByRole('link', { name: 'Joined', exact: true }).click();
  await expect(bus.getByText('Shown with this idea')).toBeVisible();
  await expectAccessible(desk, 'joined ideas');
  await expect(async () => {
    await search('real bus');
    await expect(page.getByText('A real bus', { exact: true })).toHaveCount(0, { timeout: 1_000 });
  }, 'no longer listed by itself').toPass({ timeout: 20_000 });
  await openSlip();
  await kiosk.says('Joined with another idea that says the same');
  await kiosk.says('Line 4 starts in June.');
  await expectAccessible(page, 'a joined idea');
  await bus.getByRole('button', { name: 'Take apart' }).click();
  await expect(staff.text(/^Taken apart/)).toBeVisible();
  await desk.getByRole('button', { name: 'Undo' }).click();
  await expect(bus, 'joined again').toBeVisible();
  await bus.getByRole('button', { name: 'Take apart' }).click();
  await desk.getByRole('link', { name: /^Published/ }).click();
  await expect(bus).toBeVisible();
  await expect(async () => {
    await search('real bus');
    await expect(page.getByText('A real bus', { exact: true })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
});

test('what people said is taken along with what the city decided and answered', async () => {
  await desk.getByRole('button', { name: 'Export …' }).click();
  const dialog = desk.getByRole('alertdialog', { name: 'Export contributions' });
  await dialog.getByText('JSON Lines').click();
  await dialog.getByRole('button', { name: /State/ }).click();
  await desk.getByRole('option', { name: 'Held back' }).click();
  await expectAccessible(desk, 'an export of contributions');
  const download = desk.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^perron-contributions-[\d-]+\.jsonl$/);
  const lines = readFileSync(await saved.path(), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { title: 'My neighbour', state: 'held', decision: 'held', answer: null },
  ]);
  await dialog.getByRole('button', { name: 'Close' }).click();
});

test('a proposal is answered, the answer taken back, and the log tells who did what', async () => {
  await desk.getByRole('link', { name: 'Proposals' }).click();
  const trees = desk.getByRole('article').filter({ hasText: 'Trees and benches on the square' });
  await trees.getByRole('button', { name: 'Answer …' }).click();
  await desk.getByText('Being studied', { exact: true }).click();
  await desk.getByRole('button', { name: 'Give the answer' }).click();
  await expect(trees.getByText('Being studied')).toBeVisible();
  await expectAccessible(desk, 'proposals');
  await trees.getByRole('button', { name: 'Change the answer …' }).click();
  await desk.getByRole('button', { name: 'Take the answer back' }).click();
  await expect(trees.getByText('No answer yet')).toBeVisible();
  await desk.getByRole('link', { name: 'Activity' }).click();
  await expect(desk.getByRole('row', { name: /Ann.*Took the answer on a proposal back/ })).toBeVisible();
  await expect(
    desk.getByRole('row', { name: /Ann.*Did not publish a contribution.*personal-data/ }),
  ).toBeVisible();
  await desk.getByRole('button', { name: 'Everything' }).click();
  await desk.getByRole('option', { name: 'Joined an idea with another one' }).click();
  await expect(desk.getByRole('row', { name: /Ann.*Joined an idea.*127\.0\.0\.1/ }).first()).toBeVisible();
  await expect(desk.getByRole('row', { name: /Did not publish/ })).toHaveCount(0);
  await expectAccessible(desk, 'activity');
});

test('the slip tells what came after the end, and of other words that perhaps did staff say whether they count', async () => {
  const staffApi = `${perron.serviceUrl()}/api/staff`;
  const asked = async (path: string) => (await (await city.request.get(`${staffApi}${path}`)).json()).value;
  const { contributions } = await asked('/moderation?queue=published&query=real+bus');
  const corrected = contributions[0].revisions.at(-1).recordedAt as number;
  const consultation = await asked(`/consultations/${contributions[0].consultationId}`);
  const { id, title, summary, opensAt, closesAt, topics, attribution } = consultation;
  const endAt = async (end: number) => {
    const consent = consultation.consent.wording;
    const data = { id, title, summary, opensAt, closesAt: end, topics, consent, attribution };
    const headers = { origin: perron.serviceUrl() };
    const saved = await city.request.post(`${staffApi}/consultations`, { data, headers });
    expect(saved.status()).toBe(200);
  };
  const slipSays = async (words: RegExp) => {
    await openSlip();
    await kiosk.says(words);
  };
  await endAt(corrected - 1);
  await slipSays(/^Your other words perhaps came after the end/);
  await kiosk.says('We need a real bus system in this city');
  await expectAccessible(page, 'words that perhaps came late');
  await desk.getByRole('link', { name: 'Contributions' }).click();
  await desk.getByRole('link', { name: /^After the end/ }).click();
  await expect(card('A real bus').getByText('Perhaps after the end', { exact: true })).toBeVisible();
  await expectAccessible(desk, 'a correction to admit');
  await card('A real bus').getByRole('button', { name: 'It does not count' }).click();
  await expect(staff.text('It does not count: the earlier words stand')).toBeVisible();
  await slipSays(/^Your other words came after the end/);
  await desk.getByRole('button', { name: 'Undo' }).click();
  await card('A real bus').getByRole('button', { name: 'It counts', exact: true }).click();
  await expect(staff.text('It counts: the corrected words stand')).toBeVisible();
  await slipSays(/at night too/);
  await endAt(opensAt + 1);
  await slipSays(/^Came after the end of the consultation: it is not published/);
  await expectAccessible(page, 'an idea that came late');
  await endAt(closesAt);
});

test('who may only read sees the queues and can decide nothing', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'fr-BE' });
  const other = await context.newPage();
  await other.goto(`${perron.serviceUrl()}/staff/`);
  await new StaffPage(other).enter(await perron.addStaff('Reader', 'reader'));
  await other.getByRole('link', { name: 'Contributions' }).click();
  await other.getByRole('link', { name: /^En attente/ }).click();
  const held = other.getByRole('article', { name: 'My neighbour' });
  await expect(held).toBeVisible();
  // To look at what is alike decides nothing.
  await expect(held.getByRole('button')).toHaveText(['Montrer les semblables']);
  await expect(other.getByRole('checkbox')).toHaveCount(0);
  await expect(other.getByRole('link', { name: 'Activité' })).toHaveCount(0);
  await context.close();
});
