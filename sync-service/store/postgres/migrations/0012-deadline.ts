/** What arrived after the end of its consultation, and how far a chain went when the service signed an anchor for it. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const deadline: Migration = {
  name: '0012-deadline',
  sql: `
ALTER TABLE time_anchors ADD COLUMN chain_id TEXT COLLATE "C";
ALTER TABLE time_anchors ADD COLUMN head_seq BIGINT;
CREATE INDEX time_anchors_of_chain ON time_anchors (chain_id, head_seq) WHERE chain_id IS NOT NULL;

CREATE TABLE after_end (
  record_id TEXT COLLATE "C" PRIMARY KEY REFERENCES records (id),
  consultation_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('idea', 'comment', 'support')),
  at BIGINT NOT NULL,
  lower_bound BIGINT,
  upper_bound BIGINT NOT NULL,
  steady BIGINT NOT NULL CHECK (steady IN (0, 1)),
  timing TEXT COLLATE "C" NOT NULL CHECK (timing IN ('in', 'late', 'doubtful'))
);
CREATE INDEX after_end_of_consultation ON after_end (consultation_id, timing);
`,
};
