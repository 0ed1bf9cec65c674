/**
 * What a webhook is told, in the form of the Standard Webhooks (standardwebhooks.com): that something changed and which
 * document it is, never its words. Whoever wants those asks for them with a token, and gets what stands then.
 */
import { z } from 'zod';
import { uuid } from './values.ts';

export const WEBHOOK_EVENTS = [
  'contribution.published',
  'contribution.corrected', // its words are others: its author corrected them, or staff covered something
  'contribution.joined', // staff joined an idea with one that says the same, which names it in `joined`
  'contribution.unpublished', // staff held it back or refused it after it was published
  'contribution.withdrawn', // its author took it back
  'answer.given', // to an idea or a proposal, or taken back
] as const;

const timestamp = z.iso.datetime().describe('When it happened, whenever it is delivered.');

export const webhookMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum(WEBHOOK_EVENTS),
    timestamp,
    data: z.strictObject({ kind: z.enum(['idea', 'comment', 'proposal']), id: uuid, consultationId: uuid }),
  }),
  z.strictObject({ type: z.literal('test'), timestamp, data: z.strictObject({}) }),
]);
export type WebhookMessage = z.infer<typeof webhookMessage>;
