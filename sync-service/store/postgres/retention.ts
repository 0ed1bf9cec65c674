import type { RetentionKind } from '../../../common/domain/retention.ts';
import { nothingTouched, touchTarget } from '../published.ts';
import {
  type Erasure,
  isSealedKind,
  type RetentionReport,
  type RetentionStore,
  SEALED_KINDS,
} from '../retention.ts';
import { auditLog } from './audit-log.ts';
import type { Postgres } from './database.ts';
import { publication } from './publication.ts';

const SEALED = "kind IN ('idea.sealed', 'comment.sealed', 'contact.sealed', 'statistics.sealed')";
const agedSealed = (kinds: string) =>
  ['records', 'ordinal', `body IS NOT NULL AND ${SEALED} AND kind IN ${kinds} AND received_at < $1`] as const;

/** Table, number and condition of each kind. What was gathered elsewhere is kept as its source keeps it. */
const AGED: { readonly [K in RetentionKind]: readonly [table: string, number: string, condition: string] } = {
  words: ['contributions', 'ordinal', "origin = 'kiosk' AND withdrawn_at IS NULL AND received_at < $1"],
  'sealed-words': agedSealed(SEALED_KINDS['sealed-words']),
  contacts: agedSealed(SEALED_KINDS.contacts),
  statistics: agedSealed(SEALED_KINDS.statistics),
  quarantine: ['quarantine', 'id', 'octet_length(body) > 0 AND received_at < $1'],
  exports: ['exports', 'ordinal', 'at < $1'],
  audit: ['audit', 'id', 'at < $1'],
};
const chunk = (kind: RetentionKind): string => {
  const [table, number, condition] = AGED[kind];
  return `${number} IN (SELECT ${number} FROM ${table} WHERE ${condition} LIMIT $2)`;
};

/** Those that came after their contribution had gone. */
const OF_EXPIRED =
  'EXISTS (SELECT 1 FROM contributions AS c WHERE c.id = contribution_id AND expired_at IS NOT NULL)';

type Worded = {
  id: string;
  participantId: string | null;
  targetId: string | null;
  targetKind: 'idea' | 'proposal' | null;
};

