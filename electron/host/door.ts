/** Where a person begins: a facilitator's open workshop, or the day of who helps themselves. */
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import type { Mode } from '../../common/domain/records.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { Desk } from './desk.ts';
import type { Sessions } from './sessions.ts';

type Entrance = {
  readonly consultation: ConsultationDocument;
  /** The session; that of a day of self-service begins with its first visitor. Inside a transaction. */
  enter(): { readonly sessionId: string; readonly mode: Mode };
};

export type Door = ReturnType<typeof createDoor>;

export function createDoor({ desk, sessions }: { desk: Desk; sessions: Sessions }) {
  /** Nobody helps, and no workshop is on. */
  const walksIn = (): boolean =>
    desk.selfService() !== null &&
    desk.closedUntil() === null &&
    !desk.needFacilitator().ok &&
    (desk.session()?.mode ?? 'self-service') === 'self-service';

  return {
    /** Open to one person at a time, while the consultation is. */
    open(): Outcome<Entrance> {
      const workshop = walksIn() ? null : desk.needSession();
      if (workshop?.ok === false) return workshop;
      // Whoever helps opens a workshop first.
      if (workshop?.value.session.mode === 'self-service') return problem('session-absent');
      if (desk.participant()) return problem('participant-present');
      const standing = workshop
        ? desk.needOpenConsultation(workshop.value.session.opening)
        : desk.needOpenConsultation({ consultationId: desk.consultation()?.id ?? '' });
      if (!standing.ok) return standing;
      const { consultation } = standing.value;
      return success({
        consultation,
        enter() {
          const { id: sessionId, mode } = workshop?.value.session ?? sessions.ofToday(consultation.id);
          return { sessionId, mode };
        },
      });
    },
  };
}
