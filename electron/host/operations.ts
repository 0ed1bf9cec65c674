/** How this kiosk is doing, for facilitators and staff: what only they can act on. */
import { statfs } from 'node:fs/promises';
import type { KioskOutput } from '../../common/contract/kiosk-api.ts';
import { type Outcome, success } from '../../common/problems.ts';
import type { Clock } from './clock.ts';
import type { Desk } from './desk.ts';
import type { Store } from './store/store.ts';

export type Operations = KioskOutput<'kiosk:operations'>;

export async function readOperations({
  store,
  clock,
  desk,
  dataFolder,
  serviceUrl,
}: {
  store: Store;
  clock: Clock;
  desk: Desk;
  dataFolder: string;
  serviceUrl: string | null;
}): Promise<Outcome<Operations>> {
  const unlocked = desk.needFacilitator();
  if (!unlocked.ok) return unlocked;
  const anchor = store.device.anchor();
  const oldest = store.outbox.oldestPending();
  const offset = anchor?.clockOffset ?? 0;
  return success({
    service: serviceUrl === null ? null : new URL(serviceUrl).host,
    // By the device's own clock again, as the screen that shows it.
    oldestPendingAt: oldest === null ? null : Math.max(0, oldest.at - (oldest.anchored ? offset : 0)),
    quarantined: store.outbox.quarantinedByRule(),
    disk: await diskOf(dataFolder),
    clock: { now: Math.trunc(clock.now()), offset: anchor?.clockOffset ?? null },
  });
}

/** Null where the system does not tell. */
async function diskOf(folder: string): Promise<Operations['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null;
  }
}
