/**
 * The boundary between a kiosk and the service: Socket.IO events of the namespace `/sync`, each with the
 * schema of what is sent and of what the acknowledgement answers. `docs/SYNC-PROTOCOL.md` tells it in words.
 */
import { z } from 'zod';
import { MINUTES_A_DAY, SPANS_MAX } from '../domain/opening-hours.ts';
import { QUARANTINE_RULES } from '../domain/records.ts';
import { PROBLEM_CODES } from '../problems.ts';
import { feedCursor, kioskFeedEntry } from './feed.ts';
import { receiptAnswer, receiptRequest } from './receipts.ts';
import { ageRecipient, bytes16, count, digest, languageTag, publicKey, signature, uuid } from './values.ts';

export const SYNC_NAMESPACE = '/sync';
/** Versions that this code speaks, newest first. */
export const PROTOCOL_VERSIONS = [3, 2, 1] as const;
/** Bytes of one batch in its plain form, and records in it. */
export const BATCH_MAX_BYTES = 1_048_576;
export const BATCH_MAX_RECORDS = 2_000;
/** A single record above this travels in no batch; the schemas keep every valid one far below it. */
export const RECORD_MAX_BYTES = 262_144;
/** Socket.IO's frame bound: a batch and its envelope. */
export const FRAME_MAX_BYTES = BATCH_MAX_BYTES + 65_536;
export const FEED_PAGE_MAX = 1_000;
/** How a batch may travel from protocol 2 on, best first; protocol 1 knows the plain form alone. */
export const BATCH_ENCODINGS = ['zstd', 'plain'] as const;
export type BatchEncoding = (typeof BATCH_ENCODINGS)[number];
/** A connection that has not proved its device by then is closed. */
export const PROOF_TIMEOUT_MS = 15_000;

export const facilitator = z.strictObject({
  id: uuid,
  name: z.string().min(1).max(100),
  /** Argon2id in PHC string format. */
  pinHash: z
    .string()
    .regex(/^\$argon2id\$/)
    .max(300),
});

const openSpan = z
  .strictObject({
    day: z.int().min(1).max(7),
    from: z.int().min(0).max(MINUTES_A_DAY),
    to: z.int().min(0).max(MINUTES_A_DAY),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must end after it begins' });

export const selfService = z.strictObject({
  /** Without a touch, and the kiosk asks whether the person is still there. */
  idleSeconds: z.int().min(20).max(900),
  /** By the kiosk's own calendar; absent where it is never closed. */
  hours: z.array(openSpan).min(1).max(SPANS_MAX).optional(),
});
/** Of what is read aloud, in percent of what the machine can do. */
export const volume = z.int().min(10).max(100);
/** Whom visitors turn to when the kiosk is in trouble, such as a desk and its phone. */
export const helper = z.string().trim().min(1).max(200);

/** What staff set for one kiosk. */
export const kioskConfiguration = z.strictObject({
  name: z.string().min(1).max(100),
  place: z.string().max(300),
  consultationId: uuid,
  languages: z.array(languageTag).min(1).max(40),
  facilitators: z.array(facilitator).max(200),
  /** From protocol 2 on; absent where nobody may take part without a facilitator. */
  selfService: selfService.optional(),
  /** From protocol 2 on; absent for all that the machine can do. */
  volume: volume.optional(),
  /** From protocol 2 on; absent where staff named nobody. */
  helper: helper.optional(),
  /** From protocol 2 on: of this kiosk alone, to answer a facilitator who is locked out. */
  unlockSecret: bytes16.optional(),
});
export type KioskConfiguration = z.infer<typeof kioskConfiguration>;

const chainHead = z.strictObject({ seq: z.int().min(1), hash: digest });
const seqRange = z.tuple([z.int().min(1), z.int().min(1)]);

export const timeAnchor = z.strictObject({
  /** `anchorText`: `perron-anchor-1`, service id, epoch, device id, service time in ms, the kiosk's nonce. */
  statement: z.string().max(400),
  signature,
});
export type TimeAnchor = z.infer<typeof timeAnchor>;

/** Service to kiosk, right after the connection opens. */
export const challenge = z.strictObject({
  serviceId: uuid,
  protocols: z.array(z.int()).min(1),
  nonce: bytes16,
});
export type Challenge = z.infer<typeof challenge>;

/** Service to kiosk: the feed of the kiosk's scope has news up to this position. */
export const feedHint = z.strictObject({ position: count });
/** Service to kiosk, before the service closes the connection. */
export const revocation = z.strictObject({ reason: z.enum(['lost', 'replaced']) });

const failure = z.strictObject({
  ok: z.literal(false),
  problem: z.enum(PROBLEM_CODES),
  field: z.string().optional(),
  retryAfterSeconds: z.int().min(0).optional(),
  logId: z.string().optional(),
});

const answers = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), value }), failure]);

