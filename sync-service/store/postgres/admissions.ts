import { ADMISSION_ACTION, type AdmissionEntry, type DoneAdmission, doubtfulOne } from '../admissions.ts';
import type { Admit, ByStaff } from '../moderation.ts';
import type { Touched } from '../published.ts';
import { auditLog } from './audit-log.ts';
import type { Corrections } from './corrections.ts';
import type { Postgres } from './database.ts';

/** Within the transaction of whoever asks. */
export function admissionTable(db: Postgres, corrections: Corrections) {
  const log = auditLog(db);
  /** Whoever else decides about the same contribution waits. */
  const doubtful = async (contributionId: string, revision: string) => {
    await db.run('SELECT 1 FROM contributions WHERE id = $1 FOR UPDATE', contributionId);
    return doubtfulOne(revision, await corrections.revisions(contributionId));
  };
  const enter = async (entry: AdmissionEntry, action: string, touched: Touched): Promise<void> => {
    const { turn, contributionId, revision, admission, was, at, accountId } = entry;
    await db.run(
      `INSERT INTO admissions (turn, contribution_id, revision, admission, was, at, account_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      turn,
      contributionId,
      revision,
      admission,
      was,
      at,
      accountId,
    );
    await db.run('UPDATE corrections SET admission = $1 WHERE record_id = $2', admission, revision);
    await log({ at, accountId, action, subject: contributionId, detail: revision });
    await corrections.settle(contributionId, touched);
    touched.contributions.add(contributionId);
  };

  return {
    /** False where nobody has a say in it, or nothing would change. */
    async admit(request: Admit, touched: Touched): Promise<boolean> {
      const found = await doubtful(request.contributionId, request.revision);
      if (found === null || found.admission === request.admission) return false;
      await enter({ ...request, was: found.admission }, ADMISSION_ACTION[request.admission], touched);
      return true;
    },
    async undo(
      { turn, undoTurn, at, accountId }: ByStaff & { readonly turn: string; readonly undoTurn: string },
      touched: Touched,
    ): Promise<{ readonly decided: number; readonly undone: number }> {
      const all = await db.rows<DoneAdmission>(
        `SELECT ordinal, contribution_id AS "contributionId", revision, admission, was FROM admissions WHERE turn = $1`,
        turn,
      );
      let undone = 0;
      for (const { ordinal, contributionId, revision, admission, was } of all) {
        const present = await doubtful(contributionId, revision);
        const latest = await db.one<{ ordinal: number }>(
          'SELECT max(ordinal) AS ordinal FROM admissions WHERE revision = $1',
          revision,
        );
        if (present === null || latest?.ordinal !== ordinal) continue;
        const entry = { turn: undoTurn, contributionId, revision, admission: was, was: admission };
        await enter({ ...entry, at, accountId }, 'contribution.decision-undone', touched);
        undone += 1;
      }
      return { decided: all.length, undone };
    },
  };
}
