/** The service's first tables: the kiosks, their records, what is folded from them, the feed, the staff. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const service: Migration = {
  name: '0001-service',
  sql: `
CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  service_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  signing_key TEXT NOT NULL
) STRICT;

-- Consultations, official proposals and events, as JSON by common/contract/feed.ts.
CREATE TABLE documents (
  kind TEXT NOT NULL CHECK (kind IN ('consultation', 'proposal', 'event')),
  id TEXT NOT NULL,
  consultation_id TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT;

CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  public_key TEXT NOT NULL,
  name TEXT NOT NULL,
  place TEXT NOT NULL,
  consultation_id TEXT NOT NULL,
  languages TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL,
  last_seen_at INTEGER,
  revoked_at INTEGER,
  revoked_reason TEXT CHECK (revoked_reason IN ('lost', 'replaced')),
  last_trusted_seq INTEGER,
  CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL)),
  CHECK (last_trusted_seq IS NULL OR revoked_at IS NOT NULL)
) STRICT;

CREATE TABLE facilitators (
  device_id TEXT NOT NULL REFERENCES devices (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  pin_hash TEXT NOT NULL,
  PRIMARY KEY (device_id, id)
) STRICT, WITHOUT ROWID;

-- A code is known by its digest; device_id is who spent it. configuration is JSON by common/contract/sync.ts.
CREATE TABLE enrolment_codes (
  code_digest TEXT PRIMARY KEY,
  configuration TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
  used_at INTEGER,
  device_id TEXT REFERENCES devices (id),
  CHECK ((used_at IS NULL) = (device_id IS NULL))
) STRICT;

-- head: the highest record ever kept of the chain, stored or in quarantine; reported_seq: the highest that
-- the device ever told at a handshake. Both outlive a loss of records and so prove it.
CREATE TABLE chains (
  chain_id TEXT PRIMARY KEY,
  device_id TEXT NOT NULL REFERENCES devices (id),
  head_seq INTEGER NOT NULL DEFAULT 0 CHECK (head_seq >= 0),
  head_hash TEXT,
  reported_seq INTEGER NOT NULL DEFAULT 0 CHECK (reported_seq >= 0),
  CHECK ((head_seq = 0) = (head_hash IS NULL))
) STRICT;
CREATE INDEX chains_of_device ON chains (device_id);

CREATE TABLE time_anchors (
  id TEXT PRIMARY KEY,
  device_id TEXT NOT NULL REFERENCES devices (id),
  at INTEGER NOT NULL,
  statement TEXT NOT NULL,
  signature TEXT NOT NULL
) STRICT;
CREATE INDEX time_anchors_of_device ON time_anchors (device_id, at);

-- body is null when the payload was erased. ordinal is the order of arrival.
CREATE TABLE records (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  chain_id TEXT NOT NULL REFERENCES chains (chain_id),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  kind TEXT NOT NULL,
  session_id TEXT,
  participant_id TEXT,
  header TEXT NOT NULL,
  body TEXT,
  hash TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  UNIQUE (chain_id, seq)
) STRICT;
CREATE INDEX records_of_session ON records (session_id, kind) WHERE session_id IS NOT NULL;

-- The sessions that any record ever named, in the order of their arrival; it outlives the records.
CREATE TABLE sessions (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  device_id TEXT NOT NULL REFERENCES devices (id)
) STRICT;

-- Kept whole, for staff to decide. What could be read of the header stands in the columns; a row with a chain
-- is a link of it like any other, unless the rule is 'chain-foreign'.
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  device_id TEXT NOT NULL REFERENCES devices (id),
  record_id TEXT,
  chain_id TEXT,
  seq INTEGER,
  kind TEXT,
  session_id TEXT,
  participant_id TEXT,
  rule TEXT NOT NULL CHECK (rule IN ('header-invalid', 'header-not-canonical', 'chain-foreign',
    'payload-altered', 'payload-invalid', 'kind-unknown', 'id-conflict', 'seq-conflict', 'consultation-unknown')),
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
CREATE INDEX quarantine_of_chain ON quarantine (chain_id, seq) WHERE chain_id IS NOT NULL;
CREATE INDEX quarantine_of_session ON quarantine (session_id) WHERE session_id IS NOT NULL;

-- publish_words: whether the person agreed to publishing; a no wins over any yes.
CREATE TABLE participants (
  id TEXT PRIMARY KEY,
  publish_words INTEGER NOT NULL CHECK (publish_words IN (0, 1))
) STRICT, WITHOUT ROWID;

-- at is the device's clock for 'kiosk' and the source's date for 'import'; id is the record's id for 'kiosk'.
CREATE TABLE contributions (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('idea', 'comment')),
  origin TEXT NOT NULL CHECK (origin IN ('kiosk', 'import')),
  consultation_id TEXT NOT NULL,
  device_id TEXT REFERENCES devices (id),
  session_id TEXT,
  participant_id TEXT,
  topic_id TEXT,
  title TEXT,
  words TEXT NOT NULL,
  language TEXT NOT NULL,
  target_id TEXT,
  target_kind TEXT CHECK (target_kind IN ('idea', 'proposal')),
  -- No list of more than two: SQLite makes a set of it anew for each row.
  authorship TEXT CHECK (authorship IN ('verbatim', 'summarised') OR authorship IN ('interpreted', 'group')),
  state TEXT NOT NULL CHECK (state IN ('published', 'held') OR state = 'refused'),
  recorded_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  imported_supports INTEGER NOT NULL DEFAULT 0 CHECK (imported_supports >= 0),
  attribution TEXT,
  CHECK ((kind = 'idea') = (title IS NOT NULL)),
  CHECK ((kind = 'comment') = (target_id IS NOT NULL)),
  CHECK ((target_id IS NULL) = (target_kind IS NULL)),
  CHECK ((origin = 'kiosk') = (device_id IS NOT NULL)),
  CHECK ((origin = 'import') = (attribution IS NOT NULL))
) STRICT;
CREATE INDEX contributions_of_session ON contributions (session_id, ordinal) WHERE session_id IS NOT NULL;
CREATE INDEX contributions_of_participant ON contributions (participant_id) WHERE participant_id IS NOT NULL;
CREATE INDEX contributions_on_target ON contributions (target_id, target_kind, state) WHERE target_id IS NOT NULL;

-- One support per person and target; a walk-in has no participant and is not de-duplicated. The target may
-- not be here yet. record_id is the record that was folded first.
CREATE TABLE supports (
  record_id TEXT PRIMARY KEY,
  participant_id TEXT,
  target_id TEXT NOT NULL,
  target_kind TEXT NOT NULL CHECK (target_kind IN ('idea', 'proposal')),
  consultation_id TEXT NOT NULL,
  device_id TEXT NOT NULL REFERENCES devices (id),
  session_id TEXT,
  recorded_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  UNIQUE (participant_id, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX supports_on_target ON supports (target_id, target_kind);
CREATE INDEX supports_of_session ON supports (session_id) WHERE session_id IS NOT NULL;

CREATE TABLE receipts (
  code_digest TEXT PRIMARY KEY,
  participant_id TEXT NOT NULL,
  device_id TEXT NOT NULL REFERENCES devices (id)
) STRICT, WITHOUT ROWID;

-- A document that changes takes a new position; document is null for a tombstone. AUTOINCREMENT so that no
-- position is ever given twice.
CREATE TABLE feed (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  scope TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('idea', 'comment') OR kind IN ('proposal', 'event') OR kind = 'consultation'),
  id TEXT NOT NULL,
  document TEXT,
  UNIQUE (scope, kind, id)
) STRICT;
CREATE INDEX feed_order ON feed (scope, position);

CREATE TABLE staff_accounts (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('administrator', 'moderator', 'exporter', 'reader')),
  password_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE staff_sign_ins (
  token_digest TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES staff_accounts (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > created_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_sign_ins_expiry ON staff_sign_ins (expires_at);

-- What staff do. account_id is null for what was done at the service's own command line.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  account_id TEXT REFERENCES staff_accounts (id),
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
`,
};
