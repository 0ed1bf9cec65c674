/** Saving writes less: what was said here is put on the kiosk's lists when somebody looks, from its record. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const listing: Migration = {
  name: '0012-listing',
  sql: `
-- Every idea and comment up to the record listed_through is on the kiosk's lists, as far as it may be shown.
CREATE TABLE listing (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  listed_through INTEGER NOT NULL
) STRICT;
INSERT INTO listing (one, listed_through) SELECT 1, coalesce(max(ordinal), 0) FROM record;
`,
};
