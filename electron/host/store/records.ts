/** Records, append-only. Sessions, participants and their counts are read from them: there is no other truth. */
import { payloadText, type RecordLines } from '../../../common/domain/record-lines.ts';
import type { Payload, RecordHeader, RecordKind } from '../../../common/domain/records.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { AT_MOST, found, foundOrdinals, recordFiling } from './filing.ts';

export type ChainHead = { readonly seq: number; readonly hash: string };

export type NewRecord = {
  readonly header: RecordHeader;
  readonly lines: RecordLines;
  /** Digest of the header line. */
  readonly hash: string;
};

export type ContributionKind = 'idea' | 'comment' | 'support';
export type Delivery = 'pending' | 'acknowledged' | 'quarantined';
export type Tally = { [K in ContributionKind | 'participant.welcomed']: number };

export type StoredContribution = {
  readonly id: string;
  readonly kind: ContributionKind;
  readonly at: number;
  readonly delivery: Delivery;
  /** Null when the words were erased, or sealed. */
  readonly payload: Payload<ContributionKind> | null;
};

const CONTRIBUTES: readonly string[] = ['idea', 'comment', 'support', 'idea.sealed', 'comment.sealed'];
const CONTRIBUTION_KINDS = `(${CONTRIBUTES.map((kind) => `'${kind}'`).join(', ')})`;
/** What lets somebody contribute here. */
export const WELCOMES = "'participant.welcomed', 'participant.resumed'";

export type Welcome = 'participant.welcomed' | 'participant.resumed';
type BodyRow = { body: string };
/** Of whom or what: a session, a person, a chain. */
type Of = { readonly of: string };

/** What the schema of the kind let in: this kiosk wrote it. */
const payloadOf = <K extends RecordKind>(body: string): Payload<K> | null =>
  body === '' ? null : (JSON.parse(payloadText(body)) as Payload<K>);

export const withPayload =
  <K extends RecordKind>() =>
  <R extends BodyRow>({ body, ...row }: R) => ({ ...row, payload: payloadOf<K>(body) });

export type StoredCorrection = {
  readonly id: string;
  readonly delivery: Delivery;
  readonly payload: Payload<'contribution.corrected'>;
};

export type RecordStore = ReturnType<typeof recordStore>;

