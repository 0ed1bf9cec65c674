/**
 * Each screen while it waits for the host, when the host fails it, where there is nothing to show, and without a network: all
 * of it here is without one, from the first screen to the last.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import type { KioskCall } from '../common/contract/kiosk-api.ts';
import { SCREENS, type ScreenName } from '../renderer/navigation/screens.ts';
import { KioskPage } from './pages/kiosk-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';
import { startProcess } from './support/processes.ts';
import { readQr } from './support/qr.ts';

/** An answer in which there is nothing, of the answer that there was, and what the screen says then; null where there is always something. */
type Emptied = { readonly of: (value: Record<string, unknown>) => unknown; readonly says: string } | null;
const NO_IDEAS: Emptied = { of: () => ({ ideas: [], next: null }), says: 'Nobody has posted an idea yet.' };
const NO_PROPOSALS: Emptied = { of: () => ({ proposals: [] }), says: 'The city has made no proposal yet.' };
const NO_EVENTS: Emptied = { of: () => ({ events: [] }), says: 'No event is planned.' };
const NO_STICK: Emptied = { of: (plan) => ({ ...plan, sticks: [] }), says: 'Plug in a USB stick' };

/**
 * What each screen asks the host for of itself. It says that it waits, why it has nothing, and asks once more; all else that it
 * shows is in the status, without which there is no screen at all. A screen without an entry does not compile.
 */
const ASKS: Readonly<Record<ScreenName, Readonly<Partial<Record<KioskCall, Emptied>>>>> = {
  enrol: { 'carry:plan': NO_STICK },
  revoked: {},
  'out-of-hours': {},
  closed: {},
  unlock: {},
  'open-session': { 'event:list': { of: () => ({ events: [] }), says: 'It is not on the agenda.' } },
  welcome: { 'slip:read': null },
  home: { 'event:list': NO_EVENTS },
  desk: {},
  operations: { 'kiosk:operations': null, 'carry:plan': NO_STICK },
  forms: { 'proposal:list': { of: () => ({ proposals: [] }), says: 'A new idea' } },
  'session-summary': { 'session:counts': null },
  'take-along': {
    'session:export-plan': { of: (plan) => ({ ...plan, rows: 0 }), says: 'There is nothing to take along' },
  },
  participant: {},
  refused: {},
  'write-idea': {
    'draft:load': null,
    'idea:similar': { of: () => ({ ideas: [] }), says: 'Nothing like it so far: yours is new.' },
  },
  'choose-target': { 'idea:list': NO_IDEAS, 'proposal:list': NO_PROPOSALS },
  'write-comment': { 'draft:load': null, 'target:show': null },
  posted: {},
  card: {},
  farewell: {},
  browse: { 'idea:list': NO_IDEAS, 'proposal:list': NO_PROPOSALS, 'event:list': NO_EVENTS },
  target: { 'target:show': { of: (shown) => ({ ...shown, comments: [] }), says: 'No comment yet.' } },
  receipt: {},
};

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron();
});
test.afterAll(() => perron.close());

type Step = {
  readonly screen: ScreenName;
  readonly call: KioskCall;
  readonly go: () => Promise<unknown>;
  /** Away again, where the screen is looked at a first time with nothing to show. */
  readonly leave?: () => Promise<unknown>;
  /** What stands there in the end. */
  readonly there: Locator;
};

/** Goes to a screen that is told of nothing; then anew, while the host takes its time over the call, fails it, and gives it when asked again. */
function throughStates(page: Page) {
  const walked: string[] = [];
  const main = page.locator('main');
  const again = main.getByRole('button', { name: 'Try again' }).first();
  const through = async ({ screen, call, go, leave, there }: Step) => {
    const what = `${screen}, ${call}`;
    const emptied = ASKS[screen][call];
    expect(emptied !== undefined && (emptied === null) === (leave === undefined), what).toBe(true);
    const here = () => expect(page.locator('main.room'), what).toHaveAttribute('data-screen', screen);
    let state: 'empty' | 'held' | 'mended' = 'empty';
    let fail = () => {};
    const held = new Promise<void>((resolve) => {
      fail = resolve;
    });
    await page.route(`**/api/call/${call}`, async (route) => {
      if (state === 'mended') return route.continue();
      if (state === 'empty') {
        const { value } = await (await route.fetch()).json();
        return route.fulfill({ json: { ok: true, value: emptied?.of(value) } });
      }
      await held;
      await route.fulfill({ json: { ok: false, problem: 'internal', logId: 'held' } });
    });
    if (emptied && leave) {
      await go();
      await here();
      await expect(main.getByText(emptied.says).first(), what).toBeVisible();
      await leave();
    }
    state = 'held';
    await go();
    await here();
    await expect(main.getByText('One moment …').first(), what).toBeVisible();
    fail();
    await expect(again, what).toBeVisible();
    await expectAccessible(page, `${what} failed`);
    state = 'mended';
    await again.tap();
    await expect(again, what).toHaveCount(0);
    await expect(there, what).toBeVisible();
    // Some screens ask again of themselves.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await expect(page.locator('.statusbar'), `${what}, without a network`).toContainText(
      /Offline|Not connected/,
    );
    walked.push(what);
  };
  return { walked, through };
}

