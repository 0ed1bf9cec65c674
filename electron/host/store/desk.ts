/** Who is at the desk: the open session and its participant, read from the records that open, close, welcome and leave. */
import type { Sqlite } from '../../../platform/sqlite.ts';
import { foundOrdinals } from './filing.ts';
import { WELCOMES, type Welcome, withPayload } from './records.ts';
import { remembered } from './remembered.ts';

export function deskStore(db: Sqlite) {
  const openSession = db.prepare<[], { id: string; openedAt: number; body: string }>(
    `SELECT session_id AS id, at AS openedAt, body FROM record AS opened
     WHERE kind = 'session.opened' AND ordinal =
       (SELECT ordinal FROM record WHERE kind = 'session.opened' ORDER BY ordinal DESC LIMIT 1)
     AND NOT EXISTS (${foundOrdinals("session_id = opened.session_id AND kind = 'session.closed'")})`,
  );
  const present = db.prepare<[{ of: string }], { id: string; body: string }>(
    `SELECT participant_id AS id, body FROM record AS came
     WHERE ordinal IN (${foundOrdinals(`session_id = @of AND kind IN (${WELCOMES})`)})
     AND NOT EXISTS (SELECT 1 FROM card WHERE participant_id = came.participant_id)
     AND NOT EXISTS (
       SELECT 1 FROM (${foundOrdinals("participant_id = came.participant_id AND kind = 'participant.left'")}) AS gone
       WHERE gone.ordinal > came.ordinal
       AND NOT EXISTS (SELECT 1 FROM (${foundOrdinals(`participant_id = came.participant_id
         AND kind IN ('participant.returned', 'participant.resumed')`)}) AS back WHERE back.ordinal > gone.ordinal))
     ORDER BY ordinal DESC LIMIT 1`,
  );
  const read = () => {
    const session = openSession.get();
    if (session === undefined) return { session: null, participant: null };
    const participant = present.get({ of: session.id });
    return {
      session: withPayload<'session.opened'>()(session),
      participant: participant ? withPayload<Welcome>()(participant) : null,
    };
  };
  const desk = remembered(db, read);
  return {
    /** The open session, and who was welcomed or went on in it, has not left for good and is not set aside. */
    now: desk.read,
    forget: desk.forget,
  };
}
