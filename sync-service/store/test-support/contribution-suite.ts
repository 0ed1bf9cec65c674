/** What every store must make of the records of contributions. Run by each store's own test. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import type { Consent } from '../../../common/domain/records.ts';
import { comment, idea, newId, resumed, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { playWorkshop, type Seen, workshops } from './any-order.ts';
import { addDevice } from './device.ts';
import { feedOf, NOW, type OpenStore, openCity, shownOf, statusesOf } from './opened.ts';

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, nth) => all.slice(nth * size, (nth + 1) * size));

export function contributionContract(open: OpenStore): void {
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

  describe('contributions', () => {
    test('are published once their author agreed, in whatever order the records come', async () => {
      const deviceId = await addKiosk();
      const participantId = newId();
      const chain = startChain();
      const agreed = chain.add('participant.welcomed', welcomed(), { participantId });
      const posted = chain.add('idea', idea(scope), { participantId });
      await append(deviceId, [posted.lines]);
      expect(await shown(posted.id)).toBeUndefined();
      await append(deviceId, [agreed.lines]);
      expect(await shown(posted.id)).toMatchObject({ title: idea(scope).title, supports: 0 });
      const refused = chain.add('participant.welcomed', welcomed(false), { participantId });
      await append(deviceId, [refused.lines]);
      expect(await shown(posted.id), 'a no wins, and leaves a tombstone').toBeNull();
    });
    test('nothing is published of who did not agree or is nobody', async () => {
      const deviceId = await addKiosk();
      const participantId = newId();
      const chain = startChain();
      chain.add('participant.welcomed', welcomed(false), { participantId });
      chain.add('idea', idea(scope), { participantId });
      chain.add('idea', idea(scope));
      expect(await append(deviceId, chain.made)).toEqual(['stored', 'stored', 'stored']);
      expect((await entries()).map(({ kind }) => kind)).toEqual(['consultation']);
    });
    test('one support counts per person and target, also of a target that comes later', async () => {
      const deviceId = await addKiosk();
      const [ann, bob] = [newId(), newId()];
      const chain = startChain();
      const agreed = chain.add('participant.welcomed', welcomed(), { participantId: ann });
      const posted = chain.add('idea', idea(scope), { participantId: ann });
      const supports = [ann, bob, bob].map((participantId) =>
        chain.add('support', support(scope, posted.id), { participantId }),
      );
      expect(
        await append(
          deviceId,
          supports.map(({ lines }) => lines),
        ),
      ).toEqual(['stored', 'stored', 'stored']);
      await append(deviceId, [agreed.lines, posted.lines]);
      expect(await shown(posted.id)).toMatchObject({ supports: 2, comments: 0 });
      const said = chain.add('comment', comment(scope, posted.id), { participantId: ann });
      await append(deviceId, [said.lines]);
      expect(await shown(posted.id)).toMatchObject({ supports: 2, comments: 1 });
      expect(await shown(said.id)).toMatchObject({ targetId: posted.id });
    });
    test('supports that visitors gave alone are counted, and counted apart', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      const ann = { participantId: newId() };
      chain.add('participant.welcomed', welcomed(), ann);
      const { id } = chain.add('idea', idea(scope), ann);
      chain.add('support', support(scope, id), { participantId: newId() });
      await append(deviceId, chain.made);
      expect(await shown(id)).not.toHaveProperty('supportsAlone');

      const codeDigest = 'D'.repeat(22);
      const [visitor, other] = [0, 1].map(() => ({ participantId: newId(), mode: 'self-service' }) as const);
      const first = chain.add('support', support(scope, id), visitor);
      const again = [
        first,
        chain.add('support', support(scope, id), visitor),
        chain.add('support', support(scope, id), other),
        chain.add('receipt.issued', { codeDigest }, visitor),
        chain.add('contribution.withdrawn', { codeDigest, contributionId: first.id }),
      ];
      await append(
        deviceId,
        again.map(({ lines }) => lines),
      );
      const counts = { supports: 3, supportsAlone: 2 };
      expect(await shown(id)).toMatchObject(counts);
      const filter = { consultationId: scope, sessionId: null, kind: 'idea', state: null } as const;
      const all = { ...filter, language: null, from: null, to: null };
      expect(await store.contributions.exported({ filter: all, after: null, limit: 9 })).toMatchObject([
        counts,
      ]);
    });
    test('who goes on at another kiosk keeps the name that they let be shown, in whatever order the records come', async () => {
      const deviceId = await addKiosk();
      const consents = [
        ...welcomed().consents,
        { ...(welcomed().consents[0] as Consent), purpose: 'show-first-name' as const },
      ];
      for (const order of [
        [0, 1, 2],
        [2, 1, 0],
        [1, 2, 0],
      ]) {
        const of = { participantId: newId() };
        const [here, elsewhere] = [startChain(), startChain()];
        here.add('participant.welcomed', { ...welcomed(), consents, firstName: 'Zoé' }, of);
        elsewhere.add('participant.resumed', resumed(), of);
        const { id } = elsewhere.add('idea', idea(scope), of);
        const lines = [...here.made, ...elsewhere.made];
        for (const at of order) await append(deviceId, [lines[at] as RecordLines]);
        expect(await shown(id)).toMatchObject({ author: 'Zoé' });
      }
    });
    test('one person at several kiosks supports a thing once, as they did first, in whatever order the records come', async () => {
      const kiosks = [await addKiosk(), await addKiosk(), await addKiosk()];
      const given = fc.record({
        kiosk: fc.nat({ max: 2 }),
        person: fc.nat({ max: 2 }),
        on: fc.nat({ max: 1 }),
        alone: fc.boolean(),
      });
      const supported = fc.array(given, { minLength: 1, maxLength: 20 }).chain((supports) =>
        fc.record({
          supports: fc.constant(supports),
          order: fc.shuffledSubarray([...supports.keys()], { minLength: supports.length }),
          batchSize: fc.integer({ min: 1, max: 8 }),
        }),
      );
      await fc.assert(
        fc.asyncProperty(supported, async ({ supports, order, batchSize }) => {
          const people = [newId(), newId(), newId()];
          const author = startChain();
          const by = { participantId: newId() };
          author.add('participant.welcomed', welcomed(), by);
          const targets = [0, 1].map(() => author.add('idea', idea(scope), by).id);
          await append(kiosks[0] as string, author.made);
          const chains = kiosks.map(() => startChain());
          const first = new Map<string, { id: string; alone: boolean }>();
          const made = supports.map(({ kiosk, person, on, alone }) => {
            const target = targets[on] as string;
            const mode = alone ? 'self-service' : 'assisted';
            const of = { participantId: people[person] as string, mode } as const;
            const { id, lines } = (chains[kiosk] as typeof author).add('support', support(scope, target), of);
            const before = first.get(`${target} ${person}`);
            if (before === undefined || id < before.id) first.set(`${target} ${person}`, { id, alone });
            return { deviceId: kiosks[kiosk] as string, lines };
          });
          for (const at of chunks(order, batchSize))
            for (const deviceId of kiosks) {
              const batch = at.map((index) => made[index]).filter((one) => one?.deviceId === deviceId);
              if (batch.length > 0)
                await append(
                  deviceId,
                  batch.map((one) => one?.lines as RecordLines),
                );
            }
          for (const target of targets) {
            const standing = [...first].filter(([key]) => key.startsWith(target)).map(([, one]) => one);
            const { supports: count, supportsAlone = 0 } = (await shown(target)) as {
              supports: number;
              supportsAlone?: number;
            };
            expect({ count, supportsAlone }).toEqual({
              count: standing.length,
              supportsAlone: standing.filter(({ alone }) => alone).length,
            });
          }
        }),
        { numRuns: 40 },
      );
    });
    test('imported ideas keep the supports that were counted elsewhere, and come once', async () => {
      const imported = {
        id: newId(),
        consultationId: scope,
        topicId: null,
        title: 'More lamps',
        words: 'It is dark.',
        language: 'en',
        at: 1,
        supports: 40,
        state: 'published',
        attribution: 'row 7',
      } as const;
      expect(await store.contributions.importIdeas({ ideas: [imported], receivedAt: NOW })).toBe(1);
      expect(await store.contributions.importIdeas({ ideas: [imported], receivedAt: NOW })).toBe(0);
      const refused = { ...imported, id: newId(), state: 'refused' } as const;
      expect(await store.contributions.importIdeas({ ideas: [refused], receivedAt: NOW })).toBe(1);
      expect(await shown(refused.id)).toBeUndefined();
      const { lines } = startChain().add('support', support(scope, imported.id), { participantId: newId() });
      await append(await addKiosk(), [lines]);
      expect(await shown(imported.id)).toMatchObject({ title: 'More lamps', supports: 41, at: 1 });
    });
    test('people see the same, in whatever order, batches and repetitions the records came', async () => {
      const deviceId = await addKiosk();
      await fc.assert(
        fc.asyncProperty(workshops, async ({ steps, arrival, batchSize }) => {
          const { lines, ids, seen } = playWorkshop(steps, scope);
          const position = await store.feed.latest(scope);
          for (let from = 0; from < arrival.length; from += batchSize) {
            const batch = arrival.slice(from, from + batchSize).map((at) => lines[at] as RecordLines);
            await append(deviceId, batch);
          }
          const shownNow: Seen = new Map();
          for (const entry of await entries(position)) {
            if (!ids.has(entry.id)) throw new Error(`${entry.kind} ${entry.id} is none of these`);
            if (entry.document === null) continue;
            const { supports, comments } = entry.document as { supports: number; comments: number };
            shownNow.set(entry.id, entry.kind === 'comment' ? 'comment' : { supports, comments });
          }
          expect(shownNow).toEqual(seen);
        }),
        { numRuns: 60 },
      );
    });
    test('a slip brings back its person and nobody else', async () => {
      const deviceId = await addKiosk();
      const [ann, bob] = [newId(), newId()];
      const chain = startChain();
      chain.add('participant.welcomed', welcomed(), { participantId: ann });
      const posted = chain.add('idea', idea(scope), { participantId: ann });
      chain.add('idea', idea(scope), { participantId: bob });
      chain.add('support', support(scope, posted.id), { participantId: ann });
      chain.add('receipt.issued', { codeDigest: 'A'.repeat(22) }, { participantId: ann });
      await append(deviceId, chain.made);
      expect(await store.receipts.participant('B'.repeat(22))).toBeNull();
      expect(await store.receipts.participant('A'.repeat(22))).toBe(ann);
      const own = await store.contributions.ofParticipant(ann);
      expect(own).toHaveLength(2);
      expect(own.find(({ kind }) => kind === 'idea')).toMatchObject({ state: 'published', supports: 1 });
      expect(own.find(({ kind }) => kind === 'support')).toMatchObject({ title: idea(scope).title });
    });
  });
}
