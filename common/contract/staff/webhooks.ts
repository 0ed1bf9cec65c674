/** Addresses that are told when something is new. For administrators. */
import { z } from 'zod';
import { count, instant, uuid } from '../values.ts';
import { nothing } from './common.ts';

const webhook = z.object({
  id: uuid,
  url: z.string(),
  createdAt: instant,
  /** The account's name. */
  createdBy: z.string(),
  /** Of the last 30 days; null where there was none. */
  lastDeliveredAt: instant.nullable(),
  /** Null where no try failed, or one succeeded since. */
  lastFailure: z.object({ at: instant, reason: z.string() }).nullable(),
  /** How many are still to be delivered, and how many were given up within 30 days. */
  waiting: count,
  givenUp: count,
});
export type Webhook = z.infer<typeof webhook>;

export const webhookRoutes = {
  /** All of them: the service takes `most`. */
  listWebhooks: {
    method: 'GET',
    path: '/api/staff/webhooks',
    input: nothing,
    output: z.object({ webhooks: z.array(webhook), most: count }),
  },
  /** Answers the secret by which its deliveries are signed. Problem: `input-invalid` with `url` for what is not reached from here. */
  addWebhook: {
    method: 'POST',
    path: '/api/staff/webhooks',
    input: z.strictObject({ url: z.url().max(2_000) }),
    output: z.object({ secret: z.string() }),
  },
  /** What was to be delivered to it is forgotten. Problem of these two: `not-found`. */
  removeWebhook: {
    method: 'POST',
    path: '/api/staff/webhooks/remove',
    input: z.strictObject({ id: uuid }),
    output: nothing,
  },
  /** Delivers a message of the type `test`; how that went stands in the list. */
  testWebhook: {
    method: 'POST',
    path: '/api/staff/webhooks/test',
    input: z.strictObject({ id: uuid }),
    output: nothing,
  },
} as const;
