/** People of an open workshop who were set aside, each under the number of the card in their hand. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const cards: Migration = {
  name: '0008-cards',
  sql: `
CREATE TABLE card (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  participant_id TEXT NOT NULL UNIQUE
) STRICT;
`,
};
