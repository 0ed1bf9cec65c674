/**
 * KioskApi: the one list of calls between the screens and the host. Preload, the IPC handler, the loopback
 * page and the renderer derive from it; adding a call here is what makes it exist everywhere.
 */
import { z } from 'zod';
import { REFUSAL_REASONS } from '../domain/city-decisions.ts';
import { SESSION_FILE_FORMATS } from '../domain/export-columns.ts';
import type { Authorship } from '../domain/records.ts';
import { REACH_MAX, storableText } from '../domain/text.ts';
import type { Outcome } from '../problems.ts';
import {
  commentDocument,
  consultationDocument,
  eventDocument,
  ideaDocument,
  officialAnswer,
  proposalDocument,
} from './feed.ts';
import {
  ageGroup,
  authorship,
  bytes16,
  confirmer,
  consent,
  contactWay,
  count,
  firstName,
  gender,
  groupSize,
  instant,
  languageTag,
  readBack,
  slug,
  targetKind,
  title,
  typedText,
  uuid,
  words,
} from './values.ts';

const speechSpeed = z.enum(['slow', 'normal', 'fast']);
export type SpeechSpeed = z.infer<typeof speechSpeed>;

const nothing = z.strictObject({});

const sessionCounts = z.object({
  participants: count,
  ideas: count,
  comments: count,
  supports: count,
  /** Records of the session, by what became of them. */
  pending: count,
  acknowledged: count,
  quarantined: count,
});
export type SessionCounts = z.infer<typeof sessionCounts>;

const sticks = z.array(z.object({ id: bytes16, label: z.string(), freeBytes: count.nullable() }));

const draft = z.strictObject({
  kind: z.enum(['idea', 'comment']),
  /** What a comment is on; null for an idea. */
  target: z.strictObject({ id: uuid, kind: targetKind }).nullable(),
  title: z.string().max(1_000),
  words: z.string().max(20_000),
  topicId: slug.nullable(),
  language: languageTag,
});
/** An unfinished contribution, as typed so far: bounded, else unchecked. */
export type Draft = z.infer<typeof draft>;

const kioskStatus = z.object({
  kiosk: z.object({ name: z.string(), place: z.string() }).nullable(),
  languages: z.array(languageTag),
  /** Null where nobody may take part without a facilitator. */
  selfService: z.object({ idleSeconds: count }).nullable(),
  /** Outside of the hours that staff set for visitors, with nobody there: when they begin again. */
  closedUntil: instant.nullable(),
  /** Of what is read aloud, in percent. */
  volume: count,
  /** Whom visitors turn to when the kiosk is in trouble. */
  helper: z.string().nullable(),
  /** Whether people who say no to publishing can contribute: their words are sealed for the city. */
  sealing: z.boolean(),
  /** Whether a printer stands by. */
  printing: z.boolean(),
  /** On the disk: with `none`, nothing more can be saved. */
  room: z.enum(['enough', 'low', 'none']),
  /** Nothing counts: everything is gone when practice ends. */
  practice: z.boolean(),
  consultation: consultationDocument.extend({ state: z.enum(['not-yet-open', 'open', 'closed']) }).nullable(),
  sync: z.object({
    state: z.enum(['not-enrolled', 'connecting', 'online', 'offline', 'revoked', 'update-needed']),
    pending: count,
    acknowledged: count,
    quarantined: count,
    lastAcknowledgedAt: instant.nullable(),
    /** When the oldest record that waits was saved. */
    oldestPendingAt: instant.nullable(),
  }),
  facilitator: z.object({ id: uuid, name: z.string() }).nullable(),
  session: z
    .object({
      id: uuid,
      openedAt: instant,
      /** A day of `self-service` has no facilitator. */
      mode: z.enum(['assisted', 'self-service']),
      workshop: eventDocument.nullable(),
      counts: sessionCounts,
      /** People at the table who wait, by the number of their card. */
      setAside: z.array(z.object({ card: z.int().min(1), hasDraft: z.boolean() })),
      /** Whether who left last, nobody having come since, can be helped on. */
      canCallBack: z.boolean(),
    })
    .nullable(),
  participant: z
    .object({
      id: uuid,
      language: languageTag,
      /** Whether the city may publish this person's words; else they are sealed on entry. */
      publishes: z.boolean(),
      ideas: count,
      comments: count,
      supports: count,
      hasDraft: z.boolean(),
      /** The code of this participant's slip, once there is one, while the host runs. */
      code: z.string().nullable(),
      /** What was posted last, where it can be undone. */
      undoable: z.enum(['idea', 'comment', 'support']).nullable(),
    })
    .nullable(),
});
/** All that the screens show at all times. `host/kiosk.ts` emits it anew whenever it changes. */
export type KioskStatus = z.infer<typeof kioskStatus>;

