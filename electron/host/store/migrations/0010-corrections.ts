/** What was said in other words at this kiosk is found by the contribution that it corrects. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const corrections: Migration = {
  name: '0010-corrections',
  sql: `
CREATE INDEX record_corrected ON record (json_extract(substr(body, 23), '$.contributionId'))
  WHERE kind = 'contribution.corrected' AND body <> '';
`,
};
