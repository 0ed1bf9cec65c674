import { type DeliveryRow, deliveryOf, type WebhookRow, type WebhookStore, webhookOf } from '../webhooks.ts';
import { auditLog } from './audit-log.ts';
import type { Postgres } from './database.ts';

const deliveries = (column: string, where: string): string =>
  `(SELECT ${column} FROM webhook_deliveries WHERE webhook_id = webhooks.id AND ${where})`;
const LAST_FAILURE = 'failure IS NOT NULL ORDER BY last_at DESC LIMIT 1';
/** The oldest that is due to each webhook that is not at work. */
const DUE = `SELECT min(ordinal) AS ordinal FROM webhook_deliveries
  WHERE due_at <= $1 AND webhook_id <> ALL($2::text[]) GROUP BY webhook_id ORDER BY 1`;

export function webhookStore(db: Postgres): WebhookStore {
  const log = auditLog(db);
  return {
    add: ({ id, url, at, accountId }) =>
      db.transaction(async () => {
        await db.run(
          'INSERT INTO webhooks (id, url, created_at, account_id) VALUES ($1, $2, $3, $4)',
          id,
          url,
          at,
          accountId,
        );
        await log({ at, accountId, action: 'webhook.added', subject: url, detail: '' });
      }),
    remove: ({ id, at, accountId }) =>
      db.transaction(async () => {
        const removed = await db.one<{ url: string }>('DELETE FROM webhooks WHERE id = $1 RETURNING url', id);
        if (removed === null) return false;
        await log({ at, accountId, action: 'webhook.removed', subject: removed.url, detail: '' });
        return true;
      }),
    list: async () =>
      (
        await db.rows<WebhookRow>(
          `SELECT webhooks.id, url, webhooks.created_at AS "createdAt", staff_accounts.name AS "createdBy",
             ${deliveries('max(delivered_at)', 'delivered_at IS NOT NULL')} AS "lastDeliveredAt",
             ${deliveries('last_at', LAST_FAILURE)} AS "failedAt",
             ${deliveries('failure', LAST_FAILURE)} AS failure,
             ${deliveries('count(*)', 'due_at IS NOT NULL')} AS waiting,
             ${deliveries('count(*)', 'due_at IS NULL AND delivered_at IS NULL')} AS "givenUp"
           FROM webhooks JOIN staff_accounts ON staff_accounts.id = account_id ORDER BY ordinal DESC`,
        )
      ).map(webhookOf),
    test: async ({ id, deliveryId, at }) =>
      (await db.run(
        `INSERT INTO webhook_deliveries (id, webhook_id, event, created_at, due_at)
         SELECT $1, id, 'test', $2, 0 FROM webhooks WHERE id = $3`,
        deliveryId,
        at,
        id,
      )) === 1,
    claim: ({ at, again, busy }) =>
      db.transaction(async () => {
        const claimed: DeliveryRow[] = [];
        for (const { ordinal } of await db.rows<{ ordinal: number }>(DUE, at, busy)) {
          // Another process may have taken it meanwhile.
          const taken = await db.run(
            'UPDATE webhook_deliveries SET attempts = attempts + 1, due_at = $1 WHERE ordinal = $2 AND due_at <= $3',
            again,
            ordinal,
            at,
          );
          if (taken === 0) continue;
          const row = await db.one<DeliveryRow>(
            `SELECT webhook_deliveries.id, webhook_id AS "webhookId", url, event AS type, kind,
               subject_id AS "subjectId", consultation_id AS "consultationId",
               webhook_deliveries.created_at AS "createdAt", attempts
             FROM webhook_deliveries JOIN webhooks ON webhooks.id = webhook_id
             WHERE webhook_deliveries.ordinal = $1`,
            ordinal,
          );
          if (row !== null) claimed.push(row);
        }
        return claimed.map(deliveryOf);
      }),
    async settle({ id, at, failure, again }) {
      await db.run(
        `UPDATE webhook_deliveries SET last_at = $2, failure = $3::text,
           delivered_at = CASE WHEN $3::text IS NULL THEN $2::bigint END,
           due_at = CASE WHEN $3::text IS NULL THEN NULL ELSE $4::bigint END WHERE id = $1`,
        id,
        at,
        failure,
        again,
      );
    },
    async forget({ before }) {
      await db.run('DELETE FROM webhook_deliveries WHERE due_at IS NULL AND last_at < $1', before);
    },
  };
}
