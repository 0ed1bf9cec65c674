/** What every store must do with the city's decisions. Run by each store's own test. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COUNTED_MOST } from '../../../common/contract/staff/moderation.ts';
import type { ModerationDecision } from '../../../common/domain/city-decisions.ts';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import { comment, idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { ModerationQueue } from '../moderation.ts';
import type { Store } from '../store.ts';
import { appendAll, NOW, type OpenStore, openWithKiosk, shownOf } from './opened.ts';

export function moderationContract(open: OpenStore): void {
  let store: Store;
  let deviceId: string;
  let end: () => Promise<void>;
  const accountId = newId();
  const consultation = testConsultation(NOW);
  const scope = consultation.id;
  const by = { at: NOW + 10, accountId };

  const append = (lines: readonly RecordLines[]): Promise<void> => appendAll({ store, deviceId }, lines);
  const shown = (id: string) => shownOf(store, { scope, id });
  const queue = async (name: ModerationQueue, words: string[] = []) =>
    (await store.moderation.page({ queue: name, words, after: null, limit: 100 })).map(({ id }) => id);
  const decide = (ids: readonly string[], decision: ModerationDecision, turn: string = randomUUID()) =>
    store.moderation.decide({
      ids,
      decision,
      reason: decision === 'refused' ? 'hurtful' : null,
      note: `${decision}!`,
      turn,
      ...by,
    });
  /** One person who agrees, and posts that many ideas. */
  const ideasOf = async ({ count, given = true }: { count: number; given?: boolean }): Promise<string[]> => {
    const chain = startChain();
    const participantId = newId();
    chain.add('participant.welcomed', welcomed(given), { participantId });
    const ids = Array.from(
      { length: count },
      (_, i) => chain.add('idea', idea(scope, { title: `Idée n° ${i}` }), { participantId }).id,
    );
    await append(chain.made);
    return ids;
  };

  beforeEach(async () => {
    ({ store, deviceId, end } = await openWithKiosk(open, {
      consultation,
      account: { id: accountId, role: 'moderator' },
    }));
  });
  afterEach(() => end());

  describe('moderation', () => {
    test('a refusal takes an idea out of the feed with its reason in the log, and undoing brings it back', async () => {
      const [one, two] = (await ideasOf({ count: 2 })) as [string, string];
      expect(await queue('unreviewed'), 'oldest first').toEqual([one, two]);
      const before = await shown(one);
      const turn = randomUUID();
      expect(await decide([one], 'refused', turn)).toEqual({ changed: 1, withoutConsent: [], late: [] });
      expect(await shown(one), 'a tombstone').toBeNull();
      expect(await queue('unreviewed')).toEqual([two]);
      expect(await store.moderation.counts()).toEqual({ unreviewed: 1, held: 0, refused: 1, doubtful: 0 });
      const [refused] = await store.moderation.page({ queue: 'refused', words: [], after: null, limit: 9 });
      expect(refused).toMatchObject({
        id: one,
        title: 'Idée n° 0',
        kioskName: 'k',
        state: 'refused',
        publishable: true,
        decided: { decision: 'refused', reason: 'hurtful', note: 'refused!', at: by.at, by: 'Ann' },
      });
      const undoTurn = randomUUID();
      expect(await store.moderation.undo({ turn, undoTurn, ...by })).toEqual({ undone: 1, decidedSince: 0 });
      expect(await shown(one)).toEqual(before);
      expect(await queue('unreviewed')).toEqual([one, two]);
      expect(
        (await store.staff.audit({ before: null, limit: 10 })).map(({ by, action, subject }) => [
          by,
          action,
          subject,
        ]),
      ).toEqual([
        ['Ann', 'contribution.decision-undone', one],
        ['Ann', 'contribution.refused', one],
      ]);
    });
    test('an undone undo decides again, and what was decided since is left alone', async () => {
      const [one, two] = (await ideasOf({ count: 2 })) as [string, string];
      const [first, second] = [randomUUID(), randomUUID()];
      await decide([one, two], 'held', first);
      await decide([two], 'refused');
      expect(await store.moderation.undo({ turn: first, undoTurn: second, ...by })).toEqual({
        undone: 1,
        decidedSince: 1,
      });
      expect(await queue('refused')).toEqual([two]);
      expect(await queue('held')).toEqual([]);
      expect(await store.moderation.undo({ turn: second, undoTurn: randomUUID(), ...by })).toEqual({
        undone: 1,
        decidedSince: 0,
      });
      expect(await queue('held')).toEqual([one]);
      expect(await store.moderation.undo({ turn: randomUUID(), undoTurn: randomUUID(), ...by })).toBeNull();
    });
    test('nothing is published without consent, and consent that comes later publishes nothing that was held', async () => {
      const [secret] = (await ideasOf({ count: 1, given: false })) as [string];
      expect(await decide([secret], 'published')).toEqual({ changed: 0, withoutConsent: [secret], late: [] });
      expect(await shown(secret)).toBeUndefined();
      const chain = startChain();
      const participantId = newId();
      const agreed = chain.add('participant.welcomed', welcomed(), { participantId });
      const held = chain.add('idea', idea(scope), { participantId });
      const open = chain.add('idea', idea(scope), { participantId });
      await append([held.lines, open.lines]);
      await decide([held.id], 'held');
      await append([agreed.lines]);
      expect(await shown(held.id)).toBeUndefined();
      expect(await shown(open.id)).toMatchObject({ id: open.id });
    });
    test('a held comment no longer counts at its idea', async () => {
      const chain = startChain();
      const participantId = newId();
      chain.add('participant.welcomed', welcomed(), { participantId });
      const on = chain.add('idea', idea(scope), { participantId });
      const said = chain.add('comment', comment(scope, on.id), { participantId });
      await append(chain.made);
      expect(await shown(on.id)).toMatchObject({ comments: 1 });
      const [listed] = (
        await store.moderation.page({ queue: 'unreviewed', words: ['fontaine'], after: null, limit: 9 })
      ).filter(({ kind }) => kind === 'comment');
      expect(listed?.target).toEqual({ id: on.id, kind: 'idea', title: { fr: idea(scope).title } });
      await decide([said.id], 'held');
      expect(await shown(on.id)).toMatchObject({ comments: 0 });
      expect(await shown(said.id)).toBeNull();
    });
    test('an idea refused elsewhere is not for review, and goes back to refused', async () => {
      const id = newId();
      await store.contributions.importIdeas({
        ideas: [
          {
            id,
            consultationId: scope,
            topicId: null,
            title: 'Import',
            words: 'Import',
            language: 'en',
            at: NOW,
            supports: 7,
            state: 'refused',
            attribution: 'row 1',
          },
        ],
        receivedAt: NOW,
      });
      expect(await queue('unreviewed')).toEqual([]);
      const turn = randomUUID();
      expect(await decide([id, newId()], 'published', turn)).toEqual({
        changed: 1,
        withoutConsent: [],
        late: [],
      });
      expect(await shown(id)).toMatchObject({ supports: 7 });
      await store.moderation.undo({ turn, undoTurn: randomUUID(), ...by });
      expect(await shown(id)).toBeNull();
      expect(await queue('refused')).toEqual([id]);
    });
    test('lists go on where the page before ended, and find words without case and accents', async () => {
      const ids = await ideasOf({ count: 5 });
      await decide(ids, 'published');
      const pageAfter = async (after: number | null) =>
        store.moderation.page({ queue: 'published', words: ['idee'], after, limit: 2 });
      const first = await pageAfter(null);
      const second = await pageAfter(first.at(-1)?.ordinal ?? null);
      expect([...first, ...second].map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 4));
      expect(await queue('published', ['idee', 'nowhere'])).toEqual([]);
    });

    test('queues are counted up to a number that is told as so many or more', async () => {
      const [first] = await ideasOf({ count: COUNTED_MOST });
      const unreviewed = async () => (await store.moderation.counts()).unreviewed;
      expect(await unreviewed()).toBe(COUNTED_MOST);
      await decide([first ?? ''], 'published');
      expect(await unreviewed()).toBe(COUNTED_MOST - 1);
      await ideasOf({ count: 2 });
      expect(await unreviewed()).toBe(COUNTED_MOST);
    });

    test('whatever is decided, agreed to and undone, people see what both allow', async () => {
      type Step =
        | { readonly does: 'decides'; readonly decision: ModerationDecision }
        | { readonly does: 'agrees' | 'disagrees' | 'undoes' };
      const step: fc.Arbitrary<Step> = fc.oneof(
        fc.record({
          does: fc.constant('decides' as const),
          decision: fc.constantFrom('published' as const, 'held' as const, 'refused' as const),
        }),
        fc.record({ does: fc.constantFrom('agrees' as const, 'undoes' as const) }),
        fc.record({ does: fc.constant('disagrees' as const) }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          const chain = startChain();
          const participantId = newId();
          const posted = chain.add('idea', idea(scope), { participantId });
          await append([posted.lines]);
          let consent: boolean | null = null;
          let decision: ModerationDecision | null = null;
          let last: { turn: string; was: ModerationDecision | null } | null = null;
          for (const taken of steps) {
            if (taken.does === 'decides') {
              const turn = randomUUID();
              const { changed } = await decide([posted.id], taken.decision, turn);
              const may = taken.decision !== 'published' || consent === true;
              expect(changed).toBe(may ? 1 : 0);
              if (!may) continue;
              last = { turn, was: decision };
              decision = taken.decision;
            } else if (taken.does === 'undoes') {
              if (last === null) continue;
              const turn = randomUUID();
              await store.moderation.undo({ turn: last.turn, undoTurn: turn, ...by });
              [decision, last] = [last.was, { turn, was: decision }];
            } else {
              const given = taken.does === 'agrees';
              consent = given && consent !== false;
              await append([chain.add('participant.welcomed', welcomed(given), { participantId }).lines]);
            }
          }
          const isShown = consent === true && (decision ?? 'published') === 'published';
          expect((await shown(posted.id)) != null, JSON.stringify(steps)).toBe(isShown);
          const inQueue = await queue('unreviewed');
          expect(inQueue.includes(posted.id)).toBe(decision === null);
        }),
        { numRuns: 60 },
      );
    });
  });

  describe('answers', () => {
    test('reach the feed and the slips of author, commenter and supporter, until they are taken back', async () => {
      const chain = startChain();
      const [author, neighbour] = [newId(), newId()];
      for (const participantId of [author, neighbour])
        chain.add('participant.welcomed', welcomed(), { participantId });
      const posted = chain.add('idea', idea(scope), { participantId: author });
      chain.add('comment', comment(scope, posted.id), { participantId: neighbour });
      chain.add('support', support(scope, posted.id), { participantId: neighbour });
      await append(chain.made);
      const target = { id: posted.id, kind: 'idea' } as const;
      const text = { fr: 'Les bancs arrivent en juin.', nl: 'In juni.' };
      expect(await store.answers.give({ target, answer: { state: 'planned', text }, ...by })).toBe(true);
      const answer = { state: 'planned', text, at: by.at };
      expect(await shown(posted.id)).toMatchObject({ answer });
      const slips = async () =>
        (await Promise.all([author, neighbour].map((id) => store.contributions.ofParticipant(id)))).flat();
      expect((await slips()).map(({ kind, title, answer }) => ({ kind, title, answer }))).toEqual(
        ['idea', 'comment', 'support'].map((kind) => ({ kind, title: idea(scope).title, answer })),
      );
      await decide([posted.id], 'refused');
      const [own] = await slips();
      expect(own).toMatchObject({ state: 'refused', reason: 'hurtful', answer });
      await decide([posted.id], 'published');
      await store.answers.give({ target, answer: null, ...by });
      expect(await shown(posted.id)).not.toHaveProperty('answer');
      expect((await slips()).map(({ answer }) => answer)).toEqual([null, null, null]);
      expect((await store.staff.audit({ before: null, limit: 9 })).map(({ action }) => action)).toEqual([
        'idea.answer-taken-back',
        'contribution.published',
        'contribution.refused',
        'idea.answered',
      ]);
    });
    test('to a proposal survive its next edition, and nobody answers what is not there', async () => {
      const proposal = {
        id: newId(),
        consultationId: scope,
        topicId: null,
        title: { en: 'Trees' },
        text: { en: 'Forty trees.' },
        supports: 0,
        comments: 0,
      };
      await store.city.save([{ kind: 'proposal', document: proposal }]);
      const give = (id: string) =>
        store.answers.give({ target: { id, kind: 'proposal' }, answer: { state: 'done', text: {} }, ...by });
      expect(await give(newId())).toBe(false);
      expect(await give(proposal.id)).toBe(true);
      await store.city.save([{ kind: 'proposal', document: { ...proposal, title: { en: 'More trees' } } }]);
      const expected = { title: { en: 'More trees' }, answer: { state: 'done', text: {}, at: by.at } };
      expect(await shown(proposal.id)).toMatchObject(expected);
      expect(
        await store.answers.proposalPage({ words: [], consultationId: null, after: '', limit: 9 }),
      ).toMatchObject([expected]);
    });
  });
}
