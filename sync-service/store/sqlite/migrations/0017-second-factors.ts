/** A second step of signing in: a sealed key, the last time step that was used, and digests of one-time codes. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const secondFactors: Migration = {
  name: '0017-second-factors',
  sql: `
CREATE TABLE second_factors (
  account_id TEXT PRIMARY KEY REFERENCES staff_accounts (id),
  sealed_key TEXT NOT NULL,
  last_step INTEGER NOT NULL,
  set_at INTEGER NOT NULL
) STRICT;

CREATE TABLE recovery_codes (
  account_id TEXT NOT NULL REFERENCES second_factors (account_id),
  digest TEXT NOT NULL,
  PRIMARY KEY (account_id, digest)
) STRICT;
`,
};
