/** Writes what webhooks are to be told, for use within the transaction that changes a published document. */
import type { FeedKind } from '../../../common/contract/feed.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';

type Change = {
  readonly scope: string;
  readonly kind: FeedKind;
  readonly id: string;
  /** The document as JSON, null where it was not published. */
  readonly before: string | null;
  readonly after: string | null;
};

/** The city's answer in a document's JSON; parsed only where there may be one. */
const answerIn = (document: string): string =>
  document.includes('"answer"')
    ? JSON.stringify((JSON.parse(document) as { answer?: object }).answer ?? null)
    : 'null';

export function webhookOutbox(db: Sqlite): (change: Change) => void {
  const anyWebhook = db.prepare<[], 1>('SELECT 1 FROM webhooks LIMIT 1').pluck();
  const withdrawn = db
    .prepare<[string], 1>('SELECT 1 FROM contributions WHERE id = ? AND withdrawn_at IS NOT NULL')
    .pluck();
  // Due at once, by whichever clock.
  const add = db.prepare(
    `INSERT INTO webhook_deliveries (id, webhook_id, event, kind, subject_id, consultation_id, created_at, due_at)
     SELECT lower(hex(randomblob(16))), id, ?, ?, ?, ?, CAST(unixepoch('subsec') * 1000 AS INTEGER), 0
     FROM webhooks ORDER BY ordinal`,
  );

  const eventOf = ({ kind, id, before, after }: Change): string | null => {
    if (kind === 'consultation' || kind === 'event') return null;
    if (before !== null && after !== null)
      return answerIn(before) === answerIn(after) ? null : 'answer.given';
    if (kind === 'proposal') return null;
    if (after !== null) return 'contribution.published';
    return withdrawn.get(id) === undefined ? 'contribution.unpublished' : 'contribution.withdrawn';
  };

  return (change) => {
    if (anyWebhook.get() === undefined) return;
    const event = eventOf(change);
    if (event !== null) add.run(event, change.kind, change.id, change.scope);
  };
}
