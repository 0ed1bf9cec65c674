/** A workshop while it is held: what came of it so far, and which of its kiosks have sent everything. */
import { z } from 'zod';
import { eventDocument } from '../feed.ts';
import { count, instant, languageTag, localizedText, slug, uuid } from '../values.ts';
import { completeness } from './sessions.ts';

/** Of what can be read: sealed words have neither. */
export const tally = z.object({
  /** Ideas; null is without a topic. */
  byTopic: z.array(z.object({ topicId: slug.nullable(), count })),
  /** Ideas and comments, the most frequent language first. */
  byLanguage: z.array(z.object({ language: languageTag, count })),
});
export type Tally = z.infer<typeof tally>;

const workshopKiosk = z.object({
  id: uuid,
  name: z.string(),
  place: z.string(),
  /** Staff said that it would be there. */
  expected: z.boolean(),
  online: z.boolean(),
  lastSeenAt: instant.nullable(),
  revokedAt: instant.nullable(),
  /** Records that it last said to have and the service has not; null from one that never told. */
  pending: count.nullable(),
  sessions: z.array(
    z.object({ id: uuid, openedAt: instant.nullable(), closedAt: instant.nullable(), completeness }),
  ),
});
export type WorkshopKiosk = z.infer<typeof workshopKiosk>;

export const workshopRoutes = {
  /** Problem: `not-found` for what is no workshop of the agenda. */
  showWorkshop: {
    method: 'GET',
    path: '/api/staff/workshops/:id',
    input: z.strictObject({ id: uuid }),
    output: z.object({
      event: eventDocument,
      consultationTitle: localizedText,
      topics: z.array(z.object({ id: slug, label: localizedText })),
      participants: count,
      ideas: count,
      comments: count,
      supports: count,
      sealed: count,
      quarantined: count,
      tally,
      /** Of all sessions together; not provable either while an expected kiosk has sent none. */
      completeness,
      /** Expected ones first, then those that came besides. */
      kiosks: z.array(workshopKiosk),
    }),
  },
  /** Problem: `not-found`. */
  tallySession: {
    method: 'GET',
    path: '/api/staff/sessions/:sessionId/tally',
    input: z.strictObject({ sessionId: uuid }),
    output: tally,
  },
} as const;
