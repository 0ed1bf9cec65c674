import type { ModerationDecision } from '../../../common/domain/city-decisions.ts';
import { foldedText } from '../../../common/domain/folded-text.ts';
import { MASKED } from '../masks.ts';
import type { ModerationQueue, ModerationStore, QueueCounts } from '../moderation.ts';
import {
  type Before,
  type Entry,
  LAST_REASON,
  last,
  type ModeratedRow,
  mergedColumns,
  moderated,
  othersThan,
  type Present,
  PUBLISHABLE,
  QUEUE_COUNTS,
  stateOf,
  WHERE,
} from '../moderation-rows.ts';
import { AUTHOR, counted, nothingTouched, type Touched, touchTarget } from '../published.ts';
import { LATE, TIMING } from '../waiting.ts';
import { admissionTable } from './admissions.ts';
import { auditLog } from './audit-log.ts';
import { correctionTable } from './corrections.ts';
import type { Postgres } from './database.ts';
import { mergeTable } from './merges.ts';
import { lastAnswer, publication } from './publication.ts';
import { waiting } from './waiting.ts';

/** Texts that are looked through at once in a search. */
const SEARCH_READ = 500;

const MERGED = mergedColumns({ pair: 'json_build_object', list: 'json_agg' });
const CONTRIBUTION = `SELECT c.ordinal, c.id, c.kind, c.consultation_id AS "consultationId", c.title, c.words, c.language,
    (SELECT topic ->> 'label' FROM documents, json_array_elements(documents.document::json -> 'topics') AS topic
     WHERE documents.kind = 'consultation' AND documents.id = c.consultation_id
       AND topic ->> 'id' = c.topic_id) AS topic,
    c.target_id AS "targetId", c.target_kind AS "targetKind",
    CASE c.target_kind
      WHEN 'idea' THEN (SELECT json_build_object(t.language, t.title)::text FROM contributions AS t
        WHERE t.id = c.target_id AND t.kind = 'idea')
      WHEN 'proposal' THEN (SELECT document::json ->> 'title' FROM documents
        WHERE documents.kind = 'proposal' AND documents.id = c.target_id) END AS "targetTitle",
    c.authorship, c.people, c.confirmed_by AS "confirmedBy", ${AUTHOR},
    (SELECT name FROM devices WHERE devices.id = c.device_id) AS "kioskName",
    c.session_id AS "sessionId", c.state, ${PUBLISHABLE}::int AS publishable, ${TIMING}, ${MASKED}, c.decision, ${LAST_REASON} AS reason,
    ${last('note')} AS note, ${last('at')} AS "decidedAt",
    ${last('(SELECT name FROM staff_accounts WHERE staff_accounts.id = account_id)')} AS "decidedBy",
    ${MERGED}, ${counted('idea', 'c.id')}, ${lastAnswer('idea', 'c.id')} AS answer,
    c.recorded_at AS "recordedAt", c.received_at AS "receivedAt"
  FROM contributions AS c`;

const beyond = (queue: ModerationQueue): string =>
  `${WHERE[queue]} AND c.ordinal ${queue === 'unreviewed' ? '>' : '<'} $1
   ORDER BY c.ordinal ${queue === 'unreviewed' ? '' : 'DESC'} LIMIT $2`;

