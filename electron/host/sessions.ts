/** Workshop sessions: opened and closed by the facilitator, counted from their records. */
import { v7 as uuidv7 } from 'uuid';
import type { SessionCounts } from '../../common/contract/kiosk-api.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { Desk } from './desk.ts';
import type { Recorder } from './recorder.ts';
import type { Store } from './store/store.ts';

export type Sessions = ReturnType<typeof createSessions>;

export function createSessions({ store, desk, recorder }: { store: Store; desk: Desk; recorder: Recorder }) {
  const counts = (sessionId: string): SessionCounts => {
    const {
      'participant.welcomed': participants,
      idea,
      comment,
      support,
    } = store.records.tallyOfSession(sessionId);
    return {
      participants,
      ideas: idea,
      comments: comment,
      supports: support,
      ...store.records.deliveryOfSession(sessionId),
    };
  };

  return {
    counts,

    open({ workshopId }: { workshopId: string | null }): Outcome<{ id: string }> {
      const unlocked = desk.needFacilitator();
      if (!unlocked.ok) return unlocked;
      if (desk.session()) return problem('session-open');
      const consultation = desk.consultation();
      if (consultation === null) return problem('consultation-absent');
      if (workshopId !== null) {
        const workshop = store.documents.event(workshopId);
        if (workshop?.kind !== 'workshop' || workshop.consultationId !== consultation.id)
          return problem('workshop-unknown', { field: 'workshopId' });
      }
      const id = uuidv7();
      const payload = {
        consultationId: consultation.id,
        facilitatorId: unlocked.value.facilitator.id,
        workshopId,
      };
      store.transaction(() =>
        recorder.append({ kind: 'session.opened', payload, sessionId: id, participantId: null }),
      );
      return success({ id });
    },

    close(): Outcome<SessionCounts> {
      const open = desk.needSession();
      if (!open.ok) return open;
      if (desk.participant()) return problem('session-busy');
      const { id } = open.value.session;
      store.transaction(() => {
        const { participants, ideas, comments, supports } = counts(id);
        const { records, head } = store.records.extentOfSession(id);
        if (head === null) throw new Error('an open session has its opening record');
        const payload = { participants, ideas, comments, supports, records, head };
        recorder.append({ kind: 'session.closed', payload, sessionId: id, participantId: null });
      });
      return success(counts(id));
    },
  };
}
