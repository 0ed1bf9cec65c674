/** `npm start` as a newcomer runs it: everything comes up, says where it is, ends together, and is kept. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { KioskPage } from './pages/kiosk-page.ts';
import { StaffPage } from './pages/staff-page.ts';
import { type Running, startProcess } from './support/processes.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'perron-start-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (): Promise<Running> =>
  startProcess({
    script: 'scripts/start.ts',
    env: { PERRON_DATA: folder, PERRON_PORT: '0', PERRON_WINDOW: 'none' },
    ready: /Stop: Ctrl-C/,
  });

const said = (running: Running) => {
  const output = running.output();
  const find = (pattern: RegExp) => output.match(pattern)?.[1] ?? '';
  return {
    kiosk: find(/Perron kiosk: open (\S+)/),
    pin: find(/PIN (\d+)/),
    service: find(/staff page: (http:\S+)\/staff\//),
    name: find(/account (\S+),/),
    password: find(/password (\S+)/),
  };
};

const counts = () => {
  const db = new Database(path.join(folder, 'service', 'service.sqlite'), { readonly: true });
  const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  const found = {
    devices: count('devices'),
    contributions: count('contributions'),
    staff: count('staff_accounts'),
  };
  db.close();
  return found;
};

test('one command starts a whole Perron, a second one finds it again, and Ctrl-C ends all of it', async ({
  page,
}) => {
  const first = await start();
  const told = said(first);
  const kiosk = new KioskPage(page);
  await kiosk.open(told.kiosk);
  await kiosk.says('What should change in our city?');
  await kiosk.tap(/^Look around/);
  await kiosk.says('compdemocracy.org');
  await kiosk.unlock(told.pin);
  await expect(kiosk.heading('Open a session')).toBeVisible();
  await new StaffPage(page).signIn({ url: told.service, name: told.name, password: told.password });
  expect(statSync(path.join(folder, 'demo-accounts.json')).mode & 0o777).toBe(0o600);

  expect(await first.stop()).toBe(0);
  for (const url of [told.kiosk, told.service]) await expect(fetch(url), url).rejects.toThrow();
  const before = counts();
  expect(before).toEqual({ devices: 1, contributions: 896, staff: 1 });

  const second = await start();
  const again = said(second);
  expect({ pin: again.pin, password: again.password }).toEqual({ pin: told.pin, password: told.password });
  await kiosk.open(again.kiosk);
  await kiosk.says('What should change in our city?');
  expect(counts()).toEqual(before);
  expect(await second.stop()).toBe(0);
});

test('a port in use is said plainly, and nothing is left running', async () => {
  const first = await start();
  const { service } = said(first);
  const failed = startProcess({
    script: 'scripts/start.ts',
    env: {
      PERRON_DATA: path.join(folder, 'other'),
      PERRON_PORT: new URL(service).port,
      PERRON_WINDOW: 'none',
    },
    ready: /Stop: Ctrl-C/,
  });
  await expect(failed).rejects.toThrow(/in use|EADDRINUSE/);
  expect(await first.stop()).toBe(0);
});

test('a second kiosk on the same data folder is refused with a sentence', async () => {
  const first = await start();
  const second = startProcess({
    script: 'electron/browser-shell/main.ts',
    env: { PERRON_KIOSK_DATA: path.join(folder, 'kiosk'), PERRON_WINDOW: 'none' },
    ready: /Perron kiosk: open/,
  });
  await expect(second).rejects.toThrow(/Another Perron kiosk is running/);
  expect(await first.stop()).toBe(0);
  expect(readFileSync(path.join(folder, 'logs', 'kiosk.log'), 'utf8')).not.toMatch(/"level":[56]0/);
});
