import { setImmediate as othersTurn } from 'node:timers/promises';
import type { ModerationDecision } from '../../../common/domain/city-decisions.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { MASKED } from '../masks.ts';
import type { Merge, ModerationQueue, ModerationStore, QueueCounts } from '../moderation.ts';
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
import { AUTHOR, counted, nothingTouched, touchTarget } from '../published.ts';
import { LATE, TIMING } from '../waiting.ts';
import { admissionTable } from './admissions.ts';
import { auditLog } from './audit-log.ts';
import { correctionTable } from './corrections.ts';
import { mergeTable } from './merges.ts';
import { lastAnswer, publication } from './publication.ts';
import { hasWords } from './search.ts';
import { waiting } from './waiting.ts';

/** Looked through for words at once: nobody else is served meanwhile. */
const PORTION = 5_000;
const OLDEST_FIRST: ModerationQueue = 'unreviewed';

const MERGED = mergedColumns({ pair: 'json_object', list: 'json_group_array' });
const CONTRIBUTION = `SELECT c.ordinal, c.id, c.kind, c.consultation_id AS consultationId, c.title, c.words, c.language,
       (SELECT json_extract(topic.value, '$.label') FROM documents, json_each(documents.document, '$.topics') AS topic
        WHERE documents.kind = 'consultation' AND documents.id = c.consultation_id
          AND json_extract(topic.value, '$.id') = c.topic_id) AS topic,
       c.target_id AS targetId, c.target_kind AS targetKind,
       CASE c.target_kind
         WHEN 'idea' THEN (SELECT json_object(t.language, t.title) FROM contributions AS t
           WHERE t.id = c.target_id AND t.kind = 'idea')
         WHEN 'proposal' THEN (SELECT json_extract(document, '$.title') FROM documents
           WHERE documents.kind = 'proposal' AND documents.id = c.target_id) END AS targetTitle,
       c.authorship, c.people, c.confirmed_by AS confirmedBy, ${AUTHOR},
       (SELECT name FROM devices WHERE devices.id = c.device_id) AS kioskName,
       c.session_id AS sessionId, c.state, ${PUBLISHABLE} AS publishable, ${TIMING}, ${MASKED}, c.decision, ${LAST_REASON} AS reason,
       ${last('note')} AS note, ${last('at')} AS decidedAt,
       ${last('(SELECT name FROM staff_accounts WHERE staff_accounts.id = account_id)')} AS decidedBy,
       ${MERGED}, ${counted('idea', 'c.id')}, ${lastAnswer('idea', 'c.id')} AS answer,
       c.recorded_at AS recordedAt, c.received_at AS receivedAt
     FROM contributions AS c`;

