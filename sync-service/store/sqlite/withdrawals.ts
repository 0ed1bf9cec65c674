/**
 * Erases what people took back by the code of their slip. A withdrawal may arrive before the slip's record or the
 * contribution: it is kept, and carried out again for whoever a batch brought something of.
 */
import type { Sqlite } from '../../../platform/sqlite.ts';
import { type Touched, touchTarget } from '../published.ts';
import { takenBackAside } from '../quarantine.ts';
import type { Withdrawal } from '../records.ts';

type Erased = { id: string; targetId: string | null; targetKind: 'idea' | 'proposal' | null };
type Order = { participantId: string; contributionId: string | null; receivedAt: number };
type CarriedOut = Order & { readonly at: number };

export type Withdrawals = ReturnType<typeof withdrawalTable>;

/** Synchronous, within the transaction that folds the records. */
export function withdrawalTable(db: Sqlite) {
  const add = db.prepare(
    `INSERT INTO withdrawals (record_id, code_digest, contribution_id, participant_id, received_at)
     VALUES (?, ?, ?, ?, ?) ON CONFLICT (record_id) DO NOTHING`,
  );
  const personBehind = db
    .prepare<[string], string>('SELECT participant_id FROM receipts WHERE code_digest = ?')
    .pluck();
  const resolve = db.prepare('UPDATE withdrawals SET participant_id = ? WHERE code_digest = ?');
  const ordered = db.prepare<[string], Order>(
    `SELECT participant_id AS participantId, contribution_id AS contributionId, received_at AS receivedAt
     FROM withdrawals WHERE participant_id IN (SELECT value FROM json_each(?))`,
  );
  const words = db.prepare<[CarriedOut], Erased>(
    `UPDATE contributions SET title = CASE kind WHEN 'idea' THEN '' END, words = '', state = 'held',
       withdrawn_at = @receivedAt, erased_at = max(@receivedAt, @at)
     WHERE participant_id = @participantId AND withdrawn_at IS NULL
       AND (@contributionId IS NULL OR id = @contributionId)
     RETURNING id, target_id AS targetId, target_kind AS targetKind`,
  );
  const supports = db.prepare<[Order], Erased>(
    `DELETE FROM supports WHERE participant_id = @participantId
       AND (@contributionId IS NULL OR record_id = @contributionId)
     RETURNING record_id AS id, target_id AS targetId, target_kind AS targetKind`,
  );
  const sealed = db
    .prepare<[Order], string>(
      `SELECT id FROM records WHERE participant_id = @participantId
         AND kind IN ('idea.sealed', 'comment.sealed') AND (@contributionId IS NULL OR id = @contributionId)`,
    )
    .pluck();
  // Those too that were not counted, because the same person had supported the same before.
  const supportsOf = db
    .prepare<[Order], string>(
      `SELECT id FROM records WHERE participant_id = @participantId AND kind = 'support'
         AND (@contributionId IS NULL OR id = @contributionId)`,
    )
    .pluck();
  // Who took a support back and gave it again is counted, in whatever order the three records came.
  const supportsLeft = db.prepare<[string]>(
    `INSERT INTO supports (record_id, participant_id, target_id, target_kind, consultation_id, device_id,
       session_id, recorded_at, received_at, alone)
     SELECT id, participant_id, json_extract(substr(body, 23), '$.targetId'), json_extract(substr(body, 23), '$.targetKind'),
       json_extract(substr(body, 23), '$.consultationId'), device_id, session_id, json_extract(header, '$.at'), received_at,
         json_extract(header, '$.mode') = 'self-service'
     FROM records JOIN chains USING (chain_id) WHERE participant_id = ? AND kind = 'support' AND body IS NOT NULL
     ORDER BY id ON CONFLICT (participant_id, target_id) DO NOTHING`,
  );
  // Also those that came after everything else was taken back.
  const corrections = db
    .prepare<[CarriedOut], string>(
      `UPDATE corrections SET title = NULL, words = '', withdrawn_at = @receivedAt
       WHERE participant_id = @participantId AND withdrawn_at IS NULL
         AND (@contributionId IS NULL OR contribution_id = @contributionId)
       RETURNING record_id`,
    )
    .pluck();
  const contact = db
    .prepare<[string], string>('DELETE FROM contacts WHERE participant_id = ? RETURNING record_id')
    .pluck();
  const traits = db
    .prepare<[string], string>('DELETE FROM statistics WHERE participant_id = ? RETURNING record_id')
    .pluck();
  const welcome = db
    .prepare<[string], string | null>('SELECT record_id FROM participants WHERE id = ?')
    .pluck();
  const unname = db.prepare('UPDATE participants SET first_name = NULL WHERE id = ?');
  const empty = db.prepare('UPDATE records SET body = NULL WHERE id = ? AND body IS NOT NULL');
  const emptyAside = db.prepare<[{ people: string }]>(
    `UPDATE quarantine SET body = '' WHERE body <> '' AND id IN (${takenBackAside(
      `(SELECT value FROM json_each(@people)
        UNION SELECT participant_id FROM receipts WHERE code_digest IN (SELECT value FROM json_each(@people)))`,
      (what) => `instr(q.body, ${what}) > 0`,
    )})`,
  );

  const carryOut = (order: CarriedOut, touched: Touched): void => {
    const { participantId, contributionId } = order;
    const erased = [...words.all(order), ...supports.all(order)];
    for (const { id, targetId, targetKind } of erased) {
      touched.contributions.add(id);
      if (targetId !== null && targetKind !== null) touchTarget(touched, { id: targetId, kind: targetKind });
    }
    const records = [
      ...erased.map(({ id }) => id),
      ...sealed.all(order),
      ...supportsOf.all(order),
      ...corrections.all(order),
    ];
    if (contributionId === null) {
      records.push(...contact.all(participantId), ...traits.all(participantId));
      const welcomed = welcome.get(participantId);
      if (welcomed) records.push(welcomed);
      unname.run(participantId);
    }
    for (const id of records) empty.run(id);
  };

  const applyAside = (people: ReadonlySet<string>): void => {
    emptyAside.run({ people: JSON.stringify([...people]) });
  };

  return {
    /** Known from now on; `apply` carries it out. Returns whose it is; null before the slip's record is here. */
    add({ recordId, codeDigest, contributionId, receivedAt }: Withdrawal): string | null {
      const participantId = personBehind.get(codeDigest) ?? null;
      add.run(recordId, codeDigest, contributionId, participantId, receivedAt);
      return participantId;
    },
    /** The slip's record is here: withdrawals that came before it are this person's. */
    resolve: ({ codeDigest, participantId }: { codeDigest: string; participantId: string }): void => {
      resolve.run(participantId, codeDigest);
    },
    /** To what is in quarantine of these people, each by `ownerOf`. */
    applyAside,
    /** For the people of whom something is new, by when it came. Whether there was anything to erase. */
    apply(authors: ReadonlyMap<string, number>, touched: Touched): boolean {
      if (authors.size === 0) return false;
      const orders = ordered.all(JSON.stringify([...authors.keys()]));
      for (const order of orders) carryOut({ ...order, at: authors.get(order.participantId) ?? 0 }, touched);
      const people = new Set(orders.map((order) => order.participantId));
      for (const participantId of people) supportsLeft.run(participantId);
      if (people.size > 0) applyAside(people);
      return people.size > 0;
    },
  };
}
