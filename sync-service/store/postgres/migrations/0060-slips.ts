/** What became of what somebody said is in the feed, sealed to their slip; the feed takes that kind of document. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const slips: Migration = {
  name: '0060-slips',
  sql: `
-- A copy is to be made where changes is ahead of copied. copy_digest is of what the last one holds; null where there is none.
CREATE TABLE slips (
  participant_id TEXT COLLATE "C" PRIMARY KEY,
  look_up TEXT COLLATE "C" NOT NULL UNIQUE,
  consultation_id TEXT COLLATE "C" NOT NULL,
  recipient TEXT COLLATE "C" NOT NULL,
  changes BIGINT NOT NULL,
  copied BIGINT NOT NULL,
  copy_digest TEXT COLLATE "C"
);
CREATE INDEX slips_to_copy ON slips (participant_id) WHERE changes > copied;
ALTER TABLE feed DROP CONSTRAINT feed_kind_check;
ALTER TABLE feed ADD CONSTRAINT feed_kind_check CHECK (kind IN ('consultation', 'proposal', 'event', 'idea', 'comment', 'slip'));
`,
};
