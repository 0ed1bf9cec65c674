/**
 * The push of `push.ts` beside other ways to bring the same 10,000 records to a server:
 *
 * - one HTTP POST a record, each answered after a commit of its own (`synchronous=FULL`), Fastify on better-sqlite3,
 *   over 1 and over 16 connections that are kept alive; `pushVsHttp` is over the better of the two, `pushVsHttpOneConnection` over
 *   the one that waits for each answer;
 * - PouchDB on leveldb replicating to express-pouchdb on leveldb (`pushVsPouchdb`). Its acknowledgements are not
 *   fsynced, ours are;
 * - RxDB in memory, its replication pushing over HTTP to Fastify on better-sqlite3, one transaction a batch
 *   (`synchronous=FULL`, `pushVsRxdb`). There is nothing on the client's side to keep durable.
 *
 * None of them validates, signs, chains, indexes or publishes anything: they store id, header and body under one key.
 * PouchDB and RxDB go with the batch size at which they were fastest here, found before the rounds. Every clock runs
 * from the opening of what is on the client's disk (RxDB, which has none, is filled before, and HTTP has its records in memory)
 * until the last answer; starting processes is in none, connecting in all. Every server is a fresh process that has served nobody, left
 * alone until it is at rest. The clients of PouchDB and RxDB are fresh processes too; the kiosk and HTTP's client run in this
 * one, which has done the same in the round that does not count. A ratio is Perron's speed over the other's.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countRows, type Line } from './bare-sqlite.ts';
import { startChild } from './child.ts';
import { postEach } from './http-push.ts';
import { installPeers } from './peers-installed.ts';
import { prepareKiosk, RECORDS } from './push-kiosk.ts';
import { type Competitor, median, type Part, sideBySide } from './side-by-side.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const BATCH_SIZES = [100, 500, 1_000, 2_500, 5_000, 10_000];

const mustBeAll = (count: number): void => {
  if (count !== RECORDS) throw new Error(`${count} records arrived, not ${RECORDS}`);
};

type Replicated = { readonly seconds: number; readonly written: number };
/** Records a second. */
type Replicate = (options: { batchSize: number }) => Promise<number>;

/** The client's folder is filled once; the server's is empty in each run. */
async function pouchdb({
  folder,
  records,
}: {
  folder: string;
  records: readonly Line[];
}): Promise<Replicate> {
  const clientFolder = join(folder, 'pouchdb');
  const startClient = () => startChild({ file: './peers/pouchdb-client.mjs', args: [clientFolder] });
  const filling = await startClient();
  mustBeAll((await filling.ask<{ filled: number }>({ fill: records })).filled);
  await filling.stop();
  let run = 0;
  return async ({ batchSize }) => {
    // PouchDB remembers how far it came with an address.
    run += 1;
    const serverFolder = join(folder, 'pouchdb-server');
    rmSync(serverFolder, { recursive: true, force: true });
    mkdirSync(serverFolder);
    const server = await startChild<{ url: string }>({
      file: './peers/pouchdb-server.mjs',
      args: [serverFolder],
    });
    const client = await startClient();
    const url = `${server.first.url}/records-${run}`;
    const { seconds, written } = await client.ask<Replicated>({ url, batchSize });
    mustBeAll(written);
    const { doc_count: kept } = (await (await fetch(url)).json()) as { doc_count: number };
    mustBeAll(kept);
    await client.stop();
    await server.stop();
    return RECORDS / seconds;
  };
}

function rxdb({ folder, records }: { folder: string; records: readonly Line[] }): Replicate {
  return async ({ batchSize }) => {
    const file = join(folder, 'rxdb-server.sqlite');
    const server = await startChild<{ url: string }>({ file: './http-process.ts', args: [file] });
    const client = await startChild({ file: './peers/rxdb-client.mjs' });
    mustBeAll((await client.ask<{ filled: number }>({ fill: records })).filled);
    const { seconds, written } = await client.ask<Replicated>({ url: server.first.url, batchSize });
    mustBeAll(written);
    await client.stop();
    await server.stop();
    mustBeAll(countRows(file));
    return RECORDS / seconds;
  };
}

/** Competes at the batch size that was fastest in two tries of each. */
async function atItsBest({ name, replicate }: { name: string; replicate: Replicate }): Promise<Competitor> {
  let best = { batchSize: 0, speed: 0 };
  for (const batchSize of [...BATCH_SIZES, ...BATCH_SIZES]) {
    const speed = await replicate({ batchSize });
    if (speed > best.speed) best = { batchSize, speed };
  }
  const { batchSize } = best;
  console.log(`${name} goes with batches of ${batchSize}`);
  return { name, unit: 'records/s', run: () => replicate({ batchSize }) };
}

const PERRON = 'peers: Perron';
const POUCHDB = 'peers: PouchDB to express-pouchdb, not fsynced';
const RXDB = 'peers: RxDB over HTTP';
const httpName = (connections: number): string =>
  `peers: HTTP POST a record, ${connections === 1 ? '1 connection' : `${connections} connections`}`;

export const pushPeers: Part = ({ rounds }) =>
  withTemporaryFolder(async (folder) => {
    const kiosk = await prepareKiosk(folder);
    const { records } = kiosk;
    const overHttp = (connections: number): Competitor => ({
      name: httpName(connections),
      unit: 'records/s',
      async run() {
        const file = join(folder, 'http.sqlite');
        const seconds = await postEach({ records, connections, file });
        mustBeAll(countRows(file));
        return RECORDS / seconds;
      },
    });
    const installed = installPeers();
    if (!installed) console.error('The peers cannot be installed: PouchDB and RxDB are left out.');

    const figures = await sideBySide({
      rounds,
      competitors: [
        { name: PERRON, unit: 'records/s', run: () => kiosk.push() },
        overHttp(1),
        overHttp(16),
        ...(installed
          ? [
              await atItsBest({ name: POUCHDB, replicate: await pouchdb({ folder, records }) }),
              await atItsBest({ name: RXDB, replicate: rxdb({ folder, records }) }),
            ]
          : []),
      ],
    });

    const speed = median(figures, PERRON);
    const bestOfHttp = Math.max(median(figures, httpName(1)), median(figures, httpName(16)));
    return {
      figures,
      ratios: {
        pushVsHttp: speed / bestOfHttp,
        pushVsHttpOneConnection: speed / median(figures, httpName(1)),
        ...(installed && {
          pushVsPouchdb: speed / median(figures, POUCHDB),
          pushVsRxdb: speed / median(figures, RXDB),
        }),
      },
    };
  });
