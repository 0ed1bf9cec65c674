/** Writes what webhooks are to be told, for use within the transaction that changes a published document. */
import { type Change, eventOf, GONE } from '../webhook-events.ts';
import type { Postgres } from './database.ts';

export function webhookOutbox(db: Postgres) {
  const tell = async (change: Change): Promise<void> => {
    const event = eventOf(change);
    if (event === null) return;
    const { kind, id, scope } = change;
    const told = event === 'gone' ? (await db.one<{ told: string }>(`${GONE} $1`, id))?.told : event;
    // Due at once, by whichever clock.
    await db.run(
      `INSERT INTO webhook_deliveries (id, webhook_id, event, kind, subject_id, consultation_id, created_at, due_at)
       SELECT replace(gen_random_uuid()::text, '-', ''), id, $1, $2, $3, $4,
         floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint, 0
       FROM webhooks ORDER BY ordinal`,
      told,
      kind,
      id,
      scope,
    );
  };
  return async (changes: readonly Change[]): Promise<void> => {
    if ((await db.one('SELECT 1 FROM webhooks LIMIT 1')) === null) return;
    for (const change of changes) await tell(change);
  };
}
