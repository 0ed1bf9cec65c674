import type { KioskFeedEntry } from '../../../common/contract/feed.ts';
import type { FeedStore } from '../feed.ts';
import type { Postgres } from './database.ts';

type FeedRow = {
  position: number;
  kind: KioskFeedEntry['kind'];
  id: string;
  document: string | null;
  size: number;
};

/** Rows that are read at once; a page may need several readings. */
const READ = 500;

export function feedStore(db: Postgres): FeedStore {
  const read = (scope: string, position: number, which: { tombstones: boolean; slips: boolean }) =>
    db.rows<FeedRow>(
      `SELECT position, kind, id, document, coalesce(octet_length(document), 100) AS size FROM feed
       WHERE scope = $1 AND position > $2 AND ($3 OR document IS NOT NULL) AND ($4 OR kind <> 'slip') ORDER BY position LIMIT ${READ}`,
      scope,
      position,
      which.tombstones,
      which.slips,
    );

  return {
    async page({ scope, position, limit, maxBytes, tombstones, slips = false }) {
      const entries: KioskFeedEntry[] = [];
      let last = position;
      let bytes = 0;
      for (;;) {
        const rows = await read(scope, last, { tombstones, slips });
        for (const row of rows) {
          bytes += row.size;
          if (entries.length > 0 && (entries.length === limit || bytes > maxBytes)) {
            return { entries, position: last, more: true };
          }
          // What `publication.ts` wrote has the shape of its kind.
          const document = row.document === null ? null : JSON.parse(row.document);
          entries.push({ kind: row.kind, id: row.id, document } as KioskFeedEntry);
          last = row.position;
        }
        if (rows.length < READ) return { entries, position: last, more: false };
      }
    },
    async latest(scope) {
      const row = await db.one<{ latest: number | null }>(
        'SELECT max(position) AS latest FROM feed WHERE scope = $1',
        scope,
      );
      return row?.latest ?? 0;
    },
  };
}
