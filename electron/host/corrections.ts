/** Says a contribution behind a slip's code in other words: a new record, which names the words that it replaces. */
import type { KioskParsed } from '../../common/contract/kiosk-api.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { codeIn } from '../../platform/slip.ts';
import type { Desk } from './desk.ts';
import type { SimilarIdeas } from './idea-index.ts';
import type { Receipts } from './receipts.ts';
import type { Recorder } from './recorder.ts';
import type { Store } from './store/store.ts';
import { asRecorded } from './worded.ts';

export type Corrections = ReturnType<typeof createCorrections>;

export function createCorrections({
  store,
  desk,
  recorder,
  receipts,
  similar,
}: {
  store: Store;
  desk: Desk;
  recorder: Recorder;
  receipts: Receipts;
  similar: SimilarIdeas;
}) {
  return {
    async correct({
      code: typed,
      id: contributionId,
      replaces,
      title,
      words,
      language,
      ...said
    }: KioskParsed<'receipt:correct'>): Promise<Outcome<Record<string, never>>> {
      const open = desk.needOpenConsultation({ consultationId: desk.consultation()?.id ?? '' });
      if (!open.ok) return open;
      const found = await receipts.find({ code: typed });
      if (!found.ok) return found;
      const read = codeIn(typed);
      const codeDigest = read.ok ? await receipts.digestOf(read.value) : null;
      const own = found.value.contributions.find(({ id }) => id === contributionId);
      // What is sealed, taken back or a support has no words that could be corrected.
      if (codeDigest === null || !own || own.words === null || own.state === 'withdrawn')
        return problem('not-found', { field: 'id' });
      if ((title === null) === (own.kind === 'idea')) return problem('input-invalid', { field: 'title' });
      store.transaction(() => {
        const { id: revision } = recorder.append({
          kind: 'contribution.corrected',
          payload: { codeDigest, contributionId, replaces, title, words, language, ...asRecorded(said) },
          sessionId: null,
          mode: desk.needFacilitator().ok ? 'assisted' : 'self-service',
          participantId: null,
        });
        // Words that the city reads first are shown once the feed brings them.
        if (open.value.consultation.reviewFirst === true) return;
        const idea = store.documents.correct(contributionId, { title, words, language, revision });
        if (idea !== null) similar.index(idea);
      });
      return success({});
    },
  };
}
