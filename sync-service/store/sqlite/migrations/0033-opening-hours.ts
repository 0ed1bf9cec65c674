/** Staff set when visitors may use a kiosk, how loud it reads aloud, and whom people turn to. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const openingHours: Migration = {
  name: '0033-opening-hours',
  sql: `
-- JSON of the spans of a week; null where it is never closed.
ALTER TABLE devices ADD COLUMN opening_hours TEXT;
-- In percent; null for all that the machine can do.
ALTER TABLE devices ADD COLUMN volume INTEGER CHECK (volume BETWEEN 10 AND 100);
ALTER TABLE devices ADD COLUMN helper TEXT;
`,
};
