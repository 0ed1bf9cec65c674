/** The one list of routes between the staff page and the service, under `/api/staff`. */
import { z } from 'zod';
import { ANSWER_STATES, MODERATION_DECISIONS, REFUSAL_REASONS } from '../domain/city-decisions.ts';
import { FURTHER_PURPOSES } from '../domain/consents.ts';
import { EXPORT_COLUMNS, EXPORT_KINDS } from '../domain/export-columns.ts';
import { QUARANTINE_RULES } from '../domain/records.ts';
import { WORDS_MAX } from '../domain/text.ts';
import { consultationDocument, eventDocument, officialAnswer, proposalDocument } from './feed.ts';
import { STAFF_ROLES } from './staff-roles.ts';
import { selfService } from './sync.ts';
import {
  contactWay,
  count,
  digest,
  instant,
  languageTag,
  localizedText,
  slug,
  targetKind,
  uuid,
} from './values.ts';

const nothing = z.strictObject({});
export const staffRole = z.enum(STAFF_ROLES);

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
  /** `withdrawn`: its author took it back, and the words are gone. */
  state: z.enum(['published', 'held', 'refused', 'withdrawn']),
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

export const moderationQueue = z.enum(['unreviewed', 'published', 'held', 'refused']);
export type ModerationQueue = z.infer<typeof moderationQueue>;

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
  /** The first name that its author wants shown beside it. */
  author: z.string().nullable(),
  /** Null for what another platform gathered. */
  kioskName: z.string().nullable(),
  sessionId: uuid.nullable(),
  state: z.enum(['published', 'held', 'refused']),
  /** Whether its author agreed to publishing; without it nothing is published, whatever is decided. */
  publishable: z.boolean(),
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
  supports: count,
  comments: count,
  answer: officialAnswer.nullable(),
  recordedAt: instant,
  receivedAt: instant,
});
export type ModeratedContribution = z.infer<typeof moderatedContribution>;

const personToTell = z.object({
  participantId: uuid,
  preference: contactWay,
  language: languageTag,
  kioskName: z.string(),
  place: z.string(),
  /** When the city last said something to what the person contributed. */
  newsAt: instant,
  told: z.object({ at: instant, by: z.string() }).nullable(),
  contributions: z.array(
    z.object({
      id: uuid,
      kind: z.enum(['idea', 'comment', 'support']),
      title: z.string().nullable(),
      words: z.string().nullable(),
      language: languageTag.nullable(),
      state: z.enum(['published', 'held', 'refused', 'withdrawn']),
      reason: z.enum(REFUSAL_REASONS).nullable(),
      answer: officialAnswer.nullable(),
    }),
  ),
});
export type PersonToTell = z.infer<typeof personToTell>;

const exportFilter = z.object({
  /** Null for the file of a session; nothing else that is null narrows. */
  consultationId: uuid.nullable(),
  sessionId: uuid.nullable(),
  kind: z.enum(EXPORT_KINDS).nullable(),
  state: z.enum(['published', 'held', 'refused']).nullable(),
  language: languageTag.nullable(),
  from: instant.nullable(),
  to: instant.nullable(),
});
/** Null for one that was broken off, or is still on its way. */
const wholeFile = z.object({ rows: count, bytes: count, sha256: z.string() }).nullable();
const takenExport = z.object({
  id: uuid,
  at: instant,
  by: z.string(),
  fileName: z.string(),
  filter: exportFilter,
  file: wholeFile,
  /** What was erased since, the latest first: its words may be in the file. */
  takenBack: z.array(z.object({ id: uuid, kind: z.enum(EXPORT_KINDS), at: instant })),
  told: z.object({ at: instant, by: z.string() }).nullable(),
});
export type TakenExport = z.infer<typeof takenExport>;

