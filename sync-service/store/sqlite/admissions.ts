import type { Sqlite } from '../../../platform/sqlite.ts';
import { ADMISSION_ACTION, type AdmissionEntry, type DoneAdmission, doubtfulOne } from '../admissions.ts';
import type { Admit, ByStaff } from '../moderation.ts';
import type { Touched } from '../published.ts';
import { auditLog } from './audit-log.ts';
import type { Corrections } from './corrections.ts';

/** Synchronous, within the transaction of whoever asks. */
export function admissionTable(db: Sqlite, corrections: Corrections) {
  const append = db.prepare<[AdmissionEntry]>(
    `INSERT INTO admissions (turn, contribution_id, revision, admission, was, at, account_id)
     VALUES (@turn, @contributionId, @revision, @admission, @was, @at, @accountId)`,
  );
  const set = db.prepare('UPDATE corrections SET admission = ? WHERE record_id = ?');
  const ofTurn = db.prepare<[string], DoneAdmission>(
    `SELECT ordinal, contribution_id AS contributionId, revision, admission, was FROM admissions WHERE turn = ?`,
  );
  const latest = db
    .prepare<[string], number>('SELECT max(ordinal) FROM admissions WHERE revision = ?')
    .pluck();
  const log = auditLog(db);

  const doubtful = (contributionId: string, revision: string) =>
    doubtfulOne(revision, corrections.revisions(contributionId));
  const enter = (entry: AdmissionEntry, action: string, touched: Touched): void => {
    const { contributionId, revision, admission, at, accountId } = entry;
    append.run(entry);
    set.run(admission, revision);
    log({ at, accountId, action, subject: contributionId, detail: revision });
    corrections.settle(contributionId, touched);
    touched.contributions.add(contributionId);
  };

  return {
    /** False where nobody has a say in it, or nothing would change. */
    admit(request: Admit, touched: Touched): boolean {
      const found = doubtful(request.contributionId, request.revision);
      if (found === null || found.admission === request.admission) return false;
      enter({ ...request, was: found.admission }, ADMISSION_ACTION[request.admission], touched);
      return true;
    },
    undo(
      { turn, undoTurn, at, accountId }: ByStaff & { readonly turn: string; readonly undoTurn: string },
      touched: Touched,
    ): { readonly decided: number; readonly undone: number } {
      const all = ofTurn.all(turn);
      let undone = 0;
      for (const { ordinal, contributionId, revision, admission, was } of all) {
        if (latest.get(revision) !== ordinal || doubtful(contributionId, revision) === null) continue;
        const entry = { turn: undoTurn, contributionId, revision, admission: was, was: admission };
        enter({ ...entry, at, accountId }, 'contribution.decision-undone', touched);
        undone += 1;
      }
      return { decided: all.length, undone };
    },
  };
}
