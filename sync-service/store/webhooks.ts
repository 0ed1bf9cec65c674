/**
 * Addresses that are told when something is new, and what they are still to be told. Whatever changes a published document
 * writes the delivery in the same transaction, so that none is lost.
 */
import type { WebhookMessage } from '../../common/contract/webhooks.ts';
import type { ByStaff } from './moderation.ts';

export type Webhook = {
  readonly id: string;
  readonly url: string;
  readonly createdAt: number;
  /** The account's name. */
  readonly createdBy: string;
  readonly lastDeliveredAt: number | null;
  /** Null where no try failed, or one succeeded since. */
  readonly lastFailure: { readonly at: number; readonly reason: string } | null;
  readonly waiting: number;
  readonly givenUp: number;
};

export type WebhookDelivery = {
  readonly id: string;
  readonly webhookId: string;
  readonly url: string;
  readonly type: WebhookMessage['type'];
  /** Null for a test. */
  readonly about: {
    readonly kind: 'idea' | 'comment' | 'proposal';
    readonly id: string;
    readonly consultationId: string;
  } | null;
  readonly createdAt: number;
  /** Tries so far, this one included. */
  readonly attempts: number;
};

export type WebhookStore = {
  /** Together with its line in the log, as for the next. */
  add(request: ByStaff & { readonly id: string; readonly url: string }): Promise<void>;
  remove(request: ByStaff & { readonly id: string }): Promise<boolean>;
  /** The newest first. */
  list(): Promise<readonly Webhook[]>;
  /** False where there is no such webhook. */
  test(request: { readonly id: string; readonly deliveryId: string; readonly at: number }): Promise<boolean>;
  /**
   * The oldest delivery that is due to each webhook that is not among `busy`. Each counts as tried, and comes again at
   * `again` unless it is settled: another process may have died over it.
   */
  claim(request: {
    readonly at: number;
    readonly again: number;
    readonly busy: readonly string[];
  }): Promise<readonly WebhookDelivery[]>;
  /** `failure` null for what arrived; otherwise it is tried again at `again`, null to give it up. */
  settle(settled: {
    readonly id: string;
    readonly at: number;
    readonly failure: string | null;
    readonly again: number | null;
  }): Promise<void>;
  /** Those that were delivered or given up before. */
  forget(request: { readonly before: number }): Promise<void>;
};

/** As rows have them. */
export type WebhookRow = Omit<Webhook, 'lastFailure'> & {
  readonly failedAt: number | null;
  readonly failure: string | null;
};
export type DeliveryRow = Omit<WebhookDelivery, 'about'> & {
  readonly kind: 'idea' | 'comment' | 'proposal' | null;
  readonly subjectId: string | null;
  readonly consultationId: string | null;
};

export const webhookOf = ({ failedAt, failure, ...row }: WebhookRow): Webhook => ({
  ...row,
  lastFailure:
    failedAt === null || failure === null || failedAt < (row.lastDeliveredAt ?? 0)
      ? null
      : { at: failedAt, reason: failure },
});

export const deliveryOf = ({ kind, subjectId, consultationId, ...row }: DeliveryRow): WebhookDelivery => ({
  ...row,
  about:
    kind === null || subjectId === null || consultationId === null
      ? null
      : { kind, id: subjectId, consultationId },
});
