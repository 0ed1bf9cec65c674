/** What every store must do with words that their author corrects. Run by each store's own test. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import type { Payload } from '../../../common/domain/records.ts';
import { comment, idea, newId, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { appendAll, feedOf, NOW, type OpenStore, openWithKiosk } from './opened.ts';

const CODE = 'D'.repeat(22);

export function correctionContract(open: OpenStore): void {
  let store: Store;
  let deviceId: string;
  let end: () => Promise<void>;
  const consultation = testConsultation(NOW);
  const scope = consultation.id;
  const accountId = newId();
  const participantId = newId();

  const begin = async () => {
    ({ store, deviceId, end } = await openWithKiosk(open, {
      consultation,
      account: { id: accountId, role: 'moderator' },
    }));
  };
  beforeEach(begin);
  afterEach(() => end());

  const append = (lines: readonly RecordLines[]): Promise<void> => appendAll({ store, deviceId }, lines);
  /** An idea and its author's slip. */
  const visit = () => {
    const chain = startChain();
    const of = { participantId };
    chain.add('participant.welcomed', welcomed(), of);
    const { id } = chain.add('idea', idea(scope, { title: 'First', words: 'MARK-first' }), of);
    chain.add('receipt.issued', { codeDigest: CODE }, of);
    const correct = (
      words: string,
      replaces: string,
      changes: Partial<Payload<'contribution.corrected'>> = {},
    ) =>
      chain.add('contribution.corrected', {
        codeDigest: CODE,
        contributionId: id,
        replaces,
        title: `Of ${words}`,
        words,
        language: 'nl',
        authorship: 'summarised',
        readBack: 'aloud',
        ...changes,
      }).id;
    return { chain, id, correct };
  };
  const seen = async () => {
    const entries = await feedOf(store, { scope });
    return entries.flatMap(({ kind, document }) => (kind === 'idea' && document ? [document] : []));
  };
  const own = async () => (await store.contributions.ofParticipant(participantId))[0];
  const queued = async (queue: 'unreviewed' | 'published' | 'held' | 'refused') =>
    store.moderation.page({ queue, words: [], after: null, limit: 99 });
  const by = { at: NOW, accountId, note: '' };
  const decide = (ids: string[], decision: 'published' | 'refused', turn: string = randomUUID()) =>
    store.moderation.decide({
      ids,
      decision,
      turn,
      reason: decision === 'refused' ? 'hurtful' : null,
      ...by,
    });

  describe('corrections', () => {
    test('the newest words are shown and what was said before is kept for staff', async () => {
      const { chain, id, correct } = visit();
      const second = correct('MARK-second', id);
      const third = correct('MARK-third', second);
      await append(chain.made);
      expect(await seen()).toMatchObject([
        { id, title: 'Of MARK-third', words: 'MARK-third', language: 'nl', revision: third },
      ]);
      expect(await own()).toMatchObject({ words: 'MARK-third', revision: third, contested: false });
      expect((await queued('unreviewed'))[0]).toMatchObject({
        words: 'MARK-third',
        authorship: 'summarised',
        revisions: [
          { id, words: 'MARK-first', place: 'earlier' },
          { id: second, words: 'MARK-second', place: 'earlier' },
          { id: third, words: 'MARK-third', place: 'standing' },
        ],
      });
    });

    test('of how many people a group is, and who confirmed, follow the words that stand', async () => {
      const { chain, id, correct } = visit();
      await append(chain.made);
      const shown = async () => {
        const all = { sessionId: null, kind: null, state: null, language: null, from: null, to: null };
        const filter = { consultationId: scope, ...all };
        const [exported] = await store.contributions.exported({ filter, after: null, limit: 9 });
        return [(await queued('unreviewed'))[0], exported];
      };
      const nobodySaid = { authorship: 'verbatim', people: null, confirmedBy: null };
      expect(await shown()).toMatchObject([nobodySaid, nobodySaid]);
      const group = { authorship: 'group', people: 12, confirmedBy: 'companion' } as const;
      const second = correct('MARK-second', id, group);
      await append(chain.made.slice(-1));
      expect(await shown()).toMatchObject([group, group]);
      const one = { authorship: 'interpreted', confirmedBy: 'interpreter' } as const;
      correct('MARK-third', second, one);
      await append(chain.made.slice(-1));
      expect(await shown()).toMatchObject([
        { ...one, people: null },
        { ...one, people: null },
      ]);
    });
    test('a decision stays with the words it was made on, and new words are unseen', async () => {
      const { chain, id, correct } = visit();
      await append(chain.made);
      const turn = randomUUID();
      await decide([id], 'refused', turn);
      expect(await seen()).toEqual([]);
      expect(await queued('unreviewed')).toEqual([]);
      const before = chain.made.length;
      const revision = correct('MARK-gentler', id);
      await append(chain.made.slice(before));
      expect(await queued('unreviewed')).toMatchObject([{ id, decided: null }]);
      expect(await seen()).toMatchObject([{ words: 'MARK-gentler', revision }]);
      // The earlier decision is not there any more to be undone, nor does it come back with its reason.
      expect(await store.moderation.undo({ turn, undoTurn: randomUUID(), ...by })).toEqual({
        undone: 0,
        decidedSince: 1,
      });
      await decide([id], 'published');
      expect(await queued('unreviewed')).toEqual([]);
      expect((await queued('published'))[0]?.decided).toMatchObject({ decision: 'published', reason: null });
    });

    test('of corrections that contradict each other staff say which is meant', async () => {
      const { chain, id, correct } = visit();
      await append(chain.made);
      await decide([id], 'published');
      const before = chain.made.length;
      const one = correct('MARK-one', id);
      const two = correct('MARK-two', id);
      await append(chain.made.slice(before));
      expect(await seen()).toMatchObject([{ words: 'MARK-first' }]);
      expect(await own()).toMatchObject({ words: 'MARK-first', contested: true, revision: null });
      expect((await queued('unreviewed'))[0]?.revisions.map(({ place }) => place)).toEqual([
        'standing',
        'rival',
        'rival',
      ]);
      const choose = (revision: string) =>
        store.moderation.choose({ contributionId: id, revision, at: NOW, accountId });
      expect(await choose(newId())).toBe(false);
      expect(await choose(two)).toBe(true);
      expect(await choose(one)).toBe(false);
      expect(await seen()).toMatchObject([{ words: 'MARK-two', revision: two }]);
      expect(await own()).toMatchObject({ contested: false });
      expect(await queued('unreviewed')).toMatchObject([{ id, decided: null, words: 'MARK-two' }]);
    });

    test('staff may leave what stood', async () => {
      const { chain, id, correct } = visit();
      correct('MARK-one', id);
      correct('MARK-two', id);
      await append(chain.made);
      expect(await store.moderation.choose({ contributionId: id, revision: id, at: NOW, accountId })).toBe(
        true,
      );
      expect(await seen()).toMatchObject([{ words: 'MARK-first' }]);
      expect(await own()).toMatchObject({ contested: false });
    });

    test('nobody corrects what stands behind another code, and a comment keeps no title', async () => {
      const { chain, id, correct } = visit();
      chain.add('receipt.issued', { codeDigest: 'E'.repeat(22) }, { participantId: newId() });
      correct('MARK-forged', id, { codeDigest: 'E'.repeat(22) });
      const said = chain.add('comment', comment(scope, id), { participantId });
      correct('MARK-said', said.id, { contributionId: said.id, title: 'None' });
      await append(chain.made);
      expect(await seen()).toMatchObject([{ words: 'MARK-first' }]);
      const [, second] = await store.contributions.ofParticipant(participantId);
      expect(second).toMatchObject({ words: 'MARK-said', kind: 'comment' });
    });

    test('in whatever order and batches the records come, the same stands; and a withdrawal always wins', async () => {
      const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 });
      await fc.assert(
        fc.asyncProperty(
          orders,
          fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
          fc.constantFrom('row', 'rivals', 'withdrawn', 'all-withdrawn'),
          async (order, cuts, what) => {
            await end();
            await begin();
            const { chain, id, correct } = visit();
            const second = correct('MARK-second', id);
            const third = correct('MARK-third', what === 'rivals' ? id : second);
            const fourth = correct('MARK-fourth', third);
            if (what.endsWith('withdrawn')) {
              const contributionId = what === 'withdrawn' ? id : null;
              chain.add('contribution.withdrawn', { codeDigest: CODE, contributionId });
            } else chain.add('participant.left', {}, { participantId });
            const lines = order.map((index) => chain.made[index] as RecordLines);
            const edges = [0, ...new Set(cuts.toSorted()), lines.length];
            for (const [nth, from] of edges.slice(0, -1).entries())
              await append(lines.slice(from, edges[nth + 1]));
            const everything = JSON.stringify([await seen(), await own(), await queued('unreviewed')]);
            if (what.endsWith('withdrawn')) {
              expect(everything).not.toMatch(/MARK/);
              expect(await own()).toMatchObject({ state: 'withdrawn' });
              expect(await store.contributions.withdrawnOn(deviceId)).toEqual(
                expect.arrayContaining([id, second, third, fourth]),
              );
            } else {
              const stands = what === 'row' ? 'MARK-fourth' : 'MARK-first';
              expect(await seen()).toMatchObject([{ words: stands }]);
              expect(await own()).toMatchObject({ words: stands, contested: what === 'rivals' });
            }
          },
        ),
        { numRuns: 24 },
      );
    });
  });
}
