/** The personal-data key as an operator makes, keeps and uses it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { PERSONAL_DATA_KEYS_MAX } from '../../common/contract/sync.ts';
import { PIN } from '../../electron/host/test-support/city.ts';
import { consents, done } from '../../electron/host/test-support/host.ts';
import {
  allAcknowledged,
  enrolledKiosk,
  startService,
  untilStatus,
} from '../../electron/host/test-support/synced.ts';
import { runAdmin } from '../test-support/admin.ts';

const PASSPHRASE = 'correct horse battery staple';
const rest = {
  language: 'en',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'participant',
} as const;
const refusal = consents.map((consent) => ({ ...consent, given: false }));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perron-personal-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function serviceAndFolder() {
  const service = await startService();
  const folder = newFolder();
  const admin = (words: readonly string[], input = '') =>
    runAdmin({ words: ['personal-data', ...words], dataFolder: service.dataFolder, input });
  return { service, folder, admin };
}

test('a key under a passphrase opens what was sealed to it, as a table that runs no formula, and the log says so', async () => {
  const { service, folder, admin } = await serviceAndFolder();
  const [key, table] = [join(folder, 'city.key'), join(folder, 'table.csv')];
  const made = await admin(['key', '--to', key, '--passphrase'], `${PASSPHRASE}\n`);
  expect(made).toMatchObject({ code: 0 });
  expect(statSync(key).mode & 0o777).toBe(0o600);
  expect(readFileSync(key).toString('latin1')).not.toContain('AGE-SECRET-KEY');

  const { kiosk } = await enrolledKiosk(service);
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  await done(kiosk, 'participant:welcome', { language: 'en', consents: refusal });
  const said = ['=HYPERLINK("http://evil.example")', '+1 for "benches",\nand shade'];
  for (const words of said) await done(kiosk, 'idea:post', { title: 'One', words, topicId: null, ...rest });
  await untilStatus(kiosk, allAcknowledged);

  const wrong = await admin(['export', '--key', key, '--to', table], 'not the passphrase\n');
  expect(wrong).toMatchObject({ code: 1, stdout: '' });
  expect(wrong.stderr).toContain('does not open with this passphrase');
  expect(existsSync(table)).toBe(false);

  expect(await admin(['export', '--key', key, '--to', table], `${PASSPHRASE}\n`)).toMatchObject({ code: 0 });
  const rows = parse(readFileSync(table), { columns: true }) as Record<string, string>[];
  expect(rows.map(({ kiosk: name, kind, words }) => [name, kind, words])).toEqual([
    ['Library kiosk', 'idea', `'${said[0]}`],
    ['Library kiosk', 'idea', `'${said[1]}`],
  ]);
  expect(statSync(table).mode & 0o777).toBe(0o600);
  const again = await admin(['export', '--key', key, '--to', table], `${PASSPHRASE}\n`);
  expect(again.stderr).toContain('nothing is written over it');

  const db = new Database(service.databaseFile, { readonly: true });
  const log = db
    .prepare("SELECT action, subject, detail FROM audit WHERE action LIKE 'personal-data%' ORDER BY id")
    .all();
  db.close();
  expect(log).toMatchObject([
    { action: 'personal-data.key-added' },
    { action: 'personal-data.exported', subject: table, detail: '2' },
    { action: 'personal-data.exported' },
  ]);
});

test('a key of another time leaves the rest closed and says how many', async () => {
  const { service, folder, admin } = await serviceAndFolder();
  const [first, second] = [join(folder, 'first.key'), join(folder, 'second.key')];
  expect(await admin(['key', '--to', first])).toMatchObject({ code: 0 });
  const { kiosk } = await enrolledKiosk(service);
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  await done(kiosk, 'participant:welcome', { language: 'en', consents: refusal });
  await done(kiosk, 'idea:post', { title: 'One', words: 'Benches', topicId: null, ...rest });
  await untilStatus(kiosk, allAcknowledged);
  expect(await admin(['key', '--to', second])).toMatchObject({ code: 0 });
  const { stdout } = await admin(['export', '--key', second, '--to', join(folder, 'table.csv'), '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ exported: 0, closed: 1 });
});

test('the key is kept away from the data, and nothing is written over', async () => {
  const { service, folder, admin } = await serviceAndFolder();
  const inside = await admin(['key', '--to', join(service.dataFolder, 'city.key')]);
  expect(inside).toMatchObject({ code: 1 });
  expect(inside.stderr).toContain('outside of the data folder');
  const taken = join(folder, 'taken');
  writeFileSync(taken, 'something');
  expect((await admin(['key', '--to', taken])).stderr).toContain('nothing is written over it');
  expect(readFileSync(taken, 'utf8')).toBe('something');
  expect((await admin(['key', '--to', join(folder, 'k'), '--passphrase'], 'short\n')).stderr).toContain(
    '12 characters',
  );
  expect((await admin(['recipient', '--recipient', 'age1no'])).stderr).toContain('must be an age recipient');
  expect((await admin(['export', '--key', taken, '--to', join(folder, 't')], 'x\n')).stderr).toContain(
    'is no key',
  );
  expect(await service.store.personalData.recipients()).toEqual([]);
  for (let nth = 0; nth < PERSONAL_DATA_KEYS_MAX; nth += 1)
    await service.store.personalData.addRecipient({ recipient: `age1${nth}`, at: nth });
  const ninth = join(folder, 'ninth');
  expect((await admin(['key', '--to', ninth])).stderr).toContain('retire one first');
  expect(existsSync(ninth)).toBe(false);
});
