/** The append-only truth: what kiosks recorded, and what of it is kept in quarantine. */
import type { RecordStatus } from '../../common/contract/sync.ts';
import type { RecordLines } from '../../common/domain/record-lines.ts';
import type { Payload, QuarantineRule, RecordHeader, RecordKind } from '../../common/domain/records.ts';

export type KnownPayload = {
  readonly [K in RecordKind]: { readonly kind: K; readonly payload: Payload<K> };
}[RecordKind];

/** A record of a batch after every check that needs no database. */
export type ReadRecord = {
  readonly lines: RecordLines;
  /** Digest of the header line. */
  readonly hash: string;
  /** Null where the header does not fit the schema. */
  readonly header: RecordHeader | null;
  /** Null for an erased body and for what broke a rule. */
  readonly content: KnownPayload | null;
  /** The first rule that the record broke by itself. */
  readonly rule: QuarantineRule | null;
};

/** A stored record, with what follows from it still to be done. */
export type Arrival = {
  readonly header: RecordHeader;
  readonly content: KnownPayload;
  readonly deviceId: string;
  readonly receivedAt: number;
};

/** Of a stored record. */
export type Place = Pick<RecordHeader, 'chainId' | 'seq'>;
/** Branches of a chain, beside the chain itself: more records for one place wait in quarantine. */
export const FORKS_MAX = 8;
/** The chain under which the later records for places of a chain are stored. No kiosk can name it. */
export const forkOf = (chainId: string, nth: number): string => `${chainId}/${nth}`;

export type StoredStatus = { readonly status: RecordStatus; readonly rule: QuarantineRule | null };

/** Rules that depend on when a record comes: what is stored already breaks none of them. */
export const WAS_ALLOWED: readonly QuarantineRule[] = ['action-not-allowed', 'after-revocation'];

/** An order to erase what stands behind a slip's code; `contributionId` null for all of it. */
export type Withdrawal = {
  readonly recordId: string;
  readonly codeDigest: string;
  readonly contributionId: string | null;
  readonly receivedAt: number;
};

export type RecordStore = {
  /**
   * Stores a batch in one transaction, on disk when this resolves; what follows from it is the projection's. One answer a record,
   * in order. Null when the device is unknown, or revoked and `revoked` is not said: nothing is stored then.
   */
  append(batch: {
    readonly deviceId: string;
    readonly records: readonly ReadRecord[];
    readonly receivedAt: number;
    /**
     * What becomes of records of a revoked device that are not here yet: `held` as `after-revocation` for staff to look at, or `taken`
     * because they have. Without it the batch is refused.
     */
    readonly revoked?: 'held' | 'taken';
  }): Promise<readonly StoredStatus[] | null>;
  /** Carries out again what a restored database does not know of, also for what is not here yet. */
  withdraw(withdrawals: readonly Withdrawal[]): Promise<void>;
};
