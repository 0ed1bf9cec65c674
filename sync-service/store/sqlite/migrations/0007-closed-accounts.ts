/** An account can be closed: nobody signs in with it any more, and what it did keeps its name. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const closedAccounts: Migration = {
  name: '0007-closed-accounts',
  sql: 'ALTER TABLE staff_accounts ADD COLUMN closed_at INTEGER;',
};
