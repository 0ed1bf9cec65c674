/** What is kept of each chain: who owns it, how far it goes and what is missing below. */
import { type ChainHead, MISSING_MAX, type SeqRange } from '../devices.ts';
import { forkOf } from '../records.ts';
import type { Postgres } from './database.ts';

type OwnedChain = { readonly owner: string; readonly seq: number };

export type ChainTable = ReturnType<typeof chainTable>;

/** For use within the transactions of other stores. */
export function chainTable(db: Postgres) {
  const known = async (chainIds: readonly string[]): Promise<Map<string, OwnedChain>> => {
    const rows = await db.rows<OwnedChain & { id: string }>(
      'SELECT chain_id AS id, device_id AS owner, head_seq AS seq FROM chains WHERE chain_id = ANY($1::text[])',
      chainIds,
    );
    return new Map(rows.map(({ id, ...chain }) => [id, chain]));
  };
  return {
    /** Of each chain who owns it and how far it goes; the first device to name one owns it. */
    async claim({
      chainIds,
      deviceId,
    }: {
      readonly chainIds: readonly string[];
      readonly deviceId: string;
    }): Promise<Map<string, OwnedChain>> {
      const owned = await known(chainIds);
      const unknown = chainIds.filter((id) => !owned.has(id));
      if (unknown.length === 0) return owned;
      await db.run(
        `INSERT INTO chains (chain_id, device_id) SELECT id, $2 FROM unnest($1::text[]) AS c (id)
         ON CONFLICT (chain_id) DO NOTHING`,
        unknown,
        deviceId,
      );
      return known(chainIds);
    },
    /** Places for what is not the first of its place in a chain, one branch for each of these. */
    fork: ({
      chainIds,
      deviceId,
      nth,
    }: {
      readonly chainIds: readonly string[];
      readonly deviceId: string;
      readonly nth: number;
    }) =>
      db.run(
        `INSERT INTO chains (chain_id, device_id, fork_of) SELECT id, $2, fork_of
         FROM unnest($1::text[], $3::text[]) AS c (id, fork_of) ON CONFLICT (chain_id) DO NOTHING`,
        chainIds.map((id) => forkOf(id, nth)),
        deviceId,
        chainIds,
      ),
    report: ({ chainId, seq }: { chainId: string; seq: number }) =>
      db.run('UPDATE chains SET reported_seq = greatest(reported_seq, $1) WHERE chain_id = $2', seq, chainId),
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
