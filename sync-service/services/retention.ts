/** Which words a kiosk need not keep any longer, judged by the service's clock alone. */
import type { ExpireAnswer } from '../../common/contract/sync.ts';
import type { Store } from '../store/store.ts';

/**
 * Old enough, and in a backup: until then the kiosk holds the only other copy. `retentionMs` null keeps words for
 * good.
 */
export async function expiredRecords({
  store,
  deviceId,
  retentionMs,
  now,
}: {
  readonly store: Store;
  readonly deviceId: string;
  readonly retentionMs: number | null;
  readonly now: number;
}): Promise<ExpireAnswer> {
  const backedUpThrough = await store.meta.backedUpThrough();
  if (retentionMs === null || backedUpThrough === null) return { chains: [] };
  const receivedBefore = Math.min(now - retentionMs, backedUpThrough);
  return { chains: [...(await store.devices.keptThrough({ deviceId, receivedBefore }))] };
}
