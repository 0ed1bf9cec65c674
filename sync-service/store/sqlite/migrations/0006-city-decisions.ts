/** What staff decide about contributions, and what the city answers: each a log in which the last entry counts. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const cityDecisions: Migration = {
  name: '0006-city-decisions',
  sql: `
-- Null until somebody has looked. state says what people see: consent and decision together.
ALTER TABLE contributions ADD COLUMN decision TEXT CHECK (decision IN ('published', 'held') OR decision = 'refused');
-- Decided where they were gathered.
UPDATE contributions SET decision = state WHERE origin = 'import';
CREATE INDEX contributions_to_review ON contributions (ordinal) WHERE decision IS NULL;
CREATE INDEX contributions_not_shown ON contributions (state, ordinal) WHERE state <> 'published';

-- was: the decision before this one, and null as long as nobody had looked. turn names what was decided together and is undone together.
CREATE TABLE moderation (
  ordinal INTEGER PRIMARY KEY,
  turn TEXT NOT NULL,
  contribution_id TEXT NOT NULL REFERENCES contributions (id),
  decision TEXT CHECK (decision IN ('published', 'held', 'refused')),
  was TEXT CHECK (was IN ('published', 'held', 'refused')),
  reason TEXT CHECK (reason IN ('personal-data', 'hurtful', 'unlawful', 'off-topic', 'duplicate', 'other')),
  note TEXT NOT NULL,
  at INTEGER NOT NULL,
  account_id TEXT NOT NULL REFERENCES staff_accounts (id),
  CHECK ((decision IS 'refused') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX moderation_of_contribution ON moderation (contribution_id, ordinal);
CREATE INDEX moderation_of_turn ON moderation (turn);

-- text is JSON: the words by language, {} for a state alone. A null state takes the answer before back.
CREATE TABLE answers (
  ordinal INTEGER PRIMARY KEY,
  target_kind TEXT NOT NULL CHECK (target_kind IN ('idea', 'proposal')),
  target_id TEXT NOT NULL,
  state TEXT CHECK (state IN ('received', 'under-study', 'planned', 'done', 'not-possible')),
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  account_id TEXT NOT NULL REFERENCES staff_accounts (id)
) STRICT;
CREATE INDEX answers_to_target ON answers (target_id, target_kind, ordinal);
`,
};
