/**
 * The one list of routes by which other programs read what the city has, under `/api/v1`. The OpenAPI description and the
 * page of documentation are made from it. Keys may be added to what is answered; none is taken away or renamed.
 */
import { z } from 'zod';
import { ANSWER_STATES, MODERATION_DECISIONS, REFUSAL_REASONS } from '../domain/city-decisions.ts';
import { OUT_OF_TIME } from '../domain/deadline.ts';
import type { ProblemCode } from '../problems.ts';
import type { ApiScope } from './api-scopes.ts';
import {
  commentDocument,
  consultationDocument,
  eventDocument,
  feedEntry,
  ideaDocument,
  officialAnswer,
  proposalDocument,
} from './feed.ts';
import { page, searchedPage } from './staff/common.ts';
import { exportRoutes, takenExport } from './staff/exports.ts';
import { kioskSummary } from './staff/kiosks.ts';
import { sessionSummary } from './staff/sessions.ts';
import { confirmer, count, groupSize, instant, languageTag, slug, targetKind, uuid } from './values.ts';

const contribution = z.discriminatedUnion('kind', [
  ideaDocument.extend({ kind: z.literal('idea') }),
  commentDocument.extend({ kind: z.literal('comment') }),
]);
export type RestContribution = z.infer<typeof contribution>;

const supportsAlone = count.describe(
  'Of the supports, those given alone at a kiosk: one person may stand behind several.',
);

const supportCount = z.object({ targetId: uuid, targetKind, supports: count, supportsAlone });

const givenAnswer = officialAnswer.extend({
  targetId: uuid,
  targetKind,
  /** Null where the city took its answer back. */
  state: z.enum(ANSWER_STATES).nullable(),
});

const moderatedContribution = z.object({
  id: uuid,
  kind: z.enum(['idea', 'comment']),
  consultationId: uuid,
  topicId: slug.nullable(),
  /** Title and words are empty where their author took them back. */
  title: z.string().nullable(),
  words: z.string(),
  language: languageTag,
  target: z.object({ id: uuid, kind: targetKind }).nullable(),
  authorship: z.string().nullable(),
  /** The correction whose words these are; null for the first ones. */
  revision: uuid.nullable(),
  people: groupSize
    .nullable()
    .describe('How many people the group is whose words these are. It is one contribution all the same.'),
  confirmedBy: confirmer
    .nullable()
    .describe('Who said, after they were read back, that the words are right.'),
  state: z.enum(['published', 'held', 'refused', 'withdrawn']),
  timing: z
    .enum(OUT_OF_TIME)
    .nullable()
    .describe(
      'Whether it came after the end of its consultation: `late` is not published; of what is `doubtful` the decision of staff says whether it counts.',
    ),
  correctionTiming: z
    .enum(OUT_OF_TIME)
    .nullable()
    .describe('The same of other words of its author, which do not stand for that reason.'),
  /** The last decision of staff; null for what nobody has decided. */
  decision: z.enum(MODERATION_DECISIONS).nullable(),
  reason: z.enum(REFUSAL_REASONS).nullable(),
  /** The idea that gathers its supports and comments, where staff joined it with one that says the same. */
  mergedInto: uuid.nullable(),
  supports: count,
  supportsAlone,
  comments: count,
  answer: officialAnswer.nullable(),
  /** Who gathered it, where that was another platform. */
  attribution: z.string().nullable(),
  kioskName: z.string().nullable(),
  sessionId: uuid.nullable(),
  recordedAt: instant,
  receivedAt: instant,
});
export type RestModeratedContribution = z.infer<typeof moderatedContribution>;

/** Documents by the name that the OpenAPI description gives them. */
export const restDocuments = {
  Consultation: consultationDocument,
  Proposal: proposalDocument,
  Event: eventDocument,
  Idea: ideaDocument,
  Comment: commentDocument,
  Contribution: contribution,
  SupportCount: supportCount,
  Answer: givenAnswer,
  Change: feedEntry,
  ModeratedContribution: moderatedContribution,
  Session: sessionSummary,
  Kiosk: kioskSummary,
  TakenExport: takenExport,
} as const;

