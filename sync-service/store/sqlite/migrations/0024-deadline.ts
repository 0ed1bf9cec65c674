/** What arrived after the end of its consultation, and how far a chain went when the service signed an anchor for it. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const deadline: Migration = {
  name: '0024-deadline',
  sql: `
-- What the device had recorded by then, as it said with its proof; null before this was kept.
ALTER TABLE time_anchors ADD COLUMN chain_id TEXT;
ALTER TABLE time_anchors ADD COLUMN head_seq INTEGER;
CREATE INDEX time_anchors_of_chain ON time_anchors (chain_id, head_seq) WHERE chain_id IS NOT NULL;

-- at, lower_bound, upper_bound and steady are the evidence (common/domain/deadline.ts), timing is what follows from it and
-- the consultation's end.
CREATE TABLE after_end (
  record_id TEXT PRIMARY KEY REFERENCES records (id),
  consultation_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('idea', 'comment', 'support')),
  at INTEGER NOT NULL,
  lower_bound INTEGER,
  upper_bound INTEGER NOT NULL,
  steady INTEGER NOT NULL CHECK (steady IN (0, 1)),
  timing TEXT NOT NULL CHECK (timing IN ('in', 'late', 'doubtful'))
) STRICT, WITHOUT ROWID;
CREATE INDEX after_end_of_consultation ON after_end (consultation_id, timing);
`,
};
