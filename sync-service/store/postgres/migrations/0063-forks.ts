/** A kiosk whose disk was set back or copied writes twice at one place of its chain: the later record has a place on a branch. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const forks: Migration = {
  name: '0063-forks',
  sql: `
-- The chain that this one is a branch of; null for what kiosks name.
ALTER TABLE chains ADD COLUMN fork_of TEXT COLLATE "C";
CREATE INDEX chains_forked ON chains (fork_of) WHERE fork_of IS NOT NULL;
`,
};