export function retentionStore(db: Postgres): RetentionStore {
  const log = auditLog(db);
  const documents = publication(db);

  const emptied = async (ids: readonly string[]): Promise<void> => {
    await db.run('UPDATE records SET body = NULL WHERE id = ANY($1::text[])', ids);
    await db.run(
      "UPDATE quarantine SET body = '' WHERE record_id = ANY($1::text[]) AND octet_length(body) > 0",
      ids,
    );
  };
  /** What somebody agreed to is kept as long as anything of theirs is. */
  const forgetNames = async (rows: readonly { participantId: string | null }[]): Promise<void> => {
    const welcomes = await db.rows<{ id: string | null }>(
      `UPDATE participants SET first_name = NULL
       WHERE id = ANY($1::text[])
         AND NOT EXISTS (SELECT 1 FROM contributions AS c WHERE c.participant_id = participants.id AND c.withdrawn_at IS NULL)
         AND NOT EXISTS (SELECT 1 FROM contacts WHERE contacts.participant_id = participants.id)
         AND NOT EXISTS (SELECT 1 FROM records WHERE records.participant_id = participants.id AND body IS NOT NULL AND ${SEALED})
       RETURNING record_id AS id`,
      rows.flatMap(({ participantId }) => participantId ?? []),
    );
    await emptied(welcomes.flatMap(({ id }) => id ?? []));
  };

  const eraseCorrections = async (which: string, at: number, ...values: unknown[]): Promise<string[]> => {
    const erased = await db.rows<{ id: string }>(
      `UPDATE corrections SET title = NULL, words = '', withdrawn_at = $1
       WHERE withdrawn_at IS NULL AND ${which} RETURNING record_id AS id`,
      at,
      ...values,
    );
    return erased.map(({ id }) => id);
  };

  const eraseWords = async ({ olderThan, limit, at }: Erasure): Promise<number> => {
    const erased = await db.rows<Worded>(
      `UPDATE contributions SET title = CASE kind WHEN 'idea' THEN '' END, words = '', state = 'held', withdrawn_at = $3,
         expired_at = $3
       WHERE ${chunk('words')}
       RETURNING id, participant_id AS "participantId", target_id AS "targetId", target_kind AS "targetKind"`,
      olderThan,
      limit,
      at,
    );
    const touched = nothingTouched();
    for (const { id, targetId, targetKind } of erased) {
      touched.contributions.add(id);
      if (targetId !== null && targetKind !== null) touchTarget(touched, { id: targetId, kind: targetKind });
    }
    const ids = erased.map(({ id }) => id);
    await emptied([...ids, ...(await eraseCorrections('contribution_id = ANY($2::text[])', at, ids))]);
    // Once a run: they may be many to look through.
    if (erased.length < limit) await emptied(await eraseCorrections(OF_EXPIRED, at));
    await forgetNames(erased);
    await documents.refresh(touched);
    return erased.length;
  };
  const eraseSealed = async (
    kind: keyof typeof SEALED_KINDS,
    { olderThan, limit }: Erasure,
  ): Promise<number> => {
    const erased = await db.rows<{ id: string; participantId: string | null }>(
      `UPDATE records SET body = NULL WHERE ${chunk(kind)} RETURNING id, participant_id AS "participantId"`,
      olderThan,
      limit,
    );
    const ids = erased.map(({ id }) => id);
    await db.run('DELETE FROM contacts WHERE record_id = ANY($1::text[])', ids);
    await db.run('DELETE FROM statistics WHERE record_id = ANY($1::text[])', ids);
    await emptied(ids);
    await forgetNames(erased);
    return erased.length;
  };
  const eraseOf = async (erasure: Erasure): Promise<number> => {
    const { kind, olderThan, limit, at } = erasure;
    if (isSealedKind(kind)) return eraseSealed(kind, erasure);
    switch (kind) {
      case 'words':
        return eraseWords(erasure);
      case 'quarantine':
        // A header that is none may hold words too; the digests of both stay.
        return db.run(
          `UPDATE quarantine SET body = '', header = CASE rule WHEN 'header-invalid' THEN '' ELSE header END,
             decision = coalesce(decision, 'refused'), decided_at = coalesce(decided_at, $3)
           WHERE ${chunk('quarantine')}`,
          olderThan,
          limit,
          at,
        );
      case 'exports':
        await db.run(
          `DELETE FROM export_told WHERE export_id IN (SELECT id FROM exports WHERE ${chunk('exports')})`,
          olderThan,
          limit,
        );
        return db.run(`DELETE FROM exports WHERE ${chunk('exports')}`, olderThan, limit);
      case 'audit':
        return db.run(`DELETE FROM audit WHERE ${chunk('audit')}`, olderThan, limit);
    }
  };

  return {
    async times() {
      const rows = await db.rows<{ kind: RetentionKind; days: number }>('SELECT kind, days FROM retention');
      return new Map(rows.map(({ kind, days }) => [kind, days]));
    },
    set: ({ kind, days, at, accountId }) =>
      db.transaction(async () => {
        if (days === null) await db.run('DELETE FROM retention WHERE kind = $1', kind);
        else
          await db.run(
            `INSERT INTO retention (kind, days) VALUES ($1, $2)
             ON CONFLICT (kind) DO UPDATE SET days = excluded.days`,
            kind,
            days,
          );
        const detail = days === null ? '' : String(days);
        await log({ at, accountId, action: 'retention.set', subject: kind, detail });
      }),
    async count({ kind, olderThan }) {
      const [table, , condition] = AGED[kind];
      const row = await db.one<{ count: number }>(
        `SELECT count(*) AS count FROM ${table} WHERE ${condition}`,
        olderThan,
      );
      return row?.count ?? 0;
    },
    erase: (erasure) =>
      db.transaction(async () => {
        const erased = await eraseOf(erasure);
        const { run, kind, at, olderThan } = erasure;
        if (erased > 0)
          await db.run(
            `INSERT INTO retention_reports AS r (run, kind, at, older_than, erased) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (run, kind) DO UPDATE SET erased = r.erased + excluded.erased`,
            run,
            kind,
            at,
            olderThan,
            erased,
          );
        return erased;
      }),
    reports: ({ before, limit }) =>
      db.rows<RetentionReport>(
        `SELECT ordinal, kind, at, older_than AS "olderThan", erased FROM retention_reports
         WHERE ordinal < $1 ORDER BY ordinal DESC LIMIT $2`,
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      ),
  };
}
