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
import type { Postgres } from './database.ts';

type Place = { readonly ordinal: number; readonly consultationId: string };

export function alikeStore(db: Postgres): AlikeStore {
  const indexSome = (limit: number): Promise<number> =>
    db.transaction(async () => {
      // Another process may be at it: what it holds is its own.
      const found = await db.rows<Worded & Place>(
        `SELECT ordinal, consultation_id AS "consultationId", title, words FROM contributions
         WHERE indexed = 0 ORDER BY ordinal LIMIT $1 FOR UPDATE SKIP LOCKED`,
        limit,
      );
      const rows = found.flatMap(({ ordinal, consultationId, ...words }) =>
        termsOfWords(words).map((term) => ({ consultation_id: consultationId, term, ordinal })),
      );
      await db.run(
        `INSERT INTO contribution_terms (consultation_id, term, ordinal)
         SELECT consultation_id, term, ordinal FROM json_populate_recordset(NULL::contribution_terms, $1::json)`,
        JSON.stringify(rows),
      );
      await db.run(
        'UPDATE contributions SET indexed = 1 WHERE ordinal = ANY($1::bigint[])',
        found.map(({ ordinal }) => ordinal),
      );
      return found.length;
    });

  return {
    index: indexSome,
    async near({ contributionId, limit }) {
      for (let left = INDEXED_MAX; left > 0; left -= INDEXED_AT_ONCE)
        if ((await indexSome(INDEXED_AT_ONCE)) < INDEXED_AT_ONCE) break;
      const row = await db.one<Worded & Place>(
        `SELECT ordinal, consultation_id AS "consultationId", title, words FROM contributions
         WHERE id = $1 AND withdrawn_at IS NULL`,
        contributionId,
      );
      if (row === null) return null;
      const { consultationId, ordinal } = row;
      const telling = tellingOf(
        await db.rows<KnownTerm>(
          `SELECT asked.term, (SELECT count(*) FROM (SELECT 1 FROM contribution_terms AS t
             WHERE t.consultation_id = $1 AND t.term = asked.term LIMIT ${KNOWN_MAX + 1}) AS met) AS known
           FROM unnest($2::text[]) AS asked (term)`,
          consultationId,
          termsOfWords(row),
        ),
      );
      const postings = await db.rows<{ term: string; ordinal: number }>(
        `SELECT term, ordinal FROM contribution_terms
         WHERE consultation_id = $1 AND term = ANY($2::text[]) AND ordinal <> $3`,
        consultationId,
        telling.terms.map(({ term }) => term),
        ordinal,
      );
      return nearest({ telling, postings, limit });
    },
  };
}