/** Tells `deskChanged` of each write that may change who is at the desk. */
export function recordStore(db: Sqlite, { deskChanged }: { deskChanged: () => void }) {
  const file = recordFiling(db);
  const insert = db.prepare<unknown[]>(
    `INSERT INTO record (id, chain_id, seq, kind, at, session_id, participant_id, header, hash, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  /** As the last insert of this host left it; null where it has to be read. */
  let latest: (ChainHead & { chainId: string }) | null = null;
  const last = db.prepare<[], ChainHead & { chainId: string }>(
    'SELECT chain_id AS chainId, seq, hash FROM record ORDER BY ordinal DESC LIMIT 1',
  );
  const head = db.prepare<[Of], ChainHead>(
    `SELECT seq, hash FROM record WHERE ordinal = (SELECT max(ordinal) FROM (${foundOrdinals('chain_id = @of')}))`,
  );
  const at = db.prepare<[Of & { seq: number }], ChainHead>(
    `SELECT seq, hash FROM record WHERE ordinal IN (${foundOrdinals('chain_id = @of AND seq = @seq')})`,
  );
  const lastMove = db.prepare<[Of], { participantId: string; kind: string }>(
    `SELECT participant_id AS participantId, kind FROM record WHERE ordinal = (SELECT max(ordinal) FROM
       (${foundOrdinals(`session_id = @of AND kind IN (${WELCOMES}, 'participant.left', 'participant.returned')`)}))`,
  );
  const welcomeOf = db.prepare<[Of], { id: string; body: string }>(
    `SELECT participant_id AS id, body FROM record WHERE ordinal = (SELECT max(ordinal) FROM
       (${foundOrdinals(`participant_id = @of AND kind IN (${WELCOMES})`)}))`,
  );
  const moved = (kind: string) =>
    found((from) => `SELECT participant_id FROM ${from} AND session_id = @of AND kind = '${kind}'`);
  const returnedIn = db
    .prepare<[Of], number>(
      `SELECT count(DISTINCT participant_id) FROM (${moved('participant.resumed')})
       WHERE participant_id NOT IN (${moved('participant.welcomed')})`,
    )
    .pluck();
  const tallyOfSession = db.prepare<[Of], { kind: string; count: number }>(
    found((from) => `SELECT kind, count(*) AS count FROM ${from} AND session_id = @of GROUP BY kind`),
  );
  const tallyOfParticipant = db.prepare<[Of], { kind: string; count: number }>(
    // What they took back is not theirs any more. Each part is answered from an index alone.
    `${found((from) => `SELECT kind, count(*) AS count FROM ${from} AND participant_id = @of GROUP BY kind`)}
     UNION ALL SELECT kind, -count(*) FROM record WHERE participant_id = @of AND body = '' GROUP BY kind`,
  );
  const pendingOfSession = db
    .prepare<[Of], number>(
      // Above the mark few are settled: they are taken off, instead of looking each record up.
      `SELECT sum(count) FROM (
         ${found(
           (from) =>
             `SELECT count(*) AS count FROM ${from} AND session_id = @of AND ordinal > (SELECT settled_through FROM delivery)`,
         )}
         UNION ALL SELECT -count(*) FROM settlement CROSS JOIN record USING (ordinal)
           WHERE settlement.ordinal > (SELECT settled_through FROM delivery) AND session_id = @of)`,
    )
    .pluck();
  const quarantinedOfSession = db
    .prepare<[string], number>(
      'SELECT count(*) FROM settlement CROSS JOIN record USING (ordinal) WHERE rule IS NOT NULL AND session_id = ?',
    )
    .pluck();
  const sessionHead = db.prepare<[Of], ChainHead>(
    `SELECT seq, hash FROM record WHERE ordinal = (SELECT max(ordinal) FROM (${foundOrdinals('session_id = @of')}))`,
  );
  const sessionSize = db
    .prepare<[Of], number>(
      `SELECT sum(count) FROM (${found((from) => `SELECT count(*) AS count FROM ${from} AND session_id = @of`)})`,
    )
    .pluck();
  const supports = db
    .prepare<[Of], string>(
      `SELECT target_id FROM record WHERE ordinal IN (${foundOrdinals("participant_id = @of AND kind = 'support'")})
         AND target_id IS NOT NULL`,
    )
    .pluck();
  const supportsOn = db
    .prepare<[Of & { targetId: string }], number>(
      `SELECT count(*) FROM record WHERE ordinal IN (${foundOrdinals("session_id = @of AND kind = 'support'")})
         AND target_id = @targetId`,
    )
    .pluck();
  const participantOfCode = db
    .prepare<[string], string>(
      `SELECT participant_id FROM record WHERE kind = 'receipt.issued' AND substr(body, 23) = ?
       ORDER BY ordinal LIMIT 1`,
    )
    .pluck();
  const contributions = db.prepare<
    [Of],
    { id: string; kind: ContributionKind; at: number; delivery: Delivery; body: string }
  >(
    `SELECT id, replace(kind, '.sealed', '') AS kind, at, state AS delivery,
       CASE WHEN kind LIKE '%.sealed' THEN '' ELSE body END AS body FROM record JOIN outbox USING (ordinal)
     WHERE ordinal IN (${foundOrdinals(`participant_id = @of AND kind IN ${CONTRIBUTION_KINDS}`)}) ORDER BY ordinal`,
  );

  const eraseWords = db
    .prepare<[Of & { through: number; limit: number }], string>(
      `UPDATE record SET body = '' WHERE ordinal IN (
         SELECT ordinal FROM record JOIN settlement USING (ordinal)
         WHERE ordinal IN (${foundOrdinals('chain_id = @of AND seq <= @through')}) AND body <> '' AND rule IS NULL
           AND (kind IN ('idea', 'comment', 'idea.sealed', 'comment.sealed', 'contact.sealed', 'statistics.sealed',
             'contribution.corrected')
             OR kind = 'participant.welcomed' AND json_extract(substr(body, 23), '$.firstName') IS NOT NULL)
         LIMIT @limit
       ) RETURNING id`,
    )
    .pluck();

  const eraseOf = db
    .prepare<[{ participantId: string; contributionId: string | null; person: 0 | 1 }], string>(
      `UPDATE record SET body = '' WHERE body <> ''
         AND ordinal IN (${foundOrdinals('participant_id = @participantId')}) AND (kind IN ${CONTRIBUTION_KINDS} AND (@contributionId IS NULL OR id = @contributionId)
         OR @person = 1 AND kind IN (${WELCOMES}, 'contact.sealed', 'statistics.sealed'))
       RETURNING id`,
    )
    .pluck();
  const corrections = db.prepare<[string], { id: string; delivery: Delivery; body: string }>(
    `SELECT id, state AS delivery, body FROM record JOIN outbox USING (ordinal)
     WHERE kind = 'contribution.corrected' AND body <> ''
       AND json_extract(substr(body, 23), '$.contributionId') = ? ORDER BY ordinal`,
  );
  const eraseCorrections = db.prepare<[{ codeDigest: string; contributionId: string | null }]>(
    `UPDATE record SET body = '' WHERE kind = 'contribution.corrected' AND body <> ''
       AND (json_extract(substr(body, 23), '$.contributionId') = @contributionId
         OR @contributionId IS NULL AND json_extract(substr(body, 23), '$.codeDigest') = @codeDigest)`,
  );
  const eraseWithdrawn = db
    .prepare<[Of], string>(
      `UPDATE record SET body = '' WHERE body <> ''
         AND ordinal IN (${foundOrdinals('id IN (SELECT value FROM json_each(@of))')}) RETURNING id`,
    )
    .pluck();
  const haveWords = db
    .prepare<[Of], 0 | 1>(
      `SELECT EXISTS (SELECT 1 FROM record WHERE body <> ''
         AND ordinal IN (${foundOrdinals('id IN (SELECT value FROM json_each(@of))')}))`,
    )
    .pluck();
  const withdrawn = db
    .prepare<[string], string | null>(
      `SELECT json_extract(substr(body, 23), '$.contributionId') FROM record
       WHERE kind = 'contribution.withdrawn' AND body <> ''
         AND json_extract(substr(body, 23), '$.codeDigest') = ?`,
    )
    .pluck();

  // What the service could not read at all it does not have.
  const eraseDelivered = db.prepare(
    `UPDATE record SET body = '' WHERE body <> '' AND ordinal IN
       (SELECT ordinal FROM settlement WHERE rule IS NULL OR rule <> 'batch-malformed')`,
  );

  const tally = (rows: { kind: string; count: number }[]): Tally => {
    const counts: Tally = { idea: 0, comment: 0, support: 0, 'participant.welcomed': 0 };
    for (const { kind, count } of rows) {
      const counted = kind.replace('.sealed', '');
      if (counted in counts) counts[counted as keyof Tally] += count;
    }
    return counts;
  };

  return {
    /** Only inside the transaction that read the head. */
    insert({ header, lines, hash }: NewRecord): void {
      const { lastInsertRowid } = insert.run(
        header.id,
        header.chainId,
        header.seq,
        header.kind,
        header.at,
        header.sessionId,
        header.participantId,
        lines.header,
        hash,
        lines.body,
      );
      latest = { chainId: header.chainId, seq: header.seq, hash };
      if (Number(lastInsertRowid) % AT_MOST === 0) file();
      if (!CONTRIBUTES.includes(header.kind)) deskChanged();
    },
    /** Of acknowledged ideas and comments, corrections, first names and contacts up to `through`, at most `limit`; returns their ids. */
    eraseWords(of: { chainId: string; through: number; limit: number }): string[] {
      deskChanged();
      return eraseWords.all({ of: of.chainId, through: of.through, limit: of.limit });
    },
    /** What an author took back, with the welcome and the contact of the `person`; returns the ids. */
    eraseOf(of: { participantId: string; contributionId: string | null; person: boolean }): string[] {
      deskChanged();
      return eraseOf.all({ ...of, person: of.person ? 1 : 0 });
    },
    /** Of a contribution that is taken back, or of all behind a code where it is null. */
    eraseCorrections: (of: { codeDigest: string; contributionId: string | null }): void => {
      eraseCorrections.run(of);
    },
    /** As far as they still have words, in the order in which they were made here. */
    correctionsOf: (contributionId: string): StoredCorrection[] =>
      corrections.all(contributionId).map(({ body, ...row }) => ({
        ...row,
        payload: JSON.parse(payloadText(body)) as Payload<'contribution.corrected'>,
      })),
    /** Of records that were taken back elsewhere; returns those that still had words. */
    eraseWithdrawn(ids: readonly string[]): string[] {
      deskChanged();
      return eraseWithdrawn.all({ of: JSON.stringify(ids) });
    },
    /** Whether any of these was recorded here and is not erased yet. */
    haveWords: (ids: readonly string[]): boolean =>
      ids.length > 0 && haveWords.get({ of: JSON.stringify(ids) }) === 1,
    /** What was taken back here by a code: ids of contributions, null for all of them. */
    withdrawnBy: (codeDigest: string): Set<string | null> => new Set(withdrawn.all(codeDigest)),
    /** The bodies of every record that the service keeps. */
    eraseDelivered: (): void => {
      deskChanged();
      eraseDelivered.run();
    },
    /** What was inserted in a transaction is not there. */
    undone(): void {
      latest = null;
    },
    /** The last record of all is nearly always of this chain, and found without looking for it. */
    head(chainId: string): ChainHead | null {
      latest ??= last.get() ?? null;
      if (latest?.chainId !== chainId) return head.get({ of: chainId }) ?? null;
      const { seq, hash } = latest;
      return { seq, hash };
    },
    at: ({ chainId, seq }: { chainId: string; seq: number }): ChainHead | null =>
      at.get({ of: chainId, seq }) ?? null,
    /** Who went last, as long as nobody came after them: they may be called back. */
    lastToLeave(sessionId: string): string | null {
      const move = lastMove.get({ of: sessionId });
      return move?.kind === 'participant.left' ? move.participantId : null;
    },
    /** The last welcome here, or going on by a slip. */
    welcomeOf(participantId: string) {
      const row = welcomeOf.get({ of: participantId });
      return row ? withPayload<Welcome>()(row) : null;
    },
    tallyOfSession: (sessionId: string): Tally => tally(tallyOfSession.all({ of: sessionId })),
    /** How many people went on in this session who were welcomed in another one. */
    returnedIn: (sessionId: string): number => returnedIn.get({ of: sessionId }) ?? 0,
    tallyOfParticipant: (participantId: string): Tally =>
      tally(tallyOfParticipant.all({ of: participantId })),
    deliveryOfSession(sessionId: string): Record<Delivery, number> {
      const pending = pendingOfSession.get({ of: sessionId }) ?? 0;
      const quarantined = quarantinedOfSession.get(sessionId) ?? 0;
      const acknowledged = (sessionSize.get({ of: sessionId }) ?? 0) - pending - quarantined;
      return { pending, acknowledged, quarantined };
    },
    /** How many records a session has, and the last of them. */
    extentOfSession(sessionId: string): { records: number; head: ChainHead | null } {
      return {
        records: sessionSize.get({ of: sessionId }) ?? 0,
        head: sessionHead.get({ of: sessionId }) ?? null,
      };
    },
    supportedBy: (participantId: string): Set<string> => new Set(supports.all({ of: participantId })),
    supportsOn: ({ sessionId, targetId }: { sessionId: string; targetId: string }): number =>
      supportsOn.get({ of: sessionId, targetId }) ?? 0,
    /** `payload` is the canonical JSON of the `receipt.issued` payload. */
    participantOfReceipt: (payload: string): string | null => participantOfCode.get(payload) ?? null,
    contributionsOf: (participantId: string): StoredContribution[] =>
      contributions.all({ of: participantId }).map(withPayload<ContributionKind>()),
  };
}
