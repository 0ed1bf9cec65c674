/** An older backup of a PostgreSQL is put back under live kiosks, as docs/OPERATIONS.md says it. */
import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Kiosk } from '../../../electron/host/compose.ts';
import { statement } from '../../../electron/host/test-support/contributions.ts';
import { done, ideaFrom, openDesk } from '../../../electron/host/test-support/host.ts';
import { allAcknowledged, enrolledKiosk, untilStatus } from '../../../electron/host/test-support/synced.ts';
import { runAdmin } from '../../test-support/admin.ts';
import { startTestService, type TestService } from '../../test-support/service.ts';
import { canDump, dump, putBack } from './test-support/dump.ts';
import { startTestServer, type TestServer } from './test-support/server.ts';

let server: TestServer;
let url: string;
let service: TestService;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop());
afterEach(async () => {
  await service.close();
  await server.dropDatabase(url);
});

const start = async (): Promise<void> => {
  url = await server.createDatabase();
  service = await startTestService({ storeUrl: () => url });
};
const admin = async (words: readonly string[], more: { input?: string; storeUrl?: string | null } = {}) => {
  const run = await runAdmin({ words, dataFolder: service.dataFolder, storeUrl: url, ...more });
  expect(run).toMatchObject({ code: 0 });
};
const asked = async <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Row>(sql);
  await client.end();
  return rows;
};
const storedIds = async (): Promise<string[]> =>
  (await asked<{ id: string }>('SELECT id FROM records ORDER BY id')).map(({ id }) => id);

async function whilePosting(kiosk: Kiosk, work: () => Promise<void>): Promise<void> {
  let posting = true;
  const posts = (async () => {
    for (let nth = 0; posting; nth += 1) {
      await done(kiosk, 'idea:post', ideaFrom(statement(nth % 30)));
      // The host works without leaving the thread.
      await delay(20);
    }
  })();
  await work();
  posting = false;
  await posts;
}

type Backup = {
  readonly take: (file: string) => Promise<void>;
  readonly putBack: (file: string) => Promise<void>;
};
const portable: Backup = {
  take: async (file) => {
    await admin(['backup', '--to', file]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}-wal`)).toBe(false);
  },
  putBack: async (file) => {
    renameSync(file, service.databaseFile);
    await admin(['move-to-postgres'], { input: `${url}\n`, storeUrl: null });
  },
};
const dumped: Backup = {
  take: (file) => dump({ url, file }),
  putBack: (file) => putBack({ url, file }),
};

test.for([
  { name: 'of npm run admin -- backup', by: portable },
  { name: 'of pg_dump, where its clients can read the server', by: dumped },
])(
  'kiosks send again what was acknowledged after a backup $name, and what people took back since stays away',
  { timeout: 60_000 },
  async ({ by }, { skip }) => {
    await start();
    if (by === dumped && !(await canDump(url))) skip('no pg_dump of this version');
    const kiosks = [];
    const codes: string[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      const { kiosk } = await enrolledKiosk(service);
      await openDesk(kiosk);
      codes.push((await done(kiosk, 'idea:post', ideaFrom(statement(nth)))).code);
      await untilStatus(kiosk, allAcknowledged);
      kiosks.push(kiosk);
    }
    const [first] = kiosks;
    if (first === undefined) throw new Error('no kiosk');
    const backup = join(service.dataFolder, 'backup');
    await whilePosting(first, () => by.take(backup));

    for (const [nth, kiosk] of kiosks.entries()) {
      await done(kiosk, 'idea:post', ideaFrom(statement(10 + nth)));
      await untilStatus(kiosk, allAcknowledged);
    }
    await done(first, 'receipt:withdraw', { code: codes[0] ?? '', id: null });
    await untilStatus(first, allAcknowledged);
    const everything = await storedIds();

    await service.stop();
    const old = url;
    url = await server.createDatabase();
    await by.putBack(backup);
    await admin(['restored']);
    await service.restart();
    await server.dropDatabase(old);
    for (const kiosk of kiosks) await done(kiosk, 'sync:now', {});

    await vi.waitFor(async () => expect(await storedIds()).toEqual(everything), 15_000);
    expect(await asked('SELECT id FROM records GROUP BY id HAVING count(*) > 1')).toEqual([]);
    await service.store.projection.settle();
    const words = async () =>
      (await asked<{ words: string }>("SELECT words FROM contributions WHERE words <> ''")).length;
    // The first kiosk's two ideas were taken back; the demo's own are none of these.
    expect(await words()).toBe(4);
    expect(await asked("SELECT 1 FROM records WHERE kind = 'idea' AND body IS NOT NULL")).toHaveLength(4);
    for (const kiosk of kiosks) await kiosk.close();
  },
);

test('a backup is of one moment while kiosks go on, and kiosks hear how far it goes', async () => {
  await start();
  const { kiosk } = await enrolledKiosk(service);
  await openDesk(kiosk);
  const backup = join(service.dataFolder, 'backup.sqlite');
  await whilePosting(kiosk, () => admin(['backup', '--to', backup]));
  expect(await asked('SELECT 1 FROM meta WHERE backed_up_through > 0')).toHaveLength(1);
  const again = await runAdmin({
    words: ['backup', '--to', backup],
    dataFolder: service.dataFolder,
    storeUrl: url,
  });
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('writes over nothing') });
  await kiosk.close();

  await service.stop();
  const other = await server.createDatabase();
  renameSync(backup, service.databaseFile);
  await admin(['move-to-postgres'], { input: `${other}\n`, storeUrl: null });
  await server.dropDatabase(other);
}, 60_000);
