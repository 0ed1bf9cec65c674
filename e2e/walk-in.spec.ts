/** A visitor of a library who takes part alone, and a kiosk that forgets them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, expect, type Page, test } from '@playwright/test';
import { parseSlip } from '../common/domain/slip.ts';
import { browserArguments } from '../electron/browser-shell/chromium.ts';
import { lookUpOfSlip } from '../platform/slip.ts';
import { requireChromium } from '../scripts/chromium.ts';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';
import { readQr } from './support/qr.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron({ kioskSettings: ['--self-service', '60'] });
});
test.afterAll(() => perron.close());

test('from the first touch to the slip without anybody’s help, and the next visitor finds nothing', async ({
  page,
  browser,
}) => {
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^Post an idea/);
  await kiosk.choose('Yes, I agree');
  await kiosk.declineTheRest();
  await expectAccessible(page, 'consent of a visitor');
  await kiosk.tap('Continue');
  await kiosk.type('Title', 'Benches in the shade');
  await kiosk.type('Your words', 'Old people need to sit down on the way to the market.');
  await kiosk.tap('Read back');
  await kiosk.says('Please read it once more');
  await expect(page.getByRole('radio')).toHaveCount(0);
  await kiosk.tap('Confirm and save');
  await expect(kiosk.heading(/is saved$/)).toBeVisible();
  const code = await kiosk.code();
  await kiosk.finish();
  await kiosk.says('Nothing of you is left on this screen');
  await expectAccessible(page, 'farewell of a visitor');
  await kiosk.tap('Home');
  expect(await page.content()).not.toContain(code);
  await expect(page.getByRole('button', { name: 'I am done' })).toHaveCount(0);

  const staff = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staffPage = new StaffPage(staff);
  await staffPage.signIn({ url: perron.serviceUrl(), ...perron.staff });
  await expect(staff.getByRole('main').getByText('Self-service').first()).toBeVisible();
  await staff.context().close();
});

test('takes back what they wrote with the code alone, first without a network', async ({ page, browser }) => {
  let touches = 0;
  await page.exposeFunction('touched', () => {
    touches += 1;
  });
  await page.addInitScript(() => {
    const { touched } = window as unknown as { touched: () => void };
    addEventListener('pointerup', () => touched(), { capture: true });
  });
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  touches = 0;
  await kiosk.tap(/^Post an idea/);
  await kiosk.consent({ alone: true });
  await kiosk.type('Title', 'A word too many');
  await kiosk.type('Your words', 'My neighbour Hildegard parks on the pavement.');
  await kiosk.tap('Read back');
  await kiosk.tap('Confirm and save');
  await expect(kiosk.heading(/is saved$/)).toBeVisible();
  const given = touches;
  const code = await kiosk.code();
  await kiosk.finish();
  await expect(kiosk.connection.getByText('Nothing waiting to be sent')).toBeVisible();
  await kiosk.tap('Home');
  perron.network.cut();
  touches = 0;
  await kiosk.tap(/^I have a code/);
  // A scanner types what it reads, wherever the last touch was.
  await page.keyboard.type('https://city.example/buses\n');
  await kiosk.says('This is not the QR code of a slip');
  await page.getByRole('button', { name: 'Q', exact: true }).focus();
  await page.keyboard.type(`https://city.example/slip#${code}\n`);
  await kiosk.says('A word too many');
  await kiosk.tap('Take this back');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await expectAccessible(page, 'take it back?');
  await kiosk.tap('Yes, take it back');
  await kiosk.says('Taken back, or kept long enough: the words are erased');
  expect(touches).toBeGreaterThan(0);
  expect(touches, 'no more steps than giving').toBeLessThanOrEqual(given);
  await expectAccessible(page, 'taken back');
  await expect(page.getByRole('button', { name: /^Take/ })).toHaveCount(0);
  expect(perron.kioskFilesHold('Hildegard')).toBe(false);
  perron.network.heal();
  await expect(kiosk.connection.getByText('Nothing waiting to be sent')).toBeVisible({ timeout: 40_000 });
  expect(perron.serviceRecords().some(({ body }) => body.includes('Hildegard'))).toBe(false);

  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staff = new StaffPage(desk);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Mo', 'moderator')) });
  await staff.openLatestSession();
  await expect(staff.text('Taken back')).toBeVisible();
  await desk.getByRole('link', { name: 'Contributions' }).click();
  await expect(desk.getByText('Hildegard')).toHaveCount(0);
  await desk.context().close();
});

test('goes on at another kiosk by the slip alone, without a network, and supports a thing once', async ({
  page,
  browser,
}) => {
  const other = await perron.startAnotherKiosk();
  const first = new KioskPage(page);
  await first.open(perron.kioskUrl());
  await first.tap(/^Post an idea/);
  await first.consent({ alone: true });
  await first.type('Title', 'A tree for each street');
  await first.type('Your words', 'Shade in summer, and somebody to talk to.');
  await first.tap('Read back');
  await first.tap('Confirm and save');
  await expect(first.heading(/is saved$/)).toBeVisible();
  const code = await first.code();
  const slip = (await readQr(page.getByRole('img', { name: 'Your code' }))) ?? '';
  expect(slip).toMatch(/^P1[0-9A-Z]{40}$/);
  await first.tap('Something else');
  const support = async (kiosk: KioskPage, at: Page) => {
    await kiosk.tap(/^Look around/);
    await kiosk.tap(/A tree for each street/);
    await at.getByRole('button', { name: 'Support', exact: true }).tap();
    await kiosk.tap('Yes, I support it');
    await expect(kiosk.heading('Your support is saved')).toBeVisible();
  };
  await support(first, page);
  await first.finish();
  await expect(first.connection.getByText('Nothing waiting to be sent')).toBeVisible();

  const elsewhere = await (await browser.newContext({ locale: 'en-GB', hasTouch: true })).newPage();
  const second = new KioskPage(elsewhere);
  const back = elsewhere.locator('.screen-actions').getByRole('button', { name: 'Back' });
  await expect(async () => {
    await second.open(other.url);
    await second.tap(/^Look around/);
    await expect(elsewhere.getByText('A tree for each street')).toBeVisible({ timeout: 2_000 });
  }, 'the idea is at the other kiosk').toPass({ timeout: 40_000 });
  const desk = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const staff = new StaffPage(desk);
  await staff.signIn({ url: perron.serviceUrl(), ...(await perron.addStaff('Ann', 'administrator')) });
  await desk.getByRole('link', { name: 'Contributions' }).click();
  await desk
    .getByRole('article', { name: 'A tree for each street' })
    .getByRole('button', { name: 'Answer …' })
    .click();
  await desk.getByText('Planned', { exact: true }).click();
  await desk.getByRole('textbox', { name: 'Answer in English' }).fill('Limes in your street from March.');
  await desk.getByRole('button', { name: 'Give the answer' }).click();
  await expect(staff.text('Limes in your street from March.')).toBeVisible();
  await desk.context().close();
  await expect(async () => {
    await second.open(other.url);
    await second.tap(/^Look around/);
    await expect(elsewhere.getByText('The city: Planned')).toBeVisible({ timeout: 1_000 });
    expect(other.filesHold(lookUpOfSlip(parseSlip(slip)?.secret ?? new Uint8Array()))).toBe(true);
  }, 'the answer, and what the slip opens, are at the other kiosk').toPass({ timeout: 40_000 });
  perron.network.cut();

  await second.open(other.url);
  await second.tap(/^I have a code/);
  await elsewhere.keyboard.type(`${code.replace('-', '')}\n`);
  await second.says('The service cannot be reached at present. Please try again later.');
  await second.says(/^Typing the code needs the network\./);
  await elsewhere.keyboard.type(`${slip}\n`);
  await expect(second.heading('Your contributions')).toBeVisible();
  await second.says('The service cannot be reached. This is the copy that only your slip opens.');
  await second.says(/^It dates from /);
  await second.says('Shade in summer, and somebody to talk to.');
  await second.says('Published');
  await second.says('Limes in your street from March.');
  await expectAccessible(elsewhere, 'what the slip opens without a network');
  await second.tap('Done');
  await second.tap(/^Post an idea/);
  await expect(second.heading(/^Welcome/)).toBeVisible();
  await second.tap('I have a slip from before');
  await expectAccessible(elsewhere, 'show your slip');
  await back.tap();
  // A scanner types what it reads, wherever the last touch was, and Enter.
  await elsewhere.keyboard.type(`${slip.slice(0, -4)}\n`);
  await second.says('The QR code was not read whole');
  await back.tap();
  await elsewhere.keyboard.type(`${slip}\n`);
  await expect(second.heading('Go on as before?')).toBeVisible();
  await second.says('You said yes to this:');
  await expectAccessible(elsewhere, 'go on as before?');
  await second.tap('Go on as before');
  await expect(elsewhere.getByRole('textbox', { name: 'Your words' })).toBeVisible();
  await second.tap('Home');
  await support(second, elsewhere);
  expect(await second.code(), 'the code of the slip').toBe(code);
  await second.finish();
  await second.tap('Home');
  for (const trace of [slip, code, code.replace('-', '')])
    expect([perron.kioskFilesHold(trace), other.filesHold(trace)]).toEqual([false, false]);

  // By the code screen, too, where what became of it cannot be asked now.
  await second.tap(/^I have a code/);
  await elsewhere.keyboard.type(`${slip}\n`);
  await expect(second.heading('Your contributions')).toBeVisible();
  await second.tap('Go on as before');
  await expect(second.heading('Go on as before?')).toBeVisible();
  await second.tap('No, begin as somebody new');
  await expect(second.heading(/^Welcome/)).toBeVisible();
  perron.network.heal();
  const supports = () => perron.serviceRecords().filter(({ header }) => header.includes('"support"'));
  await expect.poll(() => supports().length, { timeout: 40_000 }).toBe(2);
  const [one, again] = supports().map(({ header }) => JSON.parse(header));
  expect(again.participantId).toBe(one.participantId);
  await first.open(perron.kioskUrl());
  await first.tap(/^Look around/);
  await first.tap(/A tree for each street/);
  await first.says('1 person supports this');
  await elsewhere.context().close();
});

test('asks who has gone silent, and takes everything of theirs away', async ({ page }) => {
  await page.clock.install();
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await page.getByRole('button', { name: 'Nederlands', exact: true }).last().tap();
  await page.getByRole('button', { name: /^Een idee/ }).tap();
  await page.getByText('Ja, ik ga akkoord').tap();
  await page.getByText('Nee, ik ga niet akkoord').last().tap();
  await page.getByRole('button', { name: 'Verder', exact: true }).tap();
  const secret = 'Mijn buurvrouw Gertrude Vandenbroucke';
  await page.getByRole('textbox').first().pressSequentially(secret);
  // A clock that is set neither asks nor clears, and puts nothing off.
  const decade = 3_650 * 86_400_000;
  for (const jump of [decade, -decade]) {
    await page.clock.setSystemTime(new Date(Date.now() + jump));
    await page.clock.runFor(2_000);
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
    await expect(page.getByRole('textbox').first()).toHaveValue(secret);
  }
  const spoken = page.waitForRequest((request) => request.url().endsWith('speech:say'));
  await page.clock.fastForward(61_000);
  await expect(page.getByRole('alertdialog', { name: 'Bent u er nog?' })).toBeVisible();
  expect((await spoken).postDataJSON(), 'asked aloud too').toMatchObject({
    text: 'Bent u er nog?',
    language: 'nl',
  });
  await expectAccessible(page, 'are you still there');
  await page.getByRole('button', { name: 'Ja, ik ben er' }).tap();
  await expect(page.getByRole('textbox').first()).toHaveValue(secret);
  expect(await perron.kioskMemoryHolds('Gertrude'), 'the search finds what is there').toBe(true);
  await page.clock.fastForward(61_000);
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await page.clock.runFor(21_000);
  await expect(page.getByText('Look around')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('button', { name: 'I am done' })).toHaveCount(0);
  expect(await page.content()).not.toContain('Gertrude');
  expect(perron.kioskFilesHold('Gertrude')).toBe(false);
  expect(await perron.kioskMemoryHolds('Gertrude')).toBe(false);
  await kiosk.tap(/^Post an idea/);
  await kiosk.consent({ alone: true });
  expect(await page.content()).not.toContain('Gertrude');
  await kiosk.finish();
});

/** Whether any file of a folder holds a text, in the two ways that Chromium writes text. */
const folderHolds = (folder: string, text: string): boolean =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)))
    .some((bytes) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')));

/** Whether the memory of the page holds a text. */
async function pageMemoryHolds(page: Page, text: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  let heap = '';
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
    heap += chunk;
  });
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return heap.includes(text);
}