/** The host adds the digest of the wording that stood under this version in this language. */
const consentAnswer = consent.omit({ wording: true });

const contact = z.strictObject({
  preference: contactWay,
  name: z.string().max(REACH_MAX).transform(storableText),
  reach: typedText(REACH_MAX),
});

const answers = {
  language: languageTag,
  consents: z.array(consentAnswer).min(1).max(16),
  firstName: firstName.typed.nullable().default(null),
  contact: contact.nullable().default(null),
  /** What the person chose to tell; null without a yes to statistics, and for nothing at all. */
  statistics: z
    .strictObject({ ageGroup: ageGroup.nullable(), gender: gender.nullable(), area: slug.nullable() })
    .nullable()
    .default(null),
  /** Where the consultation asks: whether the person is old enough to take part alone. */
  ofAge: z.boolean().nullable().default(null),
  /** Of the adult with a person who is not; only with a yes. */
  guardian: consentAnswer.omit({ purpose: true, given: true }).nullable().default(null),
};

const worded = {
  words: words.typed,
  language: languageTag,
  authorship,
  /** How many people a group is; null for everybody else. */
  people: groupSize.nullable().default(null),
  readBack,
  confirmedBy: confirmer,
};
const saysGroup = ({ authorship, people }: { authorship: Authorship; people: number | null }): boolean =>
  (authorship === 'group') === (people !== null);
const GROUP_SAID = { path: ['people'], message: 'of a group, and of nobody else' };
const target = { targetId: uuid, targetKind };

const ideaWords = { title: title.typed, topicId: slug.nullable() };

const posted = z.object({
  id: uuid,
  /** The ten characters of the slip's code; `formatReceiptCode` shows them. */
  code: z.string(),
});

const ideaWithMine = ideaDocument.extend({
  /** Whether the present participant has supported it. */
  supported: z.boolean(),
});
const proposalWithMine = proposalDocument.extend({ supported: z.boolean() });
/** An idea as the screens show it. */
export type ShownIdea = z.infer<typeof ideaWithMine>;
export type ShownProposal = z.infer<typeof proposalWithMine>;

const page = { after: z.string().max(200).nullable(), limit: z.int().min(1).max(100) };

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
  /** The record whose words these are: its own, or that of a correction. */
  revision: uuid,
  /** Corrections that contradict each other wait for the city's staff. */
  contested: z.boolean(),
  /** Why it was refused, where the service told. */
  reason: z.enum(REFUSAL_REASONS).nullable(),
  /** The city's answer to the idea, or to what a comment or a support is about. */
  answer: officialAnswer.nullable(),
  /** The idea with which the city's staff joined it, as it says the same: supports and answer are those of that one. */
  mergedInto: z.object({ id: uuid, title: z.string(), language: languageTag }).nullable(),
});
export type OwnContribution = z.infer<typeof ownContribution>;

