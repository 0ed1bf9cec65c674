/** People who wait for the city's answer elsewhere than on a screen. */
import { z } from 'zod';
import { contactWay, count, instant, languageTag, uuid } from '../values.ts';
import { nothing, searchedPage } from './common.ts';
import { ownContribution } from './own-contribution.ts';

const personToTell = z.object({
  participantId: uuid,
  preference: contactWay,
  language: languageTag,
  kioskName: z.string(),
  place: z.string(),
  /** When the city last said something to what the person contributed. */
  newsAt: instant,
  told: z.object({ at: instant, by: z.string() }).nullable(),
  contributions: z.array(ownContribution),
});
export type PersonToTell = z.infer<typeof personToTell>;

export const feedbackRoutes = {
  /**
   * Administrators and exporters, as for the next two. People who left a way to reach them and to whom the city has said
   * something, by place and preference: those to be told, or those who were; found by kiosk and place.
   */
  listFeedback: {
    method: 'GET',
    path: '/api/staff/feedback',
    input: z.strictObject({ told: z.stringbool().default(false), ...searchedPage }),
    output: z.object({
      people: z.array(personToTell),
      next: z.string().nullable(),
      counts: z.object({ toTell: count, reachable: count }),
    }),
  },
  /** Contact details as they were sealed; only the city's personal-data key opens them, on the page. Logged. */
  openContacts: {
    method: 'POST',
    path: '/api/staff/feedback/contacts',
    input: z.strictObject({ participantIds: z.array(uuid).min(1).max(200) }),
    output: z.object({ contacts: z.array(z.object({ participantId: uuid, sealed: z.string() })) }),
  },
  /** `through` is the `newsAt` that the person was told, 0 to take it back. Problem: `not-found`. */
  tellPerson: {
    method: 'POST',
    path: '/api/staff/feedback',
    input: z.strictObject({ participantId: uuid, through: instant }),
    output: nothing,
  },
} as const;
