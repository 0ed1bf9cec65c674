import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cityDocuments } from './demo/city-documents.ts';
import { establishIdentity } from './services/identity.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import { runAdmin } from './test-support/admin.ts';
import { connectKiosk, enrolDevice, startChain } from './test-support/kiosk.ts';
import { startTestService } from './test-support/service.ts';
import { staffWith } from './test-support/staff.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'perron-admin-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const admin = (words: readonly string[], { input = '', data = folder } = {}) =>
  runAdmin({ words, input, dataFolder: data });

const query = (sql: string) => {
  const db = new Database(path.join(folder, 'service.sqlite'), { readonly: true });
  try {
    return db.prepare(sql).all() as Record<string, unknown>[];
  } finally {
    db.close();
  }
};

test('the demo city is filled once, with every statement and its state', async () => {
  expect(JSON.parse((await admin(['demo', '--json'])).stdout)).toEqual({ filled: true });
  const ideas = () =>
    query('SELECT state, count(*) AS n, sum(imported_supports) AS s FROM contributions GROUP BY state');
  const first = ideas();
  expect(first).toEqual([
    { state: 'published', n: 607, s: expect.any(Number) },
    { state: 'refused', n: 289, s: expect.any(Number) },
  ]);
  expect(Number(first[0]?.s) + Number(first[1]?.s)).toBe(110_032);
  expect(
    query(`SELECT kind, count(*) AS n FROM feed WHERE document IS NOT NULL GROUP BY kind ORDER BY kind`),
  ).toEqual([
    { kind: 'consultation', n: 1 },
    { kind: 'event', n: 3 },
    { kind: 'idea', n: 607 },
    { kind: 'proposal', n: 2 },
  ]);
  const [longest] = query('SELECT max(length(title)) AS n FROM contributions');
  expect(longest?.n).toBeLessThanOrEqual(120);
  expect(JSON.parse((await admin(['demo', '--json'])).stdout)).toEqual({ filled: false });
  expect(ideas()).toEqual(first);
});

test('a code made beside the running service lets a kiosk in, and a revocation shuts it out', async () => {
  const service = await startTestService();
  try {
    const data = service.dataFolder;
    const words = [
      'kiosk',
      'enrolment-code',
      '--name',
      'Chiroux',
      '--facilitator',
      'Amélie:246810',
      '--json',
    ];
    const { code } = JSON.parse((await admin(words, { data })).stdout);
    const device = await enrolDevice({ url: service.url, code });
    expect(device.enrolment.configuration).toMatchObject({
      name: 'Chiroux',
      facilitators: [{ name: 'Amélie', pinHash: expect.stringMatching(/^\$argon2id\$/) }],
    });
    const kiosk = await connectKiosk({ url: service.url, device, chain: startChain() });
    const shutOut = new Promise((resolve) => kiosk.socket.once('device:revoked', resolve));
    const { deviceId } = device.enrolment;
    expect((await admin(['kiosk', 'list'], { data })).stdout).toContain(deviceId);
    await admin(['kiosk', 'revoke', '--id', deviceId, '--reason', 'lost'], { data });
    expect(await shutOut).toEqual({ reason: 'lost' });
    expect((await admin(['kiosk', 'list'], { data })).stdout).toContain('(lost)');
  } finally {
    await service.close();
  }
});

