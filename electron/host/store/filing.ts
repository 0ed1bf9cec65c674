/**
 * Where records are found by session, person, id or place in a chain. A save only adds its record at the end; what was recorded since is
 * filed when somebody looks at the lists, and at the latest with each `AT_MOST`th record. Until then it is looked through: whoever finds
 * records by `found` finds all of them.
 */
import type { Sqlite } from '../../../platform/sqlite.ts';

/** Records that are not filed, at most: so many are looked through in no time. */
export const AT_MOST = 500;

/** `select` of what is filed and of what is not yet: it goes on with `AND`, and names columns of `filed` alone. */
export const found = (select: (from: string) => string): string =>
  `${select('filed WHERE true')} UNION ALL ${select('record WHERE ordinal > (SELECT filed_through FROM filing)')}`;

/** Which records they are. */
export const foundOrdinals = (which: string): string =>
  found((from) => `SELECT ordinal FROM ${from} AND ${which}`);

/** Returns what files every record; inside a transaction. */
export function recordFiling(db: Sqlite): () => void {
  const file = db.prepare(
    `INSERT INTO filed (ordinal, id, chain_id, seq, kind, session_id, participant_id)
     SELECT ordinal, id, chain_id, seq, kind, session_id, participant_id FROM record
     WHERE ordinal > (SELECT filed_through FROM filing) ORDER BY ordinal`,
  );
  const moveMark = db.prepare(
    'UPDATE filing SET filed_through = max(filed_through, (SELECT max(ordinal) FROM record))',
  );
  return () => {
    if (file.run().changes > 0) moveMark.run();
  };
}
