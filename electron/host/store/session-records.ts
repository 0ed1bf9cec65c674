/** What a session's records say, with where each stands: for a file that leaves the kiosk. */
import { payloadText } from '../../../common/domain/record-lines.ts';
import type { Payload, RecordHeader } from '../../../common/domain/records.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import type { ContributionKind, Delivery } from './records.ts';

type Row = {
  readonly kind: ContributionKind;
  readonly header: string;
  readonly hash: string;
  readonly body: string;
  readonly delivery: Delivery;
  readonly welcome: string | null;
};

export type SaidInSession = {
  [K in ContributionKind]: {
    readonly kind: K;
    readonly header: RecordHeader;
    readonly hash: string;
    readonly delivery: Delivery;
    /** Null where it was erased here. */
    readonly payload: Payload<K> | null;
    /** Of the person's welcome; null where that was erased. */
    readonly welcome: Payload<'participant.welcomed' | 'participant.resumed'> | null;
  };
}[ContributionKind];

const payloadOf = (body: string | null): unknown =>
  body === null || body === '' ? null : JSON.parse(payloadText(body));

export function sessionRecordStore(db: Sqlite) {
  const said = db.prepare<[string], Row>(
    `SELECT kind, header, hash, body, state AS delivery,
       (SELECT body FROM record AS w WHERE w.participant_id = record.participant_id
        AND w.kind IN ('participant.welcomed', 'participant.resumed') ORDER BY w.ordinal LIMIT 1) AS welcome
     FROM record JOIN outbox USING (ordinal)
     WHERE session_id = ? AND kind IN ('idea', 'comment', 'support') ORDER BY ordinal`,
  );
  const sealed = db
    .prepare<[string], number>(
      `SELECT count(*) FROM record WHERE session_id = ? AND kind IN ('idea.sealed', 'comment.sealed')`,
    )
    .pluck();
  const opening = db.prepare<[string], { at: number; body: string }>(
    `SELECT at, body FROM record WHERE session_id = ? AND kind = 'session.opened'`,
  );

  return {
    opening(sessionId: string) {
      const row = opening.get(sessionId);
      return row ? { at: row.at, payload: payloadOf(row.body) as Payload<'session.opened'> | null } : null;
    },
    /** Ideas, comments and supports that are not sealed, in the order in which they were recorded. */
    said: (sessionId: string): SaidInSession[] =>
      said.all(sessionId).map(
        ({ body, header, welcome, ...row }) =>
          ({
            ...row,
            header: JSON.parse(header),
            payload: payloadOf(body),
            welcome: payloadOf(welcome),
          }) as SaidInSession,
      ),
    sealedOf: (sessionId: string): number => sealed.get(sessionId) ?? 0,
  };
}