test('an account signs in with the password that was piped, and another password signs it out', async () => {
  const service = await startTestService();
  try {
    const data = service.dataFolder;
    const given = { data, input: 'a long password\n' };
    expect((await admin(['staff', 'add', '--name', 'Ann', '--role', 'reader'], given)).code).toBe(0);
    const signIn = (password: string) =>
      staffWith(service, '').post('/api/staff/sign-in', { name: 'Ann', password });
    const answer = await signIn('a long password');
    const ann = staffWith(service, (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
    expect((await ann.get('/api/staff/me')).status).toBe(200);
    const { password } = JSON.parse(
      (await admin(['staff', 'password', '--name', 'Ann', '--generate', '--json'], { data })).stdout,
    );
    expect((await ann.get('/api/staff/me')).status).toBe(401);
    expect((await signIn('a long password')).status).toBe(401);
    expect((await signIn(password)).status).toBe(200);
    expect((await admin(['staff', 'list'], { data })).stdout).toBe('Ann  reader\n');
  } finally {
    await service.close();
  }
});

const databaseFile = () => path.join(folder, 'service.sqlite');

/** A service that was begun and is empty; `sql` is done to its database. */
async function begun({ sql = '' } = {}): Promise<void> {
  const store = openSqliteStore({ file: databaseFile() });
  await establishIdentity({ store, keysFolder: folder });
  await store.close();
  const db = new Database(databaseFile());
  db.exec(sql);
  db.close();
}

const many = Array.from({ length: 201 }, (_, at) => ['--facilitator', `F${at}:246810`]).flat();
const someId = crypto.randomUUID();

test.each<[words: string[], code: number, said: RegExp]>([
  [[], 2, /Usage/],
  [['nothing'], 2, /Usage/],
  [['demo', '--more'], 2, /^There is no option --more\./],
  [['demo', 'more'], 2, /^"more" belongs to no option\./],
  [['demo', '--json=yes'], 2, /^--json takes no value\./],
  [['kiosk', 'enrolment-code', '--nam', 'K'], 2, /^There is no option --nam\./],
  [['kiosk', 'enrolment-code', '--name'], 2, /^--name is given without its value\./],
  [['kiosk', 'enrolment-code', '--name', '--json'], 2, /^--name is given without its value\./],
  [['kiosk', 'enrolment-code'], 1, /^--name is missing\.$/m],
  [['kiosk', 'enrolment-code', '--name', ''], 1, /^--name must have 1 to 100 characters\.$/m],
  [['kiosk', 'enrolment-code', '--name', 'K'], 1, /no consultation yet/],
  [['kiosk', 'enrolment-code', '--name', 'K', '--consultation', 'x'], 1, /^--consultation must be the id/],
  [['kiosk', 'enrolment-code', '--name', 'K', '--languages', 'fr nl'], 1, /^--languages must be/],
  [['kiosk', 'enrolment-code', '--name', 'K', '--facilitator', 'A:12'], 1, /^--facilitator .*Name:PIN/],
  [['kiosk', 'enrolment-code', '--name', 'K', ...many], 1, /^--facilitator .* 200 people at most/],
  [['kiosk', 'revoke', '--reason', 'lost'], 1, /^--id is missing\.$/m],
  [['kiosk', 'revoke', '--id', someId, '--reason', 'old'], 1, /^--reason must be lost or replaced\.$/m],
  [['kiosk', 'revoke', '--id', someId, '--reason', 'lost'], 1, /no kiosk/],
  [['staff', 'add', '--name', 'A', '--role', 'king', '--generate'], 1, /^--role must be one of/],
  [['staff', 'add', '--name', 'A', '--role', 'reader'], 1, /12 characters/],
  [['staff', 'password', '--name', 'A', '--generate'], 1, /no account/],
  [['staff', 'remove-second-factor', '--name', 'A'], 1, /no account/],
  [['backup'], 1, /^--to is missing\.$/m],
  [['backup', '--to', '/no/such/folder/file'], 1, /ENOENT/],
])('%j is answered with a sentence', async (words, code, said) => {
  await begun();
  const run = await admin(words);
  expect(run.code).toBe(code);
  expect(run.stderr).toMatch(said);
  expect(run.stderr).not.toMatch(/\n {4}at |Invalid input/);
});

test.each([
  [['--help'], /Usage.*kiosk list.*PERRON_DATA/s],
  [['-h'], /Usage.*kiosk list/s],
  [['kiosk', 'revoke', '--help'], /Usage.*--reason lost\|replaced/s],
])('%j is answered with the usage and touches no folder', async (words, said) => {
  const run = await admin(words);
  expect(run).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(said) });
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  [['kiosk', 'list']],
  [['kiosk', 'enrolment-code', '--name', 'K']],
  [['kiosk', 'revoke', '--id', someId, '--reason', 'lost']],
  [['staff', 'list']],
  [['staff', 'password', '--name', 'A', '--generate']],
  [['backup', '--to', 'anywhere.sqlite']],
  [['restored']],
])('%j makes no service where there is none', async (words) => {
  const data = path.join(folder, 'mistyped');
  const run = await admin(words, { data });
  expect(run).toMatchObject({ code: 1, stdout: '' });
  expect(run.stderr).toBe(`There is no service in ${data}. Does PERRON_DATA name the right folder?\n`);
  expect(existsSync(data)).toBe(false);
});

