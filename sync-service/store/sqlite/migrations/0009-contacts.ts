/** People who want their first name shown, and people whom the city may reach with its answer. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const contacts: Migration = {
  name: '0009-contacts',
  sql: `
-- Null for whoever does not want it shown.
ALTER TABLE participants ADD COLUMN first_name TEXT;
-- The record that said so last.
ALTER TABLE participants ADD COLUMN record_id TEXT;

-- sealed is the base64 of an age file that only the holders of the city's personal-data key open.
CREATE TABLE contacts (
  participant_id TEXT PRIMARY KEY,
  record_id TEXT NOT NULL,
  preference TEXT NOT NULL CHECK (preference IN ('phone', 'letter', 'e-mail')),
  language TEXT NOT NULL,
  sealed TEXT NOT NULL,
  device_id TEXT NOT NULL REFERENCES devices (id),
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who was told what the city had said through an instant; the last entry counts, and 0 takes it back.
CREATE TABLE told (
  ordinal INTEGER PRIMARY KEY,
  participant_id TEXT NOT NULL,
  through INTEGER NOT NULL,
  at INTEGER NOT NULL,
  account_id TEXT NOT NULL REFERENCES staff_accounts (id)
) STRICT;
CREATE INDEX told_participant ON told (participant_id, ordinal);
`,
};
