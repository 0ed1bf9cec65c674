/** What is stored and not folded yet. */
import { RUNS_AT_ONCE, type Run, type StoredRow, type WaitingRun } from '../projection.ts';
import type { Postgres } from './database.ts';

/** For use within the transactions of other stores. */
export function unfoldedTable(db: Postgres) {
  return {
    oldest: () =>
      db.rows<WaitingRun>(
        `SELECT ordinal, chain_id AS "chainId", from_seq AS "from", to_seq AS "to" FROM unfolded
         ORDER BY ordinal LIMIT ${RUNS_AT_ONCE}`,
      ),
    /**
     * These alone: a run with a lower number may have been committed since they were looked at. Counted once, since a record
     * waits once: when it is stored.
     */
    take: (runs: readonly WaitingRun[]) =>
      db.run(
        `WITH taken AS (
           DELETE FROM unfolded WHERE ordinal = ANY($1::bigint[]) RETURNING chain_id, to_seq - from_seq + 1 AS records
         )
         INSERT INTO chain_counts (chain_id, records) SELECT chain_id, sum(records) FROM taken GROUP BY chain_id
         ON CONFLICT (chain_id) DO UPDATE SET records = chain_counts.records + excluded.records`,
        runs.map(({ ordinal }) => ordinal),
      ),
    async ends() {
      const ends = await db.one<{ oldest: number | null; newest: number | null }>(
        'SELECT min(ordinal) AS oldest, max(ordinal) AS newest FROM unfolded',
      );
      const { oldest = null, newest = null } = ends ?? {};
      return oldest === null || newest === null ? null : { oldest, newest };
    },
    async count(): Promise<number> {
      const row = await db.one<{ records: number }>(
        'SELECT coalesce(sum(to_seq - from_seq + 1), 0) AS records FROM unfolded',
      );
      return row?.records ?? 0;
    },
    /** Of all of them, one after the other. */
    rows: (runs: readonly Run[]) =>
      db.rows<StoredRow>(
        `SELECT kind, header, body, received_at AS "receivedAt", device_id AS "deviceId"
         FROM unnest($1::text[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS run (chain_id, low, high, nth)
           JOIN chains USING (chain_id) JOIN records USING (chain_id)
         WHERE seq BETWEEN low AND high ORDER BY nth, seq`,
        runs.map(({ chainId }) => chainId),
        runs.map(({ from }) => from),
        runs.map(({ to }) => to),
      ),
  };
}
