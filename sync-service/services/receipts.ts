/** Brings back a person's contributions by the code on their slip. */
import type { ReceiptAnswer } from '../../common/contract/sync.ts';
import type { Store } from '../store/store.ts';

/** An unknown code brings an empty list. */
export async function findReceipt({
  store,
  protocol,
  codeDigest,
}: {
  readonly store: Store;
  readonly protocol: number;
  readonly codeDigest: string;
}): Promise<ReceiptAnswer> {
  const participantId = await store.receipts.participant(codeDigest);
  if (participantId === null) return { contributions: [] };
  const own = await store.contributions.ofParticipant(participantId);
  return {
    contributions: own.map(({ target, reason, answer, revision, contested, mergedInto, ...contribution }) =>
      // A kiosk of protocol 1 takes no answer with a key that it does not know.
      protocol === 1
        ? { ...contribution, state: contribution.state === 'withdrawn' ? 'held' : contribution.state }
        : {
            ...contribution,
            ...(revision === null ? {} : { revision }),
            ...(contested ? { contested } : {}),
            ...(target === null ? {} : { target }),
            ...(reason === null ? {} : { reason }),
            ...(answer === null ? {} : { answer }),
            ...(mergedInto === null ? {} : { mergedInto }),
          },
    ),
  };
}
