/** How this kiosk is doing, for facilitators and staff: what only they can act on. */
import type { KioskOutput } from '../../common/contract/kiosk-api.ts';
import { type Outcome, success } from '../../common/problems.ts';
import { keyMark } from '../../platform/crypto.ts';
import type { Clock } from './clock.ts';
import type { Desk } from './desk.ts';
import { diskOf } from './disk.ts';
import type { Store } from './store/store.ts';

export type Operations = KioskOutput<'kiosk:operations'>;

/** By the device's own clock again, as the screen that shows it. */
export function oldestPendingAt(store: Store): number | null {
  const oldest = store.outbox.oldestPending();
  const offset = store.device.anchor()?.clockOffset ?? 0;
  return oldest === null ? null : Math.max(0, oldest.at - (oldest.anchored ? offset : 0));
}

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
  const enrolment = store.device.enrolment();
  return success({
    service: serviceUrl === null ? null : new URL(serviceUrl).host,
    serviceMark: enrolment === null ? null : keyMark(enrolment.signingKey),
    oldestPendingAt: oldestPendingAt(store),
    quarantined: store.outbox.quarantinedByRule(),
    disk: await diskOf(dataFolder),
    clock: { now: Math.trunc(clock.now()), offset: anchor?.clockOffset ?? null },
  });
}
