import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openKiosk } from '../kiosk.ts';
import { enrolledFolder, openHost, silent, temporaryFolder } from '../test-support/host.ts';

const open = (dataFolder: string) => openKiosk({ dataFolder, serviceUrl: null, log: silent });

function hostProcess(folder: string): ChildProcess {
  const script = new URL('../test-support/saving-host.ts', import.meta.url);
  const child = fork(script, [folder, 'hold'], { execArgv: [] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

test('the folder is open to its owner alone, and so are its files', async () => {
  const folder = temporaryFolder();
  await openHost({ dataFolder: folder });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const file of ['kiosk.db', 'kiosk.db-wal', 'kiosk.db-shm', 'kiosk.lock'])
    expect([file, statSync(join(folder, file)).mode & 0o777]).toEqual([file, 0o600]);
});

test('a second host in the same process is refused, a third after the first has closed is not', async () => {
  const folder = temporaryFolder();
  const first = await open(folder);
  for (let attempt = 0; attempt < 2; attempt += 1)
    await expect(open(folder)).rejects.toMatchObject({
      code: 'kiosk-already-running',
      message: expect.stringContaining(folder),
    });
  await first.close();
  await openHost({ dataFolder: folder });
});

test('a folder held by another process is refused until that process dies, however it dies', async () => {
  const folder = temporaryFolder();
  const child = hostProcess(folder);
  await once(child, 'message');
  await expect(open(folder)).rejects.toMatchObject({ code: 'kiosk-already-running' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await openHost({ dataFolder: folder });
});

test('a newer database is refused and stays to the byte', async () => {
  const folder = await enrolledFolder();
  const file = join(folder, 'kiosk.db');
  const db = new Database(file);
  db.pragma('user_version = 999');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  const before = readFileSync(file);
  await expect(open(folder)).rejects.toMatchObject({ code: 'storage-newer' });
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a damaged database is refused and stays to the byte', async () => {
  const folder = await enrolledFolder();
  const file = join(folder, 'kiosk.db');
  const damaged = readFileSync(file);
  damaged.fill(0x5a, 4_096, 24_576);
  writeFileSync(file, damaged);
  await expect(open(folder)).rejects.toMatchObject({ code: 'storage-corrupt' });
  expect(readFileSync(file).equals(damaged)).toBe(true);
});

test('a refused folder is not left locked', async () => {
  const folder = temporaryFolder();
  await (await open(folder)).close();
  const file = join(folder, 'kiosk.db');
  const whole = readFileSync(file);
  writeFileSync(file, 'this is no database, but it is long enough to look like a file of one'.repeat(20));
  await expect(open(folder)).rejects.toMatchObject({ code: 'storage-corrupt' });
  writeFileSync(file, whole);
  await openHost({ dataFolder: folder });
});

test('a schema that was altered, which SQLite checks nowhere, is told as damage', async () => {
  const folder = await enrolledFolder();
  const file = join(folder, 'kiosk.db');
  const db = new Database(file);
  expect(db.pragma('wal_checkpoint(TRUNCATE)', { simple: true })).toBe(0);
  db.close();
  const damaged = readFileSync(file);
  damaged.write('lost_return_at', damaged.indexOf('last_return_at'));
  writeFileSync(file, damaged);
  await expect(open(folder)).rejects.toMatchObject({ code: 'storage-corrupt' });
  expect(readFileSync(file).equals(damaged)).toBe(true);
});

test('a damage that makes the check itself fail is told as damage', async () => {
  const folder = await enrolledFolder();
  const file = join(folder, 'kiosk.db');
  const db = new Database(file);
  const body = `${'A'.repeat(22)}{"targetId":"a mark to find it by"}`;
  db.prepare(
    `INSERT INTO record (id, chain_id, seq, kind, at, header, hash, body) VALUES ('a', 'a', 1, 'comment', 0, '', '', ?)`,
  ).run(body);
  db.close();
  const damaged = readFileSync(file);
  damaged.write('%', damaged.indexOf('{"targetId":"a mark'));
  writeFileSync(file, damaged);
  await expect(open(folder)).rejects.toMatchObject({ code: 'storage-corrupt' });
});

test('a kiosk whose very first start was cut off in the middle of a write starts', async () => {
  const folder = temporaryFolder();
  const cutOff = `${folder}-cut-off`;
  for (const made of [folder, cutOff]) mkdirSync(made, { recursive: true });
  const db = new Database(join(folder, 'kiosk.db'));
  db.pragma('journal_mode = DELETE');
  db.exec('CREATE TABLE begun (words TEXT)');
  // So little room that pages reach the file before the commit.
  db.pragma('cache_size = 1');
  db.exec('BEGIN');
  const insert = db.prepare('INSERT INTO begun VALUES (?)');
  for (let row = 0; row < 200; row += 1) insert.run('x'.repeat(1_000));
  for (const file of ['kiosk.db', 'kiosk.db-journal']) cpSync(join(folder, file), join(cutOff, file));
  db.close();
  const kiosk = await openHost({ dataFolder: cutOff });
  expect(await kiosk.call('kiosk:status', {})).toMatchObject({ ok: true });
  expect(existsSync(join(cutOff, 'kiosk.db-journal'))).toBe(false);
});
