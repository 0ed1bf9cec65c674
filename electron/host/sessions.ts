/**
 * Sessions, counted from their records: workshops, which a facilitator opens and closes, and the days of self-service,
 * which open with their first visitor and close with the next day or workshop.
 */
import { v7 as uuidv7 } from 'uuid';
import type { SessionCounts } from '../../common/contract/kiosk/sessions.ts';
import type { Mode, Payload } from '../../common/domain/records.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { Cards } from './cards.ts';
import type { Desk, OpenSession } from './desk.ts';
import type { Recorder } from './recorder.ts';
import type { Store } from './store/store.ts';

export type Sessions = ReturnType<typeof createSessions>;

export function createSessions({
  store,
  desk,
  recorder,
  cards,
}: {
  store: Store;
  desk: Desk;
  recorder: Recorder;
  cards: Cards;
}) {
  const counts = (sessionId: string): SessionCounts => {
    const {
      'participant.welcomed': participants,
      idea,
      comment,
      support,
    } = store.records.tallyOfSession(sessionId);
    return {
      participants,
      returned: store.records.returnedIn(sessionId),
      ideas: idea,
      comments: comment,
      supports: support,
      ...store.records.deliveryOfSession(sessionId),
    };
  };

  /** Inside a transaction. */
  const closing = (open: OpenSession): void => {
    cards.end(open);
    const { id, mode } = open;
    const { participants, ideas, comments, supports } = counts(id);
    const { records, head } = store.records.extentOfSession(id);
    if (head === null) throw new Error('an open session has its opening record');
    const payload = { participants, ideas, comments, supports, records, head };
    recorder.append({ kind: 'session.closed', payload, sessionId: id, mode, participantId: null });
  };

  /** Inside a transaction. */
  const opening = (payload: Payload<'session.opened'>, mode: Mode): string => {
    const id = uuidv7();
    recorder.append({ kind: 'session.opened', payload, sessionId: id, mode, participantId: null });
    return id;
  };

  return {
    counts,

    /** For a visitor who helps themselves: the session of this day. Inside a transaction. */
    ofToday(consultationId: string): { readonly id: string; readonly mode: Mode } {
      const open = desk.session();
      if (open !== null && !desk.isOfAnotherDay(open)) return open;
      if (open !== null) closing(open);
      const payload = { consultationId, facilitatorId: null, workshopId: null };
      return { id: opening(payload, 'self-service'), mode: 'self-service' };
    },

    /**
     * A day of self-service that is over is closed, and so is a workshop that nobody closed on a kiosk for visitors, unless
     * somebody is there.
     */
    closeFormerDay(): void {
      const open = desk.session();
      if (open === null || !desk.isLeftOver(open) || desk.participant()) return;
      store.transaction(() => closing(open));
      store.truncateLog();
    },

    open({ workshopId }: { workshopId: string | null }): Outcome<{ id: string }> {
      const unlocked = desk.needFacilitator();
      if (!unlocked.ok) return unlocked;
      const before = desk.session();
      if (before?.mode === 'assisted') return problem('session-open');
      if (desk.participant()) return problem('session-busy');
      const consultation = desk.consultation();
      if (consultation === null) return problem('consultation-absent');
      if (workshopId !== null) {
        const workshop = store.documents.event(workshopId);
        if (workshop?.kind !== 'workshop' || workshop.consultationId !== consultation.id)
          return problem('workshop-unknown', { field: 'workshopId' });
      }
      const payload = {
        consultationId: consultation.id,
        facilitatorId: unlocked.value.facilitator.id,
        workshopId,
      };
      const id = store.transaction(() => {
        if (before) closing(before);
        return opening(payload, 'assisted');
      });
      return success({ id });
    },

    countsOf(sessionId: string): Outcome<SessionCounts> {
      const unlocked = desk.needFacilitator();
      return unlocked.ok ? success(counts(sessionId)) : unlocked;
    },

    close(): Outcome<SessionCounts> {
      const open = desk.needSession();
      if (!open.ok) return open;
      if (desk.participant()) return problem('session-busy');
      const { session } = open.value;
      store.transaction(() => closing(session));
      // What those who were set aside had begun to say.
      store.truncateLog();
      return success(counts(session.id));
    },
  };
}