const auditEntry = z.object({
  id: z.int(),
  at: instant,
  /** Null for what was done at the service's own command line, and for a sign-in by an unknown name. */
  by: z.string().nullable(),
  /** Such as `contribution.refused`. */
  action: z.string(),
  subject: z.string(),
  detail: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** Text in the languages that staff wrote it in; what is blank in one is not there. */
const writtenText = z
  .record(languageTag, z.string().max(WORDS_MAX))
  .transform((text) => Object.fromEntries(Object.entries(text).filter(([, words]) => words.trim() !== '')))
  .refine((text) => Object.keys(text).length > 0, 'needs words in one language at least');

/** Null for a new document; the answer tells its id. */
const savedId = uuid.nullable();

const heldRecord = z.object({
  id: z.int(),
  deviceId: uuid,
  kioskName: z.string(),
  rule: z.enum(QUARANTINE_RULES),
  /** As far as the header could be read. */
  kind: z.string().nullable(),
  seq: z.int().nullable(),
  sessionId: z.string().nullable(),
  /** The record's two lines, cut off after 4,000 characters. */
  header: z.string(),
  body: z.string(),
  receivedAt: instant,
  /** Null as long as it waits for staff. */
  decision: z.enum(['stored-later', 'accepted', 'refused']).nullable(),
});
export type HeldRecord = z.infer<typeof heldRecord>;

/** Characters of base64: a file is no larger than its records in their plain form. */
export const CARRY_FILE_MAX = 12 * 1_048_576;

const page = {
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

const shortName = z.string().trim().min(1).max(100);
const pin = z.string().regex(/^\d{4,12}$/);
const kioskSettings = {
  name: shortName,
  place: z.string().trim().max(300),
  consultationId: uuid,
  languages: z.array(languageTag).min(1).max(40),
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
  /**
   * Ideas and comments for staff to decide about, and how many wait. `query` is words that must all occur in title or
   * words; the unreviewed come oldest first, all others newest first.
   */
  listModeration: {
    method: 'GET',
    path: '/api/staff/moderation',
    input: z.strictObject({ queue: moderationQueue, query: z.string().max(200).default(''), ...page }),
    output: z.object({
      contributions: z.array(moderatedContribution),
      next: z.string().nullable(),
      counts: z.object({ unreviewed: count, held: count, refused: count }),
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
    }),
  },
  /** Puts back what stood before that turn, except what was decided anew since. Problem: `not-found`. */
  undoModeration: {
    method: 'POST',
    path: '/api/staff/moderation/undo',
    input: z.strictObject({ turn: uuid }),
    output: z.object({ undone: count, decidedSince: count }),
  },
  listProposals: {
    method: 'GET',
    path: '/api/staff/proposals',
    input: nothing,
    output: z.object({ proposals: z.array(proposalDocument) }),
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
  /**
   * Administrators and exporters, as for the next two. People who left a way to reach them and to whom the city has said
   * something, by place and preference: those to be told, or those who were.
   */
  listFeedback: {
    method: 'GET',
    path: '/api/staff/feedback',
    input: z.strictObject({ told: z.stringbool().default(false), ...page }),
    output: z.object({
      people: z.array(personToTell),
      next: z.string().nullable(),
      counts: z.object({ toTell: count, reachable: count }),
    }),
  },
  /** Contact details as they were sealed; only the city's personal-data key opens them, on the page. Logged. */
  openContacts: {
    method: 'POST',
    path: '/api/staff/feedback/contacts',
    input: z.strictObject({ participantIds: z.array(uuid).min(1).max(200) }),
    output: z.object({ contacts: z.array(z.object({ participantId: uuid, sealed: z.string() })) }),
  },
  /** `through` is the `newsAt` that the person was told, 0 to take it back. Problem: `not-found`. */
  tellPerson: {
    method: 'POST',
    path: '/api/staff/feedback',
    input: z.strictObject({ participantId: uuid, through: instant }),
    output: nothing,
  },
  /**
   * Administrators and exporters. A consultation's ideas, comments and supports, kind after kind in the order of their
   * arrival, streamed: `text/csv` as for a session, `application/x-ndjson`, a JSON object a line, or XLSX with a sheet for each
   * kind. What is not given does not narrow. `from` (in) and `to` (out) are about when the service received them; `columns` are ids with commas between
   * them. The header `perron-export` has the id for `exportProgress`, `perron-rows` how many rows come. Problems: `not-found`,
   * `rows-too-many` for a sheet.
   */
  exportContributions: {
    method: 'GET',
    path: '/api/staff/contributions/export',
    input: z.strictObject({
      consultationId: uuid,
      format: z.enum(['csv', 'jsonl', 'xlsx']).default('csv'),
      sessionId: uuid.optional(),
      kind: z.enum(EXPORT_KINDS).optional(),
      state: z.enum(['published', 'held', 'refused']).optional(),
      language: languageTag.optional(),
      columns: z
        .string()
        .transform((ids) => ids.split(','))
        .pipe(z.array(z.enum(EXPORT_COLUMNS)))
        .optional(),
      /** The language of a sheet's headings. */
      words: languageTag.default('en'),
      from: z.coerce.number().pipe(instant).optional(),
      to: z.coerce.number().pipe(instant).optional(),
      separator: z.enum(['comma', 'semicolon']).default('comma'),
      bom: z.stringbool().default(false),
    }),
    output: nothing,
  },
  /** How many rows of a file that is being fetched were read. Problem: `not-found`, also for one that has ended. */
  exportProgress: {
    method: 'GET',
    path: '/api/staff/exports/:id/progress',
    input: z.strictObject({ id: uuid }),
    output: z.object({ rows: count, total: count }),
  },
  /** Administrators and exporters, as for the next two. What was taken, the newest first; or only what has a holder to tell. */
  listExports: {
    method: 'GET',
    path: '/api/staff/exports',
    input: z.strictObject({ toTell: z.stringbool().default(false), ...page }),
    output: z.object({ exports: z.array(takenExport), next: z.string().nullable() }),
  },
  /** `through` is the last `at` of what was taken back that the holder was told of, 0 to take it back. Problem: `not-found`. */
  tellExport: {
    method: 'POST',
    path: '/api/staff/exports/told',
    input: z.strictObject({ id: uuid, through: instant }),
    output: nothing,
  },
  /** What a file is, to keep beside it: the digest proves the file, the sessions' verdicts what it was made from. Problem: `not-found`. */
  showManifest: {
    method: 'GET',
    path: '/api/staff/exports/:id/manifest',
    input: z.strictObject({ id: uuid }),
    output: z.object({
      schema: z.literal('perron-export/1'),
      id: uuid,
      fileName: z.string(),
      takenAt: instant,
      takenBy: z.string(),
      filter: exportFilter,
      columns: z.array(z.string()),
      file: wholeFile,
      provedAt: instant,
      sessions: z.array(
        z.object({
          id: uuid,
          kiosk: z.string(),
          verdict: completeness.shape.verdict,
          received: completeness.shape.received,
          expected: completeness.shape.expected,
        }),
      ),
    }),
  },
  /** All that the city says. */
  showCity: {
    method: 'GET',
    path: '/api/staff/city',
    input: nothing,
    output: z.object({
      consultations: z.array(consultationDocument),
      proposals: z.array(proposalDocument),
      events: z.array(eventDocument),
    }),
  },
  /**
   * Administrators, as for all that follow. Kiosks have it within seconds. A topic without an id gets one from its
   * label; another consent wording gets another version. Problems: `input-invalid` with the field at fault,
   * `not-found` for an id that is none.
   */
  saveConsultation: {
    method: 'POST',
    path: '/api/staff/consultations',
    input: z
      .strictObject({
        id: savedId,
        title: writtenText,
        summary: writtenText,
        opensAt: instant,
        closesAt: instant,
        topics: z.array(z.strictObject({ id: slug.nullable(), label: writtenText })).max(100),
        consent: writtenText,
        further: z
          .array(z.strictObject({ purpose: z.enum(FURTHER_PURPOSES), wording: writtenText }))
          .max(FURTHER_PURPOSES.length)
          .default([]),
        privacy: writtenText.nullable().default(null),
        attribution: z.string().max(2_000).nullable(),
      })
      .refine(({ opensAt, closesAt }) => opensAt < closesAt, {
        path: ['closesAt'],
        message: 'must end after it begins',
      }),
    output: z.object({ id: uuid }),
  },
  saveProposal: {
    method: 'POST',
    path: '/api/staff/proposals',
    input: z.strictObject({
      id: savedId,
      consultationId: uuid,
      topicId: slug.nullable(),
      title: writtenText,
      text: writtenText,
    }),
    output: z.object({ id: uuid }),
  },
  saveEvent: {
    method: 'POST',
    path: '/api/staff/events',
    input: z
      .strictObject({
        id: savedId,
        consultationId: uuid,
        kind: eventDocument.shape.kind,
        title: writtenText,
        place: z.string().trim().min(1).max(300),
        startsAt: instant,
        endsAt: instant,
      })
      .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
        path: ['endsAt'],
        message: 'must end after it begins',
      }),
    output: z.object({ id: uuid }),
  },
  /** Problems: `not-found`; `document-in-use` for a proposal that people support or comment on. */
  removeFromCity: {
    method: 'POST',
    path: '/api/staff/city/remove',
    input: z.strictObject({ kind: z.enum(['proposal', 'event']), id: uuid }),
    output: nothing,
  },
  /** Of one's own account; signs it out everywhere. Problems: `credentials-wrong`, `rate-limited`. */
  changePassword: {
    method: 'POST',
    path: '/api/staff/password',
    input: z.strictObject({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) }),
    output: nothing,
  },
  /** Administrators, as for all that follow. */
  listAccounts: {
    method: 'GET',
    path: '/api/staff/accounts',
    input: nothing,
    output: z.object({
      accounts: z.array(z.object({ id: uuid, name: z.string(), role: staffRole, closed: z.boolean() })),
    }),
  },
  /** Answers the password that was made for it, once. Problem: `name-taken`. */
  addAccount: {
    method: 'POST',
    path: '/api/staff/accounts',
    input: z.strictObject({ name: shortName, role: staffRole }),
    output: z.object({ password: z.string() }),
  },
  /** Problems of these three: `account-own` for one's own account, `not-found`. */
  setAccountRole: {
    method: 'POST',
    path: '/api/staff/accounts/role',
    input: z.strictObject({ id: uuid, role: staffRole }),
    output: nothing,
  },
  setAccountClosed: {
    method: 'POST',
    path: '/api/staff/accounts/closed',
    input: z.strictObject({ id: uuid, closed: z.boolean() }),
    output: nothing,
  },
  resetPassword: {
    method: 'POST',
    path: '/api/staff/accounts/password',
    input: z.strictObject({ id: uuid }),
    output: z.object({ password: z.string() }),
  },
  /** What staff did, the newest first. Administrators only. */
  listAudit: {
    method: 'GET',
    path: '/api/staff/audit',
    input: z.strictObject(page),
    output: z.object({ entries: z.array(auditEntry), next: z.string().nullable() }),
  },
  /** Administrators and moderators, as for the next: records that broke a rule, those that wait for staff first. */
  listQuarantine: {
    method: 'GET',
    path: '/api/staff/quarantine',
    input: z.strictObject(page),
    output: z.object({ records: z.array(heldRecord), next: z.string().nullable() }),
  },
  /** It stays in quarantine and waits for nobody any more. Problem: `not-found` for what does not wait. */
  keepOut: {
    method: 'POST',
    path: '/api/staff/quarantine/keep-out',
    input: z.strictObject({ id: z.int().min(1) }),
    output: nothing,
  },
  listKiosks: {
    method: 'GET',
    path: '/api/staff/kiosks',
    input: nothing,
    output: z.object({ kiosks: z.array(kioskSummary) }),
  },
  /**
   * Administrators, as for the next. A code that lets one kiosk in, once, for 15 minutes, with what it is set to. Problem:
   * `input-invalid` with the field at fault.
   */
  makeKioskCode: {
    method: 'POST',
    path: '/api/staff/kiosks/code',
    input: z.strictObject({
      ...kioskSettings,
      selfService: selfService.nullable().default(null),
      facilitators: z.array(z.strictObject({ name: shortName, pin })).max(200),
    }),
    output: z.object({ code: z.string(), expiresAt: instant }),
  },
  /** What a kiosk is set to; nobody reads a PIN back. Problem: `not-found`. */
  showKiosk: {
    method: 'GET',
    path: '/api/staff/kiosks/:id',
    input: z.strictObject({ id: uuid }),
    output: z.object({
      ...kioskSettings,
      selfService: selfService.nullable(),
      facilitators: z.array(z.object({ id: uuid, name: z.string() })),
    }),
  },
  /**
   * A facilitator whose `id` is known keeps the PIN where `pin` is null. Problems: `not-found`, also for a kiosk that was
   * shut out; `input-invalid` with the field at fault.
   */
  saveKiosk: {
    method: 'POST',
    path: '/api/staff/kiosks',
    input: z.strictObject({
      id: uuid,
      ...kioskSettings,
      selfService: selfService.nullable(),
      facilitators: z
        .array(z.strictObject({ id: uuid.nullable(), name: shortName, pin: pin.nullable() }))
        .max(200),
    }),
    output: nothing,
  },
  /** For good: nothing of it is taken any more, and it erases what it shows. Problem: `device-unknown`. */
  revokeKiosk: {
    method: 'POST',
    path: '/api/staff/kiosks/revoke',
    input: z.strictObject({ id: uuid, reason: z.enum(['lost', 'replaced']) }),
    output: nothing,
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
