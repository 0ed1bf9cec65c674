/**
 * Erases what people took back by the code of their slip. A withdrawal may arrive before the slip's record or the
 * contribution: it is kept, and carried out again for whoever a batch brought something of.
 */
import { type Touched, touchTarget } from '../published.ts';
import { takenBackAside } from '../quarantine.ts';
import type { Withdrawal } from '../records.ts';
import type { Postgres } from './database.ts';

type Erased = { id: string; targetId: string | null; targetKind: 'idea' | 'proposal' | null };
type Order = { participantId: string; contributionId: string | null; receivedAt: number };

const EMPTY_ASIDE = `UPDATE quarantine SET body = '' WHERE octet_length(body) > 0 AND id IN (${takenBackAside(
  '(SELECT unnest($1::text[]) UNION SELECT participant_id FROM receipts WHERE code_digest = ANY($1::text[]))',
  (what) => `position(convert_to(${what}, 'UTF8') IN q.body) > 0`,
)})`;

export type Withdrawals = ReturnType<typeof withdrawalTable>;

/** Within the transaction that folds the records. */
export function withdrawalTable(db: Postgres) {
  const carryOut = async (
    { participantId, contributionId, receivedAt }: Order,
    touched: Touched,
    at: number,
  ): Promise<void> => {
    const words = await db.rows<Erased>(
      `UPDATE contributions SET title = CASE kind WHEN 'idea' THEN '' END, words = '', state = 'held',
         withdrawn_at = $3::bigint, erased_at = greatest($3::bigint, $4::bigint)
       WHERE participant_id = $1 AND withdrawn_at IS NULL AND ($2::text IS NULL OR id = $2)
       RETURNING id, target_id AS "targetId", target_kind AS "targetKind"`,
      participantId,
      contributionId,
      receivedAt,
      at,
    );
    const supports = await db.rows<Erased>(
      `DELETE FROM supports WHERE participant_id = $1 AND ($2::text IS NULL OR record_id = $2)
       RETURNING record_id AS id, target_id AS "targetId", target_kind AS "targetKind"`,
      participantId,
      contributionId,
    );
    for (const { id, targetId, targetKind } of [...words, ...supports]) {
      touched.contributions.add(id);
      if (targetId !== null && targetKind !== null) touchTarget(touched, { id: targetId, kind: targetKind });
    }
    // Those supports too that were not counted, because the same person had supported the same before.
    const others = await db.rows<{ id: string }>(
      `SELECT id FROM records WHERE participant_id = $1 AND kind IN ('idea.sealed', 'comment.sealed')
         AND ($2::text IS NULL OR id = $2)
       UNION ALL
       SELECT id FROM records WHERE participant_id = $1 AND kind = 'support' AND ($2::text IS NULL OR id = $2)`,
      participantId,
      contributionId,
    );
    // Also those that came after everything else was taken back.
    const corrections = await db.rows<{ id: string }>(
      `UPDATE corrections SET title = NULL, words = '', withdrawn_at = $3::bigint
       WHERE participant_id = $1 AND withdrawn_at IS NULL AND ($2::text IS NULL OR contribution_id = $2)
       RETURNING record_id AS id`,
      participantId,
      contributionId,
      receivedAt,
    );
    const records = [...words, ...supports, ...others, ...corrections].map(({ id }) => id);
    if (contributionId === null) {
      const contacts = await db.rows<{ id: string }>(
        'DELETE FROM contacts WHERE participant_id = $1 RETURNING record_id AS id',
        participantId,
      );
      const traits = await db.rows<{ id: string }>(
        'DELETE FROM statistics WHERE participant_id = $1 RETURNING record_id AS id',
        participantId,
      );
      const welcomes = await db.rows<{ id: string | null }>(
        `UPDATE participants SET first_name = NULL WHERE id = $1 RETURNING record_id AS id`,
        participantId,
      );
      for (const { id } of [...contacts, ...traits, ...welcomes]) if (id !== null) records.push(id);
    }
    if (records.length === 0) return;
    await db.run('UPDATE records SET body = NULL WHERE id = ANY($1::text[]) AND body IS NOT NULL', records);
  };
  const applyAside = async (people: ReadonlySet<string>): Promise<void> => {
    await db.run(EMPTY_ASIDE, [...people]);
  };

  return {
    /** Known from now on; `apply` carries it out. Returns whose it is; null before the slip's record is here. */
    async add({ recordId, codeDigest, contributionId, receivedAt }: Withdrawal): Promise<string | null> {
      const person = await db.one<{ id: string }>(
        'SELECT participant_id AS id FROM receipts WHERE code_digest = $1',
        codeDigest,
      );
      await db.run(
        `INSERT INTO withdrawals (record_id, code_digest, contribution_id, participant_id, received_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (record_id) DO NOTHING`,
        recordId,
        codeDigest,
        contributionId,
        person?.id ?? null,
        receivedAt,
      );
      return person?.id ?? null;
    },
    /** The records of these slips are here: withdrawals that came before them are those people's. */
    async resolve(codeDigests: readonly string[]): Promise<void> {
      await db.run(
        `UPDATE withdrawals SET participant_id = receipts.participant_id FROM receipts
         WHERE withdrawals.code_digest = ANY($1::text[]) AND receipts.code_digest = withdrawals.code_digest`,
        codeDigests,
      );
    },
    /** To what is in quarantine of these people, each by `ownerOf`. */
    applyAside,
    /** For the people of whom something is new, by when it came. */
    async apply(authors: ReadonlyMap<string, number>, touched: Touched): Promise<void> {
      if (authors.size === 0) return;
      const orders = await db.rows<Order>(
        `SELECT participant_id AS "participantId", contribution_id AS "contributionId", received_at AS "receivedAt"
         FROM withdrawals WHERE participant_id = ANY($1::text[])`,
        [...authors.keys()],
      );
      for (const order of orders) await carryOut(order, touched, authors.get(order.participantId) ?? 0);
      // Who took a support back and gave it again is counted, in whatever order the three records came.
      const people = new Set(orders.map((order) => order.participantId));
      for (const participantId of people)
        await db.run(
          `INSERT INTO supports (record_id, participant_id, target_id, target_kind, consultation_id, device_id,
             session_id, recorded_at, received_at, alone)
           SELECT id, participant_id, substr(body, 23)::json ->> 'targetId', substr(body, 23)::json ->> 'targetKind',
             substr(body, 23)::json ->> 'consultationId', device_id, session_id, (header::json ->> 'at')::bigint, received_at,
         (header::json ->> 'mode' = 'self-service')::int
           FROM records JOIN chains USING (chain_id)
           WHERE participant_id = $1 AND kind = 'support' AND body IS NOT NULL
           ORDER BY id COLLATE "C" ON CONFLICT (participant_id, target_id) DO NOTHING`,
          participantId,
        );
      if (people.size > 0) await applyAside(people);
    },
  };
}
