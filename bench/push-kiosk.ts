/** A kiosk with 10,000 records that it saved offline, and its push to a service in another process. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchEncoding } from '../common/contract/sync.ts';
import { batchSizesOf, type Line, recordsOf } from './bare-sqlite.ts';
import { startChild } from './child.ts';
import { recombined } from './contributions.ts';
import { done, ideaInput, openDesk, openQuietKiosk, untilStatus } from './kiosk-desk.ts';
import { SERVICE_FLAGS } from './service-flags.ts';

export const RECORDS = 10_000;

type ServiceStart = {
  readonly dataFolder: string;
  readonly enrol: boolean;
  readonly encoding: BatchEncoding;
};

export async function startService({ dataFolder, enrol, encoding }: ServiceStart) {
  const { first, stop, ask } = await startChild<{ url: string; code: string | null }>({
    file: './service-process.ts',
    args: [...(enrol ? ['--enrol'] : []), '--encoding', encoding],
    env: { PERRON_DATA: dataFolder, PERRON_PORT: '0', PERRON_LOG_LEVEL: 'warn' },
    flags: SERVICE_FLAGS,
  });
  return { ...first, stop, ask };
}

export type Folders = { readonly serviceData: string; readonly kioskData: string };

/** Leaves a kiosk and a service that know each other, both with nothing else. */
export async function enrolKiosk({ serviceData, kioskData }: Folders): Promise<void> {
  const service = await startService({ dataFolder: serviceData, enrol: true, encoding: 'zstd' });
  const kiosk = await openQuietKiosk({ dataFolder: kioskData, serviceUrl: service.url });
  const enrolled = await kiosk.enrol({ code: service.code ?? '' });
  if (!enrolled.ok) throw new Error(`the kiosk was not enrolled: ${enrolled.problem}`);
  await untilStatus(kiosk, ({ consultation }) => consultation !== null);
  await kiosk.close();
  await service.stop();
}

/** Leaves a service that knows the kiosk, and a kiosk with 10,000 records that it never sent. */
async function prepare(folders: Folders): Promise<void> {
  await enrolKiosk(folders);
  const { kioskData } = folders;
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
  // Whatever a kiosk has saved is on its lists by the time it gets to send it: somebody looked, or it rested.
  await done(kiosk, 'idea:list', { query: '', topicId: null, after: null, limit: 1 });
  await kiosk.close();
}

/** Puts a line between the kiosk and the service at `url`, and answers the address for the kiosk. */
type OpenLine = (url: string) => Promise<{ url: string; stop(): Promise<void> }>;

export type PreparedKiosk = {
  /** Its records, in the order of saving. */
  readonly records: readonly Line[];
  /** The same records in batches as large as those of the last push over loopback with zstd. */
  batches(): Line[][];
  /** Pushes all of them to a new copy of the service; answers records a second. */
  push(way?: {
    encoding?: BatchEncoding;
    openLine?: OpenLine;
    /** How long the opening took, in milliseconds. */
    opened?: (ms: number) => void;
    /** The rate until staff and kiosks can see them. */
    folded?: (rate: number) => void;
  }): Promise<number>;
};

export async function prepareKiosk(folder: string): Promise<PreparedKiosk> {
  const made = { serviceData: join(folder, 'service'), kioskData: join(folder, 'kiosk') };
  await prepare(made);
  const used = { serviceData: join(folder, 'service-used'), kioskData: join(folder, 'kiosk-used') };
  const records = recordsOf(join(made.kioskData, 'kiosk.db'));
  let sizes: number[] = [];

  return {
    records,
    batches() {
      const batches: Line[][] = [];
      for (let at = 0; at < records.length; ) {
        const size = sizes[batches.length] ?? records.length;
        batches.push(records.slice(at, at + size));
        at += size;
      }
      return batches;
    },
    async push({ encoding = 'zstd', openLine, opened, folded } = {}) {
      for (const part of ['serviceData', 'kioskData'] as const) {
        rmSync(used[part], { recursive: true, force: true });
        cpSync(made[part], used[part], { recursive: true });
      }
      const service = await startService({ dataFolder: used.serviceData, enrol: false, encoding });
      const between = await openLine?.(service.url);
      const start = performance.now();
      const kiosk = await openQuietKiosk({
        dataFolder: used.kioskData,
        serviceUrl: between?.url ?? service.url,
      });
      opened?.(performance.now() - start);
      await untilStatus(kiosk, ({ sync }) => sync.pending === 0 && sync.acknowledged === RECORDS);
      const seconds = (performance.now() - start) / 1_000;
      await service.ask<true>('folded');
      folded?.(RECORDS / ((performance.now() - start) / 1_000));
      await kiosk.close();
      await between?.stop();
      await service.stop();
      if (encoding === 'zstd' && openLine === undefined)
        sizes = batchSizesOf(join(used.kioskData, 'kiosk.db'));
      return RECORDS / seconds;
    },
  };
}
