/** What a slip brings back: by its code from the service, and without a network from the copy that the feed brought, sealed to it. */
import { z } from 'zod';
import { REFUSAL_REASONS } from '../domain/city-decisions.ts';
import { OUT_OF_TIME } from '../domain/deadline.ts';
import { officialAnswer } from './feed.ts';
import { bytes16, count, instant, languageTag, targetKind, uuid } from './values.ts';

export const receiptRequest = z.strictObject({ codeDigest: bytes16 });

const ownContribution = z.strictObject({
  id: uuid,
  kind: z.enum(['idea', 'comment', 'support']),
  title: z.string().nullable(),
  words: z.string().nullable(),
  language: languageTag.nullable(),
  at: instant,
  /** `withdrawn` from protocol 2 on. */
  state: z.enum(['published', 'held', 'refused', 'withdrawn']),
  supports: count,
  /** From protocol 2 on: the correction whose words these are. */
  revision: uuid.optional(),
  /** From protocol 2 on: corrections that contradict each other wait for the city's staff. */
  contested: z.literal(true).optional(),
  /** From protocol 2 on: what a comment or a support is about. */
  target: z.strictObject({ id: uuid, kind: targetKind }).optional(),
  /** From protocol 2 on: why it was refused. */
  reason: z.enum(REFUSAL_REASONS).optional(),
  /** From protocol 2 on: the city's answer to the idea, or to what a comment or a support is about. */
  answer: officialAnswer.optional(),
  /** From protocol 2 on: it came after the end; `doubtful` where staff have still to say so. */
  timing: z.enum(OUT_OF_TIME).optional(),
  /** From protocol 2 on: the same of other words of its author, which do not stand for that reason. */
  correctionTiming: z.enum(OUT_OF_TIME).optional(),
  /** From protocol 2 on: the idea with which staff joined it; supports and answer are those of that one. */
  mergedInto: z.strictObject({ id: uuid, title: z.string(), language: languageTag }).optional(),
});

/** What a slip's code brings back: the person's contributions as the service has them. */
export const receiptAnswer = z.strictObject({ contributions: z.array(ownContribution) });
export type ReceiptAnswer = z.infer<typeof receiptAnswer>;

/**
 * The same for whoever has the slip and no network, from protocol 3 on: what was not taken back, without what the feed says of ideas
 * and proposals to everybody.
 */
export const slipCopy = z.strictObject({
  /** When the service made it. */
  at: instant,
  contributions: z.array(ownContribution.omit({ supports: true })),
  /** Where there were too many: the oldest are left out. */
  more: z.literal(true).optional(),
});
export type SlipCopy = z.infer<typeof slipCopy>;
