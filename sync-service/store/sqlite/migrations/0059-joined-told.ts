/** Webhooks are told of a joined idea as such. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const joinedTold: Migration = {
  name: '0059-joined-told',
  sql: `
CREATE TABLE webhook_deliveries_new (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  event TEXT NOT NULL CHECK (event IN ('contribution.published', 'contribution.corrected', 'contribution.joined',
    'contribution.unpublished', 'contribution.withdrawn', 'answer.given', 'test')),
  kind TEXT CHECK (kind IN ('idea', 'comment', 'proposal')),
  subject_id TEXT,
  consultation_id TEXT,
  created_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  last_at INTEGER,
  status INTEGER,
  failure TEXT,
  delivered_at INTEGER,
  CHECK ((event = 'test') = (kind IS NULL)),
  CHECK ((kind IS NULL) = (subject_id IS NULL)),
  CHECK ((kind IS NULL) = (consultation_id IS NULL))
) STRICT;
INSERT INTO webhook_deliveries_new (ordinal, id, webhook_id, event, kind, subject_id, consultation_id, created_at,
    attempts, due_at, last_at, status, failure, delivered_at)
  SELECT ordinal, id, webhook_id, event, kind, subject_id, consultation_id, created_at,
    attempts, due_at, last_at, status, failure, delivered_at FROM webhook_deliveries;
DROP TABLE webhook_deliveries;
ALTER TABLE webhook_deliveries_new RENAME TO webhook_deliveries;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_to ON webhook_deliveries (webhook_id, last_at);
CREATE INDEX webhook_deliveries_last ON webhook_deliveries (last_at);
`,
};
