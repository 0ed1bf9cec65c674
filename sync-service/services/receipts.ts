/** Brings back a person's contributions by the code on their slip. */
import type { ReceiptAnswer } from '../../common/contract/receipts.ts';
import type { OwnContribution } from '../store/contributions.ts';
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
  // A kiosk of protocol 1 takes no answer with a key that it does not know, and would tell a support as counted.
  if (protocol === 1)
    return {
      contributions: own
        .filter(({ kind, timing }) => kind !== 'support' || timing === null)
        .map(({ id, kind, title, words, language, at, state, supports }) => ({
          ...{ id, kind, title, words, language, at, supports },
          state: state === 'withdrawn' ? 'held' : state,
        })),
    };
  return { contributions: own.map(toldOf) };
}

/** As the contract has it: what there is none of is left out. */
export function toldOf({
  target,
  reason,
  answer,
  revision,
  contested,
  timing,
  correctionTiming,
  mergedInto,
  ...contribution
}: OwnContribution): ReceiptAnswer['contributions'][number] {
  const stands = contribution.state === 'withdrawn' ? null : { timing, correctionTiming };
  return {
    ...contribution,
    ...(revision === null ? {} : { revision }),
    ...(contested && correctionTiming !== 'doubtful' ? { contested } : {}),
    ...(stands?.timing ? { timing: stands.timing } : {}),
    ...(stands?.correctionTiming ? { correctionTiming: stands.correctionTiming } : {}),
    ...(target === null ? {} : { target }),
    ...(reason === null ? {} : { reason }),
    ...(answer === null ? {} : { answer }),
    ...(mergedInto === null ? {} : { mergedInto }),
  };
}
