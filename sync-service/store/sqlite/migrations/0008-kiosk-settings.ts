/** Staff change what a kiosk is set to, and may let visitors use it without a facilitator. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const kioskSettings: Migration = {
  name: '0008-kiosk-settings',
  sql: `
-- Seconds without a touch until the kiosk asks; null where nobody may take part without a facilitator.
ALTER TABLE devices ADD COLUMN self_service_idle INTEGER CHECK (self_service_idle > 0);
-- When staff last changed the settings; null since the enrolment.
ALTER TABLE devices ADD COLUMN configured_at INTEGER;
CREATE INDEX devices_configured ON devices (configured_at) WHERE configured_at IS NOT NULL;
`,
};
