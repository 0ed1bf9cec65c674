/**
 * What travels between kiosk and service without a network, on a USB stick: the boundary in files. Each is sealed
 * to its reader in the age format (age-encryption.org/v1, X25519) and holds a head line, the signature of that line,
 * and a body. `docs/SYNC-PROTOCOL.md` tells it in words.
 */
import { z } from 'zod';
import { QUARANTINE_RULES } from '../domain/records.ts';
import { feedCursor } from './feed.ts';
import {
  enrolment,
  kioskConfiguration,
  personalDataKeys,
  pullAnswer,
  recordStatus,
  revocation,
} from './sync.ts';
import { ageRecipient, count, digest, instant, publicKey, uuid } from './values.ts';

/** Records and bytes, in their plain form, of one file; whatever is more goes into the next. */
export const CARRY_MAX_RECORDS = 5_000;
export const CARRY_MAX_BYTES = 8 * 1_048_576;

/** The version that the kiosk speaks; 2 where it does not say so. */
const protocol = z.int().min(1).optional();

/** Kiosk to service. Signed by the device; the body is the records as one zstd frame. */
export const carryHead = z.strictObject({
  format: z.literal('perron-carry-1'),
  carryId: uuid,
  serviceId: uuid,
  deviceId: uuid,
  /** Who can open the answer. */
  returnTo: ageRecipient,
  protocol,
  /** Where this kiosk left the feed. */
  cursor: feedCursor.nullable(),
  records: count,
  /** Of the body as it stands in the file. */
  bodyDigest: digest,
});
export type CarryHead = z.infer<typeof carryHead>;

/** Service to kiosk: what became of each record of one carry file. Signed by the service; no body. */
export const returnHead = z.strictObject({
  format: z.literal('perron-return-1'),
  carryId: uuid,
  serviceId: uuid,
  deviceId: uuid,
  epoch: uuid,
  /** The service's clock. */
  at: instant,
  /** By the digest of the header line, because the same place in a chain may hold another record by now. */
  settled: z
    .array(
      z.strictObject({
        hash: digest,
        status: recordStatus,
        rule: z.enum(QUARANTINE_RULES).nullable(),
      }),
    )
    .max(CARRY_MAX_RECORDS),
  revoked: revocation.shape.reason.nullable(),
  /** Null for a revoked kiosk. */
  configuration: kioskConfiguration.nullable(),
  personalDataKeys,
  /** News of the feed from the carry file's cursor on, page by page. */
  pages: z.array(pullAnswer),
});
export type ReturnHead = z.infer<typeof returnHead>;

/** Kiosk to service, from a kiosk that never sees a network. Signed by the key that it names, and not sealed. */
export const enrolmentRequestHead = z.strictObject({
  format: z.literal('perron-request-1'),
  requestId: uuid,
  publicKey,
  returnTo: ageRecipient,
  protocol,
});
export type EnrolmentRequestHead = z.infer<typeof enrolmentRequestHead>;

/** Service to kiosk: who it is now, which service it trusts, and what it shows. Signed by the service; no body. */
export const enrolmentFileHead = z.strictObject({
  format: z.literal('perron-enrolment-1'),
  requestId: uuid,
  enrolment,
  pages: z.array(pullAnswer),
});
export type EnrolmentFileHead = z.infer<typeof enrolmentFileHead>;
