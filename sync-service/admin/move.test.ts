/** A whole city, moved to a real PostgreSQL by the command line, goes on there. */
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { startTestServer, type TestServer } from '../store/postgres/test-support/server.ts';
import { TABLES } from '../store/tables.ts';
import { runAdmin } from '../test-support/admin.ts';
import { startTestService, type TestService } from '../test-support/service.ts';
import { addStaff, pushSession } from '../test-support/staff.ts';

let server: TestServer;
let city: TestService;
let feed: object;
const page = { position: 0, limit: 999, maxBytes: 1e9, tombstones: true };

beforeAll(async () => {
  server = await startTestServer();
  city = await startTestService();
  await addStaff(city, 'Ann', 'administrator');
  await pushSession(city, { ideas: [{ title: 'Trees', words: 'More of them: 木 😀 "quoted"' }] });
  await pushSession(city, { ideas: [{ title: 'Benches', words: '\\u0000 as somebody typed it' }] });
  const [device] = await city.store.devices.list();
  const [ann] = await city.store.staff.accounts();
  if (!device || !ann) throw new Error('the city has no kiosk or no account');
  const report = { version: '1.2.3', pending: 1, clockOffset: -5, disk: null };
  await city.store.devices.report({ deviceId: device.id, report, at: 1 });
  const logged = { at: 1, accountId: ann.id, action: 'a', subject: '', detail: '' };
  const factor = { accountId: ann.id, sealedKey: 'k', step: 1, codeDigests: ['c', 'd'], at: 1 };
  await city.store.secondFactors.add(factor, logged);
  feed = await city.store.feed.page({ scope: city.consultation.id, ...page });
  await city.stop();
  // What is kept aside may be no text at all.
  const db = new Database(city.databaseFile);
  db.prepare(
    `INSERT INTO quarantine (device_id, rule, header, body, hash, content_hash, received_at)
     SELECT id, 'header-invalid', ?, '', 'h', 'c', 1 FROM devices LIMIT 1`,
  ).run('\u0000 no header');
  db.close();
}, 60_000);
afterAll(async () => {
  await city.close();
  await server.stop();
});

const move = (url: string) =>
  runAdmin({ words: ['move-to-postgres', '--json'], dataFolder: city.dataFolder, input: `${url}\n` });

test('every table is named, so that none is forgotten', () => {
  const db = new Database(city.databaseFile, { readonly: true });
  const names = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all();
  db.close();
  expect([...TABLES].sort()).toEqual(names);
});

test('everything is there as it was, and numbers go on where they were', async () => {
  const url = await server.createDatabase();
  const { code, stdout, stderr } = await move(url);
  expect({ code, stderr: stderr.includes('records: ') }).toEqual({ code: 0, stderr: true });
  const { tables } = JSON.parse(stdout) as { tables: { table: string; rows: number }[] };
  const rows = Object.fromEntries(tables.map((table) => [table.table, table.rows]));
  expect(rows).toMatchObject({ meta: 1, contributions: 4, quarantine: 1, sessions: 2, staff_accounts: 1 });
  expect(rows).toMatchObject({ device_reports: 1, second_factors: 1, recovery_codes: 2 });

  const store = await openPostgresStore({ url });
  expect(await store.feed.page({ scope: city.consultation.id, ...page })).toEqual(feed);
  expect((await store.quarantine.page({ words: [], after: null, limit: 9 }))[0]?.header).toBe(
    '\u0000 no header',
  );
  const before = await store.feed.latest(city.consultation.id);
  await store.city.save([
    { kind: 'consultation', document: { ...city.consultation, summary: { en: 'Another one' } } },
  ]);
  expect(await store.feed.latest(city.consultation.id)).toBeGreaterThan(before);
  await store.close();

  const again = await move(url);
  expect(again.code).toBe(1);
  expect(again.stderr).toMatch(/not empty: nothing was changed/);
  await server.dropDatabase(url);
});

test('what is no address, and what cannot be reached, is said without repeating a password', async () => {
  const wrong = await move('mysql://perron:secret@db/perron');
  expect(wrong).toMatchObject({ code: 1, stdout: '' });
  expect(wrong.stderr).toMatch(/no address of a PostgreSQL/);
  const away = await move('postgres://perron:secret@127.0.0.1:1/perron');
  expect(away.code).toBe(1);
  expect(wrong.stderr + away.stderr).not.toContain('secret');
});
