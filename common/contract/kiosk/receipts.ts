/** What the code of a slip opens, typed, or scanned as its QR code. */
import { z } from 'zod';
import { REFUSAL_REASONS } from '../../domain/city-decisions.ts';
import { OUT_OF_TIME } from '../../domain/deadline.ts';
import { officialAnswer } from '../feed.ts';
import { count, instant, languageTag, title, uuid } from '../values.ts';
import { GROUP_SAID, nothing, saysGroup, scanned, worded } from './common.ts';

const ownContribution = z.object({
  id: uuid,
  kind: z.enum(['idea', 'comment', 'support']),
  title: z.string().nullable(),
  words: z.string().nullable(),
  language: languageTag.nullable(),
  at: instant,
  /** `waiting` has not left this kiosk yet; the others are the service's word. */
  state: z.enum(['waiting', 'received', 'published', 'held', 'refused', 'withdrawn']),
  supports: count,
  /** How many of these were given without a facilitator; 0 also while this kiosk's copy is not as new as the service's word. */
  supportsAlone: count,
  /** The record whose words these are: its own, or that of a correction. */
  revision: uuid,
  /** Corrections that contradict each other wait for the city's staff. */
  contested: z.boolean(),
  /** It came after the end of its consultation; `doubtful` where the city's staff have still to say so. */
  timing: z.enum(OUT_OF_TIME).nullable(),
  /** The same of other words of its author, which do not stand for that reason. */
  correctionTiming: z.enum(OUT_OF_TIME).nullable(),
  /** Why it was refused, where the service told. */
  reason: z.enum(REFUSAL_REASONS).nullable(),
  /** The city's answer to the idea, or to what a comment or a support is about. */
  answer: officialAnswer.nullable(),
  /** The idea with which the city's staff joined it, as it says the same: supports and answer are those of that one. */
  mergedInto: z.object({ id: uuid, title: z.string(), language: languageTag }).nullable(),
});
export type OwnContribution = z.infer<typeof ownContribution>;

export const receiptCalls = {
  /**
   * What became of the contributions behind a slip's code. Without a network it is what this kiosk itself holds and, for whoever
   * shows the slip, the `copy` that the feed brought for them alone; `asOf` says which, or that the service was asked. Problems: `code-malformed`, `slip-damaged`,
   * `code-unknown`, `service-unreachable`, `rate-limited`.
   */
  'receipt:find': {
    input: z.strictObject({ code: scanned }),
    output: z.object({
      asOf: z.enum(['service', 'copy', 'kiosk']),
      /** When this kiosk last heard from the service, by the service's clock; null for never. */
      heardAt: instant.nullable(),
      contributions: z.array(ownContribution),
      /** There are older ones, which the copy leaves out. */
      more: z.boolean(),
    }),
  },

  /**
   * Takes a contribution behind a slip's code back, or all of them with first name and contact details where `id` is null.
   * Recorded here, also without a network and for contributions of another kiosk; gone everywhere when the service has it.
   * Problems: `code-malformed`, `not-enrolled`.
   */
  'receipt:withdraw': {
    input: z.strictObject({ code: scanned, id: uuid.nullable() }),
    output: nothing,
  },

  /**
   * Says a contribution behind a slip's code in other words, as far as this kiosk can show those that it has. `replaces` is the
   * `revision` that was shown. Recorded here, also without a network and for contributions of another kiosk. Problems: those
   * of `receipt:find`; `not-found` for what cannot be shown; `consultation-closed`.
   */
  'receipt:correct': {
    input: z
      .strictObject({
        code: scanned,
        id: uuid,
        replaces: uuid,
        /** Null for a comment. */
        title: title.typed.nullable(),
        ...worded,
      })
      .refine(saysGroup, GROUP_SAID),
    output: nothing,
  },
} as const;
