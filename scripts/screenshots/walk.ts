/** Through every screen of the kiosk in one language, by the words of its locale, stopping at each. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { PIN } from '../../e2e/support/perron.ts';

const LOCALES = path.join(import.meta.dirname, '..', '..', 'locales');

/** `t('home:postIdea')` in the language, without anything filled in. */
function wordsOf(language: string): (key: string) => string {
  return (key) => {
    const [file = '', name = ''] = key.split(':');
    const words = JSON.parse(readFileSync(path.join(LOCALES, language, `${file}.json`), 'utf8'));
    let found: unknown = words;
    for (const part of name.split('.')) found = (found as Record<string, unknown>)[part];
    if (typeof found !== 'string') throw new Error(`${language} has no ${key}`);
    return found;
  };
}

export async function walkKiosk({
  page,
  url,
  language,
  name,
  stop,
}: {
  page: Page;
  url: string;
  language: string;
  /** Of the language, in itself. */
  name: string;
  stop: (screen: string) => Promise<void>;
}): Promise<void> {
  const t = wordsOf(language);
  const tap = (key: string) =>
    page
      .getByRole('button', { name: t(key), exact: true })
      .first()
      .tap();
  const pick = (group: number, nth: number) =>
    page.getByRole('radiogroup').nth(group).locator('label.choice-option').nth(nth).tap();
  const primary = () => page.locator('.screen-actions .button-primary').tap();
  const heading = (key: string) => page.getByRole('heading', { level: 1, name: t(key) }).waitFor();

  /** Whoever comes next begins in the kiosk's own language. */
  const desk = async () => {
    await tap('kiosk:desk');
    await page.locator('.language-switch button').tap();
    await page.getByRole('option', { name, exact: true }).tap();
    await heading('facilitator:desk');
  };
  const confirm = async () => {
    await pick(0, 0);
    await pick(1, 1);
    await pick(2, 0);
    await primary();
    await page.locator('.slip-code').waitFor();
  };

  await page.goto(url);
  await page.getByRole('group').getByRole('button', { name, exact: true }).tap();
  await page.locator(`html[lang="${language}"]`).waitFor();
  await stop('home');
  await tap('comfort:title');
  await stop('comfort');
  await tap('comfort:done');
  for (const tab of ['ideas', 'proposals', 'agenda']) {
    await tap('home:lookAround');
    if (tab !== 'ideas')
      await page
        .getByText(t(`browse:${tab}`), { exact: true })
        .first()
        .tap();
    await page.locator('.screen').waitFor();
    await stop(`browse-${tab}`);
    await tap('kiosk:home');
  }
  await tap('home:lookAround');
  await page.locator('.card').first().tap();
  await page.locator('.target-words').waitFor();
  await stop('target');
  await tap('kiosk:home');
  await tap('home:haveCode');
  await stop('receipt');
  await tap('kiosk:facilitator');
  await stop('pin');
  for (const digit of PIN) await page.getByRole('button', { name: digit, exact: true }).tap();
  await tap('facilitator:unlock');
  await heading('facilitator:openTitle');
  await stop('open-session');
  await pick(0, 0);
  await primary();
  await heading('facilitator:desk');
  await stop('desk');
  await tap('operations:title');
  await stop('operations');
  await tap('kiosk:desk');
  await tap('session:takeAlong');
  await heading('session:takeAlong');
  await stop('take-along');
  await primary();
  await tap('forms:title');
  await heading('forms:title');
  await stop('forms');
  await tap('kiosk:desk');
  await tap('facilitator:welcomeNext');
  await stop('welcome');
  await tap('participant:privacy');
  await stop('privacy');
  await tap('comfort:done');
  await pick(0, 1);
  await stop('welcome-no');
  await primary();
  await heading('participant:refusedTitle');
  await stop('refused');
  await tap('kiosk:desk');
  await tap('facilitator:welcomeNext');
  await pick(0, 0);
  await pick(1, 0);
  const groups = await page.getByRole('radiogroup').count();
  for (let group = 2; group < groups - 1; group += 1) await pick(group, 1);
  await pick(groups - 1, 1);
  await primary();
  await page.getByRole('textbox').first().fill('Amélie');
  await stop('details');
  await primary();
  await heading('participant:menuTitle');
  await stop('menu');
  await tap('home:postIdea');
  await page.getByRole('textbox').nth(0).tap();
  await stop('write-keyboard');
  await page.keyboard.type('Smallhouse Road');
  await page
    .getByRole('textbox')
    .nth(1)
    .fill('Three lanes on Smallhouse Rd, left turn, straight, right turn.');
  await page.locator('.similar, .desk-split').first().waitFor();
  await stop('write');
  await primary();
  await stop('read-back');
  await pick(0, 3);
  await stop('read-back-group');
  await confirm();
  const code = (await page.locator('.slip-code').textContent()) ?? '';
  await stop('posted');
  await tap('contribution:another');
  await tap('home:comment');
  await stop('choose-target');
  await page.locator('.card').first().tap();
  await page.locator('.target-words').waitFor();
  await tap('browse:support');
  await stop('support-question');
  await tap('kiosk:cancel');
  await tap('browse:writeComment');
  await stop('write-comment');
  await tap('kiosk:participant');
  await tap('facilitator:pause');
  await page.locator('main .slip-code').waitFor();
  await stop('card');
  await desk();
  await stop('desk-waiting');
  await page.getByRole('button', { name: /1/ }).and(page.locator('.panel .button')).last().tap();
  await heading('participant:menuTitle');
  await stop('menu-code');
  await tap('participant:finish');
  await stop('finish-question');
  await tap('participant:finishYes');
  await heading('participant:farewellTitle');
  await stop('farewell');
  await desk();
  await tap('facilitator:close');
  await stop('close-question');
  await tap('facilitator:closeYes');
  await heading('facilitator:closedTitle');
  await stop('session-summary');
  await tap('kiosk:home');
  await tap('home:haveCode');
  await page.getByRole('textbox').fill(code);
  await primary();
  await heading('receipt:foundTitle');
  await stop('receipt-found');
  await tap('receipt:correct');
  await heading('receipt:correctTitle');
  await stop('receipt-correct');
  await tap('kiosk:cancel');
  await tap('receipt:takeAllBack');
  await stop('receipt-take-back');
  await tap('receipt:takeBackYes');
  await page.locator('.state-withdrawn').waitFor();
  await stop('receipt-taken-back');
  // The page begins anew.
  await Promise.all([page.waitForEvent('load'), tap('kiosk:lock')]);
}