test('each screen says that it waits, why it cannot show what it should, and that there is nothing', async ({
  page,
}) => {
  const kiosk = new KioskPage(page);
  const { walked, through } = throughStates(page);
  const main = page.locator('main');
  const text = (words: string | RegExp) => main.getByText(words).first();
  const tap = (name: string | RegExp) => () => kiosk.tap(name);
  const tab = (name: string) => () => page.getByRole('tab', { name }).tap();
  const field = (name: string) => page.getByRole('textbox', { name });
  const proposal = text('A bus every fifteen minutes');
  await kiosk.open(perron.kioskUrl());
  perron.network.cut();
  await expect(page.locator('.statusbar')).toContainText('Offline');
  const home = tap(/^Home$/);
  const lookAround = tap(/^Look around/);

  await kiosk.tap(/^Look around/);
  await through({
    screen: 'home',
    call: 'event:list',
    go: home,
    leave: lookAround,
    there: text('Citizen workshop'),
  });
  await through({
    screen: 'browse',
    call: 'idea:list',
    go: lookAround,
    leave: home,
    there: text('compdemocracy.org'),
  });
  const ideas = tab('Ideas');
  await through({
    screen: 'browse',
    call: 'proposal:list',
    go: tab('Proposals of the city'),
    leave: ideas,
    there: proposal,
  });
  await through({
    screen: 'browse',
    call: 'event:list',
    go: tab('Agenda'),
    leave: ideas,
    there: text('Citizen workshop'),
  });
  await ideas();
  const card = () => page.locator('.card').first().tap();
  await through({
    screen: 'target',
    call: 'target:show',
    go: card,
    leave: tap(/^Back$/),
    there: page.locator('.target-words'),
  });

  const unlock = () => kiosk.unlock(PIN);
  await through({
    screen: 'open-session',
    call: 'event:list',
    go: unlock,
    leave: tap(/^Lock$/),
    there: text('Citizen workshop'),
  });
  await kiosk.openSession(/Citizen workshop/);
  const desk = tap(/^Desk$/);
  await through({
    screen: 'operations',
    call: 'kiosk:operations',
    go: tap(/^Operations$/),
    there: text('Sending to the city'),
  });
  await desk();
  await through({
    screen: 'operations',
    call: 'carry:plan',
    go: tap(/^Operations$/),
    leave: desk,
    there: text('No USB stick is plugged in'),
  });
  await desk();
  await through({
    screen: 'take-along',
    call: 'session:export-plan',
    go: tap('Take the words along'),
    leave: desk,
    there: text('There is nothing to take along'),
  });
  await desk();
  await through({
    screen: 'forms',
    call: 'proposal:list',
    go: tap('Paper forms'),
    leave: desk,
    there: text('A new idea'),
  });
  await desk();

  await kiosk.welcome();
  const menu = tap(/^Participant$/);
  await through({
    screen: 'write-idea',
    call: 'draft:load',
    go: tap(/^Post an idea/),
    there: field('Your words'),
  });
  await through({
    screen: 'write-idea',
    call: 'idea:similar',
    go: () => field('Your words').fill('We need a real bus system in this city'),
    async leave() {
      await field('Your words').fill('');
      await expect(text(/appear here/)).toBeVisible();
    },
    there: text('Has it been said already?'),
  });
  await field('Title').fill('A bus');
  await kiosk.confirm();
  const slip = (await readQr(page.getByRole('img', { name: 'Your code' }))) ?? '';
  await menu();
  await through({
    screen: 'choose-target',
    call: 'proposal:list',
    go: tap(/^Comment/),
    leave: menu,
    there: proposal,
  });
  await menu();
  await through({
    screen: 'choose-target',
    call: 'idea:list',
    go: tap(/^Comment/),
    leave: menu,
    there: text('compdemocracy.org'),
  });
  await proposal.tap();
  const comment = tap('Write a comment');
  await through({ screen: 'write-comment', call: 'draft:load', go: comment, there: field('Your comment') });
  await kiosk.tap(/^Back$/);
  await through({ screen: 'write-comment', call: 'target:show', go: comment, there: proposal });
  await menu();
  await kiosk.finish();

  await kiosk.tap(/^Welcome the next person$/);
  await through({
    screen: 'welcome',
    call: 'slip:read',
    go: () => page.keyboard.type(`${slip}\n`),
    there: text('You said yes to this:'),
  });
  await desk();
  await kiosk.tap('Close the session');
  await through({
    screen: 'session-summary',
    call: 'session:counts',
    go: tap('Yes, close it'),
    there: text('People helped'),
  });
  await kiosk.lock();

  const folder = mkdtempSync(path.join(tmpdir(), 'perron-new-kiosk-'));
  const shell = await startProcess({
    script: 'electron/browser-shell/main.ts',
    env: { PERRON_KIOSK_DATA: folder, PERRON_SERVICE_URL: perron.serviceUrl(), PERRON_WINDOW: 'none' },
    ready: /http:\/\/127\.0\.0\.1:\d+\/\?key=\S+/,
  });
  try {
    const go = () => page.goto(shell.line);
    await through({
      screen: 'enrol',
      call: 'carry:plan',
      go,
      leave: () => page.goto('about:blank'),
      there: text(/Plug in a USB stick/),
    });
  } finally {
    await shell.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  const table = SCREENS.flatMap((screen) => Object.keys(ASKS[screen]).map((call) => `${screen}, ${call}`));
  expect(walked.sort(), 'each entry of the table, and no other').toEqual(table.sort());
});
