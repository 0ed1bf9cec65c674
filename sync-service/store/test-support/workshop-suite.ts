/** What every store must know of a workshop while it is held, and of whether there is news. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventDocument } from '../../../common/contract/feed.ts';
import { NEWS_TOPICS, type NewsTopic } from '../../../common/contract/staff-live.ts';
import { readRecord } from '../../services/batches.ts';
import { comment, idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { addDevice } from './device.ts';
import { NOW, type OpenStore, openWithKiosk } from './opened.ts';

export function workshopContract(open: OpenStore): void {
  let store: Store;
  let deviceId: string;
  let end: () => Promise<void>;
  const consultation = testConsultation(NOW);
  const scope = consultation.id;
  const workshop: EventDocument = {
    id: newId(),
    consultationId: scope,
    kind: 'workshop',
    title: { en: 'The square' },
    place: 'Library',
    startsAt: NOW,
    endsAt: NOW + 1,
  };
  const logged = { at: NOW, accountId: null, action: 'event.saved', subject: workshop.id, detail: '' };

  beforeEach(async () => {
    ({ store, deviceId, end } = await openWithKiosk(open, {
      consultation,
    }));
  });
  afterEach(() => end());

  /** Two ideas, of which one has no topic and another language, a comment and a support; answers the session's id. */
  const hold = async (workshopId: string | null): Promise<string> => {
    const chain = startChain();
    const [sessionId, participantId] = [newId(), newId()];
    const of = { sessionId, participantId };
    chain.add('session.opened', { consultationId: scope, facilitatorId: newId(), workshopId }, { sessionId });
    chain.add('participant.welcomed', welcomed(), of);
    const { id } = chain.add('idea', idea(scope), of);
    chain.add('idea', idea(scope, { topicId: null, language: 'nl' }), of);
    chain.add('comment', comment(scope, id), of);
    chain.add('support', support(scope, id), of);
    await store.records.append({ deviceId, records: chain.made.map(readRecord), receivedAt: NOW });
    return sessionId;
  };

  describe('a workshop', () => {
    test('has the sessions that were opened for it, and what they are made of', async () => {
      const held = [await hold(workshop.id), await hold(workshop.id)];
      const besides = await hold(null);
      const sessions = await store.sessions.ofWorkshop(workshop.id);
      expect(sessions.map(({ id, kioskId }) => [id, kioskId])).toEqual(held.map((id) => [id, deviceId]));
      expect(await store.sessions.tally(held)).toEqual({
        byTopic: [
          { topicId: null, count: 2 },
          { topicId: 'green', count: 2 },
        ],
        byLanguage: [
          { language: 'fr', count: 4 },
          { language: 'nl', count: 2 },
        ],
      });
      expect((await store.sessions.tally([besides])).byTopic).toHaveLength(2);
      expect(await store.sessions.tally([])).toEqual({ byTopic: [], byLanguage: [] });
      expect(await store.sessions.ofWorkshop(newId())).toEqual([]);
    });

    test('knows the kiosks that are expected, until they are others or it is removed', async () => {
      const other = await addDevice({ store, scope, now: NOW });
      const save = (kiosks?: readonly string[]) =>
        store.city.save([{ kind: 'event', document: workshop, ...(kiosks && { kiosks }) }]);
      const expected = async () => (await store.city.expectedKiosks([workshop.id])).get(workshop.id);
      await save([deviceId, other, deviceId]);
      await save();
      expect(await expected()).toEqual([deviceId, other].toSorted());
      await save([other]);
      expect(await expected()).toEqual([other]);
      await store.city.remove({ kind: 'event', id: workshop.id }, logged);
      expect(await expected()).toBeUndefined();
    });
  });

  describe('news', () => {
    const newsOf = async (work: () => Promise<unknown>): Promise<NewsTopic[]> => {
      const before = await store.news.marks();
      await work();
      const after = await store.news.marks();
      return NEWS_TOPICS.filter((topic) => before[topic] !== after[topic]);
    };

    test('are of what was changed, and of nothing else', async () => {
      expect(await newsOf(async () => {})).toEqual([]);
      expect(await newsOf(() => hold(null))).toEqual(['records', 'city']);
      expect(await newsOf(() => store.city.save([{ kind: 'event', document: workshop }]))).toEqual(['city']);
      expect(await newsOf(() => store.staff.log(logged))).toEqual(['decisions', 'log']);
      expect(await newsOf(() => addDevice({ store, scope, now: NOW }))).toEqual(['kiosks']);
      const revocation = { at: NOW, reason: 'lost' } as const;
      expect(await newsOf(() => store.devices.revoke({ deviceId, revocation }))).toEqual(['kiosks']);
    });
  });

  describe('signed in', () => {
    test('are those whose token holds and whose account is open, with their roles', async () => {
      const account = {
        id: newId(),
        name: 'Ann',
        role: 'reader',
        passwordHash: 'x',
        createdAt: NOW,
      } as const;
      await store.staff.addAccount(account);
      const signIn = { accountId: account.id, createdAt: NOW };
      await store.staff.addSignIn({ ...signIn, tokenDigest: 'a', expiresAt: NOW + 10 });
      await store.staff.addSignIn({ ...signIn, tokenDigest: 'b', expiresAt: NOW + 20 });
      const among = (at: number) => store.staff.signedInAmong({ tokenDigests: ['a', 'b', 'c'], at });
      expect(await among(NOW)).toEqual(
        new Map([
          ['a', 'reader'],
          ['b', 'reader'],
        ]),
      );
      expect(await among(NOW + 10)).toEqual(new Map([['b', 'reader']]));
      await store.staff.changeAccount(account.id, { closedAt: NOW });
      expect(await among(NOW)).toEqual(new Map());
    });
  });
}
