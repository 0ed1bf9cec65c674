/** How far the last backup reaches: kiosks may forget nothing that came later. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const backups: Migration = {
  name: '0002-backups',
  sql: `
-- Whatever was received before this instant is in a backup; null before the first.
ALTER TABLE meta ADD COLUMN backed_up_through INTEGER;
`,
};
