/** Brings the kiosk's copy of the feed forward by one page. */
import type { PullAnswer } from '../../common/contract/sync.ts';
import type { SimilarIdeas } from './idea-index.ts';
import type { Store } from './store/store.ts';

export type ApplyFeedPage = (page: PullAnswer) => void;

/** Whether words that stood here are to be gone: taken back, refused, or covered. */
const forgets = (store: Store, { entries }: PullAnswer): boolean =>
  entries.some(
    ({ kind, id, document }) =>
      document === null ||
      (kind === 'idea' && (store.documents.idea(id)?.words ?? document.words) !== document.words),
  );

/**
 * A snapshot spans pages. Its documents replace the old ones as they come, and what it did not name goes with
 * its last page, so that nobody meets an empty catalogue in between.
 */
export const createApplyFeedPage =
  ({ store, similar }: { store: Store; similar: SimilarIdeas }): ApplyFeedPage =>
  (page) => {
    const forgetting = forgets(store, page);
    applyPage({ store, similar, page });
    // What another page brought just before lies in the log still.
    if (forgetting) store.truncateLog();
  };

function applyPage({
  store,
  similar,
  page: { reset, entries, cursor, more },
}: {
  store: Store;
  similar: SimilarIdeas;
  page: PullAnswer;
}): void {
  store.transaction(() => {
    const state = store.feed.state();
    const generation = reset ? state.generation + 1 : state.generation;
    const sweeping = reset || state.sweeping;
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
    const whole = sweeping && !more;
    if (whole) {
      store.slipCopies.sweep(generation);
      for (const { kind, id } of store.documents.sweep(generation)) if (kind === 'idea') similar.remove(id);
    }
    store.feed.save({ cursor, generation, sweeping: sweeping && !whole });
  });
}
