/** A second key of the device: the next one while it is being handed over, the one before afterwards. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const otherKey: Migration = {
  name: '0005-other-key',
  sql: `
ALTER TABLE device_key ADD COLUMN other_public_key TEXT;
ALTER TABLE device_key ADD COLUMN other_private_key TEXT;
`,
};
