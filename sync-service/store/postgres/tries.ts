import { NO_TRIES, SWEEP_EVERY_MS, type Tries, type TryStore } from '../tries.ts';
import type { Postgres } from './database.ts';

export function tryStore(db: Postgres): TryStore {
  let sweptAt = 0;

  return {
    async take({ limit, keyDigest, windowMs, at }) {
      if (at - sweptAt >= SWEEP_EVERY_MS) {
        sweptAt = at;
        await db.run('DELETE FROM tries WHERE until <= $1', at);
      }
      const tries = await db.one<Tries>(
        `INSERT INTO tries (kind, key_digest, count, until) VALUES ($1, $2, 1, $3::bigint + $4::bigint)
         ON CONFLICT (kind, key_digest) DO UPDATE SET
           count = CASE WHEN tries.until <= $3 THEN 1 ELSE tries.count + 1 END,
           until = CASE WHEN tries.until <= $3 THEN excluded.until ELSE tries.until END
         RETURNING count, until`,
        limit,
        keyDigest,
        at,
        windowMs,
      );
      if (tries === null) throw new Error('a try was not counted');
      return tries;
    },
    async find({ limit, keyDigest, at }) {
      const tries = await db.one<Tries>(
        'SELECT count, until FROM tries WHERE kind = $1 AND key_digest = $2 AND until > $3',
        limit,
        keyDigest,
        at,
      );
      return tries ?? NO_TRIES;
    },
    async clear({ limit, keyDigest }) {
      await db.run('DELETE FROM tries WHERE kind = $1 AND key_digest = $2', limit, keyDigest);
    },
  };
}
