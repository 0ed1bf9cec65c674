/** What one person contributed, as it stands and with what the city said to it: for staff who bring them news, or hand it over. */
import { z } from 'zod';
import { REFUSAL_REASONS } from '../../domain/city-decisions.ts';
import { OUT_OF_TIME } from '../../domain/deadline.ts';
import { officialAnswer } from '../feed.ts';
import { languageTag, uuid } from '../values.ts';

export const ownContribution = z.object({
  id: uuid,
  kind: z.enum(['idea', 'comment', 'support']),
  title: z.string().nullable(),
  words: z.string().nullable(),
  language: languageTag.nullable(),
  state: z.enum(['published', 'held', 'refused', 'withdrawn']),
  timing: z.enum(OUT_OF_TIME).nullable(),
  reason: z.enum(REFUSAL_REASONS).nullable(),
  answer: officialAnswer.nullable(),
});
