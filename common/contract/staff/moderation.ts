/** What staff decide about contributions, and what the city answers. */
import { z } from 'zod';
import { ANSWER_STATES, MODERATION_DECISIONS, REFUSAL_REASONS } from '../../domain/city-decisions.ts';
import { OUT_OF_TIME, TIMINGS } from '../../domain/deadline.ts';
import { ADMISSIONS, REVISION_PLACES } from '../../domain/revisions.ts';
import { TITLE_MAX, WORDS_MAX } from '../../domain/text.ts';
import { officialAnswer, proposalDocument } from '../feed.ts';
import {
  confirmer,
  count,
  groupSize,
  instant,
  languageTag,
  localizedText,
  targetKind,
  uuid,
} from '../values.ts';
import { nothing, searchedPage } from './common.ts';

/** Counted no further: with a million that wait, counting them would take longer than the page that somebody asked for. */
export const COUNTED_MOST = 1_000;

export const moderationQueue = z.enum(['unreviewed', 'published', 'merged', 'held', 'refused', 'after-end']);
export type ModerationQueue = z.infer<typeof moderationQueue>;

const ideaTitle = z.object({ id: uuid, title: z.string(), language: languageTag });

const moderatedContribution = z.object({
  id: uuid,
  kind: z.enum(['idea', 'comment']),
  consultationId: uuid,
  title: z.string().nullable(),
  words: z.string(),
  language: languageTag,
  topic: localizedText.nullable(),
  target: z.object({ id: uuid, kind: targetKind, title: localizedText.nullable() }).nullable(),
  authorship: z.string().nullable(),
  /** Of how many people a group is. */
  people: groupSize.nullable(),
  confirmedBy: confirmer.nullable(),
  /** The first name that its author wants shown beside it. */
  author: z.string().nullable(),
  /** Null for what another platform gathered. */
  kioskName: z.string().nullable(),
  sessionId: uuid.nullable(),
  state: z.enum(['published', 'held', 'refused']),
  /** Whether its author agreed to publishing; without it nothing is published, whatever is decided. */
  publishable: z.boolean(),
  /** Arrived after the end of its consultation and was, or may have been, recorded after it; `late` is not published. */
  timing: z.enum(OUT_OF_TIME).nullable(),
  /** Staff covered personal data in the words. */
  masked: z.boolean(),
  /** The last decision; null for what nobody has decided, or what was decided elsewhere. */
  decided: z
    .object({
      decision: z.enum(MODERATION_DECISIONS),
      reason: z.enum(REFUSAL_REASONS).nullable(),
      note: z.string(),
      at: instant,
      /** The account's name. */
      by: z.string(),
    })
    .nullable(),
  /** What its author has said in other words, the oldest first; nothing where it was said once. */
  revisions: z.array(
    z.object({
      id: uuid,
      title: z.string().nullable(),
      words: z.string(),
      language: languageTag,
      authorship: z.string().nullable(),
      place: z.enum(REVISION_PLACES),
      /** Of the deadline; of a `doubtful` one staff say whether it counts, and may change their mind. */
      timing: z.enum(TIMINGS),
      admission: z.enum(ADMISSIONS).nullable(),
      recordedAt: instant,
    }),
  ),
  /** The idea with which it is joined; null where it stands by itself. */
  mergedInto: ideaTitle.nullable(),
  /** The ideas that are joined with it; supports and comments are theirs too. */
  merged: z.array(ideaTitle),
  supports: count,
  /** Of them, those given alone at a kiosk: one person may stand behind several. */
  supportsAlone: count,
  comments: count,
  answer: officialAnswer.nullable(),
  recordedAt: instant,
  receivedAt: instant,
});
export type ModeratedContribution = z.infer<typeof moderatedContribution>;

