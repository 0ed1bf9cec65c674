/** The feed of documents, in the order of their last change. */
import type { KioskFeedEntry } from '../../common/contract/feed.ts';

export type FeedPage = {
  readonly entries: readonly KioskFeedEntry[];
  /** Position of the last entry, or the one asked for when there is none. */
  readonly position: number;
  readonly more: boolean;
};

export type FeedStore = {
  /** What came after `position`, bounded by `limit` entries and `maxBytes` of documents, at least one entry. */
  page(request: {
    readonly scope: string;
    readonly position: number;
    readonly limit: number;
    readonly maxBytes: number;
    /** Tombstones are of no use to a kiosk that starts from nothing. */
    readonly tombstones: boolean;
    /** With what is sealed to slips, for kiosks that know it. */
    readonly slips?: true;
  }): Promise<FeedPage>;
  /** The last position in use in a scope, 0 when it is empty. */
  latest(scope: string): Promise<number>;
};
