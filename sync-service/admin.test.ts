import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectKiosk, enrolDevice, startChain } from './test-support/kiosk.ts';
import { startTestService } from './test-support/service.ts';
import { staffWith } from './test-support/staff.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'perron-admin-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Run = { code: number | null; stdout: string; stderr: string };

const admin = (words: readonly string[], { input = '', data = folder } = {}): Promise<Run> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'admin.ts'), ...words], {
      env: { ...process.env, PERRON_DATA: data },
    });
    const run: Run = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (bytes) => {
      run.stdout += bytes;
    });
    child.stderr.on('data', (bytes) => {
      run.stderr += bytes;
    });
    child.stdin.end(input);
    child.on('close', (code) => resolve({ ...run, code }));
  });

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

test.each([
  [[], 2, /Usage/],
  [['nothing'], 2, /Usage/],
  [['demo', '--more'], 2, /--more/],
  [['kiosk', 'enrolment-code', '--name', 'K'], 1, /no consultation yet/],
  [['kiosk', 'enrolment-code', '--name', 'K', '--facilitator', 'A:12'], 1, /Name:PIN/],
  [['kiosk', 'revoke', '--id', crypto.randomUUID(), '--reason', 'lost'], 1, /no kiosk/],
  [['staff', 'add', '--name', 'A', '--role', 'king', '--generate'], 1, /--role/],
  [['staff', 'add', '--name', 'A', '--role', 'reader'], 1, /12 characters/],
  [['staff', 'password', '--name', 'A', '--generate'], 1, /no account/],
])('%j is answered with a sentence', async (words, code, said) => {
  const run = await admin(words);
  expect(run.code).toBe(code);
  expect(run.stderr).toMatch(said);
  expect(run.stderr).not.toMatch(/\n {4}at /);
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
