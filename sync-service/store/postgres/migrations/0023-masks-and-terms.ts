/** Personal data that staff covered in people's words, and the terms by which contributions resemble each other. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const masksAndTerms: Migration = {
  name: '0023-masks-and-terms',
  sql: `
CREATE TABLE masks (
  contribution_id TEXT COLLATE "C" NOT NULL REFERENCES contributions (id),
  revision TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C",
  words TEXT COLLATE "C" NOT NULL,
  original_title TEXT COLLATE "C",
  original_words TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL REFERENCES staff_accounts (id),
  PRIMARY KEY (contribution_id, revision)
);

CREATE TABLE contribution_terms (
  consultation_id TEXT COLLATE "C" NOT NULL,
  term TEXT COLLATE "C" NOT NULL,
  ordinal BIGINT NOT NULL,
  PRIMARY KEY (consultation_id, term, ordinal)
);
CREATE INDEX contribution_terms_of ON contribution_terms (ordinal);
ALTER TABLE contributions ADD COLUMN indexed BIGINT NOT NULL DEFAULT 0 CHECK (indexed IN (0, 1));
CREATE INDEX contributions_to_index ON contributions (ordinal) WHERE indexed = 0;

CREATE FUNCTION words_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM contribution_terms WHERE ordinal = OLD.ordinal;
  UPDATE contributions SET indexed = 0 WHERE ordinal = OLD.ordinal;
  RETURN NULL;
END $$;
CREATE TRIGGER words_changed AFTER UPDATE OF title, words ON contributions FOR EACH ROW
WHEN (OLD.indexed = 1 AND (NEW.words <> OLD.words OR NEW.title IS DISTINCT FROM OLD.title))
EXECUTE FUNCTION words_changed();

CREATE FUNCTION masked_words_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM masks WHERE contribution_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER masked_words_withdrawn AFTER UPDATE OF withdrawn_at ON contributions FOR EACH ROW
WHEN (NEW.withdrawn_at IS NOT NULL) EXECUTE FUNCTION masked_words_withdrawn();
`,
};
