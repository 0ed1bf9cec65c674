/** What people said to the city alone: words that nobody but the holders of its personal-data key can read. */
import { z } from 'zod';
import { authorship, confirmer, count, groupSize, instant, languageTag, slug, uuid } from '../values.ts';
import { nothing } from './common.ts';

const sealedContribution = z.object({
  id: uuid,
  kind: z.enum(['idea', 'comment']),
  consultationId: uuid,
  /** Of an idea, where its author chose one. */
  topicId: slug.nullable(),
  /** What a comment is about; null for an idea, and for what is not here. */
  targetTitle: z.string().nullable(),
  language: languageTag,
  authorship,
  people: groupSize.nullable(),
  confirmedBy: confirmer.nullable(),
  kiosk: z.string(),
  place: z.string(),
  /** By the kiosk's clock. */
  recordedAt: instant,
  receivedAt: instant,
  /** An age file in base64, of title and words. */
  sealed: z.string(),
});
export type SealedContribution = z.infer<typeof sealedContribution>;

export const sealedWordsRoutes = {
  /** Administrators and exporters, as for the next one. */
  countSealedWords: {
    method: 'GET',
    path: '/api/staff/sealed-words',
    input: nothing,
    output: z.object({ contributions: count }),
  },
  /**
   * As they were sealed, in the order of arrival, some hundred at a time; only the city's personal-data key opens them, on the
   * page. `after` is the `next` of the page before. Each page is logged.
   */
  openSealedWords: {
    method: 'POST',
    path: '/api/staff/sealed-words',
    input: z.strictObject({ after: z.string().max(2_000).optional() }),
    output: z.object({ contributions: z.array(sealedContribution), next: z.string().nullable() }),
  },
} as const;
