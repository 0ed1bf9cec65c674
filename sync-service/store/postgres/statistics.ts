import type { StatisticsStore } from '../statistics.ts';
import { auditLog } from './audit-log.ts';
import type { Postgres } from './database.ts';

export function statisticsStore(db: Postgres): StatisticsStore {
  const log = auditLog(db);
  return {
    async count(consultationId) {
      const counted = await db.one<{ people: number }>(
        'SELECT count(*) AS people FROM statistics WHERE consultation_id = $1',
        consultationId,
      );
      return counted?.people ?? 0;
    },
    open: ({ consultationId, after, limit, at, accountId }) =>
      db.transaction(async () => {
        await log({ at, accountId, action: 'statistics.opened', subject: consultationId, detail: '' });
        const rows = await db.rows<{ sealed: string }>(
          'SELECT sealed FROM statistics WHERE consultation_id = $1 AND sealed > $2 ORDER BY sealed LIMIT $3',
          consultationId,
          after,
          limit,
        );
        return rows.map(({ sealed }) => sealed);
      }),
  };
}