export const kioskCalls = {
  /** The present state; later ones arrive as `KioskEvents.status`. */
  'kiosk:status': { input: nothing, output: kioskStatus },

  /**
   * Lets this kiosk into a service by a one-time code of the staff. Problems: `enrolment-code-invalid`,
   * `already-enrolled`, `service-unreachable`, `rate-limited`, `protocol-unsupported`.
   */
  'kiosk:enrol': { input: z.strictObject({ code: z.string().min(1).max(64) }), output: nothing },

  /** For an unlocked facilitator: what the status does not tell everybody. */
  'kiosk:operations': {
    input: nothing,
    output: z.object({
      /** The service's host, such as `perron.example.org`; null for a kiosk that never connects. */
      service: z.string().nullable(),
      /** Of the service's key that this kiosk trusts: the city's command line shows the same. Null before the enrolment. */
      serviceMark: z.string().nullable(),
      /** When the oldest record that waits was saved. */
      oldestPendingAt: instant.nullable(),
      /** The rules that records in quarantine broke: the service's, `batch-malformed` or `unnamed`. */
      quarantined: z.array(z.object({ rule: z.string(), count })),
      /** Of the file system that holds the data folder; null where the system does not tell. */
      disk: z.object({ freeBytes: count, totalBytes: count }).nullable(),
      /** The device's clock, and by how many milliseconds the service's was ahead of it at the last welcome. */
      clock: z.object({ now: instant, offset: z.int().nullable() }),
    }),
  },

  /** Problems: `pin-wrong`, `pin-paused`, `not-enrolled`. */
  'facilitator:unlock': { input: z.strictObject({ pin: z.string().regex(/^\d{4,12}$/) }), output: nothing },
  /** The desk locks; session and participant stay as they are. */
  'facilitator:lock': { input: nothing, output: nothing },

  /**
   * Needs an unlocked facilitator, as do all calls of session and participant, except for who helps themselves. Closes a
   * day of self-service. Problem: `session-busy` while a visitor is present.
   */
  'session:open': { input: z.strictObject({ workshopId: uuid.nullable() }), output: z.object({ id: uuid }) },
  /** What became of a session's records so far, also after it was closed. For an unlocked facilitator. */
  'session:counts': { input: z.strictObject({ id: uuid }), output: sessionCounts },
  /** Who is still set aside leaves. Problem: `session-busy` while a participant is present. */
  'session:close': { input: nothing, output: sessionCounts },

  /**
   * Without a workshop and an unlocked facilitator the person helps themselves, where the kiosk allows it.
   * A first name is given exactly by who wants it shown, and contact details by who wants to hear from the city; those are
   * sealed here and cannot be read back. Problems: `consent-missing` without an answer to all that the consultation asks,
   * or with a no to publishing where `sealing` is false; `input-invalid` for details without a yes to them;
   * `consent-outdated` for another wording.
   */
  'participant:welcome': {
    input: z.strictObject(answers),
    output: z.object({ id: uuid }),
  },
  /**
   * A paper form that somebody filled in and left, with an idea or a comment: a person of their own in the open workshop.
   * `number` is the code on the form and its strip, null for a plain sheet. Problems: those of welcoming and posting;
   * `code-malformed` for a number that was misread, `form-entered` for one that this kiosk has.
   */
  'form:enter': {
    input: z.strictObject({
      number: z.string().max(40).nullable(),
      ...answers,
      contribution: z.union([
        z.strictObject({ idea: z.strictObject({ ...ideaWords, words: words.typed }), comment: z.null() }),
        z.strictObject({ idea: z.null(), comment: z.strictObject({ ...target, words: words.typed }) }),
      ]),
    }),
    output: z.object({ id: uuid }),
  },
  /** The participant's drafts and code are gone when this returns. */
  'participant:leave': { input: nothing, output: nothing },

  /** In a workshop: room for the next person. Who comes back with the card goes on where they were. */
  'participant:set-aside': { input: nothing, output: z.object({ card: z.int().min(1) }) },
  /** Problems: `participant-present`, `not-found` for a number that nobody holds. */
  'participant:take-up': { input: z.strictObject({ card: z.int().min(1) }), output: nothing },
  /** Helps on whom it let go by mistake. Problems: `participant-present`, `not-found` once somebody else has come. */
  'participant:call-back': { input: nothing, output: nothing },

  'draft:save': { input: draft, output: nothing },
  'draft:load': { input: nothing, output: z.object({ draft: draft.nullable() }) },
  'draft:discard': { input: nothing, output: nothing },

  /** Up to five published ideas that resemble what was typed so far, the likest first. */
  'idea:similar': {
    input: z.strictObject({ text: z.string().max(20_000) }),
    output: z.object({ ideas: z.array(ideaWithMine) }),
  },
  'idea:post': {
    input: z.strictObject({ ...ideaWords, ...worded }).refine(saysGroup, GROUP_SAID),
    output: posted,
  },
  'comment:post': {
    input: z.strictObject({ ...target, ...worded }).refine(saysGroup, GROUP_SAID),
    output: posted,
  },
  /** Problems: `already-supported`, `target-unknown`, `supports-exhausted`. */
  'support:post': { input: z.strictObject(target), output: posted },

  /** Takes back what the present participant posted last, and makes a draft of it again. Problem: `not-found`. */
  'contribution:undo': { input: nothing, output: z.object({ draft: draft.nullable() }) },

  /** Looking around: nobody need be unlocked. Newest first; `after` is the `next` of the page before. */
  'idea:list': {
    input: z.strictObject({ query: z.string().max(200), topicId: slug.nullable(), ...page }),
    output: z.object({ ideas: z.array(ideaWithMine), next: z.string().nullable() }),
  },
  'proposal:list': { input: nothing, output: z.object({ proposals: z.array(proposalWithMine) }) },
  /** The agenda, soonest first. */
  'event:list': { input: nothing, output: z.object({ events: z.array(eventDocument) }) },
  /** One idea or proposal with a page of its comments, oldest first. */
  'target:show': {
    input: z.strictObject({ ...target, ...page }),
    output: z.object({
      idea: ideaWithMine.nullable(),
      proposal: proposalWithMine.nullable(),
      comments: z.array(commentDocument),
      next: z.string().nullable(),
    }),
  },

  /**
   * What became of the contributions behind a slip's code. What this kiosk itself holds is shown without a
   * network; `asOf` says whether the service was asked. Problems: `code-malformed`, `code-unknown`,
   * `service-unreachable`, `rate-limited`.
   */
  'receipt:find': {
    input: z.strictObject({ code: z.string().max(40) }),
    output: z.object({ asOf: z.enum(['service', 'kiosk']), contributions: z.array(ownContribution) }),
  },

  /**
   * Takes a contribution behind a slip's code back, or all of them with first name and contact details where `id` is null.
   * Recorded here, also without a network and for contributions of another kiosk; gone everywhere when the service has it.
   * Problems: `code-malformed`, `not-enrolled`.
   */
  'receipt:withdraw': {
    input: z.strictObject({ code: z.string().max(40), id: uuid.nullable() }),
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
        code: z.string().max(40),
        id: uuid,
        replaces: uuid,
        /** Null for a comment. */
        title: title.typed.nullable(),
        ...worded,
      })
      .refine(saysGroup, GROUP_SAID),
    output: nothing,
  },

  /** A few sentences aloud: mono samples of 16 bits, little-endian, in base64. Problem: `voice-missing`. */
  'speech:say': {
    input: z.strictObject({
      text: z.string().min(1).max(1_000),
      language: languageTag,
      speed: speechSpeed,
    }),
    output: z.object({ samplesPerSecond: count, samples: z.base64() }),
  },

  /**
   * For an unlocked facilitator with nobody before them: the same kiosk, in memory, until `practice:end`, half an hour
   * without a touch, or a restart. Problems: `session-busy`, `consultation-absent`. Meanwhile calls about the real kiosk's
   * service and sticks answer `practising`.
   */
  'practice:start': { input: nothing, output: nothing },
  /** Anybody may: the real kiosk is there again, as it was. */
  'practice:end': { input: nothing, output: nothing },

  /** Connects and pushes without waiting for the next planned try. */
  'sync:now': { input: nothing, output: nothing },

  /**
   * What a USB stick would carry to the service, and the sticks that are plugged in. All calls of `carry` need an
   * unlocked facilitator, except on a kiosk that is not enrolled yet or was revoked.
   */
  'carry:plan': {
    input: nothing,
    output: z.object({
      sticks,
      records: count,
      contributions: count,
      sessions: count,
      bytes: count,
    }),
  },
  /**
   * Writes the pending records after `after` into one file, as many as one takes, and says where the next begins.
   * Problems: `stick-absent`, `stick-full`, `stick-read-only`, `not-enrolled`, `protocol-unsupported`.
   */
  'carry:write': {
    input: z.strictObject({ stick: bytes16, after: count }),
    output: z.object({ records: count, after: count, more: z.boolean() }),
  },
  /**
   * Takes in the service's answers for this kiosk, and removes them and what they answer from the stick. `files` is 0
   * where there was none. Problems, when none could be believed: `carry-damaged`, `carry-foreign`, `carry-outdated`,
   * `proof-wrong`, `already-enrolled`; and those of the stick.
   */
  'carry:read': {
    input: z.strictObject({ stick: bytes16 }),
    output: z.object({ files: count, acknowledged: count, quarantined: count, enrolled: z.boolean() }),
  },
  /** Writes the request by which staff let in a kiosk without a network. Problems: `already-enrolled`, the stick's. */
  'carry:request': { input: z.strictObject({ stick: bytes16 }), output: nothing },

  /**
   * How much of a session may be taken along: what its people let be published, without their names. `leftOut` is sealed, erased
   * here, or not shown by the city. This and the next need an unlocked facilitator. Problem: `not-found`.
   */
  'session:export-plan': {
    input: z.strictObject({ id: uuid }),
    output: z.object({ sticks, rows: count, leftOut: count }),
  },
  /**
   * Writes that into a file on a stick, and what the file is into another beside it; a record says so. `file` is null where it was
   * stopped: nothing is left on the stick then. Problems: `not-found`, also where there is nothing to take; those of the stick.
   */
  'session:export': {
    input: z.strictObject({ id: uuid, stick: bytes16, format: z.enum(SESSION_FILE_FORMATS) }),
    output: z.object({ file: z.object({ name: z.string(), rows: count, leftOut: count }).nullable() }),
  },
  /** Of the file that is being written. */
  'session:export-progress': { input: nothing, output: z.object({ rows: count, total: count }) },
  'session:export-stop': { input: nothing, output: nothing },
} as const;

