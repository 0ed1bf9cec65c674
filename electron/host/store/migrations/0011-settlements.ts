/** Saving writes less: a record waits because nothing settles it, and no longer because a row says so. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const settlements: Migration = {
  name: '0011-settlements',
  sql: `
-- What the service said of a record; one without a row is pending. rule is null where the service has stored it.
CREATE TABLE settlement (
  ordinal INTEGER PRIMARY KEY REFERENCES record (ordinal),
  settled_at INTEGER NOT NULL,
  rule TEXT
) STRICT;
INSERT INTO settlement (ordinal, settled_at, rule)
  SELECT ordinal, settled_at, rule FROM outbox WHERE state <> 'pending' ORDER BY ordinal;
CREATE INDEX settlement_rule ON settlement (rule) WHERE rule IS NOT NULL;

-- Every record up to settled_through has a settlement: what is pending is looked for above it.
CREATE TABLE delivery (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  settled_through INTEGER NOT NULL,
  acknowledged_at INTEGER
) STRICT;
INSERT INTO delivery (one, settled_through, acknowledged_at) SELECT 1,
  coalesce(
    (SELECT min(ordinal) - 1 FROM record WHERE ordinal NOT IN (SELECT ordinal FROM settlement)),
    (SELECT max(ordinal) FROM record), 0),
  (SELECT max(settled_at) FROM settlement WHERE rule IS NULL);

DROP TABLE outbox;
CREATE VIEW outbox AS
  SELECT ordinal,
    CASE WHEN settled_at IS NULL THEN 'pending' WHEN rule IS NULL THEN 'acknowledged' ELSE 'quarantined' END AS state,
    octet_length(header) + octet_length(body) + 2 AS bytes, settled_at, rule
  FROM record LEFT JOIN settlement USING (ordinal);

-- What counts leaves out without reading bodies.
CREATE INDEX record_erased ON record (participant_id, kind) WHERE body = '';

-- Read once a return file or a snapshot, which reads as much by itself; written with every contribution.
DROP INDEX record_hash;
DROP INDEX document_generation;
DROP INDEX document_own;
`,
};
