/** Webhooks are told of a joined idea as such. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const joinedTold: Migration = {
  name: '0059-joined-told',
  sql: `
ALTER TABLE webhook_deliveries DROP CONSTRAINT webhook_deliveries_event_check;
ALTER TABLE webhook_deliveries ADD CONSTRAINT webhook_deliveries_event_check CHECK (event IN ('contribution.published',
  'contribution.corrected', 'contribution.joined', 'contribution.unpublished', 'contribution.withdrawn', 'answer.given', 'test'));
`,
};
