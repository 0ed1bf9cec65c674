/** Personal data that staff covered in people's words, and the terms by which contributions resemble each other. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const masksAndTerms: Migration = {
  name: '0035-masks-and-terms',
  sql: `
-- revision: the record that brought the words, the contribution's own or a correction. What is shown stands in
-- contributions too; the originals are for administrators alone.
CREATE TABLE masks (
  contribution_id TEXT NOT NULL REFERENCES contributions (id),
  revision TEXT NOT NULL,
  title TEXT,
  words TEXT NOT NULL,
  original_title TEXT,
  original_words TEXT NOT NULL,
  at INTEGER NOT NULL,
  account_id TEXT NOT NULL REFERENCES staff_accounts (id),
  PRIMARY KEY (contribution_id, revision)
) STRICT, WITHOUT ROWID;

-- Made of the words that are shown to staff, when somebody first asks for what resembles them.
CREATE TABLE contribution_terms (
  consultation_id TEXT NOT NULL,
  term TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (consultation_id, term, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX contribution_terms_of ON contribution_terms (ordinal);
ALTER TABLE contributions ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0 CHECK (indexed IN (0, 1));
CREATE INDEX contributions_to_index ON contributions (ordinal) WHERE indexed = 0;

-- Whoever changes or takes back words, their terms are gone with them.
CREATE TRIGGER words_changed AFTER UPDATE OF title, words ON contributions
WHEN OLD.indexed = 1 AND (NEW.words <> OLD.words OR NEW.title IS NOT OLD.title)
BEGIN
  DELETE FROM contribution_terms WHERE ordinal = OLD.ordinal;
  UPDATE contributions SET indexed = 0 WHERE ordinal = OLD.ordinal;
END;
CREATE TRIGGER masked_words_withdrawn AFTER UPDATE OF withdrawn_at ON contributions WHEN NEW.withdrawn_at IS NOT NULL
BEGIN DELETE FROM masks WHERE contribution_id = NEW.id; END;
`,
};
