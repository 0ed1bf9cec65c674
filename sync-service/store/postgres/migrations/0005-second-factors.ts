/** A second step of signing in: a sealed key, the last time step that was used, and digests of one-time codes. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const secondFactors: Migration = {
  name: '0005-second-factors',
  sql: `
CREATE TABLE second_factors (
  account_id TEXT COLLATE "C" PRIMARY KEY REFERENCES staff_accounts (id),
  sealed_key TEXT COLLATE "C" NOT NULL,
  last_step BIGINT NOT NULL,
  set_at BIGINT NOT NULL
);

CREATE TABLE recovery_codes (
  account_id TEXT COLLATE "C" NOT NULL REFERENCES second_factors (account_id),
  digest TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (account_id, digest)
);
`,
};
