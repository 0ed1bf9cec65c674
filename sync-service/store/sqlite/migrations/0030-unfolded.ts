/** Records are acknowledged first, and folded into what people see after that: this is what still waits for it. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const unfolded: Migration = {
  name: '0030-unfolded',
  sql: `
-- Runs of stored records of one chain, in the order of their arrival. A run goes in the transaction in which it was folded.
CREATE TABLE unfolded (
  ordinal INTEGER PRIMARY KEY,
  chain_id TEXT NOT NULL REFERENCES chains (chain_id),
  from_seq INTEGER NOT NULL CHECK (from_seq >= 1),
  to_seq INTEGER NOT NULL,
  CHECK (to_seq >= from_seq)
) STRICT;
`,
};
