/** What a session's records say, with where each stands: for a file that leaves the kiosk. */
import { payloadText } from '../../../common/domain/record-lines.ts';
import type { Payload, RecordHeader } from '../../../common/domain/records.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { foundOrdinals } from './filing.ts';
import type { ContributionKind, Delivery } from './records.ts';

type Of = { readonly of: string };
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
  const welcomes = foundOrdinals(
    "participant_id = said.participant_id AND kind IN ('participant.welcomed', 'participant.resumed')",
  );
  const said = db.prepare<[Of], Row>(
    `SELECT kind, header, hash, body, state AS delivery,
       (SELECT body FROM record AS w WHERE w.ordinal = (SELECT min(ordinal) FROM (${welcomes}))) AS welcome
     FROM record AS said JOIN outbox USING (ordinal)
     WHERE ordinal IN (${foundOrdinals("session_id = @of AND kind IN ('idea', 'comment', 'support')")}) ORDER BY ordinal`,
  );
  const sealed = db
    .prepare<[Of], number>(
      `SELECT count(*) FROM (${foundOrdinals("session_id = @of AND kind IN ('idea.sealed', 'comment.sealed')")})`,
    )
    .pluck();
  const opening = db.prepare<[Of], { at: number; body: string }>(
    `SELECT at, body FROM record WHERE ordinal IN (${foundOrdinals("session_id = @of AND kind = 'session.opened'")})`,
  );

  return {
    opening(sessionId: string) {
      const row = opening.get({ of: sessionId });
      return row ? { at: row.at, payload: payloadOf(row.body) as Payload<'session.opened'> | null } : null;
    },
    /** Ideas, comments and supports that are not sealed, in the order in which they were recorded. */
    said: (sessionId: string): SaidInSession[] =>
      said.all({ of: sessionId }).map(
        ({ body, header, welcome, ...row }) =>
          ({
            ...row,
            header: JSON.parse(header),
            payload: payloadOf(body),
            welcome: payloadOf(welcome),
          }) as SaidInSession,
      ),
    sealedOf: (sessionId: string): number => sealed.get({ of: sessionId }) ?? 0,
  };
}
