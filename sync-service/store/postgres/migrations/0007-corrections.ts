/** People say what they contributed in other words: every revision is kept, and a decision belongs to the one it was made on. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const corrections: Migration = {
  name: '0007-corrections',
  sql: `
-- The record whose words stand, null for the contribution's own. contested: corrections that knew nothing of each other.
ALTER TABLE contributions ADD COLUMN revision TEXT COLLATE "C";
ALTER TABLE contributions ADD COLUMN contested BIGINT NOT NULL DEFAULT 0 CHECK (contested IN (0, 1));
ALTER TABLE moderation ADD COLUMN revision TEXT COLLATE "C";
DROP INDEX contributions_to_review;
CREATE INDEX contributions_to_review ON contributions (ordinal) WHERE (decision IS NULL OR contested = 1);

-- participant_id is null until the slip's record is here. Words that were taken back are empty.
CREATE TABLE corrections (
  record_id TEXT COLLATE "C" PRIMARY KEY,
  contribution_id TEXT COLLATE "C" NOT NULL,
  replaces TEXT COLLATE "C" NOT NULL,
  code_digest TEXT COLLATE "C" NOT NULL,
  participant_id TEXT COLLATE "C",
  device_id TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C",
  words TEXT COLLATE "C" NOT NULL,
  language TEXT COLLATE "C" NOT NULL,
  authorship TEXT COLLATE "C" NOT NULL,
  recorded_at BIGINT NOT NULL,
  dismissed BIGINT NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1)),
  withdrawn_at BIGINT
);
CREATE INDEX corrections_by_code ON corrections (code_digest);
CREATE INDEX corrections_of_participant ON corrections (participant_id) WHERE participant_id IS NOT NULL;
CREATE INDEX corrections_of_contribution ON corrections (contribution_id);
CREATE INDEX corrections_withdrawn ON corrections (device_id, withdrawn_at) WHERE withdrawn_at IS NOT NULL;
`,
};
