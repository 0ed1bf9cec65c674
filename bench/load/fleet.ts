/** Kiosks spread over processes and consultations, so that one machine can play hundreds of them. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startChild } from '../child.ts';
import type { FleetCommand, KioskPlace, Sent } from './kiosks-process.ts';

const KIOSKS_OF_A_PROCESS = 50;

export type Fleet = {
  fill(records: number): Promise<void>;
  /** `delayMs` of the nth kiosk, in the order in which they come. */
  send(delayMs: (nth: number) => number): Promise<Sent>;
  /** Ids of all records that were ever saved. */
  savedIds(): Set<string>;
  stop(): Promise<void>;
};

export async function startFleet({
  folder,
  urls,
  codes,
}: {
  readonly folder: string;
  readonly urls: readonly string[];
  /** One a kiosk. */
  readonly codes: readonly string[];
}): Promise<Fleet> {
  const kiosks = codes.map((code, nth) => ({
    code,
    nth,
    seed: nth + 1,
    folder: join(folder, `kiosk-${nth}`),
    url: urls[nth % urls.length] as string,
  }));
  const processes = await Promise.all(
    Array.from({ length: Math.max(2, Math.ceil(kiosks.length / KIOSKS_OF_A_PROCESS)) }, async (_, nth) => ({
      nth,
      child: await startChild<string>({ file: './load/kiosks-process.ts' }),
    })),
  );
  const ofProcess = (nth: number) => kiosks.filter((kiosk) => kiosk.nth % processes.length === nth);
  const all = (command: (own: typeof kiosks) => FleetCommand): Promise<Sent[]> =>
    Promise.all(processes.map(({ child, nth }) => child.ask<Sent>(command(ofProcess(nth)))));

  await all((own) => ({ do: 'enrol', kiosks: own }));
  let filled = 0;
  return {
    async fill(records) {
      filled += 1;
      const reseeded = (own: typeof kiosks): KioskPlace[] =>
        own.map((kiosk) => ({ ...kiosk, seed: kiosk.seed + filled * kiosks.length }));
      await all((own) => ({ do: 'fill', kiosks: reseeded(own), records }));
    },
    async send(delayMs) {
      const sent = await all((own) => ({
        do: 'send',
        kiosks: own.map((kiosk) => ({ ...kiosk, delayMs: delayMs(kiosk.nth) })),
      }));
      await all(() => ({ do: 'close' }));
      return { pushes: sent.flatMap(({ pushes }) => pushes) };
    },
    savedIds() {
      const ids = new Set<string>();
      for (const kiosk of kiosks) {
        const db = new Database(join(kiosk.folder, 'kiosk.db'), { readonly: true });
        for (const id of db.prepare<[], string>('SELECT id FROM record').pluck().iterate()) ids.add(id);
        db.close();
      }
      return ids;
    },
    async stop() {
      await Promise.all(processes.map(({ child }) => child.stop()));
    },
  };
}
