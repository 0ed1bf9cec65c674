/**
 * The feed brings what became of what people said, sealed to their slips. A service that had such documents before this kiosk knew
 * them told it nothing of them: the next pull brings a snapshot.
 */
import type { Migration } from '../../../../platform/sqlite.ts';

export const slipCopies: Migration = {
  name: '0014-slip-copies',
  sql: `
-- id follows from the secret on a slip; generation is the snapshot that last named it.
CREATE TABLE slip_copy (
  id TEXT NOT NULL UNIQUE,
  sealed TEXT NOT NULL,
  generation INTEGER NOT NULL
) STRICT;
UPDATE feed SET epoch = NULL, scope = NULL, position = NULL, sweeping = 0;
`,
};
