/**
 * What people said in other words, by the code of their slip. A correction may arrive before the slip's record, the
 * contribution or the words it replaces: it is kept, and everything is settled anew for whoever a batch brought something of.
 */
import type { ModerationDecision } from '../../../common/domain/city-decisions.ts';
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
import type { Postgres } from './database.ts';
import { mergeTable } from './merges.ts';

export type Corrections = ReturnType<typeof correctionTable>;

/** Within the transaction of whoever asks. */
export function correctionTable(db: Postgres) {
  const merges = mergeTable(db);
  const presentOf = (id: string, locked: 'FOR UPDATE OF c' | '') =>
    db.one<PresentRow>(
      `SELECT c.id, c.kind, c.revision, c.target_id AS "targetId", c.target_kind AS "targetKind",
         ${PUBLISHABLE}::int AS publishable, c.recorded_at AS "recordedAt", r.body
       FROM contributions AS c JOIN records AS r ON r.id = c.id
       WHERE c.id = $1 AND c.withdrawn_at IS NULL ${locked}`,
      id,
    );
  const ofContribution = (id: string) =>
    db.rows<CorrectionRow>(
      `${CORRECTION} AND k.contribution_id = $1 ORDER BY k.recorded_at, k.record_id`,
      id,
    );

  const refold = async (contributionId: string, touched: Touched): Promise<void> => {
    const row = await presentOf(contributionId, 'FOR UPDATE OF c');
    if (row === null) return;
    const { revision, contested, correctionTiming, words } = settle(
      row,
      await ofContribution(contributionId),
    );
    const changed = await db.run(
      `UPDATE contributions SET contested = $2, correction_timing = $3
       WHERE id = $1 AND (contested <> $2 OR correction_timing IS DISTINCT FROM $3)`,
      contributionId,
      contested ? 1 : 0,
      correctionTiming,
    );
    if (changed > 0) touched.contributions.add(contributionId);
    if (revision === row.revision || words === null) return;
    const last = await db.one<{ decision: ModerationDecision | null }>(
      `SELECT decision FROM moderation WHERE contribution_id = $1 AND revision IS NOT DISTINCT FROM $2
       ORDER BY ordinal DESC LIMIT 1`,
      contributionId,
      revision,
    );
    const decision = last?.decision ?? null;
    await db.run(
      `UPDATE contributions SET title = $1, words = $2, language = $3, authorship = $4, people = $5, confirmed_by = $6,
         revision = $7, decision = $8, state = $9 WHERE id = $10`,
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
    await db.run(`${REMASK} $1`, contributionId);
    await merges.loosen(contributionId, touched);
    touched.contributions.add(contributionId);
    if (row.targetId !== null && row.targetKind !== null)
      touchTarget(touched, { id: row.targetId, kind: row.targetKind });
  };

  return {
    /** Known from now on; `apply` settles what it changes. Returns whose it is; null before the slip's record is here. */
    async add(
      { header, deviceId }: Arrival,
      { payload }: Extract<KnownPayload, { kind: 'contribution.corrected' }>,
    ): Promise<string | null> {
      const { codeDigest, contributionId, replaces, title, words, language, authorship } = payload;
      const { people = null, confirmedBy = null } = payload;
      const person = await db.one<{ id: string }>(
        'SELECT participant_id AS id FROM receipts WHERE code_digest = $1',
        codeDigest,
      );
      await db.run(
        `INSERT INTO corrections (record_id, contribution_id, replaces, code_digest, participant_id, device_id, title,
           words, language, authorship, people, confirmed_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (record_id) DO NOTHING`,
        header.id,
        contributionId,
        replaces,
        codeDigest,
        person?.id ?? null,
        deviceId,
        title,
        words,
        language,
        authorship,
        people,
        confirmedBy,
        header.at,
      );
      return person?.id ?? null;
    },
    /** The records of these slips are here: corrections that came before them are those people's. */
    async resolve(codeDigests: readonly string[]): Promise<void> {
      await db.run(
        `UPDATE corrections SET participant_id = receipts.participant_id FROM receipts
         WHERE corrections.code_digest = ANY($1::text[]) AND receipts.code_digest = corrections.code_digest`,
        codeDigests,
      );
    },
    /** For the people of whom something is new. */
    async apply(participantIds: ReadonlySet<string>, touched: Touched): Promise<void> {
      if (participantIds.size === 0) return;
      const corrected = await db.rows<{ id: string }>(
        `SELECT DISTINCT contribution_id AS id FROM corrections
         WHERE participant_id = ANY($1::text[]) AND withdrawn_at IS NULL ORDER BY id`,
        [...participantIds],
      );
      for (const { id } of corrected) await refold(id, touched);
    },
    /** What stands of it, after the deadline or staff changed what counts. */
    settle: refold,
    async revisions(contributionId: string): Promise<readonly Revision[]> {
      const row = await presentOf(contributionId, '');
      if (row === null) return [];
      const masks = await db.rows<{ id: string; title: string | null; words: string }>(
        'SELECT revision AS id, title, words FROM masks WHERE contribution_id = $1',
        contributionId,
      );
      return coveredIn(revisionsOf(row, await ofContribution(contributionId)), masks);
    },
    /** These are not what was meant. */
    async dismiss(contributionId: string, ids: readonly string[], touched: Touched): Promise<void> {
      await db.run('UPDATE corrections SET dismissed = 1 WHERE record_id = ANY($1::text[])', ids);
      await refold(contributionId, touched);
    },
  };
}
