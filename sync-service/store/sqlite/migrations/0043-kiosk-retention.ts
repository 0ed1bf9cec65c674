/** Staff set for a kiosk how long it keeps words that the service has. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const kioskRetention: Migration = {
  name: '0043-kiosk-retention',
  sql: `
-- In days; null for as long as the service is set to.
ALTER TABLE devices ADD COLUMN retention_days INTEGER CHECK (retention_days BETWEEN 1 AND 3650);
-- Of the kiosk that is let in with it.
ALTER TABLE enrolment_codes ADD COLUMN retention_days INTEGER CHECK (retention_days BETWEEN 1 AND 3650);
`,
};
