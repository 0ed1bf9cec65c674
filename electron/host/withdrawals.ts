/** Takes back what stands behind a slip's code: recorded as everything is, and erased here at once. */
import type { Draft } from '../../common/contract/kiosk/contributions.ts';
import type { Payload } from '../../common/domain/records.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { codeIn } from '../../platform/slip.ts';
import type { Desk } from './desk.ts';
import type { Drafts } from './drafts.ts';
import type { SimilarIdeas } from './idea-index.ts';
import type { LastStep } from './last-step.ts';
import type { Receipts } from './receipts.ts';
import type { Recorder } from './recorder.ts';
import type { Store } from './store/store.ts';

/** Off the kiosk's lists and out of its search; inside a transaction. */
export function unlistContributions({
  store,
  similar,
  ids,
}: {
  store: Store;
  similar: SimilarIdeas;
  ids: Iterable<string>;
}): void {
  for (const id of ids) if (store.documents.removeContribution(id) === 'idea') similar.remove(id);
}

export type Withdrawals = ReturnType<typeof createWithdrawals>;

export function createWithdrawals({
  store,
  desk,
  recorder,
  receipts,
  similar,
  drafts,
  lastStep,
}: {
  store: Store;
  desk: Desk;
  recorder: Recorder;
  receipts: Receipts;
  similar: SimilarIdeas;
  drafts: Drafts;
  lastStep: LastStep;
}) {
  /** Inside a transaction. What the feed brought of another kiosk goes with the next page of it, if not before. */
  const erase = (codeDigest: string, contributionId: string | null): void => {
    const participantId = receipts.participantBehind(codeDigest);
    store.records.eraseCorrections({ codeDigest, contributionId });
    const ids = new Set(contributionId === null ? [] : [contributionId]);
    if (participantId !== null) {
      // Whoever is still at the desk stays welcome; the service forgets the rest.
      const person = contributionId === null && desk.participant()?.id !== participantId;
      for (const id of store.records.eraseOf({ participantId, contributionId, person })) ids.add(id);
    }
    unlistContributions({ store, similar, ids });
  };

  const take = (
    { codeDigest, contributionId }: Payload<'contribution.withdrawn'>,
    meanwhile: () => void = () => {},
  ): void => {
    store.transaction(() => {
      recorder.append({
        kind: 'contribution.withdrawn',
        payload: { codeDigest, contributionId },
        sessionId: null,
        mode: desk.needFacilitator().ok ? 'assisted' : 'self-service',
        participantId: null,
      });
      erase(codeDigest, contributionId);
      meanwhile();
    });
    store.truncateLog();
  };

  return {
    async withdraw({
      code: typed,
      id: contributionId,
    }: {
      code: string;
      id: string | null;
    }): Promise<Outcome<Record<string, never>>> {
      const read = codeIn(typed);
      if (!read.ok) return read;
      const codeDigest = await receipts.digestOf(read.value);
      if (codeDigest === null) return problem('not-enrolled');
      take({ codeDigest, contributionId });
      return success({});
    },

    /**
     * Takes back what the person at the desk posted last, and puts its words back under their hands. Only until they leave or
     * the host restarts.
     */
    undo(): Outcome<{ draft: Draft | null }> {
      const present = desk.needParticipant();
      if (!present.ok) return present;
      const { participant } = present.value;
      const step = lastStep.of(participant.id);
      if (step === null) return problem('not-found');
      const { codeDigest, id: contributionId, draft } = step;
      take({ codeDigest, contributionId }, () => {
        if (draft !== null) drafts.save(participant, draft);
      });
      lastStep.forget(participant.id);
      return success({ draft });
    },
  };
}
