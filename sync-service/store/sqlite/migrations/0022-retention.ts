/** How long each kind of data is kept, what was erased for its age, and what a file for a platform left out. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const retention: Migration = {
  name: '0022-retention',
  sql: `
-- JSON: what a file for a platform shortened or left out, with its numbers.
ALTER TABLE exports ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';

-- Erased for its age: then withdrawn_at is set too, although nobody took it back.
ALTER TABLE contributions ADD COLUMN expired_at INTEGER;

-- Kinds without a row are kept for good.
CREATE TABLE retention (
  kind TEXT PRIMARY KEY CHECK (kind IN ('words', 'sealed-words', 'contacts', 'statistics', 'quarantine', 'exports', 'audit')),
  days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 36500)
) STRICT, WITHOUT ROWID;

-- What one run erased of a kind: everything that was older than the instant.
CREATE TABLE retention_reports (
  ordinal INTEGER PRIMARY KEY,
  run TEXT NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  older_than INTEGER NOT NULL,
  erased INTEGER NOT NULL CHECK (erased >= 1),
  UNIQUE (run, kind)
) STRICT;
`,
};