export const moderationRoutes = {
  /**
   * Ideas and comments for staff to decide about, and how many wait. `query` is words that must all occur in title or
   * words; the unreviewed come oldest first, all others newest first.
   */
  listModeration: {
    method: 'GET',
    path: '/api/staff/moderation',
    input: z.strictObject({ queue: moderationQueue, ...searchedPage }),
    output: z.object({
      contributions: z.array(moderatedContribution),
      next: z.string().nullable(),
      /** `COUNTED_MOST` where there are so many or more. */
      counts: z.object({ unreviewed: count, held: count, refused: count, doubtful: count }),
    }),
  },
  /**
   * Administrators and moderators. A refusal needs a reason, which its author reads by the slip's code; the note is for
   * staff. What lacks consent is not published and comes back in `withoutConsent`. Problem: `not-found` where none of
   * the ids is known.
   */
  moderate: {
    method: 'POST',
    path: '/api/staff/moderation',
    input: z
      .strictObject({
        ids: z.array(uuid).min(1).max(200),
        decision: z.enum(MODERATION_DECISIONS),
        reason: z.enum(REFUSAL_REASONS).nullable().default(null),
        note: z.string().max(1_000).default(''),
      })
      .refine(({ decision, reason }) => (decision === 'refused') === (reason !== null), {
        path: ['reason'],
        message: 'a refusal needs a reason, and nothing else has one',
      }),
    output: z.object({
      /** For `undoModeration`. */
      turn: uuid,
      changed: count,
      withoutConsent: z.array(uuid),
      /** Recorded after the end, and therefore not published. */
      late: z.array(uuid),
    }),
  },
  /**
   * Administrators and moderators. Of corrections that contradict each other, says which words are meant: those of a `rival`, or
   * those that stand. Problem: `not-found` where nothing is contested, or not these words.
   */
  chooseWords: {
    method: 'POST',
    path: '/api/staff/moderation/words',
    input: z.strictObject({ contributionId: uuid, revision: uuid }),
    output: nothing,
  },
  /**
   * Administrators and moderators. Of a correction of which nobody knows whether it was said before the end, says whether it counts. What
   * it had replaced counts with it. Problem: `not-found` where it is none, or nothing would change.
   */
  admitWords: {
    method: 'POST',
    path: '/api/staff/moderation/words/admission',
    input: z.strictObject({ contributionId: uuid, revision: uuid, admission: z.enum(ADMISSIONS) }),
    output: z.object({
      /** For `undoModeration`. */
      turn: uuid,
    }),
  },
  /**
   * Administrators and moderators. Joins an idea with one that says the same: that one stays and gathers supports and comments, each person
   * counted once; a null `into` takes it apart. Problems: `not-found`; `not-mergeable` where they are not two published ideas of a
   * consultation, or nothing would change.
   */
  mergeContributions: {
    method: 'POST',
    path: '/api/staff/moderation/merge',
    input: z.strictObject({ id: uuid, into: uuid.nullable() }),
    output: z.object({
      /** For `undoModeration`. */
      turn: uuid,
    }),
  },
  /** Puts back what stood before that turn, except what was decided anew since. Problem: `not-found`. */
  undoModeration: {
    method: 'POST',
    path: '/api/staff/moderation/undo',
    input: z.strictObject({ turn: uuid }),
    output: z.object({ undone: count, decidedSince: count }),
  },
  /** The nearest others of its consultation, the nearest first. Problem: `not-found`. */
  listAlike: {
    method: 'GET',
    path: '/api/staff/moderation/alike',
    input: z.strictObject({ id: uuid }),
    output: z.object({ contributions: z.array(moderatedContribution) }),
  },
  /**
   * Administrators and moderators. The words as everybody reads them from now on, kiosks and exports too: those that are shown,
   * with parts of them covered by `[…]`. Problems: `not-found`; `words-altered` for anything else.
   */
  maskWords: {
    method: 'POST',
    path: '/api/staff/moderation/mask',
    input: z.strictObject({
      id: uuid,
      title: z
        .string()
        .max(TITLE_MAX * 4)
        .nullable(),
      words: z.string().max(WORDS_MAX * 4),
    }),
    output: nothing,
  },
  /** Administrators, as for the next: the words as they were said are shown again. Problem: `not-found`. */
  unmaskWords: {
    method: 'POST',
    path: '/api/staff/moderation/unmask',
    input: z.strictObject({ id: uuid }),
    output: nothing,
  },
  /** The words as they were said; that somebody read them stands in the log. Problem: `not-found`. */
  readOriginal: {
    method: 'POST',
    path: '/api/staff/moderation/original',
    input: z.strictObject({ id: uuid }),
    output: z.object({ title: z.string().nullable(), words: z.string() }),
  },
  /** Found by title and text; of one consultation, or of all. */
  listProposals: {
    method: 'GET',
    path: '/api/staff/proposals',
    input: z.strictObject({ ...searchedPage, consultationId: uuid.optional() }),
    output: z.object({ proposals: z.array(proposalDocument), next: z.string().nullable() }),
  },
  /**
   * Administrators and moderators. The city's answer to an idea or a proposal, in any number of languages; a null
   * state takes the last answer back. It reaches kiosks by the feed and slips by their code. Problem: `not-found`.
   */
  giveAnswer: {
    method: 'POST',
    path: '/api/staff/answers',
    input: z.strictObject({
      targetId: uuid,
      targetKind,
      state: z.enum(ANSWER_STATES).nullable(),
      text: z.record(languageTag, z.string().max(WORDS_MAX)),
    }),
    output: nothing,
  },
} as const;
