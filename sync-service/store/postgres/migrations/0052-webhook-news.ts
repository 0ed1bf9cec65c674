/** Staff see at once how a delivery went. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const webhookNews: Migration = {
  name: '0052-webhook-news',
  sql: `
CREATE INDEX webhook_deliveries_last ON webhook_deliveries (last_at);
CREATE TRIGGER webhook_deliveries_news AFTER INSERT OR UPDATE OF last_at ON webhook_deliveries
  FOR EACH STATEMENT EXECUTE FUNCTION perron_staff_changed();
`,
};