export function moderationStore(db: Sqlite): ModerationStore {
  const documents = publication(db);
  const corrections = correctionTable(db);
  const admissions = admissionTable(db, corrections);
  const merges = mergeTable(db);
  const waits = waiting(db);
  const newest = db.prepare<[], number | null>('SELECT max(ordinal) FROM contributions').pluck();
  const page = (queue: ModerationQueue) =>
    db.prepare<[{ from: number; to: number; words: string; limit: number }], ModeratedRow>(
      `${CONTRIBUTION}
       WHERE ${WHERE[queue]} AND c.ordinal BETWEEN @from AND @to
         AND ${hasWords(`coalesce(c.title, '') || ' ' || c.words`, '@words')}
       ORDER BY c.ordinal ${queue === OLDEST_FIRST ? '' : 'DESC'} LIMIT @limit`,
    );
  const pages = {
    unreviewed: page('unreviewed'),
    published: page('published'),
    merged: page('merged'),
    held: page('held'),
    refused: page('refused'),
    'after-end': page('after-end'),
  };
  const atOrdinal = db.prepare<[number], ModeratedRow>(`${CONTRIBUTION} WHERE c.ordinal = ?`);
  const counts = db.prepare<[], QueueCounts>(QUEUE_COUNTS);
  const present = db.prepare<[string], Present>(
    `SELECT state, decision, revision, kind, target_id AS targetId, target_kind AS targetKind, ${PUBLISHABLE} AS publishable, ${LATE}
     FROM contributions AS c WHERE id = ? AND withdrawn_at IS NULL`,
  );
  const set = db.prepare('UPDATE contributions SET decision = ?, state = ? WHERE id = ?');
  const append = db.prepare<[Entry & { was: ModerationDecision | null; revision: string | null }]>(
    `INSERT INTO moderation (turn, contribution_id, revision, decision, was, reason, note, at, account_id)
     VALUES (@turn, @contributionId, @revision, @decision, @was, @reason, @note, @at, @accountId)`,
  );
  const log = auditLog(db);
  const ofTurn = db.prepare<
    [string],
    { ordinal: number; contributionId: string; revision: string | null; was: ModerationDecision | null }
  >('SELECT ordinal, contribution_id AS contributionId, revision, was FROM moderation WHERE turn = ?');
  const latest = db
    .prepare<[string, string | null], number>(
      'SELECT max(ordinal) FROM moderation WHERE contribution_id = ? AND revision IS NOT DISTINCT FROM ?',
    )
    .pluck();
  const before = db.prepare<[string, string | null, number], Before>(
    `SELECT reason, note FROM moderation WHERE contribution_id = ? AND revision IS NOT DISTINCT FROM ? AND ordinal < ?
     ORDER BY ordinal DESC LIMIT 1`,
  );

  /** Synchronous, within a transaction. `action` is what the log of all that staff do calls it. */
  const enter = (
    entry: Entry,
    found: Present,
    action: string,
    touched: ReturnType<typeof nothingTouched>,
  ) => {
    append.run({ ...entry, was: found.decision, revision: found.revision });
    set.run(entry.decision, stateOf(entry.decision, found.publishable === 1), entry.contributionId);
    const { at, accountId, contributionId: subject, reason } = entry;
    log({ at, accountId, action, subject, detail: reason ?? '' });
    touched.contributions.add(entry.contributionId);
    if (found.targetId !== null && found.targetKind !== null)
      touchTarget(touched, { id: found.targetId, kind: found.targetKind });
  };

  const decide = db.transaction((request: Parameters<ModerationStore['decide']>[0]) => {
    const { ids, decision, reason, note, turn, at, accountId } = request;
    const touched = nothingTouched();
    const withoutConsent: string[] = [];
    const late: string[] = [];
    let changed = 0;
    for (const contributionId of new Set(ids)) {
      const found = present.get(contributionId);
      if (found === undefined) continue;
      if (decision === 'published' && found.publishable === 0) {
        withoutConsent.push(contributionId);
        continue;
      }
      if (decision === 'published' && found.late === 1) {
        late.push(contributionId);
        continue;
      }
      const entry = { turn, contributionId, decision, reason, note, at, accountId };
      enter(entry, found, `contribution.${decision}`, touched);
      changed += 1;
    }
    waits.settleTouched(touched);
    documents.refresh(touched);
    return { changed, withoutConsent, late };
  });

  const undo = db.transaction((request: Parameters<ModerationStore['undo']>[0]) => {
    const { turn, undoTurn, at, accountId } = request;
    const decided = ofTurn.all(turn);
    const touched = nothingTouched();
    const merged = merges.undo({ turn, undoTurn, at, accountId }, touched);
    const admitted = admissions.undo({ turn, undoTurn, at, accountId }, touched);
    const all = decided.length + merged.decided + admitted.decided;
    if (all === 0) return null;
    let undone = merged.undone + admitted.undone;
    for (const { ordinal, contributionId, revision, was } of decided) {
      const found = present.get(contributionId);
      // A decision about other words than those that stand now is nothing to undo.
      if (found === undefined || found.revision !== revision) continue;
      if (latest.get(contributionId, revision) !== ordinal) continue;
      const { reason, note } = before.get(contributionId, revision, ordinal) ?? { reason: null, note: '' };
      const entry: Entry = {
        turn: undoTurn,
        contributionId,
        decision: was,
        // An import was refused where it was gathered, for reasons of its own.
        reason: was === 'refused' ? (reason ?? 'other') : null,
        note,
        at,
        accountId,
      };
      enter(entry, found, 'contribution.decision-undone', touched);
      undone += 1;
    }
    waits.settleTouched(touched);
    documents.refresh(touched);
    return { undone, decidedSince: all - undone };
  });

  const merge = db.transaction((request: Merge): 'merged' | 'unlike' | null => {
    const touched = nothingTouched();
    const merged = merges.merge(request, touched);
    documents.refresh(touched);
    return merged;
  });

  const admit = db.transaction((request: Parameters<ModerationStore['admit']>[0]): boolean => {
    const touched = nothingTouched();
    if (!admissions.admit(request, touched)) return false;
    waits.settleTouched(touched);
    documents.refresh(touched);
    return true;
  });

  const choose = db.transaction((request: Parameters<ModerationStore['choose']>[0]): boolean => {
    const { contributionId, revision, at, accountId } = request;
    const others = othersThan(revision, corrections.revisions(contributionId));
    if (others === null) return false;
    const touched = nothingTouched();
    corrections.dismiss(contributionId, others, touched);
    log({ at, accountId, action: 'contribution.words-chosen', subject: contributionId, detail: revision });
    waits.settleTouched(touched);
    documents.refresh(touched);
    return true;
  });

  const withRevisions = (row: ModeratedRow) =>
    moderated({ ...row, revisions: corrections.revisions(row.id) });

  return {
    async page({ queue, words, after, limit }) {
      const forwards = queue === OLDEST_FIRST;
      const last = newest.get() ?? 0;
      let from = forwards && after !== null ? after + 1 : 1;
      let to = forwards || after === null ? last : Math.min(last, after - 1);
      const portion = words.length === 0 ? last : PORTION;
      const rows: ModeratedRow[] = [];
      while (from <= to && rows.length < limit) {
        const most = forwards ? Math.min(to, from + portion - 1) : to;
        const least = forwards ? from : Math.max(from, to - portion + 1);
        const asked = { from: least, to: most, words: JSON.stringify(words), limit: limit - rows.length };
        rows.push(...pages[queue].all(asked));
        if (forwards) from = most + 1;
        else to = least - 1;
        if (words.length > 0) await othersTurn();
      }
      return rows.map(withRevisions);
    },
    at: async (ordinals) => ordinals.flatMap((ordinal) => atOrdinal.all(ordinal)).map(withRevisions),
    counts: async () => counts.get() as QueueCounts,
    admit: async (request) => admit.immediate(request),
    choose: async (request) => choose.immediate(request),
    decide: async (request) => decide.immediate(request),
    merge: async (request) => merge.immediate(request),
    undo: async (request) => undo.immediate(request),
  };
}
