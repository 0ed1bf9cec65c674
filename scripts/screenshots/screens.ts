/** `npm run screenshots`: every screen of the kiosk in two languages and two themes, into `screenshots/`, which git ignores. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startPerron } from '../../e2e/support/perron.ts';
import { requireChromium } from '../chromium.ts';
import { walkKiosk } from './walk.ts';

const FOLDER = path.join(import.meta.dirname, '..', '..', 'screenshots');
const LANGUAGES = { fr: 'Français', ar: 'العربية' };
const THEMES = ['paper', 'dark'];

const dress = (page: Page, theme: string) =>
  page.evaluate(
    `Object.assign(document.documentElement.dataset, { theme: ${JSON.stringify(theme)}, motion: 'calm' })`,
  );

rmSync(FOLDER, { recursive: true, force: true });
const perron = await startPerron({ kioskSettings: ['--languages', Object.keys(LANGUAGES).join()] });
const browser = await chromium.launch({
  executablePath: requireChromium(),
  args: ['--no-sandbox', '--disable-background-networking'],
});
try {
  for (const [language, name] of Object.entries(LANGUAGES)) {
    for (const theme of THEMES) mkdirSync(path.join(FOLDER, language, theme), { recursive: true });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, hasTouch: true });
    const page = await context.newPage();
    let number = 0;
    await walkKiosk({
      page,
      url: perron.kioskUrl(),
      language,
      name,
      async stop(screen) {
        number += 1;
        await page.locator('.loading').waitFor({ state: 'detached' });
        for (const theme of THEMES) {
          await dress(page, theme);
          const file = path.join(language, theme, `${String(number).padStart(2, '0')}-${screen}.png`);
          await page.screenshot({ path: path.join(FOLDER, file) });
          console.log(`screenshots/${file}`);
        }
        await dress(page, 'paper');
      },
    });
    await context.close();
  }
} finally {
  await browser.close();
  await perron.close();
}
