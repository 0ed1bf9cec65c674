/** From where staff did what they did; null for the command line, and for what was logged before this was kept. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const auditAddress: Migration = {
  name: '0049-audit-address',
  sql: `
ALTER TABLE audit ADD COLUMN address TEXT;
CREATE INDEX audit_of_account ON audit (account_id, id);
`,
};