export function moderationStore(db: Postgres): ModerationStore {
  const documents = publication(db);
  const corrections = correctionTable(db);
  const admissions = admissionTable(db, corrections);
  const merges = mergeTable(db);
  const waits = waiting(db);
  const log = auditLog(db);

  /** The database does not fold text as the search does: texts are read in their order until enough of them fit. */
  const found = async ({
    queue,
    words,
    start,
    limit,
  }: {
    queue: ModerationQueue;
    words: readonly string[];
    start: number;
    limit: number;
  }): Promise<number[]> => {
    const ordinals: number[] = [];
    for (let from = start; ; ) {
      const texts = await db.rows<{ ordinal: number; text: string }>(
        `SELECT c.ordinal, coalesce(c.title, '') || ' ' || c.words AS text FROM contributions AS c
         WHERE ${beyond(queue)}`,
        from,
        SEARCH_READ,
      );
      for (const { ordinal, text } of texts) {
        from = ordinal;
        const folded = foldedText(text);
        if (!words.every((word) => folded.includes(word))) continue;
        ordinals.push(ordinal);
        if (ordinals.length === limit) return ordinals;
      }
      if (texts.length < SEARCH_READ) return ordinals;
    }
  };

  const presentOf = (id: string) =>
    db.one<Present>(
      `SELECT state, decision, revision, kind, target_id AS "targetId", target_kind AS "targetKind",
         ${PUBLISHABLE}::int AS publishable, ${LATE}
       FROM contributions AS c WHERE id = $1 AND withdrawn_at IS NULL FOR UPDATE`,
      id,
    );

  /** Within a transaction. `action` is what the log of all that staff do calls it. */
  const enter = async (entry: Entry, present: Present, action: string, touched: Touched): Promise<void> => {
    const { turn, contributionId, decision, reason, note, at, accountId } = entry;
    await db.run(
      `INSERT INTO moderation (turn, contribution_id, decision, was, reason, note, at, account_id, revision)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      turn,
      contributionId,
      decision,
      present.decision,
      reason,
      note,
      at,
      accountId,
      present.revision,
    );
    await db.run(
      'UPDATE contributions SET decision = $1, state = $2 WHERE id = $3',
      decision,
      stateOf(decision, present.publishable === 1),
      contributionId,
    );
    await log({ at, accountId, action, subject: contributionId, detail: reason ?? '' });
    touched.contributions.add(contributionId);
    if (present.targetId !== null && present.targetKind !== null)
      touchTarget(touched, { id: present.targetId, kind: present.targetKind });
  };

  const withRevisions = async (rows: readonly ModeratedRow[]) => {
    const all = [];
    for (const row of rows) all.push(moderated({ ...row, revisions: await corrections.revisions(row.id) }));
    return all;
  };

  return {
    async page({ queue, words, after, limit }) {
      const start = after ?? (queue === 'unreviewed' ? 0 : Number.MAX_SAFE_INTEGER);
      if (words.length === 0) {
        const rows = await db.rows<ModeratedRow>(`${CONTRIBUTION} WHERE ${beyond(queue)}`, start, limit);
        return withRevisions(rows);
      }
      const rows = await db.rows<ModeratedRow>(
        `${CONTRIBUTION} WHERE c.ordinal = ANY($1::bigint[])
         ORDER BY c.ordinal ${queue === 'unreviewed' ? '' : 'DESC'}`,
        await found({ queue, words, start, limit }),
      );
      return withRevisions(rows);
    },
    async at(ordinals) {
      const rows = await db.rows<ModeratedRow>(
        `${CONTRIBUTION} WHERE c.ordinal = ANY($1::bigint[])`,
        ordinals,
      );
      return withRevisions(
        rows.toSorted((a, b) => ordinals.indexOf(a.ordinal) - ordinals.indexOf(b.ordinal)),
      );
    },
    async counts() {
      const counts = await db.one<QueueCounts>(QUEUE_COUNTS);
      return counts ?? { unreviewed: 0, held: 0, refused: 0, doubtful: 0 };
    },
    admit: (request) =>
      db.transaction(async () => {
        const touched = nothingTouched();
        if (!(await admissions.admit(request, touched))) return false;
        await waits.settleTouched(touched);
        await documents.refresh(touched);
        return true;
      }),
    choose: ({ contributionId, revision, at, accountId }) =>
      db.transaction(async () => {
        const others = othersThan(revision, await corrections.revisions(contributionId));
        if (others === null) return false;
        const touched = nothingTouched();
        await corrections.dismiss(contributionId, others, touched);
        await log({
          at,
          accountId,
          action: 'contribution.words-chosen',
          subject: contributionId,
          detail: revision,
        });
        await waits.settleTouched(touched);
        await documents.refresh(touched);
        return true;
      }),
    decide: ({ ids, decision, reason, note, turn, at, accountId }) =>
      db.transaction(async () => {
        const touched = nothingTouched();
        const withoutConsent: string[] = [];
        const late: string[] = [];
        let changed = 0;
        for (const contributionId of new Set(ids)) {
          const present = await presentOf(contributionId);
          if (present === null) continue;
          if (decision === 'published' && present.publishable === 0) {
            withoutConsent.push(contributionId);
            continue;
          }
          if (decision === 'published' && present.late === 1) {
            late.push(contributionId);
            continue;
          }
          const entry = { turn, contributionId, decision, reason, note, at, accountId };
          await enter(entry, present, `contribution.${decision}`, touched);
          changed += 1;
        }
        await waits.settleTouched(touched);
        await documents.refresh(touched);
        return { changed, withoutConsent, late };
      }),
    merge: (request) =>
      db.transaction(async () => {
        const touched = nothingTouched();
        const merged = await merges.merge(request, touched);
        await documents.refresh(touched);
        return merged;
      }),
    undo: ({ turn, undoTurn, at, accountId }) =>
      db.transaction(async () => {
        const decided = await db.rows<{
          ordinal: number;
          contributionId: string;
          revision: string | null;
          was: ModerationDecision | null;
        }>(
          'SELECT ordinal, contribution_id AS "contributionId", revision, was FROM moderation WHERE turn = $1',
          turn,
        );
        const touched = nothingTouched();
        const merged = await merges.undo({ turn, undoTurn, at, accountId }, touched);
        const admitted = await admissions.undo({ turn, undoTurn, at, accountId }, touched);
        const all = decided.length + merged.decided + admitted.decided;
        if (all === 0) return null;
        let undone = merged.undone + admitted.undone;
        for (const { ordinal, contributionId, revision, was } of decided) {
          const present = await presentOf(contributionId);
          const latest = await db.one<{ ordinal: number }>(
            `SELECT max(ordinal) AS ordinal FROM moderation
             WHERE contribution_id = $1 AND revision IS NOT DISTINCT FROM $2`,
            contributionId,
            revision,
          );
          // A decision about other words than those that stand now is nothing to undo.
          if (present === null || present.revision !== revision || latest?.ordinal !== ordinal) continue;
          const before = await db.one<Before>(
            `SELECT reason, note FROM moderation WHERE contribution_id = $1 AND ordinal < $2
               AND revision IS NOT DISTINCT FROM $3 ORDER BY ordinal DESC LIMIT 1`,
            contributionId,
            ordinal,
            revision,
          );
          const entry: Entry = {
            turn: undoTurn,
            contributionId,
            decision: was,
            // An import was refused where it was gathered, for reasons of its own.
            reason: was === 'refused' ? (before?.reason ?? 'other') : null,
            note: before?.note ?? '',
            at,
            accountId,
          };
          await enter(entry, present, 'contribution.decision-undone', touched);
          undone += 1;
        }
        await waits.settleTouched(touched);
        await documents.refresh(touched);
        return { undone, decidedSince: all - undone };
      }),
  };
}
