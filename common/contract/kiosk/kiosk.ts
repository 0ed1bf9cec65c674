/** The kiosk itself: what all screens show, its enrolment, its state for a facilitator, practice and the desk's lock. */
import { z } from 'zod';
import { consultationDocument, eventDocument } from '../feed.ts';
import { count, instant, languageTag, unlockDigits, uuid } from '../values.ts';
import { nothing } from './common.ts';
import { sessionCounts } from './sessions.ts';

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
  /** After too many wrong PINs: digits to read out to staff, whose answer opens the desk for PINs again; null else. */
  pinQuestion: z.string().nullable(),
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
      /** What the QR code of that slip says; null where it is the code alone. */
      slip: z.string().nullable(),
      /** What was posted last, where it can be undone. */
      undoable: z.enum(['idea', 'comment', 'support']).nullable(),
    })
    .nullable(),
});
/** All that the screens show at all times. `host/kiosk.ts` emits it anew whenever it changes. */
export type KioskStatus = z.infer<typeof kioskStatus>;

export const deviceCalls = {
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

  /** Connects and pushes without waiting for the next planned try. */
  'sync:now': { input: nothing, output: nothing },

  /**
   * For an unlocked facilitator with nobody before them: the same kiosk, in memory, until `practice:end`, half an hour
   * without a touch, or a restart. Problems: `session-busy`, `consultation-absent`. Meanwhile calls about the real kiosk's
   * service and sticks answer `practising`.
   */
  'practice:start': { input: nothing, output: nothing },

  /** Anybody may: the real kiosk is there again, as it was. */
  'practice:end': { input: nothing, output: nothing },

  /** Problems: `pin-wrong`, `pin-paused`, `not-enrolled`; `pin-locked` where the status has a `pinQuestion`. */
  'facilitator:unlock': { input: z.strictObject({ pin: z.string().regex(/^\d{4,12}$/) }), output: nothing },

  /** What staff answer to the `pinQuestion`; a PIN is asked for next. Problems: `answer-wrong`, `pin-paused`. */
  'facilitator:answer': { input: z.strictObject({ answer: unlockDigits }), output: nothing },
  /** The desk locks; session and participant stay as they are. */
  'facilitator:lock': { input: nothing, output: nothing },
} as const;
