/** Corrections are judged by the deadline too, and staff say of doubtful ones whether they count. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const lateCorrections: Migration = {
  name: '0058-late-corrections',
  sql: `
CREATE TABLE after_end_of_all (
  record_id TEXT PRIMARY KEY REFERENCES records (id),
  consultation_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('idea', 'comment', 'support', 'contribution.corrected')),
  at INTEGER NOT NULL,
  lower_bound INTEGER,
  upper_bound INTEGER NOT NULL,
  steady INTEGER NOT NULL CHECK (steady IN (0, 1)),
  timing TEXT NOT NULL CHECK (timing IN ('in', 'late', 'doubtful'))
) STRICT, WITHOUT ROWID;
INSERT INTO after_end_of_all SELECT record_id, consultation_id, kind, at, lower_bound, upper_bound, steady, timing FROM after_end;
DROP TABLE after_end;
ALTER TABLE after_end_of_all RENAME TO after_end;
CREATE INDEX after_end_of_consultation ON after_end (consultation_id, timing);
CREATE INDEX after_end_corrections ON after_end (timing) WHERE kind = 'contribution.corrected';

-- The last entry of the log: what staff say of one that is doubtful.
ALTER TABLE corrections ADD COLUMN admission TEXT CHECK (admission IN ('admitted', 'kept-out'));
-- Of other words of its author that do not stand, as they came after the end or perhaps did.
ALTER TABLE contributions ADD COLUMN correction_timing TEXT CHECK (correction_timing IN ('late', 'doubtful'));
CREATE INDEX contributions_corrected_late ON contributions (correction_timing) WHERE correction_timing IS NOT NULL;
CREATE TABLE admissions (
  ordinal INTEGER PRIMARY KEY,
  turn TEXT NOT NULL,
  contribution_id TEXT NOT NULL REFERENCES contributions (id),
  revision TEXT NOT NULL REFERENCES corrections (record_id),
  admission TEXT CHECK (admission IN ('admitted', 'kept-out')),
  was TEXT CHECK (was IN ('admitted', 'kept-out')),
  at INTEGER NOT NULL,
  account_id TEXT NOT NULL REFERENCES staff_accounts (id)
) STRICT;
CREATE INDEX admissions_of_revision ON admissions (revision, ordinal);
CREATE INDEX admissions_of_turn ON admissions (turn);
`,
};
