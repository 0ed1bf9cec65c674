/**
 * Several people at one table: who needs more time is set aside under a numbered card and taken up again by it. The
 * card says nothing of the person, and ends with the session.
 */
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { Desk, OpenSession } from './desk.ts';
import type { Drafts } from './drafts.ts';
import type { LastStep } from './last-step.ts';
import type { Receipts } from './receipts.ts';
import type { Recorder } from './recorder.ts';
import type { Store } from './store/store.ts';

type Nothing = Record<string, never>;
export type Card = { readonly card: number; readonly hasDraft: boolean };

export type Cards = ReturnType<typeof createCards>;

export function createCards({
  store,
  desk,
  recorder,
  receipts,
  drafts,
  lastStep,
}: {
  store: Store;
  desk: Desk;
  recorder: Recorder;
  receipts: Receipts;
  drafts: Drafts;
  lastStep: LastStep;
}) {
  return {
    list: (): Card[] =>
      store.cards.all().map(({ card, participantId }) => {
        const person = desk.person(participantId);
        return { card, hasDraft: person !== null && drafts.load(person) !== null };
      }),

    setAside(): Outcome<{ card: number }> {
      const helped = desk.needFacilitator();
      if (!helped.ok) return helped;
      const present = desk.needParticipant();
      if (!present.ok) return present;
      if (present.value.session.mode === 'self-service') return problem('session-absent');
      return success({ card: store.cards.give(present.value.participant.id) });
    },

    takeUp({ card }: { card: number }): Outcome<Nothing> {
      const open = desk.needSession();
      if (!open.ok) return open;
      if (desk.participant()) return problem('participant-present');
      return store.cards.take(card) === null ? problem('not-found', { field: 'card' }) : success({});
    },

    /** Everybody who is still set aside leaves. Inside a transaction. */
    end({ id: sessionId, mode }: OpenSession): void {
      for (const { card, participantId } of store.cards.all()) {
        store.cards.take(card);
        recorder.append({ kind: 'participant.left', payload: {}, sessionId, mode, participantId });
        drafts.clear(participantId);
        receipts.forget(participantId);
        lastStep.forget(participantId);
      }
    },
  };
}
