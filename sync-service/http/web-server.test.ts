/** What a failure that no route expected leaves as. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../log.ts';
import { connect } from '../store/postgres/database.ts';
import { createWebServer } from './web-server.ts';

const lines: string[] = [];
const log = createLog({ level: 'error', destination: { write: (line) => lines.push(line) } });
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perron-web-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  [
    'a disk that takes nothing more',
    503,
    'storage-read-only',
    () => {
      const file = join(folder, 'read-only.sqlite');
      const writable = new Database(file);
      writable.exec('CREATE TABLE t (x)');
      writable.close();
      new Database(file, { readonly: true }).exec('INSERT INTO t VALUES (1)');
    },
  ],
  [
    'a database that is not there',
    503,
    'service-unreachable',
    async () => {
      const db = connect({ url: 'postgres://perron:perron@127.0.0.1:1/perron' });
      await db.rows('SELECT 1').finally(() => db.close());
    },
  ],
  [
    'a mistake of ours',
    500,
    'internal',
    () => {
      throw new TypeError('the secret reason');
    },
  ],
])('%s is answered %i, with an id that finds it in the log and no reason', async (_, status, code, fail) => {
  const app = await createWebServer({ log });
  app.get('/fails', async () => fail());
  const answer = await app.inject('/fails');
  await app.close();
  expect(answer.statusCode).toBe(status);
  const { logId, ...rest } = answer.json() as { logId: string };
  expect(rest).toEqual({ ok: false, problem: code });
  expect(lines.filter((line) => line.includes(logId))).toHaveLength(1);
});
