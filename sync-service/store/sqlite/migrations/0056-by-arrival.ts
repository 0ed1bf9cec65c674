/** An export reads what its consultation and its period hold, however much of others is stored. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const byArrival: Migration = {
  name: '0056-by-arrival',
  sql: `
CREATE INDEX contributions_by_arrival ON contributions (consultation_id, received_at);
CREATE INDEX contributions_not_shown_by_arrival ON contributions (consultation_id, state, received_at)
  WHERE state <> 'published' AND withdrawn_at IS NULL;
CREATE INDEX supports_of_consultation ON supports (consultation_id);
`,
};
