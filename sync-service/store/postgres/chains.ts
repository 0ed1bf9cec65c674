/** What is kept of each chain: who owns it, how far it goes and what is missing below. */
import { type ChainHead, MISSING_MAX, type SeqRange } from '../devices.ts';
import type { Postgres } from './database.ts';

export type ChainTable = ReturnType<typeof chainTable>;

/** For use within the transactions of other stores. */
export function chainTable(db: Postgres) {
  return {
    /** The first device to name a chain owns it. False when another one does. */
    async claim({ chainId, deviceId }: { chainId: string; deviceId: string }): Promise<boolean> {
      await db.run(
        'INSERT INTO chains (chain_id, device_id) VALUES ($1, $2) ON CONFLICT (chain_id) DO NOTHING',
        chainId,
        deviceId,
      );
      const row = await db.one<{ owner: string }>(
        'SELECT device_id AS owner FROM chains WHERE chain_id = $1',
        chainId,
      );
      return row?.owner === deviceId;
    },
    report: ({ chainId, seq }: { chainId: string; seq: number }) =>
      db.run('UPDATE chains SET reported_seq = greatest(reported_seq, $1) WHERE chain_id = $2', seq, chainId),
    raise: ({ chainId, head }: { chainId: string; head: ChainHead }) =>
      db.run(
        'UPDATE chains SET head_seq = $1, head_hash = $2 WHERE chain_id = $3 AND head_seq < $1',
        head.seq,
        head.hash,
        chainId,
      ),
    head: (chainId: string) =>
      db.one<ChainHead>(
        `SELECT seq, hash FROM (
           (SELECT seq, hash, 0 AS held FROM records WHERE chain_id = $1 ORDER BY seq DESC LIMIT 1)
           UNION ALL
           (SELECT seq, hash, 1 AS held FROM quarantine
            WHERE chain_id = $1 AND rule <> 'chain-foreign' ORDER BY seq DESC LIMIT 1)
         ) AS kept ORDER BY seq DESC, held LIMIT 1`,
        chainId,
      ),
    async missing({ chainId, head }: { chainId: string; head: ChainHead }): Promise<SeqRange[]> {
      const stored = await db.one<{ count: number; last: number | null }>(
        'SELECT count(*) AS count, max(seq) AS last FROM records WHERE chain_id = $1',
        chainId,
      );
      if (stored?.last === head.seq && stored.count === head.seq) return [];
      const gaps = await db.rows<{ from: number; to: number }>(
        `WITH kept AS (
           SELECT seq FROM records WHERE chain_id = $1
           UNION SELECT seq FROM quarantine WHERE chain_id = $1 AND rule <> 'chain-foreign'
         ), steps AS (SELECT seq, lag(seq, 1, 0::bigint) OVER (ORDER BY seq) AS before FROM kept)
         SELECT before + 1 AS "from", seq - 1 AS "to" FROM steps WHERE seq > before + 1
         ORDER BY seq LIMIT ${MISSING_MAX}`,
        chainId,
      );
      return gaps.map(({ from, to }) => [from, to]);
    },
  };
}
