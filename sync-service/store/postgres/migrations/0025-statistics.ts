/** What people let the city use for statistics, sealed to its personal-data key. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const statistics: Migration = {
  name: '0025-statistics',
  sql: `
CREATE TABLE statistics (
  participant_id TEXT COLLATE "C" PRIMARY KEY,
  record_id TEXT COLLATE "C" NOT NULL,
  consultation_id TEXT COLLATE "C" NOT NULL,
  sealed TEXT COLLATE "C" NOT NULL
);
CREATE INDEX statistics_of_consultation ON statistics (consultation_id);
`,
};
