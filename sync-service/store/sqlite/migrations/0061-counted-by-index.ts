/** How many rows a file would have, and where the next of them is, stands in the index of arrival: no words are read for it. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const countedByIndex: Migration = {
  name: '0061-counted-by-index',
  sql: `
DROP INDEX contributions_by_arrival;
CREATE INDEX contributions_by_arrival ON contributions
  (consultation_id, received_at, ordinal, kind, language, state, withdrawn_at, merged_into, origin);
-- Covers as much, or SQLite would rather pass everything in the other one.
DROP INDEX contributions_not_shown_by_arrival;
CREATE INDEX contributions_not_shown_by_arrival ON contributions
  (consultation_id, state, received_at, ordinal, kind, language, withdrawn_at, merged_into, origin)
  WHERE state <> 'published' AND withdrawn_at IS NULL;
DROP INDEX supports_of_consultation;
CREATE INDEX supports_of_consultation ON supports (consultation_id, record_id, received_at);
`,
};
