/** Which words a kiosk need not keep any longer, judged by the service's clock alone. */
import type { ExpireAnswer } from '../../common/contract/sync.ts';
import type { Device } from '../store/devices.ts';
import type { Store } from '../store/store.ts';

const DAY_MS = 86_400_000;

/**
 * Old enough, and in a backup: until then the kiosk holds the only other copy. `retentionMs` null keeps words for
 * good, on a kiosk for which staff set no days.
 */
export async function expiredRecords({
  store,
  device: { id: deviceId, retentionDays },
  protocol,
  retentionMs,
  now,
}: {
  readonly store: Store;
  readonly device: Pick<Device, 'id' | 'retentionDays'>;
  readonly protocol: number;
  readonly retentionMs: number | null;
  readonly now: number;
}): Promise<ExpireAnswer> {
  const withdrawn = protocol === 1 ? [] : await store.contributions.withdrawnOn(deviceId);
  const told = withdrawn.length === 0 ? {} : { withdrawn: [...withdrawn] };
  const backedUpThrough = await store.meta.backedUpThrough();
  const keptMs = retentionDays === null ? retentionMs : retentionDays * DAY_MS;
  if (keptMs === null || backedUpThrough === null) return { chains: [], ...told };
  const receivedBefore = Math.min(now - keptMs, backedUpThrough);
  return { chains: [...(await store.devices.keptThrough({ deviceId, receivedBefore }))], ...told };
}
