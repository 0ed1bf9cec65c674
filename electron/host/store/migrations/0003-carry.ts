/** What a kiosk needs to send and receive files: the service's transport key and a key of its own. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const carry: Migration = {
  name: '0003-carry',
  sql: `
-- An age recipient; null until a service of protocol 2 has told it.
ALTER TABLE enrolment ADD COLUMN transport_key TEXT;

-- identity opens files for this kiosk; request_id names its one request to be enrolled by file; last_return_at is
-- the service's time in the newest return file that was believed.
CREATE TABLE carry (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  identity TEXT NOT NULL,
  recipient TEXT NOT NULL,
  request_id TEXT NOT NULL,
  last_return_at INTEGER
) STRICT;
-- A return file names records by digest.
CREATE INDEX record_hash ON record (hash);
`,
};
