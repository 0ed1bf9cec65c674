import { type HeldRecord, QUARANTINE_TEXT_MAX, type QuarantineStore } from '../quarantine.ts';
import type { Postgres } from './database.ts';

type HeldRow = Omit<HeldRecord, 'header' | 'body'> & { readonly header: Buffer; readonly body: Buffer };

/** Four bytes are the most that a character takes in UTF-8. */
const BYTES_MAX = 4 * QUARANTINE_TEXT_MAX;

const shown = (bytes: Buffer): string => [...bytes.toString('utf8')].slice(0, QUARANTINE_TEXT_MAX).join('');

export const quarantineStore = (db: Postgres): QuarantineStore => ({
  page: async ({ after, limit }) =>
    (
      await db.rows<HeldRow>(
        `SELECT quarantine.id, device_id AS "deviceId", devices.name AS "kioskName", rule, kind, seq,
           session_id AS "sessionId", substr(header, 1, ${BYTES_MAX}) AS header,
           substr(body, 1, ${BYTES_MAX}) AS body, received_at AS "receivedAt", decision
         FROM quarantine JOIN devices ON devices.id = device_id
         ORDER BY decided_at IS NOT NULL, quarantine.id DESC LIMIT $1 OFFSET $2`,
        limit,
        after,
      )
    ).map(({ header, body, ...row }) => ({ ...row, header: shown(header), body: shown(body) })),
  keepOut: ({ id, at, accountId }) =>
    db.transaction(async () => {
      const decided = await db.run(
        `UPDATE quarantine SET decided_at = $1, decision = 'refused' WHERE id = $2 AND decided_at IS NULL`,
        at,
        id,
      );
      if (decided === 0) return false;
      await db.run(
        `INSERT INTO audit (at, account_id, action, subject, detail)
         SELECT $1, $2, 'record.kept-out', coalesce(record_id, hash), rule FROM quarantine WHERE id = $3`,
        at,
        accountId,
        id,
      );
      return true;
    }),
});
