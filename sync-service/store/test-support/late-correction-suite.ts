/** What every store must do with corrections that arrive after the end of their consultation. Run by each store's own test. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Timing } from '../../../common/domain/deadline.ts';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import type { Payload } from '../../../common/domain/records.ts';
import type { Admission } from '../../../common/domain/revisions.ts';
import { idea, newId, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { DAY, signedAnchor, when } from './anchored.ts';
import { appendAll, NOW, type OpenStore, openWithKiosk, shownOf } from './opened.ts';

/** When the kiosk is back. */
const BACK = NOW + 2 * DAY;

export function lateCorrectionContract(open: OpenStore): void {
  let store: Store;
  let deviceId: string;
  let end: () => Promise<void>;
  const accountId = newId();
  const by = { at: NOW + 10, accountId };
  /** Of whoever visited last. */
  let participantId: string;
  /** Ends now. */
  const consultation = { ...testConsultation(NOW), closesAt: NOW };
  const scope = consultation.id;

  beforeEach(async () => {
    ({ store, deviceId, end } = await openWithKiosk(open, {
      consultation,
      account: { id: accountId, role: 'moderator' },
    }));
  });
  afterEach(() => end());

  const append = (lines: readonly RecordLines[], receivedAt = BACK): Promise<void> =>
    appendAll({ store, deviceId }, lines, receivedAt);
  const endsAt = (closesAt: number) =>
    store.city.save([{ kind: 'consultation', document: { ...consultation, closesAt } }]);

  /** An idea and its author's slip, from before the end, of which the kiosk has not told yet. */
  const visit = async () => {
    const chain = startChain();
    participantId = newId();
    const codeDigest = randomUUID().replaceAll('-', '').slice(0, 22);
    const anchor = await signedAnchor({ store, deviceId }, chain, NOW - 2 * DAY);
    /** Certainly before the end, certainly after it, or by a clock that nobody knows. */
    const made = {
      in: when(NOW - DAY, anchor),
      late: when(NOW + DAY, anchor),
      doubtful: when(NOW - DAY, null),
    } as const;
    const of = { participantId, ...made.in };
    chain.add('participant.welcomed', welcomed(), of);
    const { id } = chain.add('idea', idea(scope, { title: 'First', words: 'MARK-first' }), of);
    chain.add('receipt.issued', { codeDigest }, of);
    const correct = (
      words: string,
      replaces: string,
      timing: Timing,
      changes: Partial<Payload<'contribution.corrected'>> = {},
    ) =>
      chain.add(
        'contribution.corrected',
        {
          codeDigest,
          contributionId: id,
          replaces,
          title: `Of ${words}`,
          words,
          language: 'nl',
          authorship: 'summarised',
          readBack: 'aloud',
          ...changes,
        },
        made[timing],
      ).id;
    return { chain, id, codeDigest, correct, made };
  };
  const shown = (id: string) => shownOf(store, { scope, id });
  const own = async () => (await store.contributions.ofParticipant(participantId))[0];
  const queue = (name: 'after-end' | 'unreviewed') =>
    store.moderation.page({ queue: name, words: [], after: null, limit: 99 });
  const places = async () => (await queue('after-end'))[0]?.revisions.map(({ place }) => place) ?? null;
  const doubtful = async () => (await store.moderation.counts()).doubtful;
  const admit = async (
    contributionId: string,
    revision: string,
    admission: Admission,
    turn: string = randomUUID(),
  ) => store.moderation.admit({ contributionId, revision, admission, turn, ...by });
  const undo = (turn: string) => store.moderation.undo({ turn, undoTurn: randomUUID(), ...by });
  const exported = async () => {
    const all = { sessionId: null, kind: null, state: null, language: null, from: null, to: null };
    const filter = { consultationId: scope, ...all };
    return (await store.contributions.exported({ filter, after: null, limit: 9 }))[0];
  };

  describe('a correction that arrives after the end', () => {
    test('counts where it was said before it', async () => {
      const { chain, id, correct } = await visit();
      const revision = correct('MARK-second', id, 'in');
      await append(chain.made);
      expect(await shown(id)).toMatchObject({ words: 'MARK-second', revision });
      expect(await own()).toMatchObject({ contested: false, timing: null, correctionTiming: null });
      expect(await queue('after-end')).toEqual([]);
    });

    test('never stands where it was said after it, whatever staff want', async () => {
      const { chain, id, correct } = await visit();
      const late = correct('MARK-late', id, 'late');
      correct('MARK-later', late, 'late');
      await append(chain.made);
      expect(await shown(id)).toMatchObject({ words: 'MARK-first' });
      expect(await own()).toMatchObject({
        words: 'MARK-first',
        revision: null,
        contested: false,
        timing: null,
        correctionTiming: 'late',
      });
      expect(await exported()).toMatchObject({ words: 'MARK-first', correctionTiming: 'late', timing: null });
      expect(await places()).toEqual(['standing', 'late', 'late']);
      expect(await doubtful(), 'nothing to decide').toBe(0);
      expect(await admit(id, late, 'admitted')).toBe(false);
      expect(await admit(id, newId(), 'admitted')).toBe(false);
      expect(await shown(id)).toMatchObject({ words: 'MARK-first' });
    });

    test('waits for staff where nobody knows, who admit it, keep it out, and may undo both', async () => {
      const { chain, id, correct } = await visit();
      await append(chain.made);
      await store.moderation.decide({
        ids: [id],
        ...by,
        decision: 'published',
        reason: null,
        note: '',
        turn: newId(),
      });
      expect(await queue('unreviewed')).toEqual([]);
      const revision = correct('MARK-second', id, 'doubtful');
      await append(chain.made.slice(-1));
      const undecided = async () => {
        expect(await shown(id)).toMatchObject({ words: 'MARK-first' });
        expect(await own()).toMatchObject({ contested: true, correctionTiming: 'doubtful' });
        expect(await places()).toEqual(['standing', 'doubtful']);
        expect(await queue('unreviewed')).toMatchObject([{ id, decided: { decision: 'published' } }]);
        expect(await doubtful()).toBe(1);
      };
      await undecided();

      const admitted = randomUUID();
      expect(await admit(id, revision, 'admitted', admitted)).toBe(true);
      expect(await admit(id, revision, 'admitted'), 'already').toBe(false);
      expect(await shown(id)).toMatchObject({ words: 'MARK-second', revision });
      expect(await own()).toMatchObject({ contested: false, correctionTiming: null });
      expect(await queue('unreviewed'), 'new words').toMatchObject([{ id, decided: null }]);
      expect(await doubtful()).toBe(0);
      expect(await undo(admitted)).toEqual({ undone: 1, decidedSince: 0 });
      await undecided();

      const out = randomUUID();
      await admit(id, revision, 'kept-out', out);
      expect(await shown(id)).toMatchObject({ words: 'MARK-first' });
      expect(await own()).toMatchObject({ contested: false, correctionTiming: 'late' });
      expect(await places()).toEqual(['standing', 'kept-out']);
      expect([await queue('unreviewed'), await doubtful()]).toEqual([[], 0]);
      await admit(id, revision, 'admitted');
      expect(await undo(out), 'decided anew since').toEqual({ undone: 0, decidedSince: 1 });
      expect(await shown(id)).toMatchObject({ words: 'MARK-second' });
    });

    test('that does not count leaves nobody waiting who corrected it in time', async () => {
      const { chain, id, correct } = await visit();
      const late = correct('MARK-late', id, 'late');
      const revision = correct('MARK-third', late, 'in');
      await append(chain.made);
      expect(await shown(id)).toMatchObject({ words: 'MARK-third', revision });
      expect(await own()).toMatchObject({ contested: false, correctionTiming: 'late' });
      expect(await places(), 'by the clock').toEqual(['earlier', 'standing', 'late']);
    });

    test('that staff keep out gives way to what its author said upon it in time, and comes back', async () => {
      const { chain, id, correct } = await visit();
      const second = correct('MARK-second', id, 'doubtful');
      const third = correct('MARK-third', second, 'doubtful');
      await append(chain.made);
      expect(await shown(id)).toMatchObject({ words: 'MARK-first' });
      const out = randomUUID();
      await admit(id, second, 'kept-out', out);
      await admit(id, third, 'admitted');
      expect(await shown(id)).toMatchObject({ words: 'MARK-third', revision: third });
      expect((await places())?.toSorted()).toEqual(['earlier', 'kept-out', 'standing']);
      await undo(out);
      expect(await shown(id)).toMatchObject({ words: 'MARK-third', revision: third });
      expect((await places())?.toSorted()).toEqual(['earlier', 'earlier', 'standing']);
    });

    test('is judged as soon as what it corrects is here, and anew when the end changes', async () => {
      const { chain, id, correct } = await visit();
      correct('MARK-late', id, 'late');
      const last = chain.made.at(-1) as RecordLines;
      await append([last]);
      await append(chain.made.slice(0, -1));
      expect(await shown(id)).toMatchObject({ words: 'MARK-first' });
      await endsAt(NOW + 3 * DAY);
      expect(await shown(id)).toMatchObject({ words: 'MARK-late' });
      expect(await queue('after-end')).toEqual([]);
      await endsAt(NOW);
      expect(await shown(id)).toMatchObject({ words: 'MARK-first' });
      expect(await places()).toEqual(['standing', 'late']);
    });

    test('that stood is judged when an earlier end is set', async () => {
      await endsAt(NOW + 9 * DAY);
      const { chain, id, correct } = await visit();
      correct('MARK-second', id, 'late');
      await append(chain.made);
      expect(await shown(id)).toMatchObject({ words: 'MARK-second' });
      await endsAt(NOW);
      expect(await shown(id)).toMatchObject({ words: 'MARK-first' });
      expect(await own()).toMatchObject({ correctionTiming: 'late' });
    });

    test('whoever takes everything back after the end has it erased, corrections too', async () => {
      const { chain, id, codeDigest, correct, made } = await visit();
      const late = correct('MARK-late', id, 'late');
      correct('MARK-perhaps', id, 'doubtful');
      await append(chain.made);
      expect(await shown(id)).toMatchObject({ words: 'MARK-first' });
      chain.add('contribution.withdrawn', { codeDigest, contributionId: id }, made.late);
      correct('MARK-after', late, 'late');
      await append(chain.made.slice(-2));
      expect(await shown(id)).toBeNull();
      expect(await own()).toMatchObject({ state: 'withdrawn' });
      expect(await queue('after-end')).toEqual([]);
      expect(JSON.stringify([await own(), await exported(), await doubtful()])).not.toMatch(/MARK/);
    });

    test('in whatever order and batches they come, and whatever staff decide, the same words stand', async () => {
      const corrections = fc.array(
        fc.record({
          replaces: fc.nat({ max: 3 }),
          timing: fc.constantFrom<Timing>('in', 'late', 'doubtful'),
          decided: fc.constantFrom<Admission | null>('admitted', 'kept-out', null),
        }),
        { minLength: 1, maxLength: 4 },
      );
      const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 });
      await fc.assert(
        fc.asyncProperty(corrections, order, async (said, wanted) => {
          const before = await doubtful();
          const { chain, id, correct } = await visit();
          const ids = [id];
          for (const [nth, { replaces, timing }] of said.entries())
            ids.push(correct(`MARK-${nth + 1}`, ids[replaces % (nth + 1)] as string, timing));
          for (const nth of wanted) await append(chain.made.slice(nth, nth + 1));
          for (const [nth, { timing, decided }] of said.entries())
            if (timing === 'doubtful' && decided !== null)
              expect(await admit(id, ids[nth + 1] as string, decided)).toBe(true);

          const parent = (nth: number) => (said[nth - 1]?.replaces ?? 0) % nth;
          const counts = (nth: number): boolean => {
            const { timing, decided } = said[nth - 1] as (typeof said)[number];
            if (timing !== 'doubtful') return timing === 'in';
            if (decided !== null) return decided === 'admitted';
            return said.some((_, other) => other + 1 > nth && parent(other + 1) === nth && counts(other + 1));
          };
          /** Past what does not count. */
          const base = (nth: number): number => {
            const before = parent(nth);
            return before === 0 || counts(before) ? before : base(before);
          };
          const all = said.map((_, nth) => nth + 1);
          let stands = 0;
          for (;;) {
            const next = all.filter((nth) => base(nth) === stands && counts(nth));
            if (next.length !== 1) break;
            stands = next[0] as number;
          }
          const words = stands === 0 ? 'MARK-first' : `MARK-${stands}`;
          expect(await shown(id), JSON.stringify(said)).toMatchObject({ words });
          const open = all.filter((nth) => {
            const { timing, decided } = said[nth - 1] as (typeof said)[number];
            return timing === 'doubtful' && decided === null && !counts(nth);
          });
          expect(await doubtful()).toBe(before + (open.length > 0 ? 1 : 0));
          expect((await own())?.correctionTiming === 'doubtful').toBe(open.length > 0);
        }),
        { numRuns: 24 },
      );
    });
  });
}
