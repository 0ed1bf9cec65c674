/** Workshop sessions, what was contributed in them, and the proof that all of it is here. */
import { z } from 'zod';
import { confirmer, count, digest, groupSize, instant, languageTag, localizedText, uuid } from '../values.ts';
import { page, searchedPage } from './common.ts';

/** What recomputing a session from the stored records found wrong, and where in the chain. */
export const finding = z.strictObject({
  finding: z.enum([
    'missing', // no record at these places, though later ones are here
    'truncated', // the chain's end is missing
    'header-altered', // a header does not have the digest that the next one names, or is not its row's
    'payload-altered', // a body does not have the digest that its header names
    'swapped', // the records at these places stand in each other's place
    'forked', // two records claim this place
    'count-wrong', // the closing record counts another number
  ]),
  chainId: uuid,
  from: z.int().min(1),
  to: z.int().min(1),
});
export type Finding = z.infer<typeof finding>;

export const completeness = z.strictObject({
  received: count,
  /** How many the closing record promises, itself included; null while the session is open. */
  expected: count.nullable(),
  /** `not-provable`: nothing is wrong so far, but without a closing record there is no "n". */
  verdict: z.enum(['complete', 'incomplete', 'not-provable']),
  findings: z.array(finding),
});
export type Completeness = z.infer<typeof completeness>;

export const sessionSummary = z.object({
  id: uuid,
  kioskName: z.string(),
  consultationId: uuid,
  consultationTitle: localizedText,
  /** Of the agenda; null for a session outside it. */
  workshopId: uuid.nullable(),
  workshopTitle: localizedText.nullable(),
  /** A day at which visitors took part without a facilitator. */
  selfService: z.boolean(),
  openedAt: instant.nullable(),
  closedAt: instant.nullable(),
  participants: count,
  ideas: count,
  comments: count,
  supports: count,
  /** Of ideas and comments: not to be published, and not shown among the contributions. */
  sealed: count,
  quarantined: count,
  completeness,
});
export type SessionSummary = z.infer<typeof sessionSummary>;

const staffContribution = z.object({
  id: uuid,
  kind: z.enum(['idea', 'comment', 'support']),
  participantId: uuid.nullable(),
  title: z.string().nullable(),
  words: z.string().nullable(),
  language: languageTag.nullable(),
  topicId: z.string().nullable(),
  targetId: uuid.nullable(),
  targetTitle: z.string().nullable(),
  authorship: z.string().nullable(),
  /** Of how many people a group is. */
  people: groupSize.nullable(),
  confirmedBy: confirmer.nullable(),
  /** `withdrawn`: its author took it back, and the words are gone. */
  state: z.enum(['published', 'held', 'refused', 'withdrawn']),
  /** The device's clock, and when the service stored it. */
  recordedAt: instant,
  receivedAt: instant,
  seq: z.int().min(1),
  headerHash: digest,
});
export type StaffContribution = z.infer<typeof staffContribution>;

export const sessionRoutes = {
  /** The latest first; found by kiosk, place, workshop and consultation. */
  listSessions: {
    method: 'GET',
    path: '/api/staff/sessions',
    input: z.strictObject(searchedPage),
    output: z.object({ sessions: z.array(sessionSummary), next: z.string().nullable() }),
  },
  /** The same to choose one of, without the proof: in which somebody contributed to a consultation. */
  findSessions: {
    method: 'GET',
    path: '/api/staff/sessions/found',
    input: z.strictObject({ consultationId: uuid, ...searchedPage }),
    output: z.object({
      sessions: z.array(
        sessionSummary.pick({ id: true, kioskName: true, workshopTitle: true, openedAt: true }),
      ),
      next: z.string().nullable(),
    }),
  },
  showSession: {
    method: 'GET',
    path: '/api/staff/sessions/:sessionId',
    input: z.strictObject({ sessionId: uuid }),
    output: sessionSummary,
  },
  listContributions: {
    method: 'GET',
    path: '/api/staff/sessions/:sessionId/contributions',
    input: z.strictObject({ sessionId: uuid, ...page }),
    output: z.object({ contributions: z.array(staffContribution), next: z.string().nullable() }),
  },
} as const;
