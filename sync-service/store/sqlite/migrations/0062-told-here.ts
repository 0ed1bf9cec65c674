/** Whoever comes back can be told the answer in person, where they took part. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const toldHere: Migration = {
  name: '0062-told-here',
  sql: `
CREATE TABLE contacts_new (
  participant_id TEXT PRIMARY KEY,
  record_id TEXT NOT NULL,
  preference TEXT NOT NULL CHECK (preference IN ('phone', 'letter', 'e-mail', 'here')),
  language TEXT NOT NULL,
  sealed TEXT NOT NULL,
  device_id TEXT NOT NULL REFERENCES devices (id),
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO contacts_new (participant_id, record_id, preference, language, sealed, device_id, received_at)
  SELECT participant_id, record_id, preference, language, sealed, device_id, received_at FROM contacts;
DROP TABLE contacts;
ALTER TABLE contacts_new RENAME TO contacts;
CREATE INDEX contacts_of_record ON contacts (record_id);
`,
};
