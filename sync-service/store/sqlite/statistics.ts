import type { Sqlite } from '../../../platform/sqlite.ts';
import type { StatisticsStore } from '../statistics.ts';
import { auditLog } from './audit-log.ts';

export function statisticsStore(db: Sqlite): StatisticsStore {
  const log = auditLog(db);
  const count = db
    .prepare<[string], number>('SELECT count(*) FROM statistics WHERE consultation_id = ?')
    .pluck();
  const page = db
    .prepare<[string, string, number], string>(
      'SELECT sealed FROM statistics WHERE consultation_id = ? AND sealed > ? ORDER BY sealed LIMIT ?',
    )
    .pluck();
  const open = db.transaction(
    ({ consultationId, after, limit, at, accountId }: Parameters<StatisticsStore['open']>[0]) => {
      log({ at, accountId, action: 'statistics.opened', subject: consultationId, detail: '' });
      return page.all(consultationId, after, limit);
    },
  );
  return {
    count: async (consultationId) => count.get(consultationId) ?? 0,
    open: async (request) => open.immediate(request),
  };
}
