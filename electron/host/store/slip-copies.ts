/** What the feed holds for slips, as it came: sealed, and found by whoever has the slip. */
import type { KioskFeedEntry } from '../../../common/contract/feed.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import type { SweptRows } from './documents.ts';

type SlipEntry = Extract<KioskFeedEntry, { kind: 'slip' }>;

export function slipCopyStore(db: Sqlite) {
  const put = db.prepare(
    `INSERT INTO slip_copy (id, sealed, generation) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, generation = excluded.generation`,
  );
  const remove = db.prepare('DELETE FROM slip_copy WHERE id = ?');
  const sealed = db.prepare<[string], string>('SELECT sealed FROM slip_copy WHERE id = ?').pluck();
  const lastRow = db.prepare<[], number>('SELECT coalesce(max(rowid), 0) FROM slip_copy').pluck();
  const sweep = db.prepare('DELETE FROM slip_copy WHERE rowid > ? AND rowid <= ? AND generation < ?');
  const clear = db.prepare('DELETE FROM slip_copy');

  return {
    applyEntry({ id, document }: SlipEntry, generation: number): void {
      if (document === null) remove.run(id);
      else put.run(id, document.sealed, generation);
    },
    /** By the look-up id that follows from the slip. */
    sealed: (lookUp: string): string | null => sealed.get(lookUp) ?? null,
    lastRow: (): number => lastRow.get() ?? 0,
    /** Deletes of these rows what no snapshot since `generation` has named; returns how many. */
    sweep: ({ after, through, generation }: SweptRows): number =>
      sweep.run(after, through, generation).changes,
    clear: (): void => void clear.run(),
  };
}
