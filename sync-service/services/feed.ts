/** Gives a kiosk the documents that it does not have yet, or all of them. */
import type { KioskFeedEntry } from '../../common/contract/feed.ts';
import { FEED_PAGE_MAX, type PullAnswer, type SyncRequest } from '../../common/contract/sync.ts';
import type { Store } from '../store/store.ts';

/** A page stays far below a frame, so that a slow line shows progress. */
const PAGE_BYTES = 262_144;

export async function pullFeed({
  store,
  protocol,
  epoch,
  scope,
  request: { cursor, limit },
}: {
  readonly store: Store;
  readonly protocol: number;
  readonly epoch: string;
  /** The device's consultation. */
  readonly scope: string;
  readonly request: SyncRequest<'feed:pull'>;
}): Promise<PullAnswer> {
  const follows = cursor !== null && cursor.epoch === epoch && cursor.scope === scope;
  // A position that was never given means that this database was set back.
  const reset = !follows || cursor.position > (await store.feed.latest(scope));
  const { entries, position, more } = await store.feed.page({
    scope,
    position: reset ? 0 : cursor.position,
    limit: Math.min(limit, FEED_PAGE_MAX),
    maxBytes: PAGE_BYTES,
    tombstones: !reset,
    ...(protocol < 3 ? {} : { slips: true }),
  });
  return {
    reset,
    entries: protocol === 1 ? entries.map(ofFirstProtocol) : [...entries],
    cursor: { epoch, scope, position },
    more,
  };
}

/** A kiosk of protocol 1 takes no document with a key that it does not know. */
function ofFirstProtocol(entry: KioskFeedEntry): KioskFeedEntry {
  if (entry.document === null) return entry;
  if (entry.kind === 'idea') {
    const {
      answer: _,
      author: __,
      revision: ___,
      supportsAlone: ____,
      joined: _____,
      ...document
    } = entry.document;
    return { ...entry, document };
  }
  if (entry.kind === 'comment') {
    const { author: _, revision: __, ...document } = entry.document;
    return { ...entry, document };
  }
  if (entry.kind === 'consultation') {
    const {
      further: _,
      privacy: __,
      areas: ___,
      minors: ____,
      look: _____,
      reviewFirst: ______,
      actions: _______,
      ...document
    } = entry.document;
    return { ...entry, document };
  }
  if (entry.kind === 'proposal') {
    const { answer: _, supportsAlone: __, ...document } = entry.document;
    return { ...entry, document };
  }
  return entry;
}
