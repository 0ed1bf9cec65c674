/** Whom the city has something to say to who cannot read it elsewhere. Contact details stay sealed here. */
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { FeedbackPlace } from '../store/feedback.ts';
import type { Store } from '../store/store.ts';

export type Feedback = ReturnType<typeof feedback>;
type ByAccount = { readonly accountId: string };

const cursorOf = ({ place, preference, participantId }: FeedbackPlace): string =>
  Buffer.from(JSON.stringify({ place, preference, participantId })).toString('base64url');

/** A cursor that is none begins anew. */
function placeOf(cursor: string | undefined): FeedbackPlace | null {
  try {
    const { place, preference, participantId } = JSON.parse(
      Buffer.from(cursor ?? '', 'base64url').toString('utf8'),
    );
    const texts = [place, preference, participantId];
    return texts.every((text) => typeof text === 'string') ? { place, preference, participantId } : null;
  } catch {
    return null;
  }
}

export function feedback({ store, now }: { readonly store: Store; readonly now: () => number }) {
  return {
    async list({ told, after, limit }: StaffParsed<'listFeedback'>): Promise<StaffOutput<'listFeedback'>> {
      const found = await store.feedback.page({ told, after: placeOf(after), limit: limit + 1 });
      const shown = found.slice(0, limit);
      const people: StaffOutput<'listFeedback'>['people'] = [];
      for (const person of shown) {
        const own = await store.contributions.ofParticipant(person.participantId);
        people.push({
          ...person,
          contributions: own.map(({ id, kind, title, words, language, state, reason, answer }) => ({
            id,
            kind,
            title,
            words,
            language,
            state,
            reason,
            answer,
          })),
        });
      }
      const last = shown.at(-1);
      const next = found.length > limit && last ? cursorOf(last) : null;
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
