/** Other programs read what the city has, each with a token of its own, and are told when something is new. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const restApi: Migration = {
  name: '0011-rest-api',
  sql: `
-- scopes is a JSON array of common/contract/api-scopes.ts. A name stays taken, so that the log tells one from another.
CREATE TABLE api_tokens (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  token_digest TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  account_id TEXT NOT NULL REFERENCES staff_accounts (id),
  expires_at INTEGER,
  last_used_at INTEGER,
  revoked_at INTEGER
) STRICT;

-- The secret of each is made anew from the service's signing key, and stands nowhere.
CREATE TABLE webhooks (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  account_id TEXT NOT NULL REFERENCES staff_accounts (id)
) STRICT;

-- What a webhook is to be told, written together with what happened. It names documents and holds no word of anybody.
-- due_at is null once it was delivered or given up.
CREATE TABLE webhook_deliveries (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  event TEXT NOT NULL CHECK (event IN ('contribution.published', 'contribution.unpublished',
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
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_to ON webhook_deliveries (webhook_id, last_at);
`,
};
