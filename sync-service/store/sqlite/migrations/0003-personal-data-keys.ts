/** What kiosks seal personal data to. The keys that open it are in no database. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const personalDataKeys: Migration = {
  name: '0003-personal-data-keys',
  sql: `
CREATE TABLE personal_data_keys (
  recipient TEXT PRIMARY KEY,
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX records_sealed ON records (ordinal) WHERE kind IN ('idea.sealed', 'comment.sealed');
CREATE INDEX records_sealed_of_participant ON records (participant_id) WHERE kind IN ('idea.sealed', 'comment.sealed');
`,
};
