/** A consultation may take ideas, comments or supports alone: what it does not take waits in quarantine. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const actions: Migration = {
  name: '0022-actions',
  sql: `
ALTER TABLE quarantine DROP CONSTRAINT quarantine_rule_check;
ALTER TABLE quarantine ADD CONSTRAINT quarantine_rule_check
  CHECK (rule IN ('header-invalid', 'header-not-canonical', 'chain-foreign',
    'payload-altered', 'payload-invalid', 'kind-unknown', 'id-conflict', 'seq-conflict', 'consultation-unknown',
    'action-not-allowed'));
`,
};
