/** What became of what somebody said is in the feed, sealed to their slip; the feed takes that kind of document. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const slips: Migration = {
  name: '0060-slips',
  sql: `
-- A copy is to be made where changes is ahead of copied. copy_digest is of what the last one holds; null where there is none.
CREATE TABLE slips (
  participant_id TEXT PRIMARY KEY,
  look_up TEXT NOT NULL UNIQUE,
  consultation_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  changes INTEGER NOT NULL,
  copied INTEGER NOT NULL,
  copy_digest TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX slips_to_copy ON slips (participant_id) WHERE changes > copied;

CREATE TABLE feed_new (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  scope TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('consultation', 'proposal', 'event', 'idea', 'comment', 'slip')),
  id TEXT NOT NULL,
  document TEXT,
  UNIQUE (scope, kind, id)
) STRICT;
INSERT INTO feed_new (position, scope, kind, id, document) SELECT position, scope, kind, id, document FROM feed ORDER BY position;
DROP TABLE feed;
ALTER TABLE feed_new RENAME TO feed;
CREATE INDEX feed_order ON feed (scope, position);
`,
};
