/** What people let the city use for statistics, sealed to its personal-data key. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const statistics: Migration = {
  name: '0037-statistics',
  sql: `
CREATE TABLE statistics (
  participant_id TEXT PRIMARY KEY,
  record_id TEXT NOT NULL,
  consultation_id TEXT NOT NULL,
  sealed TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX statistics_of_consultation ON statistics (consultation_id);
`,
};
