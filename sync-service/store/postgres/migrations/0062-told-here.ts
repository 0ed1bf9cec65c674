/** Whoever comes back can be told the answer in person, where they took part. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const toldHere: Migration = {
  name: '0062-told-here',
  sql: `
ALTER TABLE contacts DROP CONSTRAINT contacts_preference_check;
ALTER TABLE contacts ADD CONSTRAINT contacts_preference_check CHECK (preference IN ('phone', 'letter', 'e-mail', 'here'));
`,
};
