/** The small schemas that every boundary shares. */
import { z } from 'zod';
import { CONTACT_WAYS, FURTHER_PURPOSES } from '../domain/consents.ts';
import { CONFIRMERS, GROUP_SIZE } from '../domain/records.ts';
import { AGE_GROUPS, GENDERS } from '../domain/statistics.ts';
import {
  FIRST_NAME_MAX,
  isAtMost,
  isBlank,
  isStorableText,
  storableText,
  TITLE_MAX,
  WORDS_MAX,
} from '../domain/text.ts';
import { UNLOCK_DIGITS } from '../domain/unlocking.ts';

/** In lower case, so that one id has one text. */
export const uuid = z.uuid().regex(/^[0-9a-f-]+$/);
/** SHA-256 as unpadded base64url. */
export const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** 16 bytes as unpadded base64url: salts, nonces, boot and anchor ids. */
/** Of the question of a locked kiosk, and of its answer. */
export const unlockDigits = z.string().regex(new RegExp(`^\\d{${UNLOCK_DIGITS}}$`));
export const bytes16 = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
/** An Ed25519 public key (raw, RFC 8032) as unpadded base64url. */
export const publicKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** An Ed25519 signature as unpadded base64url. */
export const signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/);
/** A recipient of the age format (age-encryption.org/v1), X25519. */
export const ageRecipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);
/** Milliseconds since 1970-01-01T00:00:00Z. */
export const instant = z.int().min(0).max(8_640_000_000_000_000);
export const count = z.int().min(0);
/** A BCP 47 language tag, bounded. */
export const languageTag = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/);
/** Names that staff or a city gave, such as a topic's id. */
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
export const localizedText = z
  .record(languageTag, z.string().max(WORDS_MAX))
  .refine((text) => Object.keys(text).length > 0, 'needs one language at least');

const atMost = (max: number) => [(text: string) => isAtMost(text, max), `at most ${max} characters`] as const;
const NOT_BLANK = [(text: string) => !isBlank(text), 'must not be blank'] as const;

/** Typed text on its way in: made storable first, then measured. Not blank. */
export const typedText = (max: number) =>
  z
    .string()
    .max(4 * WORDS_MAX)
    .overwrite(storableText)
    .refine(...atMost(max))
    .refine(...NOT_BLANK);

/** Text that a record holds: what is not storable should never have been recorded. */
export const recordedText = (max: number) =>
  z
    .string()
    .refine(...atMost(max))
    .refine(isStorableText, 'must be well-formed and free of U+0000')
    .refine(...NOT_BLANK);

export const title = { typed: typedText(TITLE_MAX), recorded: recordedText(TITLE_MAX) };
export const firstName = { typed: typedText(FIRST_NAME_MAX), recorded: recordedText(FIRST_NAME_MAX) };
export const words = { typed: typedText(WORDS_MAX), recorded: recordedText(WORDS_MAX) };

export const authorship = z.enum(['verbatim', 'summarised', 'interpreted', 'group']);
export const readBack = z.enum(['on-screen', 'aloud', 'on-paper']);
export const confirmer = z.enum(CONFIRMERS);
export const groupSize = z.int().min(GROUP_SIZE.min).max(GROUP_SIZE.max);
export const targetKind = z.enum(['idea', 'proposal']);
export const contactWay = z.enum(CONTACT_WAYS);
export const ageGroup = z.enum(AGE_GROUPS);
export const gender = z.enum(GENDERS);
export const consentManner = z.enum(['touched', 'spoken', 'signed-on-paper']);

export const consent = z.strictObject({
  purpose: z.enum(['publish-words', ...FURTHER_PURPOSES]),
  given: z.boolean(),
  version: slug,
  wording: digest,
  language: languageTag,
  manner: consentManner,
});
