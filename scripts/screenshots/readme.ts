/** `npm run screenshots:readme`: makes the pictures of the README from a real Perron with the demo city. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { KioskPage } from '../../e2e/pages/kiosk-page.ts';
import { StaffPage } from '../../e2e/pages/staff-page.ts';
import { PIN, startPerron } from '../../e2e/support/perron.ts';
import { requireChromium } from '../chromium.ts';

const FOLDER = path.join(import.meta.dirname, '..', '..', 'docs', 'images');
const SETTLED_MS = 1_500;

mkdirSync(FOLDER, { recursive: true });
const perron = await startPerron();
const browser = await chromium.launch({
  executablePath: requireChromium(),
  args: ['--no-sandbox', '--disable-background-networking'],
});
try {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    hasTouch: true,
    locale: 'en-GB',
  });
  const page = await context.newPage();
  const shoot = async (name: string): Promise<void> => {
    await page.waitForTimeout(SETTLED_MS);
    await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
    console.log(`docs/images/${name}.png`);
  };

  const kiosk = new KioskPage(page);
  await kiosk.open(perron.kioskUrl());
  await kiosk.unlock(PIN);
  await kiosk.openSession(/Citizen workshop/);
  await kiosk.welcome();
  await kiosk.writeIdea({
    title: 'Room for three lanes on Smallhouse Road',
    words: 'Smallhouse Rd heading into town needs to be widend: left turn, straight, right turn.',
  });
  await shoot('kiosk');
  await kiosk.confirm();
  await kiosk.finish();
  await kiosk.tap('Desk');
  await kiosk.tap('Close the session');
  await kiosk.tap('Yes, close it');
  await kiosk.says(/^All .* have arrived at the city/);

  const staff = new StaffPage(page);
  await staff.signIn({ url: perron.serviceUrl(), ...perron.staff });
  await staff.openLatestSession();
  await shoot('staff');
} finally {
  await browser.close();
  await perron.close();
}
