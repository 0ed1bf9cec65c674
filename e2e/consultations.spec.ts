/** The city writes its consultation on the staff page, and the kiosk shows it. */
import { expect, type Page, test } from '@playwright/test';
import { extractText } from 'unpdf';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible, expectAccessibleInEveryTheme, expectScreenInEveryTheme } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron({ kioskSettings: ['--languages', 'en,fr,ar'] });
});
test.afterAll(() => perron.close());

const dialog = (page: Page) => page.getByRole('alertdialog');
/** As the field of the browser wants it, in its own zone. */
const moment = (days: number, hour: number): string => {
  const day = new Date(Date.now() + days * 86_400_000);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00`;
};

test('what an administrator writes is on the kiosk within seconds, and gone when it is removed', async ({
  browser,
}) => {
  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staff = new StaffPage(desk);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Ann', 'administrator')) });
  await desk.getByRole('link', { name: 'Consultations' }).click();
  await expect(staff.text('What should change in our city?')).toBeVisible();
  await expectAccessible(desk, 'consultations');

  await desk.getByRole('button', { name: 'Edit …', exact: true }).first().click();
  const title = dialog(desk).getByRole('textbox', { name: 'Title (English)' });
  await expect(title).toHaveValue('What should change in our city?');
  await title.fill('What should our city become?');
  await dialog(desk).getByText('Support', { exact: true }).click();
  await dialog(desk).getByRole('textbox', { name: 'Name of the city' }).fill('Liège');
  await dialog(desk).getByText('Use the city’s own colours').click();
  await dialog(desk).getByLabel('Background').fill('#ffd500');
  await expect(dialog(desk).getByText('instead of #ffffff')).toBeVisible();
  await dialog(desk).getByRole('button', { name: 'Add a topic' }).click();
  await expect(dialog(desk).getByRole('button', { name: 'Save' }), 'a topic has a name').toBeDisabled();
  await dialog(desk).getByRole('textbox', { name: 'Topic 7 (English)' }).fill('Water');
  await dialog(desk).getByLabel('Closes').fill('2001-01-01T00:00');
  await expect(dialog(desk).getByRole('alert')).toHaveText('The end must come after the beginning.');
  await expect(dialog(desk).getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog(desk).getByLabel('Closes').fill(moment(40, 12));
  await expectAccessible(desk, 'a consultation being written');
  await dialog(desk).getByRole('button', { name: 'Save' }).click();
  await expect(desk.getByRole('heading', { name: 'What should our city become?' })).toBeVisible();

  await desk.getByRole('button', { name: 'Add an event …' }).click();
  await dialog(desk).getByRole('textbox', { name: 'Title (English)' }).fill('Open door at the library');
  await dialog(desk).getByRole('textbox', { name: 'Place' }).fill('Chiroux');
  await dialog(desk).getByLabel('Begins').fill(moment(3, 14));
  await dialog(desk).getByLabel('Ends').fill(moment(3, 17));
  await dialog(desk).getByText('Library kiosk · Main Library').click();
  await expectAccessible(desk, 'an event being written');
  await dialog(desk).getByRole('button', { name: 'Save' }).click();
  await expect(staff.text('Open door at the library')).toBeVisible();
  await desk
    .getByRole('listitem')
    .filter({ hasText: 'Open door at the library' })
    .getByRole('link', { name: 'Follow' })
    .click();
  await expect(staff.text('Expected; no session has arrived yet')).toBeVisible();
  await expectAccessible(desk, 'a workshop that has not begun');
  await desk.getByRole('link', { name: 'Consultations' }).click();
  await desk.getByRole('button', { name: 'Add a proposal …' }).click();
  await dialog(desk).getByRole('textbox', { name: 'Title (English)' }).fill('A pond in the park');
  await dialog(desk).getByRole('textbox', { name: 'Text (English)' }).fill('With ducks.');
  await dialog(desk).getByRole('button', { name: 'Save' }).click();
  await expect(staff.text('A pond in the park')).toBeVisible();

  const page = await (await browser.newContext({ locale: 'en-GB', hasTouch: true })).newPage();
  const kiosk = new KioskPage(page);
  const sees = (tab: string, text: string, there: boolean) =>
    expect(async () => {
      await kiosk.open(perron.kioskUrl());
      await kiosk.tap(/^Look around/);
      await page.getByRole('tab', { name: tab }).tap();
      await expect(page.getByRole('tabpanel')).not.toBeEmpty();
      await expect(page.getByText(text)).toHaveCount(there ? 1 : 0, { timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
  await sees('Agenda', 'Open door at the library', true);
  await sees('Proposals of the city', 'A pond in the park', true);
  await kiosk.open(perron.kioskUrl());
  await kiosk.says('What should our city become?');
  await expect(page.locator('.brand')).toHaveText('Liège');
  await expect(page.locator('.home-hero')).toHaveCSS('background-color', 'rgb(255, 213, 0)');
  await expectAccessibleInEveryTheme(page, 'in the colours of a city');
  await kiosk.tap(/^Look around/);
  await page.getByRole('tab', { name: 'Proposals of the city' }).tap();
  await page.getByText('A pond in the park').tap();
  await expect(page.getByRole('button', { name: 'Write a comment' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Support', exact: true }), 'switched off').toHaveCount(0);

  await desk.getByRole('button', { name: 'Remove: Open door at the library' }).click();
  await dialog(desk).getByRole('button', { name: 'Remove' }).click();
  await expect(desk.getByText('Open door at the library')).toHaveCount(0);
  await sees('Agenda', 'Open door at the library', false);
  await page.context().close();
  await desk.context().close();
});

test('a workshop is followed while it is held, without asking again', async ({ browser }) => {
  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staff = new StaffPage(desk);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Rita', 'reader')) });
  await desk.getByRole('list').getByRole('link').first().click();
  await expect(desk.getByText('Live', { exact: true })).toBeVisible();
  const charted = (label: string) => desk.locator('.bars').first().getByRole('row', { name: label });
  await expect(charted('Idea')).toHaveText(/0$/);

  const page = await (await browser.newContext({ locale: 'en-GB', hasTouch: true })).newPage();
  const kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  await kiosk.welcome();
  await kiosk.tap(/^Post an idea/);
  await page.getByRole('textbox', { name: 'Title' }).fill('A fountain');
  await page.getByRole('textbox', { name: 'Your words' }).fill('For the children.');
  await kiosk.confirm();
  // Sooner than the page would look again by itself, had it no line.
  await expect(charted('Idea')).toHaveText(/1$/, { timeout: 9_000 });
  await expect(staff.text('Library kiosk')).toBeVisible();
  await expectAccessible(desk, 'a workshop that is being held');

  await desk.getByRole('link', { name: 'Workshop report' }).click();
  await expect(desk.getByRole('heading', { level: 1, name: /^Workshop report: / })).toBeVisible();
  await expectAccessible(desk, 'the report of a workshop');
  const pdf = new Uint8Array(await desk.pdf({ format: 'A4' }));
  const { text } = await extractText(pdf, { mergePages: true });
  for (const told of ['Library kiosk', 'Idea', 'A fountain', 'For the children.'])
    expect(text).toContain(told);
  for (const word of ['Print or save as PDF', 'Back to the workshop']) expect(text).not.toContain(word);
  await desk.getByRole('link', { name: 'Back to the workshop' }).click();
  await expect(charted('Idea')).toHaveText(/1$/);

  await desk.route('**/api/staff/workshops/**', (route) => route.abort());
  await desk.getByRole('button', { name: 'Reload' }).click();
  await expect(staff.text(/Not refreshed since/)).toBeVisible();
  await expect(charted('Idea')).toHaveText(/1$/);
  await page.context().close();
  await desk.context().close();
});

test('who may not write sees it all and has no button for it', async ({ page }) => {
  await page.goto(`${perron.serviceUrl()}/staff/`);
  await new StaffPage(page).enter(await perron.addStaff('Bob', 'moderator'));
  await page.getByRole('link', { name: 'Consultations' }).click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /Edit|Remove|Add|New/ })).toHaveCount(0);
});

test('a consultation that ends while somebody stands there says so in place of what they wanted', async ({
  browser,
}) => {
  const page = await (await browser.newContext({ locale: 'en-GB', hasTouch: true })).newPage();
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^Post an idea/);
  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await desk.goto(`${perron.serviceUrl()}/staff/#/consultations`);
  await new StaffPage(desk).enter(await perron.addStaff('Eve', 'administrator'));
  await desk.getByRole('button', { name: 'Edit …', exact: true }).first().click();
  await dialog(desk).getByLabel('Opens').fill('2001-01-01T00:00');
  await dialog(desk).getByLabel('Closes').fill('2001-02-01T00:00');
  await dialog(desk).getByRole('button', { name: 'Save' }).click();
  await expect(dialog(desk)).toHaveCount(0);
  await expect(page.locator('main.room')).toHaveAttribute('data-screen', 'closed');
  await expectScreenInEveryTheme(page, 'closed');
  await kiosk.tap('Look around');
  await expect(page.getByRole('tabpanel')).toBeVisible();
  await page.context().close();
  await desk.context().close();
});