/** What is answered instead of success, with the status that goes with the code. */
export const restProblem = z.object({
  ok: z.literal(false),
  problem: z.string().describe('Why, as a code such as `not-found`.'),
  field: z.string().optional().describe('The parameter at fault, with `input-invalid`.'),
  retryAfterSeconds: z.int().optional().describe('With `rate-limited`.'),
  logId: z.string().optional().describe('With `internal`: finds the error in the service’s log.'),
});

const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z
      .string()
      .nullable()
      .describe('What to ask for as `after` to get the next page; null on the last.'),
  });
const ofConsultation = { consultationId: uuid };
const searched = {
  ...searchedPage,
  query: searchedPage.query.describe(
    'Words, each of which must occur in what the list is found by, without regard to case and accents.',
  ),
};
const mirrored = { after: page.after, limit: z.coerce.number().int().min(1).max(1_000).default(200) };
const narrowed = {
  kind: z.enum(['idea', 'comment']).optional(),
  language: languageTag.optional(),
  from: z.coerce
    .number()
    .pipe(instant)
    .optional()
    .describe('Received by the service at this instant or later, in milliseconds since 1970.'),
  to: z.coerce
    .number()
    .pipe(instant)
    .optional()
    .describe('Received by the service before this instant, in milliseconds since 1970.'),
};

export type RestRouteDeclaration = {
  /** Names of the path as `{name}`, each a key of `input`. */
  readonly path: `/api/v1/${string}`;
  readonly scope: ApiScope;
  readonly summary: string;
  readonly description?: string;
  /** Path and query. */
  readonly input: z.ZodObject;
  /** Null for a file. */
  readonly output: z.ZodType | null;
  /** Besides `token-invalid`, `scope-missing`, `rate-limited`, `input-invalid` and `internal`. */
  readonly problems: readonly ProblemCode[];
};

