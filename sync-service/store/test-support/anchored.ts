/** Records of a kiosk whose clock the service has seen. */
import { randomUUID } from 'node:crypto';
import type { RecordHeader } from '../../../common/domain/records.ts';
import type { TestChain } from '../../test-support/kiosk.ts';
import type { Store } from '../store.ts';
import { NOW } from './opened.ts';

export const DAY = 86_400_000;

/** The kiosk comes by, says how far its chain goes, and gets an anchor. */
export async function signedAnchor(
  { store, deviceId }: { readonly store: Store; readonly deviceId: string },
  chain: TestChain,
  at: number,
): Promise<string> {
  const id = randomUUID().replaceAll('-', '').slice(0, 22);
  const anchor = { id, at, statement: 's', signature: 's' };
  await store.devices.welcome({ deviceId, chainId: chain.chainId, reported: chain.head, anchor });
  return id;
}

/** By a clock that goes on steadily; `mono` is as far from the anchor as `at`. */
export const when = (at: number, anchor: string | null): Partial<RecordHeader> => ({
  at,
  anchor,
  mono: at - (NOW - 10 * DAY),
});
