/**
 * 10,000 records saved offline on one kiosk, then pushed until the service has acknowledged all of them as
 * durable, beside the same 10,000 rows inserted by better-sqlite3 alone in transactions of the same sizes.
 *
 * The kiosk's host runs in this process, the service in another, over Socket.IO on loopback, both as in
 * production: validation, signatures, chain checks and every index on, `synchronous=FULL` on both sides, the
 * kiosk's own bookkeeping and the feed that flows back included. Each round starts from copies of the same two
 * folders. The clock runs from the opening of the host, handshake included, until the host itself shows
 * nothing pending and all records acknowledged. SQLite alone keeps id, header and body under one key with WAL and
 * `synchronous=FULL`; its transactions are as large as the batches of the push before it.
 *
 * `pushVsSqlite` is the share of SQLite's speed that the push reaches.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { KioskStatus } from '../common/contract/kiosk-api.ts';
import type { Kiosk } from '../electron/host/kiosk.ts';
import { batchSizesOf, openBareSqlite, recordsOf } from './bare-sqlite.ts';
import { recombined } from './contributions.ts';
import { done, ideaInput, openDesk, openQuietKiosk } from './kiosk-desk.ts';
import { median, type Part, sideBySide } from './side-by-side.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const RECORDS = 10_000;
const GIVE_UP_AFTER_MS = 120_000;

type Service = { readonly url: string; readonly code: string | null; stop(): Promise<void> };

async function startService({ dataFolder, enrol }: { dataFolder: string; enrol: boolean }): Promise<Service> {
  const child: ChildProcess = fork(
    new URL('./service-process.ts', import.meta.url),
    enrol ? ['--enrol'] : [],
    {
      env: { ...process.env, PERRON_DATA: dataFolder, PERRON_PORT: '0', PERRON_LOG_LEVEL: 'warn' },
    },
  );
  const exited = once(child, 'exit');
  const ended = exited.then(([code]) => {
    throw new Error(`the service ended with ${code}`);
  });
  ended.catch(() => undefined);
  const [{ url, code }] = (await Promise.race([once(child, 'message'), ended])) as [
    { url: string; code: string | null },
  ];
  return {
    url,
    code,
    async stop() {
      child.send('stop');
      await exited;
    },
  };
}

/** Resolves as soon as the host tells of a status that fits. */
async function untilStatus(kiosk: Kiosk, fits: (status: KioskStatus) => boolean): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('the kiosk did not get there in time')),
      GIVE_UP_AFTER_MS,
    );
    const look = (status: KioskStatus) => {
      if (!fits(status)) return;
      clearTimeout(timer);
      stop();
      resolve();
    };
    const stop = kiosk.onStatus(look);
    done(kiosk, 'kiosk:status', {}).then(look, reject);
  });
}

/** Leaves a service that knows the kiosk, and a kiosk with 10,000 records that it never sent. */
async function prepare({
  serviceData,
  kioskData,
}: {
  serviceData: string;
  kioskData: string;
}): Promise<void> {
  const service = await startService({ dataFolder: serviceData, enrol: true });
  const enrolling = await openQuietKiosk({ dataFolder: kioskData, serviceUrl: service.url });
  const enrolled = await enrolling.enrol({ code: service.code ?? '' });
  if (!enrolled.ok) throw new Error(`the kiosk was not enrolled: ${enrolled.problem}`);
  await untilStatus(enrolling, ({ consultation }) => consultation !== null);
  await enrolling.close();
  await service.stop();

  const kiosk = await openQuietKiosk({ dataFolder: kioskData, serviceUrl: null });
  await openDesk(kiosk);
  const inputs = recombined({ count: RECORDS, seed: 3 });
  const pending = async () => (await done(kiosk, 'kiosk:status', {})).sync.pending;
  await done(kiosk, 'idea:post', ideaInput(inputs.next().value));
  for (let left = RECORDS - (await pending()); left > 0; left -= 1) {
    await done(kiosk, 'idea:post', ideaInput(inputs.next().value));
  }
  if ((await pending()) !== RECORDS)
    throw new Error(`${await pending()} records are pending, not ${RECORDS}`);
  await kiosk.close();
}

export const push: Part = ({ rounds }) =>
  withTemporaryFolder(async (folder) => {
    const made = { serviceData: join(folder, 'service'), kioskData: join(folder, 'kiosk') };
    await prepare(made);
    const used = { serviceData: join(folder, 'service-used'), kioskData: join(folder, 'kiosk-used') };
    const kioskFile = join(used.kioskData, 'kiosk.db');
    let sizes: number[] = [];

    const pushAll = async (): Promise<number> => {
      for (const part of ['serviceData', 'kioskData'] as const) {
        rmSync(used[part], { recursive: true, force: true });
        cpSync(made[part], used[part], { recursive: true });
      }
      const service = await startService({ dataFolder: used.serviceData, enrol: false });
      const start = performance.now();
      const kiosk = await openQuietKiosk({ dataFolder: used.kioskData, serviceUrl: service.url });
      await untilStatus(kiosk, ({ sync }) => sync.pending === 0 && sync.acknowledged === RECORDS);
      const seconds = (performance.now() - start) / 1_000;
      await kiosk.close();
      await service.stop();
      sizes = batchSizesOf(kioskFile);
      return RECORDS / seconds;
    };

    const insertAll = async (): Promise<number> => {
      const lines = recordsOf(join(made.kioskData, 'kiosk.db'));
      const bare = openBareSqlite(join(folder, 'bare.sqlite'));
      const batches: (typeof lines)[] = [];
      for (let at = 0; at < lines.length; ) {
        const size = sizes[batches.length] ?? lines.length;
        batches.push(lines.slice(at, at + size));
        at += size;
      }
      const start = performance.now();
      for (const batch of batches) bare.commit(batch);
      const seconds = (performance.now() - start) / 1_000;
      bare.close();
      return lines.length / seconds;
    };

    const figures = await sideBySide({
      rounds,
      competitors: [
        { name: 'push: Perron', unit: 'records/s', run: pushAll },
        { name: 'push: better-sqlite3 alone', unit: 'records/s', run: insertAll },
      ],
    });
    const share = median(figures, 'push: Perron') / median(figures, 'push: better-sqlite3 alone');
    return { figures, ratios: { pushVsSqlite: share } };
  });
