/**
 * Somebody without e-mail leaves a phone number, and the city's answer finds them. Besides, what they let the city count, and
 * an adult who agrees for somebody too young.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

let perron: Perron;
const folder = mkdtempSync(path.join(tmpdir(), 'perron-feedback-'));
const key = path.join(folder, 'city.key');
test.beforeAll(async () => {
  perron = await startPerron();
  await perron.admin('personal-data', 'key', '--to', key);
  // Kiosks learn of the key when they connect.
  perron.network.cut();
  perron.network.heal();
});
test.afterAll(async () => {
  await perron.close();
  rmSync(folder, { recursive: true });
});

async function answer(desk: Page, { idea, text }: { idea: string; text: string }): Promise<void> {
  await desk.getByRole('link', { name: 'Contributions' }).click();
  const said = desk.getByRole('article').filter({ hasText: idea });
  await said.getByRole('button', { name: 'Answer …' }).click();
  const dialog = desk.getByRole('alertdialog');
  await dialog.getByText('Planned', { exact: true }).click();
  await desk.getByRole('textbox', { name: 'Answer in English' }).fill(text);
  await desk.getByRole('button', { name: 'Give the answer' }).click();
  await expect(dialog).toHaveCount(0);
}

test('from the number that was left to the call that was made', async ({ page, browser }) => {
  const phone = '+32 470 12 34 56';
  const spoken: string[] = [];
  // A voice that takes no time; how it sounds is heard in comfort.spec.ts.
  await page.route(/speech:say$/, (route) => {
    spoken.push(route.request().postDataJSON().text);
    return route.fulfill({ json: { ok: true, value: { samplesPerSecond: 22_050, samples: '' } } });
  });
  const kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  await kiosk.connect();
  await kiosk.tap(/^Welcome the next person$/);
  await kiosk.choose('Yes, I agree');
  for (const question of [
    'May your first name be shown?',
    'May the city contact you?',
    'May the city use a few facts about you for statistics?',
  ])
    await page.getByRole('radiogroup', { name: question }).getByText('Yes, I agree').tap();
  await kiosk.choose('Spoken');
  await expectAccessible(page, 'consent in layers');
  await kiosk.tap('Continue');
  await page.getByRole('textbox', { name: 'First name' }).pressSequentially('Aïcha');
  await kiosk.choose('By phone');
  await expect(page.getByRole('button', { name: 'Continue' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Phone number' }).pressSequentially(phone);
  await kiosk.choose('65 and over');
  await page
    .getByRole('radiogroup', { name: 'How do you describe yourself?' })
    .getByText('I would rather')
    .tap();
  await expectAccessible(page, 'how to be reached');
  await kiosk.tap('Read aloud');
  await expect.poll(() => spoken.at(-1), 'to the last thing on the screen').toBe('Continue');
  expect(spoken, 'the field is named').toContain('Phone number');
  expect(spoken.join(' '), 'and what stands in it is told to nobody in the room').not.toMatch(
    /470|12 34|Aïcha/,
  );
  await page.getByRole('button', { name: 'Stop reading' }).tap();
  await kiosk.tap('Continue');
  await expect(kiosk.heading('What would you like to do?')).toBeVisible();
  expect(perron.kioskFilesHold('470 12')).toBe(false);
  expect(perron.kioskFilesHold('65-and-over')).toBe(false);
  await kiosk.writeIdea({ title: 'A lift in the station', words: 'My mother cannot take the stairs.' });
  const code = await kiosk.confirm();
  await kiosk.finish();
  await expect(kiosk.connection.getByText('Nothing waiting to be sent')).toBeVisible();

  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staff = new StaffPage(desk);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Ann', 'administrator')) });
  await desk.getByRole('link', { name: 'People to tell' }).click();
  await expect(staff.text('1 person left a way to reach them; 0 to be told')).toBeVisible();
  await answer(desk, { idea: 'A lift in the station', text: 'The lift comes in June.' });
  await desk.getByRole('link', { name: 'People to tell' }).click();
  await expect(desk.getByRole('heading', { name: 'Main Library' })).toBeVisible();
  await expect(staff.text('A lift in the station')).toBeVisible();
  await expect(desk.getByText(phone)).toHaveCount(0);
  await expectAccessible(desk, 'people to tell, sealed');
  await desk.getByLabel('Key file').setInputFiles({
    name: 'no.key',
    mimeType: 'text/plain',
    buffer: Buffer.from('no key at all'),
  });
  await desk.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(staff.text('This file is no key')).toBeVisible();
  await desk.getByLabel('Key file').setInputFiles(key);
  await desk.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(staff.text(phone)).toBeVisible();
  await expectAccessible(desk, 'people to tell, opened');
  await desk.getByRole('button', { name: 'This person was told' }).click();
  await expect(staff.text('Nobody waits for an answer')).toBeVisible();
  await desk.getByRole('button', { name: 'Told', exact: true }).click();
  await expect(staff.text('Told by Ann')).toBeVisible();
  await desk.getByRole('button', { name: 'Not told after all' }).click();
  await expect(staff.text('Nobody has been told yet')).toBeVisible();
  await desk.getByRole('link', { name: 'Who took part' }).click();
  await expect(staff.text('1 person told something for statistics.')).toBeVisible();
  await desk.getByLabel('Key file').setInputFiles(key);
  await expectAccessible(desk, 'statistics, sealed');
  await desk.getByRole('button', { name: 'Count', exact: true }).click();
  await expect(staff.text('Fewer than five people: nothing is shown')).toBeVisible();
  await expectAccessible(desk, 'statistics, counted');
  await desk.getByRole('link', { name: 'People to tell' }).click();
  await desk.getByRole('link', { name: 'What is kept of one person' }).click();
  await desk.getByRole('textbox', { name: 'Code on the slip' }).fill('K7QM3-XWD9F');
  await desk.getByRole('textbox', { name: 'How you made sure who it is' }).fill('Has the slip');
  await desk.getByRole('button', { name: 'Show all of it' }).click();
  await expect(staff.text('This is not a complete code.')).toBeVisible();
  await expectAccessible(desk, 'a person asks');
  // How what is in quarantine is found: sync-service/http/staff/person.test.ts. Here, as if one record were there as well.
  await desk.route(/api\/staff\/person$/, async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    answer.value.held = [{ ...answer.value.records[0], rule: 'seq-conflict', decision: null, text: null }];
    await route.fulfill({ response, json: answer });
  });
  await desk.getByRole('textbox', { name: 'Code on the slip' }).fill(code);
  await desk.getByRole('button', { name: 'Show all of it' }).click();
  await expect(desk.getByRole('heading', { name: 'A lift in the station' })).toBeVisible();
  await expect(desk.getByRole('heading', { name: 'Contact details, sealed' })).toBeVisible();
  await expect(desk.getByText(phone)).toHaveCount(0);
  await desk.getByLabel('Key file').setInputFiles(key);
  await desk.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(staff.text(phone)).toBeVisible();
  await expect(desk.getByRole('heading', { name: 'In quarantine: not believed' })).toBeVisible();
  await expect(
    staff.text('Another record has its place: the kiosk’s disk was set back or copied'),
  ).toBeVisible();
  await expectAccessible(desk, 'all that is kept of a person');
  const saved = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'Save as a file' }).click();
  expect(readFileSync(await (await saved).path(), 'utf8')).toContain(phone);
  await desk.getByRole('link', { name: 'Activity' }).click();
  await expect(
    desk.getByRole('cell', { name: 'Handed over what is kept of a person' }).first(),
  ).toBeVisible();
  await expect(desk.getByRole('cell', { name: 'Opened contact details' }).first()).toBeVisible();
  await expect(
    desk.getByRole('cell', { name: 'Opened what people told for statistics' }).first(),
  ).toBeVisible();
  await desk.context().close();
});

test('an adult agrees for whoever is too young to take part alone, and the answer is told where they took part', async ({
  page,
  browser,
}) => {
  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staff = new StaffPage(desk);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Bea', 'administrator')) });
  await desk.getByRole('link', { name: 'Consultations' }).click();
  await desk.getByRole('button', { name: 'Edit …', exact: true }).first().click();
  const form = desk.getByRole('alertdialog');
  const under = form.getByRole('textbox', { name: /^An accompanying adult agrees/ });
  await under.fill('16');
  await expect(form.getByRole('button', { name: 'Save' }), 'the adult agrees to words').toBeDisabled();
  await form
    .getByRole('textbox', { name: 'What the adult agrees to (English)' })
    .fill('I agree for this child.');
  await expectAccessible(desk, 'an age limit');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toHaveCount(0);

  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^Desk$/);
  await kiosk.tap(/^Welcome the next person$/);
  await kiosk.says('Are you 16 years old or older?');
  await kiosk.choose('No, I am younger');
  await kiosk.says('I agree for this child.');
  const adult = page.getByRole('radiogroup', { name: 'The adult with this person: do you agree?' });
  await adult.getByText('No, I do not agree').tap();
  await expect(page.getByRole('button', { name: 'Continue' }), 'nothing more is asked').toBeEnabled();
  await adult.getByText('Yes, I agree').tap();
  await expect(page.getByRole('button', { name: 'Continue' })).toBeDisabled();
  const words = page.getByRole('radiogroup', { name: 'Do you agree?', exact: true });
  await words.getByText('Yes, I agree').tap();
  for (const question of [/first name/, /statistics/])
    await page.getByRole('radiogroup', { name: question }).getByText('No, I do not agree').tap();
  await page
    .getByRole('radiogroup', { name: /contact you/ })
    .getByText('Yes, I agree')
    .tap();
  await kiosk.choose('Spoken');
  await expectAccessible(page, 'an adult agrees');
  await kiosk.tap('Continue');
  await kiosk.choose('Here, in person');
  await kiosk.says('The next time you are here, people can tell you the answer.');
  await expectAccessible(page, 'to be told in person');
  await expect(page.getByRole('textbox'), 'neither number nor address').toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Continue' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'First and last name' }).pressSequentially('Lina Haddad');
  await kiosk.tap('Continue');
  await expect(kiosk.heading('What would you like to do?')).toBeVisible();
  await kiosk.writeIdea({ title: 'A slide', words: 'For the park behind the library.' });
  await kiosk.confirm();
  await kiosk.finish();
  await expect(kiosk.connection.getByText('Nothing waiting to be sent')).toBeVisible();
  expect(perron.kioskFilesHold('Haddad')).toBe(false);

  await answer(desk, { idea: 'A slide', text: 'The slide comes in May.' });
  await desk.getByRole('link', { name: 'People to tell' }).click();
  const lina = desk.getByRole('article').filter({ hasText: 'A slide' });
  await expect(lina.getByText('In person, where they took part')).toBeVisible();
  await desk.getByLabel('Key file').setInputFiles(key);
  await desk.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(lina.getByRole('heading', { name: 'Lina Haddad' })).toBeVisible();
  await expect(lina.getByText('Warren County Public Library'), 'the workshop’s').toBeVisible();
  await expectAccessible(desk, 'somebody to tell in person');
  await lina.getByRole('button', { name: 'This person was told' }).click();
  await expect(lina).toHaveCount(0);
  await desk.context().close();
});
