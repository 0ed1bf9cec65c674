/** Whether anything changed, without reading what: for whoever looks several times a second. */
import type { NewsTopic } from '../../common/contract/staff-live.ts';

/** A text per topic: another one, and there is news. */
export type NewsMarks = { readonly [T in NewsTopic]: string };

export type NewsStore = {
  marks(): Promise<NewsMarks>;
};

const highest = (table: string, column: string) => `coalesce((SELECT max(${column}) FROM ${table}), 0)`;

/**
 * Positions that only grow: ends of indexes, and small tables. The heads of the chains tell of a record whose transaction
 * took its ordinal before another one's and ended after it.
 */
const COUNTED: { readonly [T in NewsTopic]: readonly string[] } = {
  records: [
    highest('records', 'ordinal'),
    'coalesce((SELECT sum(head_seq) FROM chains), 0)',
    highest('quarantine', 'id'),
  ],
  decisions: [
    highest('moderation', 'ordinal'),
    highest('answers', 'ordinal'),
    highest('told', 'ordinal'),
    highest('audit', 'id'),
  ],
  kiosks: [
    '(SELECT count(*) FROM devices)',
    '(SELECT count(revoked_at) FROM devices)',
    highest('devices', 'last_seen_at'),
    highest('devices', 'configured_at'),
    highest('device_reports', 'at'),
  ],
  city: [highest('feed', 'position')],
  exports: [highest('exports', 'ordinal'), highest('export_told', 'ordinal')],
  log: [highest('audit', 'id')],
  webhooks: [highest('webhook_deliveries', 'ordinal'), highest('webhook_deliveries', 'last_at')],
};

/** One row, a column a topic; both databases read it alike. */
export const MARKS_SQL = `SELECT ${Object.entries(COUNTED)
  .map(([topic, parts]) => `${parts.join(` || '.' || `)} || '' AS ${topic}`)
  .join(', ')}`;
