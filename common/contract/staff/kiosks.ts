/** The kiosks: who is in, what each is set to, and the files of their USB sticks. */
import { z } from 'zod';
import { KIOSK_RETENTION_DAYS_MAX } from '../../domain/retention.ts';
import { deviceReport, helper, selfService, volume } from '../sync.ts';
import { count, instant, languageTag, unlockDigits, uuid } from '../values.ts';
import { nothing, searchedPage, shortName } from './common.ts';

export const kioskSummary = z.object({
  id: uuid,
  name: z.string(),
  place: z.string(),
  enrolledAt: instant,
  lastSeenAt: instant.nullable(),
  online: z.boolean(),
  records: count,
  quarantined: count,
  revokedAt: instant.nullable(),
  /** What the kiosk last told of its machine; null from one that has not, as those of protocol 1. */
  report: deviceReport.extend({ at: instant }).nullable(),
});
export type KioskSummary = z.infer<typeof kioskSummary>;

/** Characters of base64: a file is no larger than its records in their plain form. */
export const CARRY_FILE_MAX = 12 * 1_048_576;

const pin = z.string().regex(/^\d{4,12}$/);
const kioskSettings = {
  name: shortName,
  place: z.string().trim().max(300),
  consultationId: uuid,
  languages: z.array(languageTag).min(1).max(40),
  /** As loud as the machine can where it is null. */
  volume: volume.nullable().default(null),
  /** Whom visitors turn to when the kiosk is in trouble; null where staff named nobody. */
  helper: helper.nullable().default(null),
  /**
   * How many days it keeps the words of records that the service has and that are in a backup; null for as long as the
   * service is set to. What the service does not have it keeps.
   */
  retentionDays: z.int().min(1).max(KIOSK_RETENTION_DAYS_MAX).nullable().default(null),
};

export const kioskRoutes = {
  /** Those that somebody should see to first, then in the order of their enrolment; found by name and place. */
  listKiosks: {
    method: 'GET',
    path: '/api/staff/kiosks',
    input: z.strictObject(searchedPage),
    output: z.object({
      kiosks: z.array(kioskSummary),
      next: z.string().nullable(),
      /** Of all, how many somebody should see to. */
      troubled: count,
      /** Of the key by which the service proves itself to kiosks: each of them shows the same. */
      serviceMark: z.string(),
    }),
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
   * Shuts it out as replaced and answers a code for the machine that takes its place, with its name, place and settings. What
   * the old one has not sent comes in by a USB stick. Problem: `device-unknown`, also for one that was shut out.
   */
  replaceKiosk: {
    method: 'POST',
    path: '/api/staff/kiosks/replace',
    input: z.strictObject({ id: uuid }),
    output: z.object({ code: z.string(), expiresAt: instant }),
  },
  /**
   * A facilitator is locked out after too many wrong PINs and reads the kiosk's digits out over the telephone; the answer opens
   * the desk for PINs again. Administrators; logged. Problem: `device-unknown`, also for one that was shut out.
   */
  answerLockedKiosk: {
    method: 'POST',
    path: '/api/staff/kiosks/answer',
    input: z.strictObject({
      id: uuid,
      question: z
        .string()
        .max(40)
        .transform((typed) => typed.replace(/\s/g, ''))
        .pipe(unlockDigits),
    }),
    output: z.object({ answer: unlockDigits }),
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
