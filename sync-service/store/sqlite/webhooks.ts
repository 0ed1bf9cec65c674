import type { Sqlite } from '../../../platform/sqlite.ts';
import { type DeliveryRow, deliveryOf, type WebhookRow, type WebhookStore, webhookOf } from '../webhooks.ts';
import { auditLog } from './audit-log.ts';

const deliveries = (column: string, where: string): string =>
  `(SELECT ${column} FROM webhook_deliveries WHERE webhook_id = webhooks.id AND ${where})`;
const LAST_FAILURE = 'failure IS NOT NULL ORDER BY last_at DESC LIMIT 1';

export function webhookStore(db: Sqlite): WebhookStore {
  const add = db.prepare('INSERT INTO webhooks (id, url, created_at, account_id) VALUES (?, ?, ?, ?)');
  const remove = db.prepare<[string], string>('DELETE FROM webhooks WHERE id = ? RETURNING url').pluck();
  const all = db.prepare<[], WebhookRow>(
    `SELECT webhooks.id, url, webhooks.created_at AS createdAt, staff_accounts.name AS createdBy,
       ${deliveries('max(delivered_at)', 'delivered_at IS NOT NULL')} AS lastDeliveredAt,
       ${deliveries('last_at', LAST_FAILURE)} AS failedAt, ${deliveries('failure', LAST_FAILURE)} AS failure,
       ${deliveries('count(*)', 'due_at IS NOT NULL')} AS waiting,
       ${deliveries('count(*)', 'due_at IS NULL AND delivered_at IS NULL')} AS givenUp
     FROM webhooks JOIN staff_accounts ON staff_accounts.id = account_id ORDER BY ordinal DESC`,
  );
  const test = db.prepare(
    `INSERT INTO webhook_deliveries (id, webhook_id, event, created_at, due_at)
     SELECT ?, id, 'test', ?, 0 FROM webhooks WHERE id = ?`,
  );
  const due = db.prepare<[{ at: number; busy: string }], { ordinal: number }>(
    `SELECT min(ordinal) AS ordinal FROM webhook_deliveries
     WHERE due_at <= @at AND webhook_id NOT IN (SELECT value FROM json_each(@busy)) GROUP BY webhook_id ORDER BY ordinal`,
  );
  const take = db.prepare(
    'UPDATE webhook_deliveries SET attempts = attempts + 1, due_at = ? WHERE ordinal = ?',
  );
  const one = db.prepare<[number], DeliveryRow>(
    `SELECT webhook_deliveries.id, webhook_id AS webhookId, url, event AS type, kind, subject_id AS subjectId,
       consultation_id AS consultationId, webhook_deliveries.created_at AS createdAt, attempts
     FROM webhook_deliveries JOIN webhooks ON webhooks.id = webhook_id WHERE webhook_deliveries.ordinal = ?`,
  );
  const settle = db.prepare<[Parameters<WebhookStore['settle']>[0]]>(
    `UPDATE webhook_deliveries SET last_at = @at, failure = @failure,
       delivered_at = CASE WHEN @failure IS NULL THEN @at END,
       due_at = CASE WHEN @failure IS NULL THEN NULL ELSE @again END WHERE id = @id`,
  );
  const forget = db.prepare('DELETE FROM webhook_deliveries WHERE due_at IS NULL AND last_at < ?');
  const log = auditLog(db);

  const addLogged = db.transaction(({ id, url, at, accountId }: Parameters<WebhookStore['add']>[0]) => {
    add.run(id, url, at, accountId);
    log({ at, accountId, action: 'webhook.added', subject: url, detail: '' });
  });
  const removeLogged = db.transaction(({ id, at, accountId }: Parameters<WebhookStore['remove']>[0]) => {
    const url = remove.get(id);
    if (url === undefined) return false;
    log({ at, accountId, action: 'webhook.removed', subject: url, detail: '' });
    return true;
  });
  const claim = db.transaction(({ at, again, busy }: Parameters<WebhookStore['claim']>[0]) =>
    due.all({ at, busy: JSON.stringify(busy) }).flatMap(({ ordinal }) => {
      take.run(again, ordinal);
      const row = one.get(ordinal);
      return row === undefined ? [] : [deliveryOf(row)];
    }),
  );

  return {
    add: async (request) => addLogged.immediate(request),
    remove: async (request) => removeLogged.immediate(request),
    list: async () => all.all().map(webhookOf),
    test: async ({ id, deliveryId, at }) => test.run(deliveryId, at, id).changes === 1,
    // Most times nothing is due, and looking shall not lock out a batch.
    claim: async (request) =>
      due.get({ at: request.at, busy: JSON.stringify(request.busy) }) === undefined
        ? []
        : claim.immediate(request),
    settle: async (settled) => {
      settle.run(settled);
    },
    forget: async ({ before }) => {
      forget.run(before);
    },
  };
}
