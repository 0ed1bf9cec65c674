/** People say what they contributed in other words: every revision is kept, and a decision belongs to the one it was made on. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const corrections: Migration = {
  name: '0019-corrections',
  sql: `
-- The record whose words stand, null for the contribution's own. contested: corrections that knew nothing of each other.
ALTER TABLE contributions ADD COLUMN revision TEXT;
ALTER TABLE contributions ADD COLUMN contested INTEGER NOT NULL DEFAULT 0 CHECK (contested IN (0, 1));
ALTER TABLE moderation ADD COLUMN revision TEXT;
DROP INDEX contributions_to_review;
CREATE INDEX contributions_to_review ON contributions (ordinal) WHERE (decision IS NULL OR contested = 1);

-- participant_id is null until the slip's record is here. Words that were taken back are empty.
CREATE TABLE corrections (
  record_id TEXT PRIMARY KEY,
  contribution_id TEXT NOT NULL,
  replaces TEXT NOT NULL,
  code_digest TEXT NOT NULL,
  participant_id TEXT,
  device_id TEXT NOT NULL,
  title TEXT,
  words TEXT NOT NULL,
  language TEXT NOT NULL,
  authorship TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  dismissed INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1)),
  withdrawn_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX corrections_by_code ON corrections (code_digest);
CREATE INDEX corrections_of_participant ON corrections (participant_id) WHERE participant_id IS NOT NULL;
CREATE INDEX corrections_of_contribution ON corrections (contribution_id);
CREATE INDEX corrections_withdrawn ON corrections (device_id, withdrawn_at) WHERE withdrawn_at IS NOT NULL;
`,
};
