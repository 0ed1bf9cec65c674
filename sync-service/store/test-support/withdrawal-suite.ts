/** What every store must do with what people take back. Run by each store's own test. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXPORT_KINDS } from '../../../common/domain/export-columns.ts';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import { comment, idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { appendAll, feedOf, NOW, type OpenStore, openWithKiosk } from './opened.ts';

const CODE = 'D'.repeat(22);
const FILTER = { sessionId: null, state: null, language: null, from: null, to: null };

export function withdrawalContract(open: OpenStore): void {
  let store: Store;
  let deviceId: string;
  let end: () => Promise<void>;
  const consultation = testConsultation(NOW);
  const scope = consultation.id;
  const accountId = newId();

  const begin = async () => {
    ({ store, deviceId, end } = await openWithKiosk(open, {
      consultation,
      account: { id: accountId, role: 'moderator' },
    }));
  };
  beforeEach(begin);
  afterEach(() => end());

  const append = (lines: readonly RecordLines[]): Promise<void> => appendAll({ store, deviceId }, lines);
  const exported = () =>
    Promise.all(
      EXPORT_KINDS.map((kind) =>
        store.contributions.exported({
          filter: { consultationId: scope, ...FILTER, kind },
          after: null,
          limit: 99,
        }),
      ),
    );
  const everything = async (): Promise<string> =>
    JSON.stringify([
      await feedOf(store, { scope }),
      await exported(),
      await store.moderation.page({ queue: 'unreviewed', words: [], after: null, limit: 99 }),
      await store.moderation.page({ queue: 'held', words: [], after: null, limit: 99 }),
      await store.personalData.sealed({ after: 0, limit: 99 }),
      await store.statistics.open({ consultationId: scope, after: '', limit: 99, at: NOW, accountId }),
      await store.feedback.contacts({ participantIds: people, at: NOW, accountId }),
    ]);
  let people: string[] = [];

  /** A visit of which every word is marked, and what its author may take back. */
  const visit = () => {
    const chain = startChain();
    const participantId = newId();
    people = [participantId];
    const of = { participantId };
    const consents = welcomed().consents;
    const layers = (['show-first-name', 'contact-me'] as const).map(
      (purpose) => ({ ...consents[0], purpose }) as (typeof consents)[number],
    );
    chain.add(
      'participant.welcomed',
      { language: 'fr', consents: [...consents, ...layers], firstName: 'MARK-name' },
      of,
    );
    chain.add('contact.sealed', { preference: 'phone', language: 'fr', sealed: 'TUFSSw==' }, of);
    chain.add('statistics.sealed', { consultationId: scope, sealed: 'TUFSSy1zdGF0aXN0aWNz' }, of);
    const one = chain.add('idea', idea(scope, { title: 'MARK-1', words: 'MARK-one' }), of).id;
    chain.add('receipt.issued', { codeDigest: CODE }, of);
    const two = chain.add('idea', idea(scope, { title: 'MARK-2', words: 'MARK-two' }), of).id;
    chain.add('comment', { ...comment(scope, one), words: 'MARK-said' }, of);
    chain.add('support', support(scope, two), of);
    return { chain, one, two };
  };

  describe('withdrawals', () => {
    test('one contribution goes from every list, and the others stay', async () => {
      const { chain, one, two } = visit();
      chain.add('contribution.withdrawn', { codeDigest: CODE, contributionId: one });
      await append(chain.made);
      const left = await everything();
      expect(left).not.toMatch(/MARK-(1|one)/);
      expect(left).toMatch(/MARK-two/);
      const own = await store.contributions.ofParticipant(people[0] ?? '');
      expect(own.find(({ id }) => id === one)).toMatchObject({ state: 'withdrawn', words: '' });
      expect(own.find(({ id }) => id === two)).toMatchObject({ state: 'published', supports: 1 });
      expect(await store.contributions.withdrawnOn(deviceId)).toEqual([one]);
    });

    test('nobody takes back what stands behind another code', async () => {
      const { chain, one } = visit();
      chain.add('receipt.issued', { codeDigest: 'E'.repeat(22) }, { participantId: newId() });
      chain.add('contribution.withdrawn', { codeDigest: 'E'.repeat(22), contributionId: one });
      await append(chain.made);
      expect(await everything()).toMatch(/MARK-one/);
    });

    test('nothing is published again by staff, nor found by them', async () => {
      const { chain, one } = visit();
      chain.add('contribution.withdrawn', { codeDigest: CODE, contributionId: one });
      await append(chain.made);
      const turn = randomUUID();
      const by = { at: NOW, accountId, reason: null, note: '', turn };
      expect(await store.moderation.decide({ ids: [one], decision: 'published', ...by })).toMatchObject({
        changed: 0,
      });
      expect((await store.moderation.counts()).unreviewed).toBe(2);
      expect(await everything()).not.toMatch(/MARK-(1|one)/);
    });

    test('who takes a support back and gives it again is counted once, in whatever order and batches the records come', async () => {
      const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });
      await fc.assert(
        fc.asyncProperty(order, fc.integer({ min: 1, max: 5 }), async (order, cut) => {
          await end();
          await begin();
          const chain = startChain();
          const of = { participantId: newId() };
          people = [of.participantId];
          chain.add('participant.welcomed', welcomed(), of);
          chain.add('receipt.issued', { codeDigest: CODE }, of);
          const target = chain.add('idea', idea(scope), of).id;
          const first = chain.add('support', support(scope, target), of).id;
          chain.add('contribution.withdrawn', { codeDigest: CODE, contributionId: first });
          chain.add('support', support(scope, target), of);
          const lines = order.map((index) => chain.made[index] as RecordLines);
          await append(lines.slice(0, cut));
          await append(lines.slice(cut));
          const own = await store.contributions.ofParticipant(of.participantId);
          expect(own.find(({ id }) => id === target)).toMatchObject({ supports: 1 });
        }),
        { numRuns: 40 },
      );
    });

    test('in whatever order and batches the records come, and whatever staff decide between, nothing is left', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8], { minLength: 9 }),
          fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }),
          fc.boolean(),
          async (order, cuts, decides) => {
            await end();
            await begin();
            const { chain, one, two } = visit();
            chain.add('contribution.withdrawn', { codeDigest: CODE, contributionId: null });
            const lines = order.map((index) => chain.made[index] as RecordLines);
            const edges = [0, ...new Set(cuts.toSorted()), lines.length];
            for (const [nth, from] of edges.slice(0, -1).entries()) {
              await append(lines.slice(from, edges[nth + 1]));
              if (!decides) continue;
              const by = { at: NOW, accountId, reason: null, note: '', turn: randomUUID() };
              await store.moderation.decide({ ids: [one, two], decision: 'published', ...by });
            }
            expect(await everything()).not.toMatch(/MARK|TUFSS/);
            const own = await store.contributions.ofParticipant(people[0] ?? '');
            expect(new Set(own.map(({ state }) => state))).toEqual(new Set(['withdrawn']));
          },
        ),
        { numRuns: 25 },
      );
    });
  });
}
