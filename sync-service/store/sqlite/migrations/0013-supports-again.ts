/** A support that was taken back makes way for another of the same person: those are found by their author. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const supportsAgain: Migration = {
  name: '0013-supports-again',
  sql: `
CREATE INDEX records_supports_of_participant ON records (participant_id) WHERE kind = 'support';
`,
};
