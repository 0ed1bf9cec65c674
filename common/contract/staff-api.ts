/** The one list of routes between the staff page and the service, under `/api/staff`. */
import { z } from 'zod';
import { count, digest, instant, languageTag, localizedText, uuid } from './values.ts';

const nothing = z.strictObject({});
export const staffRole = z.enum(['administrator', 'moderator', 'exporter', 'reader']);

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

const sessionSummary = z.object({
  id: uuid,
  kioskName: z.string(),
  consultationId: uuid,
  consultationTitle: localizedText,
  workshopTitle: localizedText.nullable(),
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
  state: z.enum(['published', 'held', 'refused']),
  /** The device's clock, and when the service stored it. */
  recordedAt: instant,
  receivedAt: instant,
  seq: z.int().min(1),
  headerHash: digest,
});
export type StaffContribution = z.infer<typeof staffContribution>;

const kioskSummary = z.object({
  id: uuid,
  name: z.string(),
  place: z.string(),
  enrolledAt: instant,
  lastSeenAt: instant.nullable(),
  online: z.boolean(),
  records: count,
  quarantined: count,
  revokedAt: instant.nullable(),
});
export type KioskSummary = z.infer<typeof kioskSummary>;

/** Characters of base64: a file is no larger than its records in their plain form. */
export const CARRY_FILE_MAX = 12 * 1_048_576;

const page = {
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** Query and path values arrive as text; the schemas turn them into values. All bodies are JSON. */
export const staffRoutes = {
  signIn: {
    method: 'POST',
    path: '/api/staff/sign-in',
    input: z.strictObject({ name: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
    output: z.object({ name: z.string(), role: staffRole }),
  },
  signOut: { method: 'POST', path: '/api/staff/sign-out', input: nothing, output: nothing },
  /** Who is signed in. Problem: `signed-out`. */
  me: {
    method: 'GET',
    path: '/api/staff/me',
    input: nothing,
    output: z.object({ name: z.string(), role: staffRole }),
  },
  listSessions: {
    method: 'GET',
    path: '/api/staff/sessions',
    input: z.strictObject(page),
    output: z.object({ sessions: z.array(sessionSummary), next: z.string().nullable() }),
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
  /** Answers `text/csv` (RFC 4180, UTF-8 with BOM when `bom` is true), streamed; problems come as JSON. */
  exportSession: {
    method: 'GET',
    path: '/api/staff/sessions/:sessionId/contributions.csv',
    input: z.strictObject({
      sessionId: uuid,
      separator: z.enum(['comma', 'semicolon']).default('comma'),
      bom: z.stringbool().default(false),
    }),
    output: nothing,
  },
  listKiosks: {
    method: 'GET',
    path: '/api/staff/kiosks',
    input: nothing,
    output: z.object({ kiosks: z.array(kioskSummary) }),
  },
  /**
   * Takes in one `.perron-carry` file of a USB stick, and answers the file for the way back; both in base64.
   * Administrators only. Problems: `carry-damaged`, `carry-foreign`, `device-unknown`, `proof-wrong`; `device-revoked`
   * unless `acceptRevoked`.
   */
  importCarry: {
    method: 'POST',
    path: '/api/staff/carry',
    input: z.strictObject({
      file: z.base64().max(CARRY_FILE_MAX),
      acceptRevoked: z.boolean().default(false),
    }),
    output: z.object({
      kiosk: z.string(),
      stored: count,
      duplicates: count,
      quarantined: count,
      answer: z.object({ name: z.string(), file: z.base64() }),
    }),
  },
} as const;

export type StaffRoute = keyof typeof staffRoutes;
export type StaffInput<R extends StaffRoute> = z.input<(typeof staffRoutes)[R]['input']>;
export type StaffParsed<R extends StaffRoute> = z.output<(typeof staffRoutes)[R]['input']>;
export type StaffOutput<R extends StaffRoute> = z.output<(typeof staffRoutes)[R]['output']>;
export type StaffRole = z.infer<typeof staffRole>;
