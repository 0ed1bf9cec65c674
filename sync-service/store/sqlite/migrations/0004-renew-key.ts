/** Staff want a kiosk to make itself a new key. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const renewKey: Migration = {
  name: '0004-renew-key',
  sql: `
ALTER TABLE devices ADD COLUMN renew_key INTEGER NOT NULL DEFAULT 0 CHECK (renew_key IN (0, 1));
`,
};