export const enrolRequest = z.strictObject({
  protocol: z.int(),
  /** The one-time code that staff made, without spaces. */
  code: z.string().min(1).max(64),
  publicKey,
});

/** From protocol 2 on: whatever a person does not want published is sealed to all of them; none, and it is not taken. */
export const PERSONAL_DATA_KEYS_MAX = 8;
export const personalDataKeys = z.array(ageRecipient).max(PERSONAL_DATA_KEYS_MAX);

export const enrolment = z.strictObject({
  deviceId: uuid,
  serviceId: uuid,
  /** The key that signs time anchors; the kiosk pins it. */
  signingKey: publicKey,
  /** From protocol 2 on: seals files for the service; the kiosk keeps it with what it pins. */
  transportKey: ageRecipient.optional(),
  personalDataKeys: personalDataKeys.optional(),
  configuration: kioskConfiguration,
});
export type Enrolment = z.infer<typeof enrolment>;

export const proveRequest = z.strictObject({
  protocol: z.int(),
  deviceId: uuid,
  chainId: uuid,
  /** The last record of the chain on the kiosk, or null for an empty chain. */
  head: chainHead.nullable(),
  /** Made by the kiosk for this connection; the welcome's anchor returns it, so that no old one can be replayed. */
  kioskNonce: bytes16,
  /** Ed25519 over `proofText`. */
  signature,
  /** From protocol 2 on: what the kiosk can encode, best first; names that the service does not know count for nothing. */
  encodings: z.array(z.string().max(32)).min(1).max(16).optional(),
});

export const welcome = z.strictObject({
  /** Names one lineage of the service's database; another value means another feed order. */
  epoch: uuid,
  anchor: timeAnchor,
  configuration: kioskConfiguration,
  /** The highest record of the chain that the service has, or null when it has none. */
  head: chainHead.nullable(),
  /** Ranges below `head` that it lacks, lowest first, at most 100 of them. */
  missing: z.array(seqRange).max(100),
  /** From protocol 2 on: how every batch of this connection travels. */
  encoding: z.enum(BATCH_ENCODINGS).optional(),
  /** From protocol 2 on, for kiosks that were enrolled without it. */
  transportKey: ageRecipient.optional(),
  personalDataKeys: personalDataKeys.optional(),
  /** From protocol 2 on: staff want this device to make itself a new key. */
  renewKey: z.boolean().optional(),
});
export type Welcome = z.infer<typeof welcome>;

/** The device's next public key, when its welcome asked for one. */
export const rekeyRequest = z.strictObject({
  publicKey,
  /** Ed25519 over `rekeyText`, by the new key. */
  signature,
});

/** A clock that is wrong by more is told as wrong by this. */
export const CLOCK_OFFSET_MAX_MS = 100 * 366 * 86_400_000;
export const PENDING_MAX = 10_000_000;

/** From protocol 2 on: how the machine does, for whoever looks after it. Nothing of what people said. */
export const deviceReport = z.strictObject({
  version: z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}(-[0-9A-Za-z.-]{1,40})?$/),
  /** Records that wait to be acknowledged. */
  pending: count.max(PENDING_MAX),
  /** The service's time less the device's, in milliseconds, as of the last anchor. */
  clockOffset: z.int().min(-CLOCK_OFFSET_MAX_MS).max(CLOCK_OFFSET_MAX_MS),
  /** Of the disk that holds the data folder; null where the system does not tell. */
  disk: z
    .strictObject({ freeBytes: count, totalBytes: z.int().min(1) })
    .refine(({ freeBytes, totalBytes }) => freeBytes <= totalBytes, { path: ['freeBytes'] })
    .nullable(),
});
export type DeviceReport = z.infer<typeof deviceReport>;

/** `batch` is the UTF-8 of `joinRecords` in the encoding that the welcome named, sent as one binary attachment. */
export const pushRequest = z.strictObject({
  batch: z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be binary'),
});

