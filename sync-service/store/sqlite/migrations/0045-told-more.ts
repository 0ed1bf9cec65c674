/** What other programs are told besides: every change of a contribution, corrected words, and files that kiosks wrote. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const toldMore: Migration = {
  name: '0045-told-more',
  sql: `
-- One row a contribution, at a new position whenever anything that staff see of it changes.
CREATE TABLE contribution_changes (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  consultation_id TEXT NOT NULL,
  contribution_id TEXT NOT NULL UNIQUE REFERENCES contributions (id)
) STRICT;
CREATE INDEX contribution_changes_of ON contribution_changes (consultation_id, position);
INSERT INTO contribution_changes (consultation_id, contribution_id)
  SELECT consultation_id, id FROM contributions ORDER BY ordinal;

-- A file that a facilitator took at a kiosk: token says who, as it does for a program.
ALTER TABLE exports ADD COLUMN device_id TEXT REFERENCES devices (id);

CREATE TABLE webhook_deliveries_new (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  event TEXT NOT NULL CHECK (event IN ('contribution.published', 'contribution.corrected', 'contribution.unpublished',
    'contribution.withdrawn', 'answer.given', 'test')),
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
INSERT INTO webhook_deliveries_new SELECT * FROM webhook_deliveries;
DROP TABLE webhook_deliveries;
ALTER TABLE webhook_deliveries_new RENAME TO webhook_deliveries;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_to ON webhook_deliveries (webhook_id, last_at);
`,
};
