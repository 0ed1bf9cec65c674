/**
 * What taking a record in costs the service when few records are stored already, and when very many are: batches of 1,000
 * through `readBatch` and `store.records.append`, as a push goes, with every check, index and feed document, as durable as a
 * city runs it; "until folded" counts the time, too, until kiosks and staff see them. 20 kiosks in turn hold workshops of mixed records; chains, digests and ids are real, and made outside
 * the clock. A round takes records into a database that was just filled to the lower number, and as many more into
 * the large one, which takes another 1,000 right before, since staff looked at all of it in between: neither reads anew what its last
 * batches touched. They are so many that SQLite copies its full log back several times in either: with few the fresh one would come
 * away without. The large one is filled once: a tenth of it as a push goes, the rest by copies of that (`multiply.ts`; minutes, and gigabytes: not
 * part of a run that names no part).
 *
 * Beside that, what staff look at and the portions of exports (`looks.ts`), once in each round; and at the end of `scale`, a fiftieth of what is
 * stored is erased for its age (`aging.ts`).
 *
 * `growth`: SQLite, 10,000 and 1,000,000 stored. `scale`: SQLite and PostgreSQL, 1,000 and 5,000,000 stored. The ratio is the
 * cost of a record in the large one over that in the small one.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openPostgresStore } from '../sync-service/store/postgres/postgres-store.ts';
import { startTestServer } from '../sync-service/store/postgres/test-support/server.ts';
import { openSqliteStore } from '../sync-service/store/sqlite/sqlite-store.ts';
import type { Store } from '../sync-service/store/store.ts';
import { ageOut } from './aging.ts';
import { openIngest } from './ingest-desk.ts';
import { looksAt } from './looks.ts';
import { multiplyPostgres, multiplySqlite } from './multiply.ts';
import { besides, type Competitor, type Figure, median, type Part, sideBySide } from './side-by-side.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

type Range = { readonly small: number; readonly large: number; readonly taken: number };
/** Taken by the large one right before its turn, as the small one takes its first. */
const BEFORE = 1_000;
type Opened = {
  readonly store: Store;
  /** Adds so many copies of what was taken in. */
  readonly multiply: (copies: number) => Promise<void>;
};
/** A new store, and its keys in `dataFolder`. */
type Open = (dataFolder: string) => Promise<Opened>;

const openSqlite: Open = async (dataFolder) => {
  const file = join(dataFolder, 'service.sqlite');
  return { store: openSqliteStore({ file }), multiply: (copies) => multiplySqlite(file, copies) };
};
const COPIES = 9;

/** The small and the large one of a database, side by side. */
async function pair({
  name,
  folder,
  open,
  range: { small, large, taken },
}: {
  readonly name: string;
  readonly folder: string;
  readonly open: Open;
  readonly range: Range;
}): Promise<{
  competitors: Competitor[];
  besides(): Figure[];
  age(): Promise<Figure[]>;
  close(): Promise<void>;
}> {
  const desk = async (place: string, seed: number) => {
    const dataFolder = join(folder, place);
    rmSync(dataFolder, { recursive: true, force: true });
    mkdirSync(dataFolder, { recursive: true });
    const { store, multiply } = await open(dataFolder);
    return { store, multiply, ...(await openIngest({ store, dataFolder, seed })) };
  };
  const full = await desk(`${name} large`, 100);
  await full.take(large / (COPIES + 1));
  await full.fold();
  await full.multiply(COPIES);
  console.log(`${name}: ${large.toLocaleString('en')} records are stored`);
  const unit = 'µs a record';
  const cost = (spent: number): number => (spent * 1_000) / taken;
  const folded = besides(unit);
  const looked = besides('ms a look');
  const look = async ({ store }: Awaited<ReturnType<typeof desk>>, stored: number): Promise<void> => {
    for (const { name: what, look: once } of await looksAt(store)) {
      const start = performance.now();
      await once();
      looked.note(`${named(stored)}, ${what}`, performance.now() - start);
    }
  };
  const timed = async (of: Awaited<ReturnType<typeof desk>>, stored: number): Promise<number> => {
    const spent = await of.take(taken);
    folded.note(`${named(stored)}, until folded`, cost(spent + (await of.fold())));
    return cost(spent);
  };
  const named = (stored: number) => `${name}: ${stored.toLocaleString('en')} stored`;
  return {
    competitors: [
      {
        name: named(small),
        unit,
        async run() {
          const fresh = await desk(`${name} small`, 500);
          await fresh.take(small);
          await fresh.fold();
          const spent = await timed(fresh, small);
          await look(fresh, small);
          await fresh.close();
          return spent;
        },
      },
      {
        name: named(large),
        unit,
        async run() {
          await full.take(BEFORE);
          await full.fold();
          const spent = await timed(full, large);
          await look(full, large);
          return spent;
        },
      },
    ],
    besides: () => [...folded.figures(), ...looked.figures()],
    // Copies are a month apart.
    age: () =>
      ageOut({
        name,
        store: full.store,
        olderThan: Date.now() - 45 * 86_400_000,
        most: large / 50,
        takeBatch: () => full.take(1_000),
      }),
    close: () => full.close(),
  };
}

export const growth: Part = ({ rounds }) =>
  withTemporaryFolder(async (folder) => {
    const range = { small: 10_000, large: 1_000_000, taken: 10_000 };
    const {
      competitors,
      besides: others,
      close,
    } = await pair({
      name: 'growth',
      folder,
      open: openSqlite,
      range,
    });
    const figures = [...(await sideBySide({ rounds, competitors })), ...others()];
    await close();
    const cost = (stored: string): number => median(figures, `growth: ${stored} stored`);
    return { figures, ratios: { costPerRecord1MVs10k: cost('1,000,000') / cost('10,000') } };
  });

export const scale: Part = ({ rounds }) =>
  withTemporaryFolder(async (folder) => {
    const range = { small: 1_000, large: 5_000_000, taken: 20_000 };
    const server = await startTestServer({ durable: true });
    const openPostgres: Open = async () => {
      const url = await server.createDatabase();
      return {
        store: await openPostgresStore({ url }),
        multiply: (copies) => multiplyPostgres(url, copies),
      };
    };
    const sqlite = await pair({ name: 'scale, SQLite', folder, open: openSqlite, range });
    const postgres = await pair({ name: 'scale, PostgreSQL', folder, open: openPostgres, range });
    const competitors = [...sqlite.competitors, ...postgres.competitors];
    const figures = [
      ...(await sideBySide({ rounds, competitors })),
      ...sqlite.besides(),
      ...postgres.besides(),
      ...(await sqlite.age()),
      ...(await postgres.age()),
    ];
    await sqlite.close();
    await postgres.close();
    await server.stop();
    const ratio = (name: string, until = ''): number =>
      median(figures, `scale, ${name}: 5,000,000 stored${until}`) /
      median(figures, `scale, ${name}: 1,000 stored${until}`);
    return {
      figures,
      ratios: {
        costSqlite5MVs1k: ratio('SQLite'),
        costPostgres5MVs1k: ratio('PostgreSQL'),
        foldedSqlite5MVs1k: ratio('SQLite', ', until folded'),
        foldedPostgres5MVs1k: ratio('PostgreSQL', ', until folded'),
      },
    };
  });
