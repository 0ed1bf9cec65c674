/** Ideas that say the same, joined with the one that stays: a log in which the last entry counts. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const merges: Migration = {
  name: '0048-merges',
  sql: `
-- into_id: null takes it apart. was: with what it was joined before. revision: the words that were joined.
CREATE TABLE merges (
  ordinal INTEGER PRIMARY KEY,
  turn TEXT NOT NULL,
  contribution_id TEXT NOT NULL REFERENCES contributions (id),
  revision TEXT,
  into_id TEXT REFERENCES contributions (id),
  was TEXT REFERENCES contributions (id),
  at INTEGER NOT NULL,
  account_id TEXT NOT NULL REFERENCES staff_accounts (id)
) STRICT;
CREATE INDEX merges_of_contribution ON merges (contribution_id, ordinal);
CREATE INDEX merges_of_turn ON merges (turn);

-- The last entry; it holds while both are published.
ALTER TABLE contributions ADD COLUMN merged_into TEXT;
CREATE INDEX contributions_merged ON contributions (merged_into) WHERE merged_into IS NOT NULL;
`,
};