export type KioskCall = keyof typeof kioskCalls;
/** What a caller passes, before the schema has made it storable. */
export type KioskInput<C extends KioskCall> = z.input<(typeof kioskCalls)[C]['input']>;
/** What the host receives, after the schema. */
export type KioskParsed<C extends KioskCall> = z.output<(typeof kioskCalls)[C]['input']>;
export type KioskOutput<C extends KioskCall> = z.output<(typeof kioskCalls)[C]['output']>;

export type KioskApi = {
  [C in KioskCall]: (input: KioskInput<C>) => Promise<Outcome<KioskOutput<C>>>;
};

export const isKioskCall = (name: string): name is KioskCall => Object.hasOwn(kioskCalls, name);

/** What the host tells the screens unasked. */
export type KioskEvents = { status: KioskStatus };

/** What a shell puts on the page as `window.perron`: the same over IPC and over loopback. */
export type KioskBridge = {
  /** Which shell runs, for the diagnostics screen. */
  readonly shell: 'electron' | 'browser';
  call<C extends KioskCall>(name: C, input: KioskInput<C>): Promise<Outcome<KioskOutput<C>>>;
  /** Prints the page as it would look on paper, without asking. Problem: `printer-failed`, as far as the shell can tell. */
  print(): Promise<Outcome<Record<string, never>>>;
  /** Returns how to stop listening. */
  onStatus(listener: (status: KioskStatus) => void): () => void;
};
