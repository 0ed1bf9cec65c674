/** Lists of staff and the erasing of what is too old cost what they show and erase, not what is stored. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const looksAndAges: Migration = {
  name: '0047-looks-and-ages',
  sql: `
-- What waits for staff is counted without a look at what was taken back.
DROP INDEX contributions_to_review;
CREATE INDEX contributions_to_review ON contributions (ordinal)
  WHERE (decision IS NULL OR contested = 1) AND withdrawn_at IS NULL;

-- What is too old is found without passing what was erased before it.
CREATE INDEX contributions_by_age ON contributions (received_at) WHERE origin = 'kiosk' AND withdrawn_at IS NULL;
CREATE INDEX quarantine_by_age ON quarantine (received_at) WHERE octet_length(body) > 0;

-- What hangs on an erased record, and what else is kept of its person.
CREATE INDEX quarantine_of_record ON quarantine (record_id) WHERE record_id IS NOT NULL;
CREATE INDEX contacts_of_record ON contacts (record_id);
CREATE INDEX statistics_of_record ON statistics (record_id);
CREATE INDEX records_sealed_bodies_of_participant ON records (participant_id)
  WHERE body IS NOT NULL AND kind IN ('idea.sealed', 'comment.sealed', 'contact.sealed', 'statistics.sealed');
`,
};
