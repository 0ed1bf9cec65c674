/** Writes what webhooks are to be told, for use within the transaction that changes a published document. */
import type { Sqlite } from '../../../platform/sqlite.ts';
import { type Change, eventOf, GONE } from '../webhook-events.ts';

export function webhookOutbox(db: Sqlite): (change: Change) => void {
  const anyWebhook = db.prepare<[], 1>('SELECT 1 FROM webhooks LIMIT 1').pluck();
  const gone = db.prepare<[string], string>(`${GONE} ?`).pluck();
  // Due at once, by whichever clock.
  const add = db.prepare(
    `INSERT INTO webhook_deliveries (id, webhook_id, event, kind, subject_id, consultation_id, created_at, due_at)
     SELECT lower(hex(randomblob(16))), id, ?, ?, ?, ?, CAST(unixepoch('subsec') * 1000 AS INTEGER), 0
     FROM webhooks ORDER BY ordinal`,
  );

  return (change) => {
    if (anyWebhook.get() === undefined) return;
    const event = eventOf(change);
    if (event === null) return;
    const told = event === 'gone' ? gone.get(change.id) : event;
    add.run(told, change.kind, change.id, change.scope);
  };
}
