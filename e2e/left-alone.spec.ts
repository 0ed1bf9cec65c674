/** A kiosk that visitors have left: it asks, forgets them, and invites the next. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, expect, type Page, test } from '@playwright/test';
import { browserArguments } from '../electron/browser-shell/chromium.ts';
import { requireChromium } from '../scripts/chromium.ts';
import { KioskPage } from './pages/kiosk-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';
import { readQr } from './support/qr.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron({ kioskSettings: ['--self-service', '60'] });
});
test.afterAll(() => perron.close());

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
