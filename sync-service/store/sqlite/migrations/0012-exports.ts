/** What staff took with them, and who was told what people have taken back since. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const exports: Migration = {
  name: '0012-exports',
  sql: `
-- When the words went: later than withdrawn_at where the slip's record came after the withdrawal.
ALTER TABLE contributions ADD COLUMN erased_at INTEGER;
UPDATE contributions SET erased_at = withdrawn_at WHERE withdrawn_at IS NOT NULL;
CREATE INDEX contributions_erased ON contributions (erased_at) WHERE erased_at IS NOT NULL;

-- Null in the filter does not narrow. columns is JSON. ended_at is null while it is written, and when the service ended meanwhile;
-- rows, bytes and sha256 are null for a file that is not whole.
CREATE TABLE exports (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  account_id TEXT REFERENCES staff_accounts (id),
  token TEXT,
  file_name TEXT NOT NULL,
  consultation_id TEXT,
  session_id TEXT,
  kind TEXT CHECK (kind IN ('idea', 'comment', 'support')),
  state TEXT CHECK (state IN ('published', 'held', 'refused')),
  language TEXT,
  received_from INTEGER,
  received_to INTEGER,
  columns TEXT NOT NULL,
  ended_at INTEGER,
  rows INTEGER,
  bytes INTEGER,
  sha256 TEXT,
  CHECK ((account_id IS NULL) <> (token IS NULL)),
  CHECK ((rows IS NULL) = (bytes IS NULL)),
  CHECK ((bytes IS NULL) = (sha256 IS NULL))
) STRICT;

-- Of what was taken back through an instant, the holder of that export was told; the last entry counts, and 0 takes it back.
CREATE TABLE export_told (
  ordinal INTEGER PRIMARY KEY,
  export_id TEXT NOT NULL REFERENCES exports (id),
  through INTEGER NOT NULL,
  at INTEGER NOT NULL,
  account_id TEXT NOT NULL REFERENCES staff_accounts (id)
) STRICT;
CREATE INDEX export_told_of ON export_told (export_id, ordinal);
`,
};