export const recordStatus = z.enum(['stored', 'duplicate', 'quarantined']);
export type RecordStatus = z.infer<typeof recordStatus>;

export const pushAnswer = z.strictObject({
  /** One status a record, in the batch's order. */
  statuses: z.array(recordStatus).max(BATCH_MAX_RECORDS),
  /** Why, for each quarantined one, by its index in the batch. */
  quarantined: z.array(z.strictObject({ index: count, rule: z.enum(QUARANTINE_RULES) })),
});
export type PushAnswer = z.infer<typeof pushAnswer>;

export const pullRequest = z.strictObject({
  cursor: feedCursor.nullable(),
  limit: z.int().min(1).max(FEED_PAGE_MAX),
});

export const pullAnswer = z.strictObject({
  /** True on the first page of a snapshot: whatever the snapshot does not name is gone. */
  reset: z.boolean(),
  entries: z.array(kioskFeedEntry).max(FEED_PAGE_MAX),
  cursor: feedCursor,
  more: z.boolean(),
});
export type PullAnswer = z.infer<typeof pullAnswer>;

export const expireRequest = z.strictObject({});

/** Per chain of the device: words of acknowledged records up to `through` may be erased on the kiosk. */
export const expireAnswer = z.strictObject({
  chains: z.array(z.strictObject({ chainId: uuid, through: z.int().min(1) })),
  /** From protocol 2 on: records of this device that their authors took back, the latest 1,000. */
  withdrawn: z.array(uuid).max(1_000).optional(),
});
export type ExpireAnswer = z.infer<typeof expireAnswer>;

/** Every request of a kiosk, by event name. Only the first two are taken before the proof. */
export const syncRequests = {
  'device:enrol': { request: enrolRequest, answer: answers(enrolment) },
  'device:prove': { request: proveRequest, answer: answers(welcome) },
  'device:rekey': { request: rekeyRequest, answer: answers(z.strictObject({})) },
  'device:report': { request: deviceReport, answer: answers(z.strictObject({})) },
  'records:push': { request: pushRequest, answer: answers(pushAnswer) },
  'feed:pull': { request: pullRequest, answer: answers(pullAnswer) },
  'records:expire': { request: expireRequest, answer: answers(expireAnswer) },
  'receipt:find': { request: receiptRequest, answer: answers(receiptAnswer) },
} as const;

export type SyncEvent = keyof typeof syncRequests;
export type SyncRequest<E extends SyncEvent> = z.infer<(typeof syncRequests)[E]['request']>;
export type SyncAnswer<E extends SyncEvent> = z.infer<(typeof syncRequests)[E]['answer']>;

/** Socket.IO's event maps, for typed sockets on both sides. */
export type KioskToService = {
  [E in SyncEvent]: (request: SyncRequest<E>, answer: (answer: SyncAnswer<E>) => void) => void;
};
export type ServiceToKiosk = {
  'device:challenge': (challenge: Challenge) => void;
  /** In place of the challenge, to a proof that came with the connection. */
  'device:welcome': (welcome: Welcome) => void;
  'device:revoked': (revoked: z.infer<typeof revocation>) => void;
  'feed:hint': (hint: z.infer<typeof feedHint>) => void;
};

/** The text that a kiosk signs to prove itself: one value a line. */
export const proofText = (proof: {
  serviceId: string;
  nonce: string;
  deviceId: string;
  chainId: string;
  head: { seq: number; hash: string } | null;
  kioskNonce: string;
}): string =>
  [
    'perron-prove-1',
    proof.serviceId,
    proof.nonce,
    proof.deviceId,
    proof.chainId,
    String(proof.head?.seq ?? 0),
    proof.head?.hash ?? '-',
    proof.kioskNonce,
  ].join('\n');

/** The text that a new key signs to take the place of the one before. */
export const rekeyText = (rekey: {
  serviceId: string;
  nonce: string;
  deviceId: string;
  publicKey: string;
}): string => ['perron-rekey-1', rekey.serviceId, rekey.nonce, rekey.deviceId, rekey.publicKey].join('\n');

export const anchorText = (anchor: {
  serviceId: string;
  epoch: string;
  deviceId: string;
  at: number;
  kioskNonce: string;
}): string =>
  [
    'perron-anchor-1',
    anchor.serviceId,
    anchor.epoch,
    anchor.deviceId,
    String(anchor.at),
    anchor.kioskNonce,
  ].join('\n');
