/** The search for similar ideas: what every idea is about, and the vocabulary by which words are found. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const similarIdeas: Migration = {
  name: '0002-similar-ideas',
  sql: `
-- terms are the idea's distinct terms (host/store/similar/terms.ts), each once, separated by a space.
CREATE TABLE similar_idea (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  terms TEXT NOT NULL,
  term_count INTEGER NOT NULL CHECK (term_count >= 0)
) STRICT;

-- Terms come folded and separated: the ascii tokenizer takes them as they are.
CREATE VIRTUAL TABLE similar_posting USING fts5 (
  terms,
  content = 'similar_idea',
  content_rowid = 'number',
  tokenize = 'ascii',
  detail = none
);
-- The words of a removed idea leave the index at once rather than at some later merge.
INSERT INTO similar_posting (similar_posting, rank) VALUES ('secure-delete', 1);

-- The vocabulary with the number of ideas that each term stands in: counting it in the index would read
-- every posting of the term. ending is the term backwards, by which compounds are found from their last part.
CREATE TABLE similar_term (
  term TEXT NOT NULL PRIMARY KEY,
  ending TEXT NOT NULL,
  ideas INTEGER NOT NULL CHECK (ideas > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX similar_term_by_ending ON similar_term (ending, term, ideas);

-- Each term with one character left out, by which a mistyped word is found with a few exact look-ups.
CREATE TABLE similar_misspelling (
  shortened TEXT NOT NULL,
  term TEXT NOT NULL,
  PRIMARY KEY (shortened, term)
) STRICT, WITHOUT ROWID;

CREATE TABLE similar_total (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  ideas INTEGER NOT NULL CHECK (ideas >= 0),
  terms INTEGER NOT NULL CHECK (terms >= 0)
) STRICT;
INSERT INTO similar_total (one, ideas, terms) VALUES (1, 0, 0);
`,
};
