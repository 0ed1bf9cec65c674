/** What a kiosk had not sent when it was shut out waits in quarantine for staff. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const afterRevocation: Migration = {
  name: '0041-after-revocation',
  sql: `
ALTER TABLE quarantine DROP CONSTRAINT quarantine_rule_check;
ALTER TABLE quarantine ADD CONSTRAINT quarantine_rule_check
  CHECK (rule IN ('header-invalid', 'header-not-canonical', 'chain-foreign',
    'payload-altered', 'payload-invalid', 'kind-unknown', 'id-conflict', 'seq-conflict', 'consultation-unknown',
    'action-not-allowed', 'after-revocation'));
`,
};
