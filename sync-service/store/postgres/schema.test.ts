/** What a database of PostgreSQL starts from, on a real server. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Postgres } from './database.ts';
import { metaStore } from './meta.ts';
import { MIGRATIONS, migrate } from './schema.ts';
import { startTestServer, type TestServer } from './test-support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop());

const withDatabases = async (count: number, work: (connected: readonly Postgres[]) => Promise<void>) => {
  const url = await server.createDatabase();
  const connected = Array.from({ length: count }, () => connect({ url }));
  try {
    await work(connected);
  } finally {
    for (const db of connected) await db.close();
    await server.dropDatabase(url);
  }
};

test('many processes may start at once: one migrates, the others find it done', async () => {
  await withDatabases(8, async (connected) => {
    await Promise.all(connected.map((db) => migrate(db)));
    const [first] = connected;
    expect(await first?.rows('SELECT version FROM perron_schema')).toEqual(
      MIGRATIONS.map((_, index) => ({ version: index + 1 })),
    );
  });
});

test('a newer database is refused and left as it is', async () => {
  await withDatabases(1, async ([db]) => {
    await migrate(db as Postgres, [...MIGRATIONS, { name: 'later', sql: 'CREATE TABLE later (x TEXT)' }]);
    await expect(migrate(db as Postgres)).rejects.toMatchObject({ code: 'storage-newer' });
  });
});

test('a migration that fails leaves nothing behind', async () => {
  await withDatabases(1, async ([db]) => {
    const broken = { name: 'broken', sql: 'CREATE TABLE half (x TEXT); SELECT 1 / 0' };
    await expect(migrate(db as Postgres, [broken])).rejects.toThrow();
    expect(await db?.one("SELECT to_regclass('half') AS found")).toEqual({ found: null });
  });
});

test('the first process to come gives the service its identity', async () => {
  await withDatabases(4, async (connected) => {
    await migrate(connected[0] as Postgres);
    const told = await Promise.all(
      connected.map((db, index) =>
        metaStore(db).establish({ serviceId: `s${index}`, epoch: 'e', signingKey: `k${index}` }),
      ),
    );
    expect(
      new Set(told.map(({ serviceId, signingKey }) => serviceId.slice(1) + signingKey.slice(1))).size,
    ).toBe(1);
  });
});
