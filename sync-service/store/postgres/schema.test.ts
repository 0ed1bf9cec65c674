/** What a database of PostgreSQL starts from, on a real server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moveToPostgres } from '../move.ts';
import { TABLES } from '../tables.ts';
import { startEarlierCity } from '../test-support/earlier-city.ts';
import { connect, type Postgres } from './database.ts';
import { metaStore } from './meta.ts';
import { openPostgresStore } from './postgres-store.ts';
import { MIGRATIONS, migrate } from './schema.ts';
import { startTestServer, type TestServer } from './test-support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop());

const withDatabases = async (
  count: number,
  work: (connected: readonly Postgres[], url: string) => Promise<void>,
) => {
  const url = await server.createDatabase();
  const connected = Array.from({ length: count }, () => connect({ url }));
  try {
    await work(connected, url);
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

describe('a database of an earlier version opens with everything that a service had stored in it', () => {
  let city: Awaited<ReturnType<typeof startEarlierCity>>;
  let stored: Awaited<ReturnType<typeof city.factsOf>>;
  /** As JSON, by table. */
  const rows = new Map<string, string>();

  beforeAll(async () => {
    city = await startEarlierCity();
    stored = await city.factsOf(city.service.store);
    await withDatabases(1, async ([db], url) => {
      await moveToPostgres({ file: city.service.databaseFile, url, told: () => {} });
      for (const table of TABLES) {
        const all = await db?.one<{ rows: string }>(
          `SELECT coalesce(json_agg(t), '[]')::text AS rows FROM ${table} AS t`,
        );
        rows.set(table, all?.rows ?? '[]');
      }
    });
  });
  afterAll(() => city.service.close());

  /** The columns that a table had already. */
  const columnsOf = async (db: Postgres, table: string): Promise<readonly string[]> =>
    (
      await db.rows<{ name: string }>(
        `SELECT quote_ident(column_name) AS name FROM information_schema.columns WHERE table_name = $1`,
        table,
      )
    ).map(({ name }) => name);

  test.each(MIGRATIONS.map(({ name }, index) => [index + 1, name] as const))(
    'version %i (%s)',
    async (version) => {
      await withDatabases(1, async ([db], url) => {
        if (!db) throw new Error('no database');
        await migrate(db, MIGRATIONS.slice(0, version));
        await db.transaction(async () => {
          // Rows as they were: nothing follows from them anew.
          await db.script('SET LOCAL session_replication_role = replica');
          for (const [table, all] of rows) {
            const columns = (await columnsOf(db, table)).join(', ');
            if (columns === '') continue;
            await db.script(`DELETE FROM ${table}`);
            await db.run(
              `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE
               SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json)`,
              all,
            );
          }
        });
        const store = await openPostgresStore({ url });
        expect(await city.factsOf(store)).toEqual(stored);
        await store.close();
      });
    },
  );
});