export const restRoutes = {
  listConsultations: {
    path: '/api/v1/consultations',
    scope: 'published',
    summary: 'Consultations, found by title and summary',
    input: z.strictObject(searched),
    output: listOf(consultationDocument),
    problems: [],
  },
  showConsultation: {
    path: '/api/v1/consultations/{consultationId}',
    scope: 'published',
    summary: 'One consultation',
    input: z.strictObject(ofConsultation),
    output: consultationDocument,
    problems: ['not-found'],
  },
  listChanges: {
    path: '/api/v1/changes',
    scope: 'published',
    summary: 'All that is published of a consultation, in the order of its last change',
    description:
      'For a mirror: ask without `after` once, then again and again with the `next` of the answer before, which is never null. A document that changed comes again; one that was withdrawn, refused, removed or joined with another idea comes with `document` null. Where `reset` is true the cursor was none of this service (any more): this page begins a new copy, and what does not come until `more` is false is gone.',
    input: z.strictObject({ ...ofConsultation, ...mirrored }),
    output: z.object({
      reset: z.boolean(),
      items: z.array(feedEntry),
      next: z.string(),
      more: z.boolean().describe('Whether there is something after `next` already.'),
    }),
    problems: ['not-found'],
  },
  listProposals: {
    path: '/api/v1/proposals',
    scope: 'published',
    summary: 'The city’s official proposals, each with its counts and its answer; found by title and text',
    input: z.strictObject({ ...ofConsultation, ...searched }),
    output: listOf(proposalDocument),
    problems: ['not-found'],
  },
  listEvents: {
    path: '/api/v1/events',
    scope: 'published',
    summary: 'The agenda: talks, workshops and meetings, the soonest first; found by title and place',
    input: z.strictObject({ ...ofConsultation, ...searched }),
    output: listOf(eventDocument),
    problems: ['not-found'],
  },
  listContributions: {
    path: '/api/v1/contributions',
    scope: 'published',
    summary: 'Published ideas and comments, in the order of their arrival',
    description:
      'An idea that staff joined with another one is not among them: its id stands in `joined` of that one, which has its comments, too.',
    input: z.strictObject({ ...ofConsultation, ...narrowed, ...page }),
    output: listOf(contribution),
    problems: ['not-found'],
  },
  listSupports: {
    path: '/api/v1/supports',
    scope: 'published',
    summary: 'How many people support each idea or proposal',
    description: 'Counts only: who supports what is told to nobody.',
    input: z.strictObject({ ...ofConsultation, targetKind: targetKind.default('idea'), ...page }),
    output: listOf(supportCount),
    problems: ['not-found'],
  },
  listAnswers: {
    path: '/api/v1/answers',
    scope: 'published',
    summary:
      'The city’s last answer to each published idea and to each proposal, in the order in which they were given',
    input: z.strictObject({ ...ofConsultation, ...page }),
    output: listOf(givenAnswer),
    problems: ['not-found'],
  },
  listModeratedContributions: {
    path: '/api/v1/moderation/contributions',
    scope: 'moderation',
    summary:
      'Ideas and comments whatever their state, with what staff decided, in the order of their arrival',
    description: 'Words that are sealed, because their author said no to publishing, are not among them.',
    input: z.strictObject({
      ...ofConsultation,
      ...narrowed,
      state: z.enum(['published', 'held', 'refused']).optional(),
      ...page,
    }),
    output: listOf(moderatedContribution),
    problems: ['not-found'],
  },
  listModerationChanges: {
    path: '/api/v1/moderation/changes',
    scope: 'moderation',
    summary:
      'The same, each once, in the order of its last change: a decision, an answer, a correction, a support',
    description:
      'For a mirror, asked as `/api/v1/changes`. What its author took back, or was erased for its age, comes with the state `withdrawn` and without words. What is not published is never removed from this list, so nothing needs to be forgotten but where `reset` is true.',
    input: z.strictObject({ ...ofConsultation, ...mirrored }),
    output: z.object({
      reset: z.boolean(),
      items: z.array(moderatedContribution),
      next: z.string(),
      more: z.boolean(),
    }),
    problems: ['not-found'],
  },
  listSessions: {
    path: '/api/v1/sessions',
    scope: 'administration',
    summary:
      'Workshop sessions, the latest first, each with the proof whether all of it is here; found by kiosk, place, workshop and consultation',
    input: z.strictObject(searched),
    output: listOf(sessionSummary),
    problems: [],
  },
  showSession: {
    path: '/api/v1/sessions/{sessionId}',
    scope: 'administration',
    summary: 'One session',
    input: z.strictObject({ sessionId: uuid }),
    output: sessionSummary,
    problems: ['not-found'],
  },
  listKiosks: {
    path: '/api/v1/kiosks',
    scope: 'administration',
    summary: 'The kiosks and when each was last in contact; found by name and place',
    input: z.strictObject(searched),
    output: listOf(kioskSummary),
    problems: [],
  },
  exportContributions: {
    path: '/api/v1/contributions/export',
    scope: 'export',
    summary: 'Ideas and comments as a file, as on the staff page; logged with the token’s name',
    input: exportRoutes.exportContributions.input,
    output: null,
    problems: ['not-found'],
  },
  exportForPlatform: {
    path: '/api/v1/contributions/platform-export',
    scope: 'export',
    summary:
      'Published ideas as files that Go Vocal or Decidim imports, packed with where each row comes from and a manifest; logged with the token’s name',
    input: exportRoutes.exportForPlatform.input,
    output: null,
    problems: ['not-found'],
  },
  listExports: {
    path: '/api/v1/exports',
    scope: 'export',
    summary:
      'Files that were taken, the latest first: by whom, narrowed to what, with their digest; found by file name, holder and consultation',
    description:
      'By staff, by programs and, on a stick, by facilitators at a kiosk. `takenBack` is what was erased since and may be in the file: whoever holds it must erase it there.',
    input: z.strictObject(searched),
    output: listOf(takenExport),
    problems: [],
  },
  showManifest: {
    path: '/api/v1/exports/{id}/manifest',
    scope: 'export',
    summary:
      'What a file is, to keep beside it: its digest, its columns, and the proof of each session that it was made from',
    input: exportRoutes.showManifest.input,
    output: exportRoutes.showManifest.output,
    problems: ['not-found'],
  },
} as const satisfies Readonly<Record<string, RestRouteDeclaration>>;

export type RestRoute = keyof typeof restRoutes;
export type RestParsed<R extends RestRoute> = z.output<(typeof restRoutes)[R]['input']>;
/** Never for a file. */
export type RestOutput<R extends RestRoute> = (typeof restRoutes)[R]['output'] extends z.ZodType
  ? z.output<(typeof restRoutes)[R]['output']>
  : never;
