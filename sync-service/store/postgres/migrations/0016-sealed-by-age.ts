/** What is sealed is found by its age, without reading all records. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const sealedByAge: Migration = {
  name: '0016-sealed-by-age',
  sql: `
CREATE INDEX records_sealed_by_age ON records (received_at)
  WHERE body IS NOT NULL AND kind IN ('idea.sealed', 'comment.sealed', 'contact.sealed', 'statistics.sealed');
`,
};
