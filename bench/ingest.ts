/**
 * What a service takes in a second, without the network: SQLite with batches of one device and with those of 200 in turn, PostgreSQL
 * with those of 20, one after the other and as many at once as a service works at; and the least that PostgreSQL could need, `COPY` of the same rows into the same table with the same indexes.
 * Both databases are as durable as a city runs them. Each round begins with 2,000 records stored and takes 20,000. A record is taken in when
 * it could be acknowledged; "until folded" is the rate of the same records when staff and kiosks can see all of them, too.
 */
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { BATCHES_AT_ONCE } from '../sync-service/socket/sync-space.ts';
import { openPostgresStore } from '../sync-service/store/postgres/postgres-store.ts';
import { startTestServer } from '../sync-service/store/postgres/test-support/server.ts';
import { openSqliteStore } from '../sync-service/store/sqlite/sqlite-store.ts';
import { openIngest } from './ingest-desk.ts';
import { besides, median, type Part, sideBySide } from './side-by-side.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const STORED = 2_000;
const TAKEN = 20_000;
const AT_ONCE = `PostgreSQL, ${BATCHES_AT_ONCE} at once`;
const COPIED = 'records';

export const ingest: Part = ({ rounds }) =>
  withTemporaryFolder(async (folder) => {
    // PostgreSQL reads and writes the copied rows as a user of its own.
    chmodSync(folder, 0o777);
    const server = await startTestServer({ durable: true });
    const rate = (milliseconds: number): number => (TAKEN * 1_000) / milliseconds;
    let seed = 1_000;
    const unit = 'records/s';
    const folded = besides(unit);

    const sqlite = (kiosks: number) => async () => {
      const dataFolder = join(folder, 'sqlite');
      rmSync(dataFolder, { recursive: true, force: true });
      mkdirSync(dataFolder);
      const store = openSqliteStore({ file: join(dataFolder, 'service.sqlite') });
      seed += kiosks;
      const desk = await openIngest({ store, dataFolder, seed, kiosks, batch: 100 });
      await desk.take(STORED);
      await desk.fold();
      const spent = await desk.take(TAKEN);
      folded.note(
        `ingest: SQLite, ${kiosks} device${kiosks === 1 ? '' : 's'}, until folded`,
        rate(spent + (await desk.fold())),
      );
      await desk.close();
      return rate(spent);
    };

    /** Leaves the rows in a file, for `COPY`. */
    const rows = join(folder, 'rows');
    let copied = '';
    const postgres = (atOnce: number) => async () => {
      const url = await server.createDatabase();
      const dataFolder = join(folder, 'postgres');
      rmSync(dataFolder, { recursive: true, force: true });
      mkdirSync(dataFolder);
      seed += 20;
      const desk = await openIngest({ store: await openPostgresStore({ url }), dataFolder, seed, atOnce });
      await desk.take(STORED);
      await desk.fold();
      const spent = await desk.take(TAKEN);
      folded.note(`ingest: PostgreSQL, ${atOnce} at once, until folded`, rate(spent + (await desk.fold())));
      await desk.close();
      if (copied !== '') await server.dropDatabase(copied);
      copied = url;
      return rate(spent);
    };
    const copy = async () => {
      const client = new pg.Client({ connectionString: copied });
      await client.connect();
      await client.query(`COPY (SELECT * FROM ${COPIED} ORDER BY ordinal OFFSET ${STORED}) TO '${rows}'`);
      await client.query(`DELETE FROM ${COPIED} WHERE ordinal > ${STORED}`);
      await client.query(`VACUUM ${COPIED}`);
      const start = performance.now();
      await client.query(`COPY ${COPIED} FROM '${rows}'`);
      const spent = performance.now() - start;
      await client.end();
      return rate(spent);
    };

    const figures = await sideBySide({
      rounds,
      competitors: [
        { name: 'ingest: SQLite, 1 device', unit, run: sqlite(1) },
        { name: 'ingest: SQLite, 200 devices', unit, run: sqlite(200) },
        { name: 'ingest: PostgreSQL, 1 at once', unit, run: postgres(1) },
        { name: `ingest: ${AT_ONCE}`, unit, run: postgres(BATCHES_AT_ONCE) },
        // Of what the one before took last.
        { name: 'ingest: COPY', unit, run: copy },
      ],
    });
    await server.stop();
    const of = (name: string) => median(figures, `ingest: ${name}`);
    return {
      figures: [...figures, ...folded.figures()],
      ratios: {
        ingest200Vs1: of('SQLite, 200 devices') / of('SQLite, 1 device'),
        ingestPostgresVsCopy: of(AT_ONCE) / of('COPY'),
      },
    };
  });
