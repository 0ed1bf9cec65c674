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
  protocol,
  retentionMs,
  now,
}: {
  readonly store: Store;
  readonly deviceId: string;
  readonly protocol: number;
  readonly retentionMs: number | null;
  readonly now: number;
}): Promise<ExpireAnswer> {
  const withdrawn = protocol === 1 ? [] : await store.contributions.withdrawnOn(deviceId);
  const told = withdrawn.length === 0 ? {} : { withdrawn: [...withdrawn] };
  const backedUpThrough = await store.meta.backedUpThrough();
  if (retentionMs === null || backedUpThrough === null) return { chains: [], ...told };
  const receivedBefore = Math.min(now - retentionMs, backedUpThrough);
  return { chains: [...(await store.devices.keptThrough({ deviceId, receivedBefore }))], ...told };
}
