/** Other programs read what the city has, each with a token of its own. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const apiTokens: Migration = {
  name: '0011-api-tokens',
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
`,
};
