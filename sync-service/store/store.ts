/**
 * All that the service keeps. Every method is async so that SQLite and PostgreSQL stand behind the same
 * contract (`test-support/contract-suite.ts`); services know nothing else of the database.
 */
import type { AlikeStore } from './alike.ts';
import type { AnswerStore } from './answers.ts';
import type { ApiTokenStore } from './api-tokens.ts';
import type { ChangeStore } from './changes.ts';
import type { CityStore } from './city.ts';
import type { ContributionStore } from './contributions.ts';
import type { DeviceStore } from './devices.ts';
import type { ExportStore } from './exports.ts';
import type { FeedStore } from './feed.ts';
import type { FeedbackStore } from './feedback.ts';
import type { MaskStore } from './masks.ts';
import type { MetaStore } from './meta.ts';
import type { ModerationStore } from './moderation.ts';
import type { NewsStore } from './news.ts';
import type { PersonalDataStore } from './personal-data.ts';
import type { PresenceStore } from './presence.ts';
import type { Projection } from './projection.ts';
import type { QuarantineStore } from './quarantine.ts';
import type { ReceiptStore } from './receipts.ts';
import type { RecordStore } from './records.ts';
import type { RetentionStore } from './retention.ts';
import type { SecondFactorStore } from './second-factors.ts';
import type { SessionStore } from './sessions.ts';
import type { SlipStore } from './slips.ts';
import type { StaffStore } from './staff.ts';
import type { StatisticsStore } from './statistics.ts';
import type { TryStore } from './tries.ts';
import type { WebhookStore } from './webhooks.ts';

export type Store = {
  readonly meta: MetaStore;
  readonly devices: DeviceStore;
  readonly records: RecordStore;
  readonly projection: Projection;
  readonly city: CityStore;
  readonly contributions: ContributionStore;
  readonly exports: ExportStore;
  readonly moderation: ModerationStore;
  readonly masks: MaskStore;
  readonly alike: AlikeStore;
  readonly answers: AnswerStore;
  readonly quarantine: QuarantineStore;
  readonly feed: FeedStore;
  readonly news: NewsStore;
  readonly feedback: FeedbackStore;
  readonly receipts: ReceiptStore;
  readonly slips: SlipStore;
  readonly personalData: PersonalDataStore;
  readonly retention: RetentionStore;
  readonly sessions: SessionStore;
  readonly statistics: StatisticsStore;
  readonly staff: StaffStore;
  readonly secondFactors: SecondFactorStore;
  readonly apiTokens: ApiTokenStore;
  readonly webhooks: WebhookStore;
  readonly changes: ChangeStore;
  readonly presence: PresenceStore;
  readonly tries: TryStore;
  /**
   * What `work` changes stands together or not at all. For the command line, which does one thing at a time:
   * whatever else uses this store meanwhile becomes part of it.
   */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** A whole copy, safe on its disk, while others go on writing. Throws EEXIST where there is a file. */
  backup(file: string): Promise<void>;
  /** Throws when the database cannot be read; for the readiness check. */
  check(): Promise<void>;
  close(): Promise<void>;
};
