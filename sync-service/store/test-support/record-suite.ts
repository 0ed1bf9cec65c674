/** What every store must do with the records that it is sent. Run by each store's own test. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { headerLine, type RecordLines } from '../../../common/domain/record-lines.ts';
import { idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { playWorkshop, workshops } from './any-order.ts';
import { addDevice } from './device.ts';
import { feedOf, NOW, type OpenStore, openCity, shownOf, statusesOf } from './opened.ts';

export function recordContract(open: OpenStore): void {
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
  const shown = (id: string) => shownOf(store, { scope, id });

  describe('what is acknowledged', () => {
    test('is folded before anybody looks, once, and records that say nothing hold nothing up', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      const of = { participantId: newId() };
      chain.add('participant.welcomed', welcomed(), of);
      const { id } = chain.add('idea', idea(scope), of);
      chain.add('participant.left', {}, of);
      expect(await store.projection.waiting()).toBe(0);
      await append(deviceId, chain.made);
      await append(deviceId, chain.made);
      expect(await store.projection.waiting()).toBe(3);
      expect(await store.feed.latest(scope)).toBe(1);
      expect(await shown(id)).toBeTruthy();
      expect(await store.projection.waiting()).toBe(0);
    });
    test('waits in runs of a chain, as they are missing between what was there', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      for (let i = 0; i < 1_200; i += 1) chain.add('support', support(scope, newId()));
      const odd = chain.made.filter((_, nth) => nth % 2 === 0 && nth < 20);
      await append(deviceId, odd.toReversed());
      await append(deviceId, chain.made);
      expect(await store.projection.waiting()).toBe(1_200);
      await Promise.all([store.projection.settle(), store.projection.settle(), entries()]);
      expect(await store.projection.waiting()).toBe(0);
      const filter = { consultationId: scope, sessionId: null, kind: 'support', state: null } as const;
      const all = { ...filter, language: null, from: null, to: null };
      expect(await store.contributions.exportedCount(all)).toBe(1_200);
    });
  });

  test('a kiosk has as many records as a full count finds, whenever and in whatever order they came', async () => {
    const deviceId = await addKiosk();
    const counted = async () => (await store.sessions.recordsByDevice([deviceId])).get(deviceId)?.records;
    // Of chains without a gap, how far they go.
    const full = async () => {
      const kept = await store.devices.keptThrough({ deviceId, receivedBefore: Number.MAX_SAFE_INTEGER });
      return kept.reduce((sum, { through }) => sum + through, 0);
    };
    await fc.assert(
      fc.asyncProperty(workshops, fc.array(fc.boolean()), async (workshop, looks) => {
        const { steps, arrival, batchSize } = workshop;
        const { lines } = playWorkshop(steps, scope);
        const before = await full();
        expect(await counted()).toBe(before);
        for (let from = 0; from < arrival.length; from += batchSize) {
          const batch = arrival.slice(from, from + batchSize).map((at) => lines[at] as RecordLines);
          await append(deviceId, batch);
          if (looks[from / batchSize])
            expect(await counted()).toBe(before + new Set(arrival.slice(0, from + batchSize)).size);
        }
        expect(await counted()).toBe(await full());
      }),
      { numRuns: 25 },
    );
  });

  describe('records', () => {
    test('are stored once, whatever the order and however often they come', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      for (let i = 0; i < 3; i += 1) chain.add('participant.left', {});
      const [one, two, three] = chain.made as [RecordLines, RecordLines, RecordLines];
      expect(await append(deviceId, [three, one, three])).toEqual(['stored', 'stored', 'duplicate']);
      expect(await append(deviceId, [one, two])).toEqual(['duplicate', 'stored']);
    });
    test('an erased body is a state of the same record', async () => {
      const deviceId = await addKiosk();
      const { lines } = startChain().add('idea', idea(scope));
      expect(await append(deviceId, [{ ...lines, body: '' }])).toEqual(['stored']);
      expect(await append(deviceId, [lines])).toEqual(['duplicate']);
      expect(await entries()).toHaveLength(1);
    });
    test('a record for a consultation that comes later is stored when it is sent again', async () => {
      const deviceId = await addKiosk();
      const later = testConsultation(NOW);
      const { lines } = startChain().add('idea', idea(later.id));
      expect(await append(deviceId, [lines])).toEqual(['consultation-unknown']);
      await store.city.save([{ kind: 'consultation', document: later }]);
      expect(await append(deviceId, [lines, lines])).toEqual(['stored', 'duplicate']);
    });
  });

  test('one batch may hold a record twice, another one of its id and another one for its place', async () => {
    const deviceId = await addKiosk();
    const chain = startChain();
    const { header, lines } = chain.add('participant.left', {});
    const sameId = chain.add('participant.left', {}, { id: header.id }).lines;
    const samePlace = { header: headerLine({ ...header, id: newId() }), body: lines.body };
    expect(await append(deviceId, [lines, lines, sameId, samePlace, samePlace])).toEqual([
      'stored',
      'duplicate',
      'id-conflict',
      'stored',
      'duplicate',
    ]);
  });

  test('of two records of one id, one for a place that is taken, neither passes for the other', async () => {
    const deviceId = await addKiosk();
    const chain = startChain();
    const [first, next] = [chain.add('participant.left', {}), chain.add('participant.left', {})];
    await append(deviceId, [first.lines]);
    const samePlace = { header: headerLine({ ...first.header, id: next.header.id }), body: first.lines.body };
    expect((await append(deviceId, [samePlace, next.lines]))?.toSorted()).toEqual(['id-conflict', 'stored']);
  });
}
