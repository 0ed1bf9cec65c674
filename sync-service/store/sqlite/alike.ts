import type { Sqlite } from '../../../platform/sqlite.ts';
import {
  type AlikeStore,
  INDEXED_AT_ONCE,
  INDEXED_MAX,
  KNOWN_MAX,
  type KnownTerm,
  nearest,
  tellingOf,
  termsOfWords,
  type Worded,
} from '../alike.ts';

type Place = { readonly ordinal: number; readonly consultationId: string };

export function alikeStore(db: Sqlite): AlikeStore {
  const waiting = db.prepare<[number], Worded & Place>(
    `SELECT ordinal, consultation_id AS consultationId, title, words FROM contributions
     WHERE indexed = 0 ORDER BY ordinal LIMIT ?`,
  );
  const add = db.prepare('INSERT INTO contribution_terms (consultation_id, term, ordinal) VALUES (?, ?, ?)');
  const done = db.prepare('UPDATE contributions SET indexed = 1 WHERE ordinal = ?');
  const present = db.prepare<[string], Worded & Place>(
    `SELECT ordinal, consultation_id AS consultationId, title, words FROM contributions
     WHERE id = ? AND withdrawn_at IS NULL`,
  );
  const known = db.prepare<[{ consultationId: string; terms: string }], KnownTerm>(
    `SELECT value AS term, (SELECT count(*) FROM (SELECT 1 FROM contribution_terms AS t
       WHERE t.consultation_id = @consultationId AND t.term = asked.value LIMIT ${KNOWN_MAX + 1})) AS known
     FROM json_each(@terms) AS asked`,
  );
  const postings = db.prepare<
    [{ consultationId: string; terms: string; ordinal: number }],
    { term: string; ordinal: number }
  >(
    `SELECT term, ordinal FROM contribution_terms
     WHERE consultation_id = @consultationId AND term IN (SELECT value FROM json_each(@terms)) AND ordinal <> @ordinal`,
  );

  const indexSome = db.transaction((limit: number): number => {
    const found = waiting.all(limit);
    for (const { ordinal, consultationId, ...words } of found) {
      for (const term of termsOfWords(words)) add.run(consultationId, term, ordinal);
      done.run(ordinal);
    }
    return found.length;
  });

  return {
    index: async (limit) => indexSome.immediate(limit),
    async near({ contributionId, limit }) {
      for (let left = INDEXED_MAX; left > 0; left -= INDEXED_AT_ONCE)
        if (indexSome.immediate(INDEXED_AT_ONCE) < INDEXED_AT_ONCE) break;
      const row = present.get(contributionId);
      if (row === undefined) return null;
      const { consultationId, ordinal } = row;
      const asked = JSON.stringify(termsOfWords(row));
      const telling = tellingOf(known.all({ consultationId, terms: asked }));
      const terms = JSON.stringify(telling.terms.map(({ term }) => term));
      return nearest({
        telling,
        postings: postings.all({ consultationId, terms, ordinal }),
        limit,
      });
    },
  };
}
