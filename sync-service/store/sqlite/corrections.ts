/**
 * What people said in other words, by the code of their slip. A correction may arrive before the slip's record, the
 * contribution or the words it replaces: it is kept, and everything is settled anew for whoever a batch brought something of.
 */
import type { ModerationDecision } from '../../../common/domain/city-decisions.ts';
import type { OutOfTime } from '../../../common/domain/deadline.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import {
  CORRECTION,
  type CorrectionRow,
  coveredIn,
  type PresentRow,
  REMASK,
  type Revision,
  revisionsOf,
  settle,
} from '../corrections.ts';
import { PUBLISHABLE, stateOf } from '../moderation-rows.ts';
import { type Touched, touchTarget } from '../published.ts';
import type { Arrival, KnownPayload } from '../records.ts';
import { mergeTable } from './merges.ts';

export type Corrections = ReturnType<typeof correctionTable>;

/** Synchronous, within the transaction of whoever asks. */
export function correctionTable(db: Sqlite) {
  const merges = mergeTable(db);
  const personBehind = db
    .prepare<[string], string>('SELECT participant_id FROM receipts WHERE code_digest = ?')
    .pluck();
  const add = db.prepare(
    `INSERT INTO corrections (record_id, contribution_id, replaces, code_digest, participant_id, device_id, title, words,
       language, authorship, people, confirmed_by, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (record_id) DO NOTHING`,
  );
  const resolve = db.prepare('UPDATE corrections SET participant_id = ? WHERE code_digest = ?');
  const corrected = db
    .prepare<[string], string>(
      `SELECT DISTINCT contribution_id FROM corrections
       WHERE participant_id IN (SELECT value FROM json_each(?)) AND withdrawn_at IS NULL`,
    )
    .pluck();
  const present = db.prepare<[string], PresentRow>(
    `SELECT c.id, c.kind, c.revision, c.target_id AS targetId, c.target_kind AS targetKind, ${PUBLISHABLE} AS publishable,
       c.recorded_at AS recordedAt, r.body FROM contributions AS c JOIN records AS r ON r.id = c.id
     WHERE c.id = ? AND c.withdrawn_at IS NULL`,
  );
  const ofContribution = db.prepare<[string], CorrectionRow>(
    `${CORRECTION} AND k.contribution_id = ? ORDER BY k.recorded_at, k.record_id`,
  );
  const decided = db
    .prepare<[string, string | null], ModerationDecision | null>(
      `SELECT decision FROM moderation WHERE contribution_id = ? AND revision IS NOT DISTINCT FROM ?
       ORDER BY ordinal DESC LIMIT 1`,
    )
    .pluck();
  const contest = db.prepare<[{ id: string; contested: 0 | 1; timing: OutOfTime | null }]>(
    `UPDATE contributions SET contested = @contested, correction_timing = @timing
     WHERE id = @id AND (contested <> @contested OR correction_timing IS NOT @timing)`,
  );
  const stand = db.prepare(
    `UPDATE contributions SET title = ?, words = ?, language = ?, authorship = ?, people = ?, confirmed_by = ?,
       revision = ?, decision = ?, state = ? WHERE id = ?`,
  );
  const remask = db.prepare(`${REMASK} ?`);
  const masks = db.prepare<[string], { id: string; title: string | null; words: string }>(
    'SELECT revision AS id, title, words FROM masks WHERE contribution_id = ?',
  );
  const dismiss = db.prepare(
    `UPDATE corrections SET dismissed = 1 WHERE record_id IN (SELECT value FROM json_each(?))`,
  );

  const refold = (contributionId: string, touched: Touched): void => {
    const row = present.get(contributionId);
    if (row === undefined) return;
    const { revision, contested, correctionTiming, words } = settle(row, ofContribution.all(contributionId));
    const open = { id: contributionId, contested: contested ? 1 : 0, timing: correctionTiming } as const;
    if (contest.run(open).changes > 0) touched.contributions.add(contributionId);
    if (revision === row.revision || words === null) return;
    const decision = decided.get(contributionId, revision) ?? null;
    stand.run(
      words.title,
      words.words,
      words.language,
      words.authorship,
      words.people,
      words.confirmedBy,
      revision,
      decision,
      stateOf(decision, row.publishable === 1),
      contributionId,
    );
    remask.run(contributionId);
    merges.loosen(contributionId, touched);
    touched.contributions.add(contributionId);
    if (row.targetId !== null && row.targetKind !== null)
      touchTarget(touched, { id: row.targetId, kind: row.targetKind });
  };

  return {
    /** Known from now on; `apply` settles what it changes. Returns whose it is; null before the slip's record is here. */
    add(
      { header, deviceId }: Arrival,
      { payload }: Extract<KnownPayload, { kind: 'contribution.corrected' }>,
    ): string | null {
      const { codeDigest, contributionId, replaces, title, words, language, authorship } = payload;
      const { people = null, confirmedBy = null } = payload;
      const participantId = personBehind.get(codeDigest) ?? null;
      const said = [title, words, language, authorship, people, confirmedBy] as const;
      const by = [codeDigest, participantId, deviceId] as const;
      add.run(header.id, contributionId, replaces, ...by, ...said, header.at);
      return participantId;
    },
    /** The slip's record is here: corrections that came before it are this person's. */
    resolve: ({ codeDigest, participantId }: { codeDigest: string; participantId: string }): void => {
      resolve.run(participantId, codeDigest);
    },
    /** For the people of whom something is new. */
    apply(participantIds: ReadonlySet<string>, touched: Touched): void {
      if (participantIds.size === 0) return;
      for (const id of corrected.all(JSON.stringify([...participantIds]))) refold(id, touched);
    },
    /** What stands of it, after the deadline or staff changed what counts. */
    settle: refold,
    revisions(contributionId: string): readonly Revision[] {
      const row = present.get(contributionId);
      if (row === undefined) return [];
      return coveredIn(revisionsOf(row, ofContribution.all(contributionId)), masks.all(contributionId));
    },
    /** These are not what was meant. */
    dismiss(contributionId: string, ids: readonly string[], touched: Touched): void {
      dismiss.run(JSON.stringify(ids));
      refold(contributionId, touched);
    },
  };
}
