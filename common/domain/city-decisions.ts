/** What the city decides about what people said: whether it is shown, and what becomes of it. */

/** What staff decide about a contribution. Consent comes first: none of these shows words without it. */
export const MODERATION_DECISIONS = ['published', 'held', 'refused'] as const;
export type ModerationDecision = (typeof MODERATION_DECISIONS)[number];

/** Why a contribution is not published; its author reads it in her own language. */
export const REFUSAL_REASONS = [
  'personal-data', // names or describes somebody who can be recognised
  'hurtful', // insults or threatens
  'unlawful',
  'off-topic',
  'duplicate', // the same person said the same before
  'other',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** How far the city is with an idea or a proposal. */
export const ANSWER_STATES = ['received', 'under-study', 'planned', 'done', 'not-possible'] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];
