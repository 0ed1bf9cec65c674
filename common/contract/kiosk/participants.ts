/** The person who takes part: welcomed with their consents, waiting with a card, or known by a paper form. */
import { z } from 'zod';
import { REACH_MAX, storableText } from '../../domain/text.ts';
import {
  ageGroup,
  consent,
  consentManner,
  contactWay,
  firstName,
  gender,
  languageTag,
  slug,
  typedText,
  uuid,
  words,
} from '../values.ts';
import { ideaWords, nothing, scanned, target } from './common.ts';

/** The host adds the digest of the wording that stood under this version in this language. */
const consentAnswer = consent.omit({ wording: true });

const contact = z.discriminatedUnion('preference', [
  z.strictObject({
    preference: contactWay.exclude(['here']),
    name: z.string().max(REACH_MAX).transform(storableText),
    reach: typedText(REACH_MAX),
  }),
  /** The host knows the place. */
  z.strictObject({ preference: z.literal('here'), name: typedText(REACH_MAX) }),
]);

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

export const participantCalls = {
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
   * What the QR code of a slip says, for who would go on with it. Problems: `slip-damaged`, `code-foreign` for what is no
   * slip, `slip-elsewhere`, `slip-withdrawn`, `consultation-absent`.
   */
  'slip:read': {
    input: z.strictObject({ slip: scanned }),
    output: z.object({
      /** Whether its owner lets their words be published. A no stays one for this slip. */
      publishes: z.boolean(),
      /** The wording of the city is another one since: who said yes is asked anew. */
      reworded: z.boolean(),
    }),
  },

  /**
   * Goes on with whoever holds the slip, under the pseudonym that they had, whichever kiosk welcomed them. They are not counted
   * as somebody new. `publishes` is what they say to the wording before them. Problems: those of `slip:read` and of welcoming;
   * `consent-missing` for a no where `sealing` is false.
   */
  'participant:resume': {
    input: z.strictObject({
      slip: scanned,
      language: languageTag,
      manner: consentManner,
      version: slug,
      publishes: z.boolean(),
    }),
    output: nothing,
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
} as const;
