import type { Sqlite } from '../../../platform/sqlite.ts';
import { type HeldRecord, QUARANTINE_TEXT_MAX, type QuarantineStore } from '../quarantine.ts';

export function quarantineStore(db: Sqlite): QuarantineStore {
  const page = db.prepare<[number, number], HeldRecord>(
    `SELECT quarantine.id, device_id AS deviceId, devices.name AS kioskName, rule, kind, seq,
       session_id AS sessionId, substr(header, 1, ${QUARANTINE_TEXT_MAX}) AS header,
       substr(body, 1, ${QUARANTINE_TEXT_MAX}) AS body, received_at AS receivedAt, decision
     FROM quarantine JOIN devices ON devices.id = device_id
     ORDER BY decided_at IS NOT NULL, quarantine.id DESC LIMIT ? OFFSET ?`,
  );
  const keepOut = db.prepare(
    `UPDATE quarantine SET decided_at = ?, decision = 'refused' WHERE id = ? AND decided_at IS NULL`,
  );
  const log = db.prepare(
    `INSERT INTO audit (at, account_id, action, subject, detail)
     SELECT ?, ?, 'record.kept-out', coalesce(record_id, hash), rule FROM quarantine WHERE id = ?`,
  );
  const decide = db.transaction(
    ({ id, at, accountId }: Parameters<QuarantineStore['keepOut']>[0]): boolean => {
      if (keepOut.run(at, id).changes === 0) return false;
      log.run(at, accountId, id);
      return true;
    },
  );
  return {
    page: async ({ after, limit }) => page.all(limit, after),
    keepOut: async (request) => decide.immediate(request),
  };
}
