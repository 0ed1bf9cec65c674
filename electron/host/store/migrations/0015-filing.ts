/** Saving writes less: a record is only added at the end; where it is found is filed when somebody looks, from the record. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const filing: Migration = {
  name: '0015-filing',
  sql: `
-- A constraint goes with its table alone, and a table with those that refer to it.
DROP VIEW outbox;
CREATE TABLE settled (ordinal INTEGER PRIMARY KEY, settled_at INTEGER NOT NULL, rule TEXT) STRICT;
INSERT INTO settled (ordinal, settled_at, rule) SELECT ordinal, settled_at, rule FROM settlement ORDER BY ordinal;
DROP TABLE settlement;

CREATE TABLE recorded (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
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
  ) VIRTUAL
) STRICT;
INSERT INTO recorded (ordinal, id, chain_id, seq, kind, at, session_id, participant_id, header, hash, body)
  SELECT ordinal, id, chain_id, seq, kind, at, session_id, participant_id, header, hash, body FROM record ORDER BY ordinal;
DROP TABLE record;
ALTER TABLE recorded RENAME TO record;

-- Each of them is of few records, and none of a contribution as it is saved.
CREATE INDEX record_session_opened ON record (ordinal) WHERE kind = 'session.opened';
CREATE INDEX record_receipt ON record (substr(body, 23)) WHERE kind = 'receipt.issued';
CREATE INDEX record_withdrawn ON record (json_extract(substr(body, 23), '$.codeDigest'))
  WHERE kind = 'contribution.withdrawn' AND body <> '';
CREATE INDEX record_corrected ON record (json_extract(substr(body, 23), '$.contributionId'))
  WHERE kind = 'contribution.corrected' AND body <> '';
CREATE INDEX record_erased ON record (participant_id, kind) WHERE body = '';

CREATE TRIGGER record_stays BEFORE UPDATE ON record
WHEN NEW.body <> '' OR NEW.ordinal <> OLD.ordinal OR NEW.id <> OLD.id OR NEW.chain_id <> OLD.chain_id
  OR NEW.seq <> OLD.seq OR NEW.kind <> OLD.kind OR NEW.at <> OLD.at OR NEW.session_id IS NOT OLD.session_id
  OR NEW.participant_id IS NOT OLD.participant_id OR NEW.header <> OLD.header OR NEW.hash <> OLD.hash
BEGIN SELECT RAISE(ABORT, 'a record never changes; only its body can be erased'); END;
CREATE TRIGGER record_remains BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'a record is never deleted'); END;
-- What an index said before that each save wrote; the last record is at hand.
CREATE TRIGGER record_follows BEFORE INSERT ON record
WHEN NEW.seq <> (SELECT last.seq + 1 FROM record AS last
  WHERE last.ordinal = (SELECT max(ordinal) FROM record) AND last.chain_id = NEW.chain_id)
BEGIN SELECT RAISE(ABORT, 'a record follows on the one before'); END;

CREATE TABLE settlement (
  ordinal INTEGER PRIMARY KEY REFERENCES record (ordinal),
  settled_at INTEGER NOT NULL,
  rule TEXT
) STRICT;
INSERT INTO settlement (ordinal, settled_at, rule) SELECT ordinal, settled_at, rule FROM settled ORDER BY ordinal;
CREATE INDEX settlement_rule ON settlement (rule) WHERE rule IS NOT NULL;
DROP TABLE settled;
CREATE VIEW outbox AS
  SELECT ordinal,
    CASE WHEN settled_at IS NULL THEN 'pending' WHEN rule IS NULL THEN 'acknowledged' ELSE 'quarantined' END AS state,
    octet_length(header) + octet_length(body) + 2 AS bytes, settled_at, rule
  FROM record LEFT JOIN settlement USING (ordinal);

-- Where to find every record up to filed_through; those after it are few, and looked through.
CREATE TABLE filed (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  chain_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  session_id TEXT,
  participant_id TEXT
) STRICT;
INSERT INTO filed (ordinal, id, chain_id, seq, kind, session_id, participant_id)
  SELECT ordinal, id, chain_id, seq, kind, session_id, participant_id FROM record ORDER BY ordinal;
CREATE INDEX filed_by_id ON filed (id);
CREATE INDEX filed_by_place ON filed (chain_id, seq);
CREATE INDEX filed_of_session ON filed (session_id, kind);
CREATE INDEX filed_of_participant ON filed (participant_id, kind);
CREATE TABLE filing (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  filed_through INTEGER NOT NULL
) STRICT;
INSERT INTO filing (one, filed_through) SELECT 1, coalesce(max(ordinal), 0) FROM record;
`,
};
