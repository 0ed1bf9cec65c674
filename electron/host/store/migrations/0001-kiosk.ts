/** The kiosk's first tables: its identity, its records with their delivery, drafts and the city's documents. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const kiosk: Migration = {
  name: '0001-kiosk',
  sql: `
CREATE TABLE chain (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  chain_id TEXT NOT NULL
) STRICT;

-- Made before the first enrolment request, so that a request whose answer was lost can be repeated.
CREATE TABLE device_key (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  public_key TEXT NOT NULL,
  private_key TEXT NOT NULL
) STRICT;

CREATE TABLE enrolment (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  device_id TEXT NOT NULL,
  service_id TEXT NOT NULL,
  signing_key TEXT NOT NULL,
  configuration TEXT NOT NULL,
  revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1))
) STRICT;

-- The last time anchor that the service signed; clock_offset is its time less the device's, in ms.
CREATE TABLE anchor (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  anchor_id TEXT NOT NULL,
  statement TEXT NOT NULL,
  signature TEXT NOT NULL,
  epoch TEXT NOT NULL,
  clock_offset INTEGER NOT NULL
) STRICT;

-- ordinal is the order of saving over all chains of this disk.
CREATE TABLE record (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  chain_id TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  session_id TEXT,
  participant_id TEXT,
  header TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  target_id TEXT GENERATED ALWAYS AS (
    CASE WHEN kind IN ('comment', 'support') AND body <> '' THEN json_extract(substr(body, 23), '$.targetId') END
  ) VIRTUAL,
  UNIQUE (chain_id, seq)
) STRICT;
CREATE INDEX record_of_session ON record (session_id, kind);
CREATE INDEX record_of_participant ON record (participant_id, kind);
CREATE INDEX record_session_opened ON record (ordinal) WHERE kind = 'session.opened';
-- A payload's text is canonical, so that the whole of it can be looked up.
CREATE INDEX record_receipt ON record (substr(body, 23)) WHERE kind = 'receipt.issued';

CREATE TRIGGER record_stays BEFORE UPDATE ON record
WHEN NEW.body <> '' OR NEW.ordinal <> OLD.ordinal OR NEW.id <> OLD.id OR NEW.chain_id <> OLD.chain_id
  OR NEW.seq <> OLD.seq OR NEW.kind <> OLD.kind OR NEW.at <> OLD.at OR NEW.session_id IS NOT OLD.session_id
  OR NEW.participant_id IS NOT OLD.participant_id OR NEW.header <> OLD.header OR NEW.hash <> OLD.hash
BEGIN SELECT RAISE(ABORT, 'a record never changes; only its body can be erased'); END;
CREATE TRIGGER record_remains BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'a record is never deleted'); END;

-- What became of each record on its way; rule is the service's reason, or 'batch-malformed' for a record
-- that the service could not read at all.
CREATE TABLE outbox (
  ordinal INTEGER PRIMARY KEY REFERENCES record (ordinal),
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'acknowledged', 'quarantined')),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  settled_at INTEGER,
  rule TEXT,
  CHECK ((state = 'pending') = (settled_at IS NULL)),
  CHECK ((state = 'quarantined') = (rule IS NOT NULL))
) STRICT;
CREATE INDEX outbox_state ON outbox (state, settled_at);

CREATE TABLE draft (
  participant_id TEXT PRIMARY KEY,
  draft TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Wrong PINs in a row.
CREATE TABLE pin_attempts (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  wrong INTEGER NOT NULL CHECK (wrong >= 0)
) STRICT;

-- The feed's documents and, until the feed returns them (own = 1), what was contributed on this kiosk.
-- generation is the snapshot that last named the document.
CREATE TABLE document (
  position INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('consultation', 'proposal', 'event', 'idea', 'comment')),
  id TEXT NOT NULL,
  consultation_id TEXT NOT NULL,
  topic_id TEXT,
  target_id TEXT,
  at INTEGER NOT NULL,
  folded TEXT NOT NULL,
  document TEXT NOT NULL,
  own INTEGER NOT NULL CHECK (own IN (0, 1)),
  generation INTEGER NOT NULL,
  UNIQUE (kind, id)
) STRICT;
CREATE INDEX document_order ON document (consultation_id, kind, at, id);
CREATE INDEX document_target ON document (target_id, at, id) WHERE target_id IS NOT NULL;
CREATE INDEX document_generation ON document (generation);
CREATE INDEX document_own ON document (id) WHERE own = 1;

-- Where the feed was left; sweeping while a snapshot is under way.
CREATE TABLE feed (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch TEXT,
  scope TEXT,
  position INTEGER,
  generation INTEGER NOT NULL,
  sweeping INTEGER NOT NULL CHECK (sweeping IN (0, 1)),
  CHECK ((epoch IS NULL) = (scope IS NULL) AND (epoch IS NULL) = (position IS NULL))
) STRICT;

INSERT INTO pin_attempts (one, wrong) VALUES (1, 0);
INSERT INTO feed (one, generation, sweeping) VALUES (1, 0, 0);
`,
};
