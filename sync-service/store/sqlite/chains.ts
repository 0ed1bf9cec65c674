/** What is kept of each chain: who owns it, how far it goes and what is missing below. */
import type { Sqlite } from '../../../platform/sqlite.ts';
import { type ChainHead, MISSING_MAX, type SeqRange } from '../devices.ts';
import { forkOf } from '../records.ts';

export type ChainTable = ReturnType<typeof chainTable>;

/** Synchronous: for use within the transactions of other stores. */
export function chainTable(db: Sqlite) {
  const claim = db.prepare(
    'INSERT INTO chains (chain_id, device_id) VALUES (?, ?) ON CONFLICT (chain_id) DO NOTHING',
  );
  const fork = db.prepare(
    'INSERT INTO chains (chain_id, device_id, fork_of) VALUES (?, ?, ?) ON CONFLICT (chain_id) DO NOTHING',
  );
  const owner = db.prepare<[string], string>('SELECT device_id FROM chains WHERE chain_id = ?').pluck();
  const report = db.prepare('UPDATE chains SET reported_seq = max(reported_seq, ?) WHERE chain_id = ?');
  const raise = db.prepare(
    'UPDATE chains SET head_seq = ?, head_hash = ? WHERE chain_id = ? AND head_seq < ?',
  );
  const extent = db.prepare<[string], { count: number; last: number | null }>(
    'SELECT count(*) AS count, max(seq) AS last FROM records WHERE chain_id = ?',
  );
  const head = db.prepare<[string, string], ChainHead>(
    `SELECT seq, hash FROM (
       SELECT * FROM (SELECT seq, hash, 0 AS held FROM records WHERE chain_id = ? ORDER BY seq DESC LIMIT 1)
       UNION ALL
       SELECT * FROM (SELECT seq, hash, 1 AS held FROM quarantine
                      WHERE chain_id = ? AND rule <> 'chain-foreign' ORDER BY seq DESC LIMIT 1)
     ) ORDER BY seq DESC, held LIMIT 1`,
  );
  const gaps = db.prepare<[string, string], { from: number; to: number }>(
    `WITH kept AS (
       SELECT seq FROM records WHERE chain_id = ?
       UNION SELECT seq FROM quarantine WHERE chain_id = ? AND rule <> 'chain-foreign'
     ), steps AS (SELECT seq, lag(seq, 1, 0) OVER (ORDER BY seq) AS before FROM kept)
     SELECT before + 1 AS "from", seq - 1 AS "to" FROM steps WHERE seq > before + 1
     ORDER BY seq LIMIT ${MISSING_MAX}`,
  );

  return {
    /** The first device to name a chain owns it. False when another one does. */
    claim({ chainId, deviceId }: { chainId: string; deviceId: string }): boolean {
      claim.run(chainId, deviceId);
      return owner.get(chainId) === deviceId;
    },
    /** A place for what is not the first of its place in the chain; answers the branch's id. */
    fork({ chainId, deviceId, nth }: { chainId: string; deviceId: string; nth: number }): string {
      const id = forkOf(chainId, nth);
      fork.run(id, deviceId, chainId);
      return id;
    },
    report: ({ chainId, seq }: { chainId: string; seq: number }) => report.run(seq, chainId),
    raise: ({ chainId, head }: { chainId: string; head: ChainHead }) =>
      raise.run(head.seq, head.hash, chainId, head.seq),
    head: (chainId: string): ChainHead | null => head.get(chainId, chainId) ?? null,
    missing({ chainId, head }: { chainId: string; head: ChainHead }): SeqRange[] {
      const stored = extent.get(chainId);
      if (stored?.last === head.seq && stored.count === head.seq) return [];
      return gaps.all(chainId, chainId).map(({ from, to }) => [from, to]);
    },
  };
}
