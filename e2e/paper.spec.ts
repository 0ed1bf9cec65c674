/** Slips and forms on paper: what goes to the printer, and a pile of forms typed in by keyboard. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { expectAccessible } from './support/axe.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';
import { readQr } from './support/qr.ts';

const LANGUAGES = {
  en: 'English',
  fr: 'Français',
  nl: 'Nederlands',
  de: 'Deutsch',
  it: 'Italiano',
  es: 'Español',
  tr: 'Türkçe',
  ar: 'العربية',
};

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron({
    kioskSettings: ['--languages', Object.keys(LANGUAGES).join()],
    kioskEnvironment: { PERRON_PRINTING: '1' },
  });
});
test.afterAll(() => perron.close());

type Printed = { text: string; pdf: Buffer; qr: string | null; languages: string[] };

/**
 * There is no printer here: what the page would look like on paper is kept instead, as text and as a PDF, with what a scanner
 * reads of its first QR code at 96 dots to the inch, fewer than any printer has.
 */
async function standInForPrinter(page: Page): Promise<() => Promise<Printed>> {
  await page.addInitScript(() => {
    window.print = () => {
      setTimeout(() => {
        document.body.dataset.printing = '';
      }, 0);
    };
  });
  return async () => {
    await page.locator('body[data-printing]').waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    const text = await page.locator('body').innerText();
    const named = page.locator('.sheet [lang]');
    const languages = [
      ...new Set(await named.evaluateAll((all) => all.map((one) => (one as HTMLElement).lang))),
    ];
    // Before the PDF, after which the page takes the sheet away.
    const code = page.locator('.sheet .qr').first();
    const qr = (await code.count()) === 0 ? null : await readQr(code);
    const pdf = await page.pdf({ format: 'A4' });
    await page.emulateMedia({ media: null });
    await page.evaluate(() => {
      delete document.body.dataset.printing;
      window.dispatchEvent(new Event('afterprint'));
    });
    return { text, pdf, qr, languages };
  };
}

/** Another language for what is printed. */
async function speak(where: Locator, name: string): Promise<void> {
  await where.getByRole('button', { name: /Language/ }).click();
  await where.page().getByRole('option', { name, exact: true }).click();
}

const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

test('the slip goes to the printer, and nothing of the screen with it', async ({ page }) => {
  const printed = await standInForPrinter(page);
  const kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  await kiosk.tap(/^Welcome the next person$/);
  await kiosk.tap('What happens to my data?');
  for (const [language, name] of Object.entries(LANGUAGES)) {
    await speak(page.getByRole('dialog'), name);
    await kiosk.tap(`Print it in ${name}`);
    const notice = await printed();
    expect(notice.languages, 'the words of the city, too').toEqual([language]);
    expect(notice.text).not.toContain('Welcome');
    expect(pagesOf(notice.pdf), name).toBe(1);
    if (language !== 'nl') continue;
    expect(notice.text).toContain('aan elke kiosk');
    expect(notice.text).toContain('Mijn voornaam mag bij mijn woorden staan.');
    await kiosk.says(/Demonstratie. De stad bewaart uw woorden/);
    await expectAccessible(page, 'what happens to my data, in another language');
  }
  await kiosk.tap('Done');
  await kiosk.consent();
  await kiosk.writeIdea({ title: 'A bench', words: 'Where one waits for the bus' });
  const code = await kiosk.confirm();
  await expect(page.getByRole('img', { name: 'Your code' })).toBeVisible();
  await expectAccessible(page, 'the slip');
  await kiosk.tap('Print the slip');
  const { text, pdf, qr } = await printed();
  expect(qr).toMatch(/^P1[0-9A-Z]{40}$/);
  expect(text).toContain(code);
  expect(text).toContain('Keep this slip');
  expect(text).not.toContain('bench');
  expect(text).not.toContain('I am done');
  expect(pagesOf(pdf)).toBe(1);
  await kiosk.says('Did paper come out?');
  await expectAccessible(page, 'did paper come out?');
  await kiosk.tap(/^No$/);
  await kiosk.says('Write the code down or photograph it.');
  await expect(page.locator('.sheet')).toHaveCount(0);
  await kiosk.finish();
  await kiosk.tap(/^Desk$/);
});

test('a pile of forms is typed in by keyboard, and whoever kept the strip finds the idea', async ({
  page,
}) => {
  const printed = await standInForPrinter(page);
  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await kiosk.tap(/^Desk$/);
  await kiosk.tap('Paper forms');
  await expectAccessible(page, 'paper forms');
  const blank = page.locator('.panel').filter({ hasText: 'Blank forms' });
  for (const [language, name] of Object.entries(LANGUAGES).reverse()) {
    await speak(blank, name);
    await kiosk.tap('Print the forms');
    const form = await printed();
    expect(form.languages, 'the words of the city, too').toEqual([language]);
    expect(pagesOf(form.pdf), name).toBe(5);
  }
  await kiosk.tap('Print the forms');
  const { text, pdf } = await printed();
  const numbers = [...new Set(text.match(/[2-9A-Z]{5}-[2-9A-Z]{5}/g))];
  expect(numbers).toHaveLength(5);
  expect(pagesOf(pdf)).toBe(5);

  const { keyboard } = page;
  const number = page.getByRole('textbox', { name: 'Number of the form' });
  await number.focus();
  for (const [index, of] of numbers.slice(0, 2).entries()) {
    await expect(number).toBeFocused();
    await keyboard.type(of);
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.type(`From paper ${index}`);
    await keyboard.press('Tab');
    await keyboard.type('Written by hand');
    // Topic and language, then the questions: yes to publishing, no to the rest.
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Space');
    await keyboard.press('Tab');
    await keyboard.press('ArrowDown');
    await keyboard.press('Tab');
    await keyboard.press('ArrowDown');
    await keyboard.press('Control+Enter');
    await expect(page.getByText(`Form ${of} is saved`)).toBeVisible();
  }
  await kiosk.says('2 forms entered');

  // The same sheet once more.
  await number.fill(numbers[0] as string);
  await page.getByRole('textbox', { name: 'Title' }).fill('From paper 0');
  await page.getByRole('textbox', { name: /words/ }).fill('Written by hand');
  await kiosk.choose('Yes, I agree');
  await kiosk.declineTheRest();
  await kiosk.tap('Save this form');
  await kiosk.says('This form has already been entered on this kiosk.');

  await kiosk.tap('Home');
  await kiosk.tap(/^I have a code/);
  await page.getByRole('textbox').fill(numbers[1] as string);
  await kiosk.tap(/^Show/);
  await expect(page.getByRole('heading', { name: 'From paper 1' })).toBeVisible();
});