/** How a visit ends, each with a mark of its own in all that was typed. */
const ENDS = {
  'I am done': 'Ermintrude',
  'nobody touched it': 'Philomena',
  'a facilitator locked it': 'Wilhelmina',
} as const;

test('leaves nothing of them in page, host, profile or clipboard, however the visit ends', async () => {
  const profile = mkdtempSync(path.join(tmpdir(), 'perron-profile-'));
  const url = perron.kioskUrl();
  // As the shell opens it, save what Playwright sets itself.
  const args = browserArguments({ url, profile, windowed: true, printing: true, asRoot: true });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: requireChromium(),
    args: args.filter((one) => !/^--(app|user-data-dir|window-size)=/.test(one)),
    hasTouch: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  try {
    const page = await context.newPage();
    await page.clock.install();
    const kiosk = new KioskPage(page);
    await kiosk.open(url);
    const pasted = () => page.evaluate(() => navigator.clipboard.readText());
    // What a page does leave is found: else the search would prove nothing.
    await page.evaluate(() => localStorage.setItem('left', 'Marked-left-Rosalind'));
    let code = '';
    let slip = '';
    const leave = {
      async 'I am done'() {
        await kiosk.tap('Read back');
        await kiosk.tap('Confirm and save');
        await expect(kiosk.heading(/is saved$/)).toBeVisible();
        code = await kiosk.code();
        slip = (await readQr(page.getByRole('img', { name: 'Your code' }))) ?? '';
        expect(slip).toMatch(/^P1/);
        await expect.poll(() => perron.kioskMemoryHolds(slip), { message: 'the search finds it' }).toBe(true);
        await kiosk.finish();
        await page.locator('.screen-actions').getByRole('button', { name: 'Home' }).tap();
      },
      async 'nobody touched it'() {
        await page.clock.fastForward(61_000);
        await expect(page.getByRole('alertdialog')).toBeVisible();
        await page.clock.runFor(21_000);
      },
      async 'a facilitator locked it'() {
        await kiosk.unlock(PIN);
        await kiosk.tap('Continue with this person');
        await kiosk.tap(/^Lock$/);
      },
    };
    for (const [end, mark] of Object.entries(ENDS)) {
      await kiosk.tap(/^Post an idea/);
      await kiosk.consent({ alone: true });
      await kiosk.type('Title', `Marked-title-${mark}`);
      await kiosk.type('Your words', `Marked-words-${mark}`);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('ControlOrMeta+c');
      expect(await pasted()).toBe(`Marked-words-${mark}`);
      await expect.poll(() => perron.kioskMemoryHolds(mark), { message: 'the search finds it' }).toBe(true);
      expect(await pageMemoryHolds(page, `Marked-words-${mark}`), 'the search finds it').toBe(true);
      // The page begins anew, and what it shows before that is no sign of it.
      const anew = page.waitForEvent('load');
      await leave[end as keyof typeof ENDS]();
      await anew;
      await kiosk.says('Look around');
      await expect(page.getByRole('button', { name: 'I am done' })).toHaveCount(0);
      expect(await page.content(), end).not.toContain(mark);
      expect(await pageMemoryHolds(page, mark), end).toBe(false);
      expect(await pasted(), end).toBe('');
      const kept = await page.evaluate(() => [sessionStorage.length, history.state, document.cookie]);
      expect(kept, end).toEqual([0, null, '']);
      if (end === 'I am done') {
        for (const text of [code, slip]) {
          expect(await pageMemoryHolds(page, text)).toBe(false);
          expect(await perron.kioskMemoryHolds(text)).toBe(false);
        }
      } else {
        expect(await perron.kioskMemoryHolds(mark), end).toBe(false);
        expect(perron.kioskFilesHold(mark), `${end}: database and its log`).toBe(false);
      }
    }
    await context.close();
    expect(folderHolds(profile, 'Marked-left-Rosalind')).toBe(true);
    for (const text of [...Object.values(ENDS), slip, code, code.replace('-', '')])
      expect(folderHolds(profile, text), text).toBe(false);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});

test('invites in every language while nobody is there, under the name and in the colours of the city', async ({
  page,
}) => {
  const look = {
    name: 'Liège',
    colours: { ground: '#b5121b', words: '#ffffff' },
    // A PNG that breaks off after its size.
    logo: { type: 'png', data: 'iVBORw0KGgoAAAANSUhEUgAAAAkAAAAJ' },
  };
  perron.tamperWithKiosk(
    `UPDATE document SET document = json_set(document, '$.look', json('${JSON.stringify(look)}')) WHERE kind = 'consultation'`,
  );
  await perron.powerCut();
  await page.clock.install();
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await page.clock.fastForward(61_000);
  await expect(page.getByText('Dites à la ville ce que vous pensez')).toBeVisible();
  const brand = page.locator('.attract .brand');
  await expect(brand).toHaveText('Liège');
  await expect(brand.locator('.perron-mark'), 'in place of a damaged logo').toBeVisible();
  await expectAccessible(page, 'attract');
  await page.getByRole('button', { name: /Sagen Sie der Stadt/ }).tap();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByText('Dites à la ville ce que vous pensez')).toHaveCount(0);
});

test('a facilitator helps a visitor who asks, and opens a workshop afterwards', async ({ page }) => {
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^Post an idea/);
  await kiosk.consent({ alone: true });
  await kiosk.unlock(PIN);
  await kiosk.says('A visitor is using this kiosk');
  await expectAccessible(page, 'a visitor at the desk');
  await kiosk.tap('Continue with this person');
  await kiosk.finish();
  await kiosk.tap('Desk');
  await kiosk.openSession(/Citizen workshop/);
});
