/** What every store must tell kiosks. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProposalDocument } from '../../../common/contract/feed.ts';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import { newId, support } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { addDevice } from './device.ts';
import { feedOf, NOW, type OpenStore, openCity, statusesOf } from './opened.ts';

export function feedContract(open: OpenStore): void {
  let store: Store;
  let end: () => Promise<void>;
  const consultation = testConsultation(NOW);
  const scope = consultation.id;

  beforeEach(async () => {
    ({ store, end } = await openCity(open, { consultation }));
  });
  afterEach(() => end());

  const addKiosk = (): Promise<string> => addDevice({ store, scope, now: NOW });
  const append = (deviceId: string, lines: readonly RecordLines[]) =>
    statusesOf({ store, deviceId }, lines, NOW + 5);
  const entries = (position = 0) => feedOf(store, { scope, position });

  describe('feed', () => {
    const proposal: ProposalDocument = {
      id: newId(),
      consultationId: scope,
      topicId: 'green',
      title: { fr: 'Un plan d’eau' },
      text: { fr: 'Un plan d’eau sur la place.' },
      supports: 99,
      comments: 99,
    };

    test('a changed document takes a new position, an unchanged one keeps its own', async () => {
      await store.city.save([{ kind: 'proposal', document: proposal }]);
      const before = await store.feed.latest(scope);
      await store.city.save([
        { kind: 'consultation', document: consultation },
        { kind: 'proposal', document: proposal },
      ]);
      expect(await store.feed.latest(scope)).toBe(before);
      const chain = startChain();
      const participantId = newId();
      chain.add('support', support(scope, proposal.id, 'proposal'), { participantId });
      await append(await addKiosk(), chain.made);
      expect(await entries(before)).toEqual([
        { kind: 'proposal', id: proposal.id, document: { ...proposal, supports: 1, comments: 0 } },
      ]);
    });
    test('pages are bounded by entries and by bytes, and hold one entry at least', async () => {
      await store.city.save([{ kind: 'proposal', document: proposal }]);
      const page = { scope, position: 0, tombstones: true };
      const one = await store.feed.page({ ...page, limit: 1, maxBytes: 1e6 });
      expect([one.entries.length, one.more]).toEqual([1, true]);
      const small = await store.feed.page({ ...page, limit: 10, maxBytes: 1 });
      expect([small.entries.length, small.more]).toEqual([1, true]);
      const rest = await store.feed.page({ ...page, position: one.position, limit: 1, maxBytes: 1e6 });
      expect([rest.entries.length, rest.more]).toEqual([1, false]);
    });
    test('another consultation has its own feed', async () => {
      await store.city.save([{ kind: 'consultation', document: testConsultation(NOW) }]);
      expect((await entries()).map(({ id }) => id)).toEqual([scope]);
      expect(await store.feed.latest(newId())).toBe(0);
    });
  });
}
