/** What was taken back at this kiosk is found by the code of its slip. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const withdrawals: Migration = {
  name: '0007-withdrawals',
  sql: `
CREATE INDEX record_withdrawn ON record (json_extract(substr(body, 23), '$.codeDigest'))
  WHERE kind = 'contribution.withdrawn' AND body <> '';
`,
};
