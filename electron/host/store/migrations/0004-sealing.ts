/** The keys that words are sealed to when a person said no to their publication. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const sealing: Migration = {
  name: '0004-sealing',
  sql: `
-- JSON: the age recipients of the city's personal-data key; empty where the city has none.
ALTER TABLE enrolment ADD COLUMN personal_data_keys TEXT NOT NULL DEFAULT '[]';
`,
};
