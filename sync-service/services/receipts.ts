/** Brings back a person's contributions by the code on their slip. */
import type { ReceiptAnswer } from '../../common/contract/sync.ts';
import type { Store } from '../store/store.ts';

/** An unknown code brings an empty list. */
export async function findReceipt({
  store,
  codeDigest,
}: {
  readonly store: Store;
  readonly codeDigest: string;
}): Promise<ReceiptAnswer> {
  const participantId = await store.receipts.participant(codeDigest);
  if (participantId === null) return { contributions: [] };
  return { contributions: [...(await store.contributions.ofParticipant(participantId))] };
}
