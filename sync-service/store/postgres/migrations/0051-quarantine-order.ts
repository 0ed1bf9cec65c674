/** Staff page through what waits, and then through what was decided, without sorting all of it at each look. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const quarantineOrder: Migration = {
  name: '0051-quarantine-order',
  sql: `
CREATE INDEX quarantine_in_order ON quarantine ((decided_at IS NOT NULL), (-id));
`,
};
