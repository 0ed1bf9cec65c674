/** What is stored and not folded yet. */
import type { Sqlite } from '../../../platform/sqlite.ts';
import { RUNS_AT_ONCE, type Run, type StoredRow, type WaitingRun } from '../projection.ts';

/** Synchronous: for use within the transactions of other stores. */
export function unfoldedTable(db: Sqlite) {
  const add = db.prepare('INSERT INTO unfolded (chain_id, from_seq, to_seq) VALUES (?, ?, ?)');
  const oldest = db.prepare<[], WaitingRun>(
    `SELECT ordinal, chain_id AS chainId, from_seq AS "from", to_seq AS "to" FROM unfolded
     ORDER BY ordinal LIMIT ${RUNS_AT_ONCE}`,
  );
  const take = db.prepare('DELETE FROM unfolded WHERE ordinal = ?');
  const counted = db.prepare(
    `INSERT INTO chain_counts (chain_id, records) VALUES (?, ?)
     ON CONFLICT (chain_id) DO UPDATE SET records = records + excluded.records`,
  );
  const ends = db.prepare<[], { oldest: number | null; newest: number | null }>(
    'SELECT (SELECT min(ordinal) FROM unfolded) AS oldest, (SELECT max(ordinal) FROM unfolded) AS newest',
  );
  const count = db
    .prepare<[], number>('SELECT coalesce(sum(to_seq - from_seq + 1), 0) FROM unfolded')
    .pluck();
  const rows = db.prepare<[string, number, number], StoredRow>(
    `SELECT kind, header, body, received_at AS receivedAt, device_id AS deviceId FROM records JOIN chains USING (chain_id)
     WHERE chain_id = ? AND seq BETWEEN ? AND ? ORDER BY seq`,
  );
  return {
    add({ chainId, from, to }: Run): void {
      add.run(chainId, from, to);
    },
    oldest: (): WaitingRun[] => oldest.all(),
    /** Counted once, since a record waits once: when it is stored. */
    take({ ordinal, chainId, from, to }: WaitingRun): void {
      take.run(ordinal);
      counted.run(chainId, to - from + 1);
    },
    ends() {
      const { oldest, newest } = ends.get() ?? { oldest: null, newest: null };
      return oldest === null || newest === null ? null : { oldest, newest };
    },
    count: (): number => count.get() ?? 0,
    rows: ({ chainId, from, to }: Run): StoredRow[] => rows.all(chainId, from, to),
  };
}
