/** People take back what they contributed: the words go, an empty contribution stays. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const withdrawals: Migration = {
  name: '0010-withdrawals',
  sql: `
-- Then title and words are empty and the state is 'held' for good.
ALTER TABLE contributions ADD COLUMN withdrawn_at INTEGER;
CREATE INDEX contributions_withdrawn ON contributions (device_id, withdrawn_at) WHERE withdrawn_at IS NOT NULL;

-- contribution_id is null for all that stands behind the code. participant_id is null until the slip's record is here.
CREATE TABLE withdrawals (
  record_id TEXT PRIMARY KEY,
  code_digest TEXT NOT NULL,
  contribution_id TEXT,
  participant_id TEXT,
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX withdrawals_by_code ON withdrawals (code_digest);
CREATE INDEX withdrawals_of_participant ON withdrawals (participant_id) WHERE participant_id IS NOT NULL;
`,
};
