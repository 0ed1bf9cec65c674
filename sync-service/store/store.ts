/**
 * All that the service keeps. Every method is async so that SQLite and PostgreSQL stand behind the same
 * contract (`test-support/contract-suite.ts`); services know nothing else of the database.
 */
import type { CityStore } from './city.ts';
import type { ContributionStore } from './contributions.ts';
import type { DeviceStore } from './devices.ts';
import type { FeedStore } from './feed.ts';
import type { MetaStore } from './meta.ts';
import type { ReceiptStore } from './receipts.ts';
import type { RecordStore } from './records.ts';
import type { SessionStore } from './sessions.ts';
import type { StaffStore } from './staff.ts';

export type Store = {
  readonly meta: MetaStore;
  readonly devices: DeviceStore;
  readonly records: RecordStore;
  readonly city: CityStore;
  readonly contributions: ContributionStore;
  readonly feed: FeedStore;
  readonly receipts: ReceiptStore;
  readonly sessions: SessionStore;
  readonly staff: StaffStore;
  /** Throws when the database cannot be read; for the readiness check. */
  check(): Promise<void>;
  close(): Promise<void>;
};
