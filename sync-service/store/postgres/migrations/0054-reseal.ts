/** Personal-data keys can be retired, and what was sealed to them be sealed again; what is kept aside is found by whom it is of. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const reseal: Migration = {
  name: '0054-reseal',
  sql: `
-- Kiosks seal to it no more.
ALTER TABLE personal_data_keys ADD COLUMN retired_at BIGINT;
-- The body has another seal than that of which the header has the digest.
ALTER TABLE records ADD COLUMN resealed_at BIGINT;
ALTER TABLE quarantine ADD COLUMN resealed_at BIGINT;
CREATE INDEX quarantine_of_participant ON quarantine (participant_id) WHERE participant_id IS NOT NULL;
CREATE INDEX quarantine_of_slips ON quarantine (id)
  WHERE kind IN ('receipt.issued', 'contribution.withdrawn', 'contribution.corrected');
`,
};
