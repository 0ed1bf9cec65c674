/** Where this kiosk left the feed, and whether a snapshot is under way. */
import type { FeedCursor } from '../../../common/contract/feed.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';

type FeedRow = {
  epoch: string | null;
  scope: string | null;
  position: number | null;
  generation: number;
  sweeping: number;
};

export type FeedState = {
  readonly cursor: FeedCursor | null;
  /** Counts snapshots. */
  readonly generation: number;
  /** Until the snapshot is whole and older generations are gone. */
  readonly sweeping: boolean;
};

export type FeedStore = ReturnType<typeof feedStore>;

export function feedStore(db: Sqlite) {
  const state = db.prepare<[], FeedRow>('SELECT epoch, scope, position, generation, sweeping FROM feed');
  const save = db.prepare('UPDATE feed SET epoch = ?, scope = ?, position = ?, generation = ?, sweeping = ?');

  const swept = db.prepare('UPDATE feed SET sweeping = 0');
  const forget = db.prepare('UPDATE feed SET epoch = NULL, scope = NULL, position = NULL, sweeping = 0');

  return {
    /** The next pull brings a snapshot. */
    forget: (): void => {
      forget.run();
    },
    swept: (): void => {
      swept.run();
    },
    state(): FeedState {
      const row = state.get() as FeedRow;
      const { epoch, scope, position } = row;
      const cursor =
        epoch === null || scope === null || position === null ? null : { epoch, scope, position };
      return { cursor, generation: row.generation, sweeping: row.sweeping === 1 };
    },
    save({ cursor, generation, sweeping }: FeedState & { cursor: FeedCursor }): void {
      save.run(cursor.epoch, cursor.scope, cursor.position, generation, sweeping ? 1 : 0);
    },
  };
}
