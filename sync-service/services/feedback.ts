/** Whom the city has something to say to who cannot read it elsewhere. Contact details stay sealed here. */
import { z } from 'zod';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { contactWay } from '../../common/contract/values.ts';
import { searchWords } from '../../common/domain/folded-text.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { Store } from '../store/store.ts';
import { cursorOf, pageAfter, placeOf } from './cursor.ts';
import { ownContributions } from './own-contributions.ts';

export type Feedback = ReturnType<typeof feedback>;
type ByAccount = { readonly accountId: string };

const feedbackPlace = z.object({ place: z.string(), preference: contactWay, participantId: z.string() });

export function feedback({ store, now }: { readonly store: Store; readonly now: () => number }) {
  return {
    async list({
      told,
      query,
      after,
      limit,
    }: StaffParsed<'listFeedback'>): Promise<StaffOutput<'listFeedback'>> {
      const found = await store.feedback.page({
        told,
        words: searchWords(query),
        after: placeOf(after, feedbackPlace),
        limit: limit + 1,
      });
      const { items: shown, next } = pageAfter(found, {
        limit,
        cursor: ({ place, preference, participantId }) => cursorOf({ place, preference, participantId }),
      });
      const people: StaffOutput<'listFeedback'>['people'] = [];
      for (const person of shown) {
        people.push({ ...person, contributions: await ownContributions(store, person.participantId) });
      }
      return { people, next, counts: await store.feedback.counts() };
    },

    async contacts({
      participantIds,
      accountId,
    }: StaffParsed<'openContacts'> & ByAccount): Promise<Outcome<StaffOutput<'openContacts'>>> {
      const contacts = await store.feedback.contacts({ participantIds, at: now(), accountId });
      return success({ contacts: [...contacts] });
    },

    async tell({
      participantId,
      through,
      accountId,
    }: StaffParsed<'tellPerson'> & ByAccount): Promise<Outcome<Record<string, never>>> {
      const told = await store.feedback.tell({ participantId, through, at: now(), accountId });
      return told ? success({}) : problem('not-found');
    },
  };
}
