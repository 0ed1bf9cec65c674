import { PRESENCE_LASTS_MS, type PresenceStore } from '../presence.ts';
import type { Postgres } from './database.ts';

/** By the database's clock: those of the processes may differ. */
const LIVES = `alive_at > clock_timestamp() - interval '${PRESENCE_LASTS_MS} milliseconds'`;

export function presenceStore(db: Postgres): PresenceStore {
  return {
    tell: ({ processId, deviceIds }) =>
      db.transaction(async () => {
        await db.run(`DELETE FROM processes WHERE id <> $1 AND NOT ${LIVES}`, processId);
        await db.run(
          `INSERT INTO processes (id, alive_at, device_ids) VALUES ($1, clock_timestamp(), $2)
           ON CONFLICT (id) DO UPDATE SET alive_at = excluded.alive_at, device_ids = excluded.device_ids`,
          processId,
          deviceIds,
        );
      }),
    async online() {
      const rows = await db.rows<{ id: string }>(
        `SELECT unnest(device_ids) AS id FROM processes WHERE ${LIVES}`,
      );
      return new Set(rows.map(({ id }) => id));
    },
  };
}
