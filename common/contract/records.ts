/** The schemas of record headers and payloads, the same on both sides of the sync. */
import { z } from 'zod';
import { SESSION_FILE_FORMATS } from '../domain/export-columns.ts';
import {
  type Authorship,
  type Payload,
  RECORD_FORMAT,
  type RecordHeader,
  type RecordKind,
} from '../domain/records.ts';
import {
  ageRecipient,
  authorship,
  bytes16,
  confirmer,
  consent,
  contactWay,
  count,
  digest,
  firstName,
  groupSize,
  instant,
  languageTag,
  readBack,
  slug,
  targetKind,
  title,
  uuid,
  words,
} from './values.ts';

/** Characters: the longest words, all of them escaped, in base64, for a handful of recipients. */
const SEALED_MAX = 65_536;

export const recordHeader: z.ZodType<RecordHeader> = z
  .strictObject({
    anchor: bytes16.nullable(),
    at: instant,
    boot: bytes16,
    chainId: uuid,
    id: uuid,
    kind: z.string().regex(/^[a-z]{1,32}(\.[a-z]{1,32})?$/),
    mode: z.enum(['assisted', 'self-service']),
    mono: count,
    participantId: uuid.nullable(),
    payloadHash: digest,
    prev: digest.nullable(),
    seq: z.int().min(1),
    sessionId: uuid.nullable(),
    v: z.literal(RECORD_FORMAT),
  })
  .refine((header) => (header.seq === 1) === (header.prev === null), {
    path: ['prev'],
    message: 'null for seq 1 and nowhere else',
  });

/** `people` only of a group, of which kiosks before it said no number. */
const whose = {
  language: languageTag,
  authorship,
  people: groupSize.optional(),
  readBack,
  confirmedBy: confirmer.optional(),
};
const isGroups = ({ authorship, people }: { authorship: Authorship; people?: number | undefined }): boolean =>
  people === undefined || authorship === 'group';
const GROUPS_ALONE = { path: ['people'], message: 'only of a group' };

const said = { consultationId: uuid, ...whose };
const worded = { ...said, words: words.recorded };
const sealedText = z
  .string()
  .min(1)
  .max(SEALED_MAX)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/);
const sealed = { ...said, sealed: sealedText };

export const recordPayloads: { readonly [K in RecordKind]: z.ZodType<Payload<K>> } = {
  'session.opened': z.strictObject({
    consultationId: uuid,
    facilitatorId: uuid.nullable(),
    workshopId: uuid.nullable(),
  }),
  'participant.welcomed': z.strictObject({
    language: languageTag,
    consents: z.array(consent).min(1).max(16),
    firstName: firstName.recorded.optional(),
    guardian: consent.omit({ purpose: true, given: true }).optional(),
  }),
  'contact.sealed': z.strictObject({ preference: contactWay, language: languageTag, sealed: sealedText }),
  'statistics.sealed': z.strictObject({ consultationId: uuid, sealed: sealedText }),
  idea: z
    .strictObject({ ...worded, title: title.recorded, topicId: slug.nullable() })
    .refine(isGroups, GROUPS_ALONE),
  comment: z.strictObject({ ...worded, targetId: uuid, targetKind }).refine(isGroups, GROUPS_ALONE),
  'idea.sealed': z.strictObject({ ...sealed, topicId: slug.nullable() }).refine(isGroups, GROUPS_ALONE),
  'comment.sealed': z.strictObject({ ...sealed, targetId: uuid, targetKind }).refine(isGroups, GROUPS_ALONE),
  support: z.strictObject({ consultationId: uuid, targetId: uuid, targetKind }),
  'contribution.withdrawn': z.strictObject({ codeDigest: bytes16, contributionId: uuid.nullable() }),
  'contribution.corrected': z
    .strictObject({
      codeDigest: bytes16,
      contributionId: uuid,
      replaces: uuid,
      title: title.recorded.nullable(),
      words: words.recorded,
      ...whose,
    })
    .refine(isGroups, GROUPS_ALONE),
  'session.exported': z.strictObject({
    sessionId: uuid,
    facilitatorId: uuid,
    fileName: z.string().regex(/^[\w.-]{1,120}$/),
    format: z.enum(SESSION_FILE_FORMATS),
    rows: count,
    leftOut: count,
    bytes: count,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    columns: z.array(z.string().regex(/^[a-z_]{1,40}$/)).max(100),
  }),
  'receipt.issued': z.strictObject({ codeDigest: bytes16 }),
  'slip.keyed': z.strictObject({ consultationId: uuid, lookUp: uuid, recipient: ageRecipient }),
  'participant.resumed': z.strictObject({
    language: languageTag,
    consents: z.array(consent.extend({ purpose: z.literal('publish-words') })).length(1),
  }),
  'participant.left': z.strictObject({}),
  'participant.returned': z.strictObject({}),
  'session.closed': z.strictObject({
    participants: count,
    ideas: count,
    comments: count,
    supports: count,
    records: count,
    head: z.strictObject({ seq: z.int().min(1), hash: digest }),
  }),
};

export const isRecordKind = (kind: string): kind is RecordKind => Object.hasOwn(recordPayloads, kind);
