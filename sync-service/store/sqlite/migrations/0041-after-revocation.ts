/** What a kiosk had not sent when it was shut out waits in quarantine for staff. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const afterRevocation: Migration = {
  name: '0041-after-revocation',
  sql: `
-- A CHECK cannot be changed in place.
CREATE TABLE quarantine_next (
  id INTEGER PRIMARY KEY,
  device_id TEXT NOT NULL REFERENCES devices (id),
  record_id TEXT,
  chain_id TEXT,
  seq INTEGER,
  kind TEXT,
  session_id TEXT,
  participant_id TEXT,
  rule TEXT NOT NULL CHECK (rule IN ('header-invalid', 'header-not-canonical', 'chain-foreign',
    'payload-altered', 'payload-invalid', 'kind-unknown', 'id-conflict', 'seq-conflict', 'consultation-unknown',
    'action-not-allowed', 'after-revocation')),
  header TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  decided_at INTEGER,
  decision TEXT CHECK (decision IN ('stored-later', 'accepted', 'refused')),
  UNIQUE (device_id, content_hash),
  CHECK ((decided_at IS NULL) = (decision IS NULL))
) STRICT;
INSERT INTO quarantine_next SELECT * FROM quarantine;
DROP TABLE quarantine;
ALTER TABLE quarantine_next RENAME TO quarantine;
CREATE INDEX quarantine_of_chain ON quarantine (chain_id, seq) WHERE chain_id IS NOT NULL;
CREATE INDEX quarantine_of_session ON quarantine (session_id) WHERE session_id IS NOT NULL;
`,
};