test('a filling that was interrupted is completed', async () => {
  const store = openSqliteStore({ file: databaseFile() });
  await store.city.save(cityDocuments(Date.now()));
  await store.close();
  const before = query('SELECT * FROM documents ORDER BY id');
  expect(JSON.parse((await admin(['demo', '--json'])).stdout)).toEqual({ filled: true });
  expect(query('SELECT count(*) AS n FROM contributions')).toEqual([{ n: 896 }]);
  expect(query('SELECT * FROM documents ORDER BY id')).toEqual(before);
});

const consultation = `INSERT INTO documents VALUES ('consultation', '${someId}', '${someId}', '{"id":"${someId}"}');`;

test.each([
  [['demo'], 'SELECT * FROM documents'],
  [['staff', 'add', '--name', 'Bob', '--role', 'reader', '--generate'], 'SELECT * FROM staff_accounts'],
  [['staff', 'password', '--name', 'Ann', '--generate'], 'SELECT * FROM staff_accounts'],
  [['kiosk', 'enrolment-code', '--name', 'K'], 'SELECT * FROM enrolment_codes'],
  [['kiosk', 'revoke', '--id', someId, '--reason', 'lost'], 'SELECT * FROM devices'],
  [['restored'], 'SELECT * FROM meta'],
])('%j changes nothing when it cannot be written into the log', async (words, changed) => {
  await begun({
    sql: `INSERT INTO staff_accounts (id, name, role, password_hash, created_at) VALUES ('a', 'Ann', 'reader', 'x', 1);
      INSERT INTO devices (id, public_key, name, place, consultation_id, languages, enrolled_at)
        VALUES ('${someId}', 'key', 'K', '', '${someId}', '[]', 1);
      ${words[0] === 'demo' ? '' : consultation}
      CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'the log is full'); END`,
  });
  const before = query(changed);
  const run = await admin(words);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('the log is full');
  expect(query(changed)).toEqual(before);
});

test('a backup is a whole service for its owner alone, and writes over nothing', async () => {
  await admin(['demo']);
  const file = path.join(folder, 'backup.sqlite');
  const began = Date.now();
  const run = await admin(['backup', '--to', file]);
  expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('signing-key.json') });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  const copy = new Database(file, { readonly: true });
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  const [reach] = query('SELECT backed_up_through AS through FROM meta');
  expect(Number(reach?.through)).toBeGreaterThan(0);
  expect(Number(reach?.through)).toBeLessThan(began);
  const everything = 'SELECT * FROM contributions ORDER BY ordinal';
  expect(copy.prepare(everything).all()).toEqual(query(everything));
  copy.close();
  const bytes = statSync(file);
  const again = await admin(['backup', '--to', file]);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringMatching(/is there already.*\n$/) });
  expect(statSync(file)).toEqual(bytes);

  rmSync(databaseFile());
  writeFileSync(databaseFile(), '');
  expect((await admin(['staff', 'list'])).stderr).toMatch(/^There is no service/);
});

test('a restored service has another epoch, and the same id and key', async () => {
  await begun();
  const identity = 'SELECT service_id, epoch, signing_key FROM meta';
  const [before] = query(identity);
  const { epoch } = JSON.parse((await admin(['restored', '--json'])).stdout);
  expect(epoch).not.toBe(before?.epoch);
  expect(query(identity)).toEqual([{ ...before, epoch }]);
  expect(query('SELECT action, subject, detail FROM audit')).toEqual([
    { action: 'service.restored', subject: epoch, detail: `was ${before?.epoch}` },
  ]);
});

test('what is changed stands in the log, what is secret does not', async () => {
  await admin(['demo']);
  await admin(['staff', 'add', '--name', 'Ann', '--role', 'reader'], { input: 'a long password\n' });
  await admin(['kiosk', 'enrolment-code', '--name', 'K', '--facilitator', 'Ann:246810']);
  const entries = query('SELECT * FROM audit ORDER BY id');
  expect(entries.map(({ action, account_id }) => [action, account_id])).toEqual([
    ['demo.filled', null],
    ['staff.added', null],
    ['kiosk.code-made', null],
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/a long password|246810/);
});
