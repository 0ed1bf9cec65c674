/** After many wrong PINs the desk stays locked until staff answer a question of the kiosk. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const lockedPin: Migration = {
  name: '0013-locked-pin',
  sql: `
-- Digits; null as long as the desk is not locked out.
ALTER TABLE pin_attempts ADD COLUMN question TEXT;
`,
};
