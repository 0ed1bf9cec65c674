import type { FeedEntry } from '../../../common/contract/feed.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import type { FeedStore } from '../feed.ts';

type FeedRow = { position: number; kind: FeedEntry['kind']; id: string; document: string | null };

export function feedStore(db: Sqlite): FeedStore {
  const after = db.prepare<[string, number], FeedRow>(
    'SELECT position, kind, id, document FROM feed WHERE scope = ? AND position > ? ORDER BY position',
  );
  const afterLiving = db.prepare<[string, number], FeedRow>(
    `SELECT position, kind, id, document FROM feed
     WHERE scope = ? AND position > ? AND document IS NOT NULL ORDER BY position`,
  );
  const latest = db
    .prepare<[string], number | null>('SELECT max(position) FROM feed WHERE scope = ?')
    .pluck();

  return {
    async page({ scope, position, limit, maxBytes, tombstones }) {
      const entries: FeedEntry[] = [];
      let last = position;
      let bytes = 0;
      for (const row of (tombstones ? after : afterLiving).iterate(scope, position)) {
        bytes += row.document === null ? 100 : Buffer.byteLength(row.document);
        if (entries.length > 0 && (entries.length === limit || bytes > maxBytes)) {
          return { entries, position: last, more: true };
        }
        // What `publication.ts` wrote has the shape of its kind.
        const document = row.document === null ? null : JSON.parse(row.document);
        entries.push({ kind: row.kind, id: row.id, document } as FeedEntry);
        last = row.position;
      }
      return { entries, position: last, more: false };
    },
    latest: async (scope) => latest.get(scope) ?? 0,
  };
}
