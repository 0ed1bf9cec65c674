/** What every store must do with what waits: for a review, or for staff to say that it came in time. Run by each store's own test. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ModerationDecision } from '../../../common/domain/city-decisions.ts';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import { comment, idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain, type TestChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { DAY, signedAnchor, when } from './anchored.ts';
import { appendAll, NOW, type OpenStore, openWithKiosk, shownOf } from './opened.ts';

export function waitingContract(open: OpenStore): void {
  let store: Store;
  let deviceId: string;
  let end: () => Promise<void>;
  const accountId = newId();
  /** Ends now. */
  const consultation = { ...testConsultation(NOW), closesAt: NOW };
  const scope = consultation.id;
  const by = { at: NOW + 10, accountId };

  const save = (changes: Partial<typeof consultation> & { reviewFirst?: true }) =>
    store.city.save([{ kind: 'consultation', document: { ...consultation, ...changes } }]);
  const append = (lines: readonly RecordLines[], receivedAt = NOW - 1): Promise<void> =>
    appendAll({ store, deviceId }, lines, receivedAt);
  const shown = async (id: string) => (await shownOf(store, { scope, id })) ?? null;
  const decide = (id: string, decision: ModerationDecision, turn: string = randomUUID()) =>
    store.moderation.decide({
      ids: [id],
      decision,
      reason: decision === 'refused' ? 'hurtful' : null,
      note: '',
      turn,
      ...by,
    });
  const afterEnd = async () =>
    (await store.moderation.page({ queue: 'after-end', words: [], after: null, limit: 100 })).map(
      ({ id, timing }) => [id, timing],
    );
  const welcome = (chain: TestChain, at: number) => signedAnchor({ store, deviceId }, chain, at);
  /** A person who agreed before the end. */
  const person = async (): Promise<{ participantId: string }> => {
    const participantId = newId();
    await append([startChain().add('participant.welcomed', welcomed(), { participantId }).lines]);
    return { participantId };
  };

  beforeEach(async () => {
    ({ store, deviceId, end } = await openWithKiosk(open, {
      consultation,
      account: { id: accountId, role: 'moderator' },
    }));
  });
  afterEach(() => end());

  describe('a consultation that publishes after review only', () => {
    test('shows what staff published and nothing else, also of what came before the rule', async () => {
      const chain = startChain();
      const author = await person();
      const early = chain.add('idea', idea(scope), author);
      await append([early.lines]);
      expect(await shown(early.id)).not.toBeNull();
      await save({ reviewFirst: true });
      expect(await shown(early.id)).toBeNull();
      const posted = chain.add('idea', idea(scope), author);
      const said = chain.add('comment', comment(scope, posted.id), author);
      await append([posted.lines, said.lines]);
      expect([await shown(posted.id), await shown(said.id)]).toEqual([null, null]);
      const turn = randomUUID();
      await decide(posted.id, 'published', turn);
      expect(await shown(posted.id)).toMatchObject({ comments: 0 });
      await decide(said.id, 'published');
      expect(await shown(posted.id)).toMatchObject({ comments: 1 });
      await store.moderation.undo({ turn, undoTurn: randomUUID(), ...by });
      expect(await shown(posted.id), 'undone: nobody has looked').toBeNull();
      await save({});
      for (const { id } of [early, posted, said]) expect(await shown(id)).not.toBeNull();
    });
    test('whatever is decided, agreed to, undone and switched, people see what all of it allows', async () => {
      const step = fc.oneof(
        fc.constantFrom(
          'published',
          'held',
          'refused',
          'agrees',
          'disagrees',
          'undoes',
          'review',
          'no review',
        ),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
          await save({});
          const chain = startChain();
          const participantId = newId();
          const { id, lines } = chain.add('idea', idea(scope), { participantId });
          await append([lines]);
          let consent: boolean | null = null;
          let reviewed = false;
          let decision: ModerationDecision | null = null;
          let last: { turn: string; was: ModerationDecision | null } | null = null;
          for (const taken of steps) {
            if (taken === 'review' || taken === 'no review') {
              reviewed = taken === 'review';
              await save(reviewed ? { reviewFirst: true } : {});
            } else if (taken === 'agrees' || taken === 'disagrees') {
              const given = taken === 'agrees';
              consent = given && consent !== false;
              await append([chain.add('participant.welcomed', welcomed(given), { participantId }).lines]);
            } else if (taken === 'undoes') {
              if (last === null) continue;
              const turn = randomUUID();
              await store.moderation.undo({ turn: last.turn, undoTurn: turn, ...by });
              [decision, last] = [last.was, { turn, was: decision }];
            } else {
              if (taken === 'published' && consent !== true) continue;
              const turn = randomUUID();
              await decide(id, taken as ModerationDecision, turn);
              last = { turn, was: decision };
              decision = taken as ModerationDecision;
            }
            const isShown = consent === true && (decision === null ? !reviewed : decision === 'published');
            expect((await shown(id)) !== null, JSON.stringify(steps)).toBe(isShown);
          }
        }),
        { numRuns: 30 },
      );
    });
  });

  describe('what arrives after the end', () => {
    test('counts where it was recorded before, does not where after, and waits for staff where nobody knows', async () => {
      const chain = startChain();
      const author = await person();
      const anchor = await welcome(chain, NOW - 2 * DAY);
      const before = chain.add('idea', idea(scope), { ...author, ...when(NOW - DAY, anchor) });
      const close = chain.add('idea', idea(scope), { ...author, ...when(NOW - 1_000, anchor) });
      const after = chain.add('idea', idea(scope), { ...author, ...when(NOW + DAY, anchor) });
      const unanchored = chain.add('idea', idea(scope), { ...author, ...when(NOW - DAY, null) });
      await append(chain.made, NOW + 2 * DAY);
      expect(await shown(before.id)).not.toBeNull();
      for (const { id } of [close, after, unanchored]) expect(await shown(id)).toBeNull();
      expect(await afterEnd()).toEqual([
        [unanchored.id, 'doubtful'],
        [after.id, 'late'],
        [close.id, 'doubtful'],
      ]);
      expect(await store.moderation.counts()).toMatchObject({ doubtful: 2 });
      const own = async () =>
        new Map(
          (await store.contributions.ofParticipant(author.participantId)).map(({ id, timing }) => [
            id,
            timing,
          ]),
        );
      expect(await own()).toEqual(
        new Map([
          [before.id, null],
          [unanchored.id, 'doubtful'],
          [close.id, 'doubtful'],
          [after.id, 'late'],
        ]),
      );
      expect(await decide(after.id, 'published')).toEqual({
        changed: 0,
        withoutConsent: [],
        late: [after.id],
      });
      expect(await decide(close.id, 'published')).toMatchObject({ changed: 1, late: [] });
      expect(await shown(close.id)).not.toBeNull();
      expect((await own()).get(close.id), 'decided').toBeNull();
      expect(await store.moderation.counts()).toMatchObject({ doubtful: 1 });
      await save({ closesAt: NOW + 3 * DAY });
      for (const { id } of [after, unanchored]) expect(await shown(id), 'a later end').not.toBeNull();
      expect(await afterEnd()).toEqual([]);
      await save({ closesAt: NOW - 3 * DAY });
      expect(await shown(before.id), 'an earlier end').toBeNull();
    });
    test('was there before the end when the kiosk had proved so, whatever its clock says', async () => {
      const chain = startChain();
      const author = await person();
      const wild = chain.add('idea', idea(scope), { ...author, at: NOW + 300 * DAY });
      await welcome(chain, NOW - DAY);
      const later = chain.add('idea', idea(scope), { ...author, at: NOW + 300 * DAY });
      await append(chain.made, NOW + DAY);
      expect(await shown(wild.id)).not.toBeNull();
      expect(await afterEnd()).toEqual([[later.id, 'doubtful']]);
    });
    test('is doubtful from where the clock was set', async () => {
      const chain = startChain();
      const author = await person();
      const anchor = await welcome(chain, NOW - 4 * DAY);
      chain.add('idea', idea(scope), { ...author, ...when(NOW - 3 * DAY, anchor) });
      const setBack = chain.add('idea', idea(scope), {
        ...author,
        ...when(NOW + DAY, anchor),
        at: NOW - 2 * DAY,
      });
      await append(chain.made, NOW + 2 * DAY);
      expect(await afterEnd()).toEqual([[setBack.id, 'doubtful']]);
    });
    test('on a branch, is judged by nothing that is known of the other one', async () => {
      const author = await person();
      const chain = startChain();
      const anchor = await welcome(chain, NOW - 6 * DAY);
      const common = chain.add('idea', idea(scope), { ...author, at: NOW + 300 * DAY });
      const copy = startChain(chain);
      for (let more = 0; more < 3; more += 1) chain.add('participant.left', {});
      await welcome(chain, NOW - 2 * DAY);
      const at = (instant: number) => ({ ...author, ...when(instant, anchor) });
      const close = copy.add('idea', idea(scope), at(NOW - 1_000));
      const after = copy.add('idea', idea(scope), at(NOW + DAY));
      const setBack = copy.add('idea', idea(scope), { ...at(NOW + 2 * DAY), at: NOW - 2 * DAY });
      await append([...chain.made, ...copy.made], NOW + 3 * DAY);
      expect(await afterEnd()).toEqual([
        [setBack.id, 'doubtful'],
        [after.id, 'late'],
        [close.id, 'doubtful'],
      ]);
      expect(await shown(common.id), 'before the fork').not.toBeNull();
    });
    test('a late support is not counted, an earlier one of the same person is, and a later end counts both people', async () => {
      const chain = startChain();
      const [author, friend, neighbour] = [await person(), await person(), await person()];
      const posted = chain.add('idea', idea(scope), author);
      await append([posted.lines]);
      const anchor = await welcome(chain, NOW - 2 * DAY);
      const on = support(scope, posted.id);
      const late = chain.add('support', on, { ...friend, ...when(NOW + DAY, anchor) });
      const early = chain.add('support', on, { ...friend, ...when(NOW - DAY, anchor) });
      const other = chain.add('support', on, { ...neighbour, ...when(NOW + DAY, anchor) });
      await append([late.lines], NOW + 2 * DAY);
      expect(await shown(posted.id)).toMatchObject({ supports: 0 });
      await append([early.lines, other.lines], NOW + 2 * DAY);
      expect(await shown(posted.id)).toMatchObject({ supports: 1 });
      const own = async (person: { participantId: string }) =>
        (await store.contributions.ofParticipant(person.participantId)).map(({ id, state, timing }) => [
          id,
          state,
          timing,
        ]);
      expect(await own(friend), 'counted').toEqual([[early.id, 'published', null]]);
      expect(await own(neighbour)).toEqual([[other.id, 'held', 'late']]);
      await save({ closesAt: NOW + 3 * DAY });
      expect(await shown(posted.id)).toMatchObject({ supports: 2 });
      expect(await own(neighbour)).toEqual([[other.id, 'published', null]]);
    });
  });
}
