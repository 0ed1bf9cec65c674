/** A city's settings and documents for a kiosk under test. */
import { v4 as uuid } from 'uuid';
import type { FeedEntry } from '../../../common/contract/feed.ts';
import type { KioskConfiguration } from '../../../common/contract/sync.ts';
import { hashSecret } from '../../../platform/argon2id.ts';

export const PIN = '246810';
export const consultationId = uuid();
export const proposalId = uuid();
export const workshopId = uuid();
export const talkId = uuid();
export const wording = {
  en: 'May the city publish your words?',
  fr: 'La ville peut-elle publier vos mots ?',
};

const day = 86_400_000;

export const configuration = async (): Promise<KioskConfiguration> => ({
  name: 'Library desk',
  place: 'Main Library',
  consultationId,
  languages: ['en', 'fr'],
  facilitators: [
    { id: uuid(), name: 'Anke', pinHash: await hashSecret('135790') },
    { id: uuid(), name: 'Marie', pinHash: await hashSecret(PIN) },
  ],
});

export function cityEntries(now = Date.now()): FeedEntry[] {
  return [
    {
      kind: 'consultation',
      id: consultationId,
      document: {
        id: consultationId,
        title: { en: 'A better Bowling Green' },
        summary: { en: 'What should change?' },
        opensAt: now - 30 * day,
        closesAt: now + 30 * day,
        topics: [{ id: 'mobility', label: { en: 'Getting around' } }],
        consent: { version: 'v1', wording },
        attribution: null,
      },
    },
    {
      kind: 'proposal',
      id: proposalId,
      document: {
        id: proposalId,
        consultationId,
        topicId: 'mobility',
        title: { en: 'Widen Smallhouse Road' },
        text: { en: 'Three lanes from Campbell Lane into town.' },
        supports: 3,
        comments: 0,
      },
    },
    ...(['workshop', 'talk'] as const).map((kind, index): FeedEntry => {
      const id = kind === 'workshop' ? workshopId : talkId;
      const startsAt = now + (2 - index) * day;
      const event = { id, consultationId, kind, place: 'Library', startsAt, endsAt: startsAt + 3_600_000 };
      return { kind: 'event', id, document: { ...event, title: { en: `A ${kind}` } } };
    }),
  ];
}
