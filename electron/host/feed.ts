/** Brings the kiosk's copy of the feed forward, page by page. */
import { promisify } from 'node:util';
import type { PullAnswer } from '../../common/contract/sync.ts';
import type { SimilarIdeas } from './idea-index.ts';
import type { Store } from './store/store.ts';

/** Rows looked at in one transaction: few enough that a person who is typing does not wait. */
const SWEPT_AT_ONCE = 50;

const breath = promisify(setImmediate);

export type FeedCopy = {
  /** One transaction, or a part of a larger one. */
  apply(page: PullAnswer): void;
  /**
   * After a page, or pages of which it is the last, and outside of any transaction: removes what is to be gone by then. If it is
   * cut off, the next page, even an empty one, goes on with it.
   */
  sweep(last: { more: boolean } | undefined): Promise<void>;
};

/** Whether words that stood here are to be gone: taken back, refused, or covered. */
const forgets = (store: Store, { entries }: PullAnswer): boolean =>
  entries.some(
    ({ kind, id, document }) =>
      document === null ||
      (kind === 'idea' && (store.documents.idea(id)?.words ?? document.words) !== document.words),
  );

/**
 * A snapshot spans pages. Its documents replace the old ones as they come, and what it did not name goes after
 * its last page, so that nobody meets an empty catalogue in between.
 */
export function createFeedCopy({ store, similar }: { store: Store; similar: SimilarIdeas }): FeedCopy {
  let forgetting = false;

  /** Whether there is more to look at. */
  const sweepSome = ({ generation, after }: { generation: number; after: number }): boolean =>
    store.transaction(() => {
      const state = store.feed.state();
      // Another snapshot has begun, of which not all has come.
      if (!state.sweeping || state.generation !== generation) return false;
      const rows = { generation, after, through: after + SWEPT_AT_ONCE };
      const documents = store.documents.sweep(rows);
      for (const { kind, id } of documents) if (kind === 'idea') similar.remove(id);
      const slips = store.slipCopies.sweep(rows);
      forgetting ||= documents.length + slips > 0;
      const more = rows.through < Math.max(store.documents.lastRow(), store.slipCopies.lastRow());
      if (!more) store.feed.swept();
      return more;
    });

  return {
    apply(page) {
      forgetting ||= forgets(store, page);
      applyPage({ store, similar, page });
    },
    async sweep(last) {
      const { generation } = store.feed.state();
      if (last?.more === false)
        for (let after = 0; sweepSome({ generation, after }); after += SWEPT_AT_ONCE) await breath();
      if (!forgetting) return;
      forgetting = false;
      // What another page brought just before lies in the log still.
      store.truncateLog();
    },
  };
}

function applyPage({
  store,
  similar,
  page: { reset, entries, cursor },
}: {
  store: Store;
  similar: SimilarIdeas;
  page: PullAnswer;
}): void {
  store.transaction(() => {
    const state = store.feed.state();
    const generation = reset ? state.generation + 1 : state.generation;
    if (reset) store.documents.releaseOwn();
    for (const entry of entries) {
      if (entry.kind === 'slip') {
        store.slipCopies.applyEntry(entry, generation);
        continue;
      }
      store.documents.applyEntry({ entry, generation });
      // Whatever staff have not looked at waits for them, also what was said here before the city wanted it so.
      if (entry.kind === 'consultation' && entry.document?.reviewFirst === true)
        for (const id of store.documents.hideOwn(entry.id)) similar.remove(id);
      if (entry.kind !== 'idea') continue;
      if (entry.document === null) similar.remove(entry.id);
      else similar.index(entry.document);
    }
    store.feed.save({ cursor, generation, sweeping: reset || state.sweeping });
  });
}
