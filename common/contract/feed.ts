/** The documents that flow from the service to every kiosk: what people may see and choose from. */
import { z } from 'zod';
import { ANSWER_STATES } from '../domain/city-decisions.ts';
import { FURTHER_PURPOSES } from '../domain/consents.ts';
import { ACTIONS } from '../domain/consultation.ts';
import { LOGO_MAX } from '../domain/logo.ts';
import { WORDS_MAX } from '../domain/text.ts';
import { count, firstName, instant, languageTag, localizedText, slug, targetKind, uuid } from './values.ts';

const colour = z.string().regex(/^#[0-9a-f]{6}$/);
export const colourPair = z.strictObject({ ground: colour, words: colour });

/** How the city looks. What stands here can be read (`domain/colours.ts`) and is nothing but a picture (`domain/logo.ts`). */
export const cityLook = z.strictObject({
  /** As people call the city. */
  name: z.string().trim().min(1).max(60),
  colours: colourPair.nullable(),
  logo: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('svg'), markup: z.string().min(1).max(LOGO_MAX) }),
      z.strictObject({ type: z.literal('png'), data: z.base64().min(1).max(LOGO_MAX) }),
    ])
    .nullable(),
});
export type CityLook = z.infer<typeof cityLook>;

export const AREAS_MAX = 100;
/** Characters of the base64 of the largest copy (`platform/slip-copy.ts`). */
export const SLIP_SEALED_MAX = 400_000;

export const consultationDocument = z.strictObject({
  id: uuid,
  title: localizedText,
  summary: localizedText,
  opensAt: instant,
  closesAt: instant,
  topics: z.array(z.strictObject({ id: slug, label: localizedText })).max(100),
  consent: z.strictObject({ version: slug, wording: localizedText }),
  /** From protocol 2 on: what else people are asked, in wordings of the same version. */
  further: z
    .array(z.strictObject({ purpose: z.enum(FURTHER_PURPOSES), wording: localizedText }))
    .max(FURTHER_PURPOSES.length)
    .optional(),
  /** From protocol 2 on: the parts of the city that whoever agrees to statistics may name. */
  areas: z
    .array(z.strictObject({ id: slug, label: localizedText }))
    .max(AREAS_MAX)
    .optional(),
  /** From protocol 2 on: below this age an accompanying adult agrees too, to this wording of the same version. */
  minors: z.strictObject({ under: z.int().min(1).max(25), wording: localizedText }).optional(),
  /** From protocol 2 on: what becomes of people's data, in plain words. */
  privacy: localizedText.optional(),
  /** From protocol 2 on: the city's name, colours and logo. */
  look: cityLook.optional(),
  /** From protocol 2 on, and only where it is so: nothing is shown before staff have looked at it. */
  reviewFirst: z.literal(true).optional(),
  /** From protocol 2 on: what people may do; all of it where it is absent. */
  actions: z.array(z.enum(ACTIONS)).max(ACTIONS.length).optional(),
  /** Who gathered contributions that the consultation shows but did not collect itself. */
  attribution: z.string().max(2_000).nullable(),
});

/** What the city says to an idea or a proposal; `text` may be empty where the state says it all. */
export const officialAnswer = z.strictObject({
  state: z.enum(ANSWER_STATES),
  text: z.record(languageTag, z.string().max(WORDS_MAX)),
  at: instant,
});
export type OfficialAnswer = z.infer<typeof officialAnswer>;

/** From protocol 2 on; absent until the city has answered. */
const answered = { answer: officialAnswer.optional() };

/**
 * From protocol 2 on: of the supports, those given alone at a kiosk. One person may stand behind several of them. Absent where
 * there are none.
 */
const unseen = { supportsAlone: z.int().min(1).optional() };

/** From protocol 2 on: the first name of an author who wants it shown. */
const authored = { author: firstName.recorded.optional() };

/** From protocol 2 on: the correction whose words these are; absent for the first ones. */
const revised = { revision: uuid.optional() };

/** From protocol 2 on: the ideas that staff joined with it, as they say the same; their supports and comments are with it. */
const gathered = { joined: z.array(uuid).optional() };

export const proposalDocument = z.strictObject({
  id: uuid,
  consultationId: uuid,
  topicId: slug.nullable(),
  title: localizedText,
  text: localizedText,
  supports: count,
  comments: count,
  ...unseen,
  ...answered,
});

export const eventDocument = z.strictObject({
  id: uuid,
  consultationId: uuid,
  kind: z.enum(['talk', 'workshop', 'meeting']),
  title: localizedText,
  place: z.string().max(300),
  startsAt: instant,
  endsAt: instant,
});

export const ideaDocument = z.strictObject({
  id: uuid,
  consultationId: uuid,
  topicId: slug.nullable(),
  title: z.string(),
  words: z.string(),
  language: languageTag,
  /** When it was contributed, as far as the service can tell. */
  at: instant,
  supports: count,
  comments: count,
  ...unseen,
  ...authored,
  ...answered,
  ...revised,
  ...gathered,
});

export const commentDocument = z.strictObject({
  id: uuid,
  consultationId: uuid,
  targetId: uuid,
  targetKind,
  words: z.string(),
  language: languageTag,
  at: instant,
  ...authored,
  ...revised,
});

/**
 * From protocol 3 on: what became of the contributions of one slip, for whoever holds its secret. `id` is its look-up id; `sealed` an
 * age file of `slipCopy` (`receipts.ts`).
 */
export const slipDocument = z.strictObject({
  id: uuid,
  consultationId: uuid,
  sealed: z.base64().min(1).max(SLIP_SEALED_MAX),
});
export type SlipDocument = z.infer<typeof slipDocument>;

export const feedDocuments = {
  consultation: consultationDocument,
  proposal: proposalDocument,
  event: eventDocument,
  idea: ideaDocument,
  comment: commentDocument,
};

export type ConsultationDocument = z.infer<typeof consultationDocument>;
export type ProposalDocument = z.infer<typeof proposalDocument>;
export type EventDocument = z.infer<typeof eventDocument>;
export type IdeaDocument = z.infer<typeof ideaDocument>;
export type CommentDocument = z.infer<typeof commentDocument>;
export type FeedDocuments = { [K in keyof typeof feedDocuments]: z.infer<(typeof feedDocuments)[K]> };
export type FeedKind = keyof FeedDocuments;

const present = <K extends FeedKind>(kind: K) =>
  z.strictObject({ kind: z.literal(kind), id: uuid, document: feedDocuments[kind] });

/** A document in its newest form, or its tombstone (`document` null). */
export const feedEntry = z.union([
  z.strictObject({
    kind: z.enum(['consultation', 'proposal', 'event', 'idea', 'comment']),
    id: uuid,
    document: z.null(),
  }),
  present('consultation'),
  present('proposal'),
  present('event'),
  present('idea'),
  present('comment'),
]);
export type FeedEntry = z.infer<typeof feedEntry>;

/** What kiosks alone are told, besides. */
export const slipEntry = z.strictObject({
  kind: z.literal('slip'),
  id: uuid,
  document: slipDocument.nullable(),
});
export const kioskFeedEntry = z.union([feedEntry, slipEntry]);
export type KioskFeedEntry = z.infer<typeof kioskFeedEntry>;

export type KioskFeedKind = KioskFeedEntry['kind'];

export const isPublic = (entry: KioskFeedEntry): entry is FeedEntry => entry.kind !== 'slip';

/** `scope` is the consultation; `position` counts up within the service's `epoch`. */
export const feedCursor = z.strictObject({ epoch: uuid, scope: uuid, position: count });
export type FeedCursor = z.infer<typeof feedCursor>;
