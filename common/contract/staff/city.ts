/** What the city says: consultations, official proposals and the agenda. */
import { z } from 'zod';
import { FURTHER_PURPOSES } from '../../domain/consents.ts';
import { ACTIONS } from '../../domain/consultation.ts';
import { WORDS_MAX } from '../../domain/text.ts';
import { AREAS_MAX, cityLook, colourPair, consultationDocument, eventDocument } from '../feed.ts';
import { instant, languageTag, slug, uuid } from '../values.ts';
import { nothing, searchedPage } from './common.ts';

/** Text in the languages that staff wrote it in; what is blank in one is not there. */
const writtenText = z
  .record(languageTag, z.string().max(WORDS_MAX))
  .transform((text) => Object.fromEntries(Object.entries(text).filter(([, words]) => words.trim() !== '')))
  .refine((text) => Object.keys(text).length > 0, 'needs words in one language at least');

/** Null for a new document; the answer tells its id. */
const savedId = uuid.nullable();

export const cityRoutes = {
  /** Found by title and summary. */
  listConsultations: {
    method: 'GET',
    path: '/api/staff/consultations',
    input: z.strictObject(searchedPage),
    output: z.object({ consultations: z.array(consultationDocument), next: z.string().nullable() }),
  },
  /** Problem: `not-found`. */
  showConsultation: {
    method: 'GET',
    path: '/api/staff/consultations/:id',
    input: z.strictObject({ id: uuid }),
    output: consultationDocument,
  },
  /** The soonest first, found by title and place; of one consultation, or of all, and of those within a day of `around`. */
  listEvents: {
    method: 'GET',
    path: '/api/staff/events',
    input: z.strictObject({
      ...searchedPage,
      consultationId: uuid.optional(),
      around: z.coerce.number().pipe(instant).optional(),
    }),
    output: z.object({
      /** `expected`: ids of the kiosks that staff expect there. */
      events: z.array(z.object({ event: eventDocument, expected: z.array(uuid) })),
      next: z.string().nullable(),
    }),
  },
  /**
   * Administrators, as for all that follow. Kiosks have it within seconds. A topic or an area without an id gets one from its
   * label; another consent wording gets another version. Colours that cannot be read are corrected, and `corrected` says
   * to which. Problems: `input-invalid` with the field at fault (`look.logo` for what is no plain picture), `not-found` for
   * an id that is none.
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
        areas: z
          .array(z.strictObject({ id: slug.nullable(), label: writtenText }))
          .max(AREAS_MAX)
          .default([]),
        minors: z
          .strictObject({ under: z.int().min(1).max(25), wording: writtenText })
          .nullable()
          .default(null),
        privacy: writtenText.nullable().default(null),
        look: cityLook.nullable().default(null),
        /** Nothing is shown before staff have looked at it; holds for what is here already, too. */
        reviewFirst: z.boolean().default(false),
        actions: z
          .array(z.enum(ACTIONS))
          .max(ACTIONS.length)
          .default([...ACTIONS]),
        attribution: z.string().max(2_000).nullable(),
      })
      .refine(({ opensAt, closesAt }) => opensAt < closesAt, {
        path: ['closesAt'],
        message: 'must end after it begins',
      }),
    output: z.object({ id: uuid, corrected: colourPair.optional() }),
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
        /** Which kiosks will be there; of a workshop alone. */
        kiosks: z.array(uuid).max(200).default([]),
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
} as const;
