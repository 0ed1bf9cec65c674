/** Of how many people a group is, who confirmed the words, and which supports were given alone at a kiosk. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const whoseWords: Migration = {
  name: '0046-whose-words',
  sql: `
ALTER TABLE contributions ADD COLUMN people INTEGER CHECK (people >= 2);
ALTER TABLE contributions ADD COLUMN confirmed_by TEXT
  CHECK (confirmed_by IN ('participant', 'companion') OR confirmed_by = 'interpreter');
ALTER TABLE corrections ADD COLUMN people INTEGER CHECK (people >= 2);
ALTER TABLE corrections ADD COLUMN confirmed_by TEXT CHECK (confirmed_by IN ('participant', 'companion', 'interpreter'));
-- alone: nobody saw who it was, so that one person may have come again and again.
ALTER TABLE supports ADD COLUMN alone INTEGER NOT NULL DEFAULT 0 CHECK (alone IN (0, 1));
UPDATE supports SET alone = 1 WHERE record_id IN (SELECT id FROM records
  WHERE kind = 'support' AND json_valid(header) AND json_extract(header, '$.mode') = 'self-service');
CREATE INDEX supports_alone ON supports (target_id, target_kind) WHERE alone = 1;
`,
};
