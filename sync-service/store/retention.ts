/** Erases what is older than its kind may be kept. */
import type { RetentionKind } from '../../common/domain/retention.ts';
import type { ByStaff } from './moderation.ts';

export type RetentionReport = {
  readonly ordinal: number;
  readonly kind: RetentionKind;
  readonly at: number;
  readonly olderThan: number;
  readonly erased: number;
};

export type RetentionStore = {
  /** In days; what is not in it is kept for good. */
  times(): Promise<ReadonlyMap<RetentionKind, number>>;
  /** Null keeps the kind for good; together with a line in the log. */
  set(request: ByStaff & { readonly kind: RetentionKind; readonly days: number | null }): Promise<void>;
  /** How many there are to erase. */
  count(request: { readonly kind: RetentionKind; readonly olderThan: number }): Promise<number>;
  /**
   * Erases at most `limit`, together with the report of this run; returns how many. Records keep their header, contributions
   * their place.
   */
  erase(request: {
    readonly run: string;
    readonly kind: RetentionKind;
    readonly olderThan: number;
    readonly at: number;
    readonly limit: number;
  }): Promise<number>;
  /** The newest first; `before` is the ordinal of the last one of the page before. */
  reports(request: {
    readonly before: number | null;
    readonly limit: number;
  }): Promise<readonly RetentionReport[]>;
};

export type Erasure = Parameters<RetentionStore['erase']>[0];

/** Kinds of records of which nothing but the sealed payload is kept. */
export const SEALED_KINDS = {
  'sealed-words': "('idea.sealed', 'comment.sealed')",
  contacts: "('contact.sealed')",
  statistics: "('statistics.sealed')",
} as const;
export const isSealedKind = (kind: RetentionKind): kind is keyof typeof SEALED_KINDS => kind in SEALED_KINDS;
