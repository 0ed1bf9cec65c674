import type { KioskFeedEntry } from '../../../common/contract/feed.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import type { FeedStore } from '../feed.ts';

type FeedRow = { position: number; kind: KioskFeedEntry['kind']; id: string; document: string | null };

/** A kiosk that was away reads everything once: through `reader`, whose few pages are all that it fills. */
export function feedStore(db: Sqlite, reader: Sqlite): FeedStore {
  const following = (which: string) =>
    reader.prepare<[string, number, number], FeedRow>(
      `SELECT position, kind, id, document FROM feed
       WHERE scope = ? AND position > ? AND (kind <> 'slip' OR ?) AND ${which} ORDER BY position`,
    );
  const after = following('TRUE');
  const afterLiving = following('document IS NOT NULL');
  const latest = db
    .prepare<[string], number | null>('SELECT max(position) FROM feed WHERE scope = ?')
    .pluck();

  return {
    async page({ scope, position, limit, maxBytes, tombstones, slips }) {
      const entries: KioskFeedEntry[] = [];
      let last = position;
      let bytes = 0;
      for (const row of (tombstones ? after : afterLiving).iterate(scope, position, slips ? 1 : 0)) {
        bytes += row.document === null ? 100 : Buffer.byteLength(row.document);
        if (entries.length > 0 && (entries.length === limit || bytes > maxBytes)) {
          return { entries, position: last, more: true };
        }
        // What `publication.ts` wrote has the shape of its kind.
        const document = row.document === null ? null : JSON.parse(row.document);
        entries.push({ kind: row.kind, id: row.id, document } as KioskFeedEntry);
        last = row.position;
      }
      return { entries, position: last, more: false };
    },
    latest: async (scope) => latest.get(scope) ?? 0,
  };
}
