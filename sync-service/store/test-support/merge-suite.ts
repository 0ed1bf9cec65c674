/** What every store must do with ideas that staff join because they say the same. Run by each store's own test. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommentDocument, IdeaDocument } from '../../../common/contract/feed.ts';
import { comment, idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { ModerationQueue } from '../moderation.ts';
import type { Store } from '../store.ts';
import { appendAll, feedOf, NOW, type OpenStore, openWithKiosk, shownOf } from './opened.ts';

export function mergeContract(open: OpenStore): void {
  let store: Store;
  let deviceId: string;
  let end: () => Promise<void>;
  const accountId = newId();
  const consultation = testConsultation(NOW);
  const scope = consultation.id;
  const by = { at: NOW + 10, accountId };

  const begin = async () => {
    ({ store, deviceId, end } = await openWithKiosk(open, {
      consultation,
      account: { id: accountId, role: 'moderator' },
    }));
  };
  beforeEach(begin);
  afterEach(() => end());

  const merge = async (id: string, into: string | null) => {
    const turn = randomUUID();
    return { turn, merged: await store.moderation.merge({ id, into, turn, ...by }) };
  };
  const undo = (turn: string) => store.moderation.undo({ turn, undoTurn: randomUUID(), ...by });
  const shown = (id: string) => shownOf(store, { scope, id });
  const queue = async (name: ModerationQueue) =>
    (await store.moderation.page({ queue: name, words: [], after: null, limit: 99 })).map(({ id }) => id);
  const own = async (participantId: string) => (await store.contributions.ofParticipant(participantId))[0];

  /** One chain in which each idea has an author with a slip, and people who support and comment on ideas by their numbers. */
  const people = () => {
    const chain = startChain();
    const person = () => {
      const participantId = newId();
      chain.add('participant.welcomed', welcomed(), { participantId });
      return participantId;
    };
    let slips = 0;
    const author = () => {
      const participantId = person();
      slips += 1;
      const codeDigest = `${slips}`.padStart(22, 'C');
      chain.add('receipt.issued', { codeDigest }, { participantId });
      const title = `Des bancs ${slips}`;
      return {
        participantId,
        codeDigest,
        id: chain.add('idea', idea(scope, { title }), { participantId }).id,
      };
    };
    let sent = 0;
    const send = async () => {
      await appendAll({ store, deviceId }, chain.made.slice(sent));
      sent = chain.made.length;
    };
    return { chain, person, author, send };
  };
  /** Two that say the same: `both` supports the two of them, `one` the second, and says something to it. */
  const twoAlike = async () => {
    const city = people();
    const [kept, gone] = [city.author(), city.author()];
    const [both, one] = [city.person(), city.person()];
    const { chain } = city;
    for (const { id } of [kept, gone]) chain.add('support', support(scope, id), { participantId: both });
    chain.add('support', support(scope, gone.id), { participantId: one });
    const said = chain.add('comment', comment(scope, gone.id), { participantId: one }).id;
    await city.send();
    return { ...city, kept, gone, both, one, said };
  };

  describe('ideas that say the same', () => {
    test('are shown as the one that stays, with the supports of both, each person counted once, and its comments', async () => {
      const { kept, gone, said } = await twoAlike();
      const before = [await shown(kept.id), await shown(gone.id), await shown(said)];
      expect(before).toMatchObject([{ supports: 1 }, { supports: 2, comments: 1 }, { targetId: gone.id }]);
      const { turn, merged } = await merge(gone.id, kept.id);
      expect(merged).toBe('merged');
      expect(await shown(kept.id)).toMatchObject({ supports: 2, comments: 1, joined: [gone.id] });
      expect(await shown(gone.id), 'a tombstone').toBeNull();
      expect(await shown(said)).toMatchObject({ targetId: kept.id });
      expect(await queue('merged')).toEqual([gone.id]);
      expect(await queue('unreviewed')).not.toContain(gone.id);
      expect(await queue('published')).not.toContain(gone.id);
      const [listed] = await store.moderation.page({ queue: 'merged', words: [], after: null, limit: 9 });
      expect(listed).toMatchObject({ mergedInto: { id: kept.id, title: 'Des bancs 1', language: 'fr' } });
      expect(listed?.supports, 'counted where it is shown').toBe(0);
      const stays = (
        await store.moderation.page({ queue: 'published', words: ['1'], after: null, limit: 9 })
      )[0];
      expect(stays).toMatchObject({ id: kept.id, merged: [{ id: gone.id }], supports: 2, comments: 1 });
      expect(await undo(turn)).toEqual({ undone: 1, decidedSince: 0 });
      expect([await shown(kept.id), await shown(gone.id), await shown(said)]).toEqual(before);
      expect((await store.staff.audit({ before: null, limit: 9 })).map(({ action }) => action)).toEqual([
        'contribution.decision-undone',
        'contribution.merged',
      ]);
    });
    test('answer to whoever said or supported the other one: on the slip, in the list of people to tell, in exports', async () => {
      const { chain, send, kept, gone, one } = await twoAlike();
      const of = { participantId: gone.participantId };
      chain.add('contact.sealed', { preference: 'phone', language: 'fr', sealed: 'TUFSSw==' }, of);
      await send();
      await merge(gone.id, kept.id);
      const answer = { state: 'planned', text: { fr: 'En juin.' } } as const;
      await store.answers.give({ target: { id: kept.id, kind: 'idea' }, answer, ...by });
      expect(await own(gone.participantId)).toMatchObject({
        id: gone.id,
        state: 'published',
        supports: 2,
        mergedInto: { id: kept.id, title: 'Des bancs 1' },
        answer,
      });
      const [supported, said] = await store.contributions.ofParticipant(one);
      for (const about of [supported, said])
        expect(about).toMatchObject({ title: 'Des bancs 1', target: { id: kept.id }, answer });
      const told = await store.feedback.page({ told: false, after: null, words: [], limit: 9 });
      expect(told.map(({ participantId }) => participantId)).toEqual([gone.participantId]);
      const filter = { consultationId: scope, sessionId: null, kind: null, state: null, language: null };
      const all = { ...filter, from: null, to: null };
      const exported = async (which: object) =>
        (await store.contributions.exported({ filter: { ...all, ...which }, after: null, limit: 9 })).map(
          ({ id, mergedInto, supports }) => [id, mergedInto, supports],
        );
      expect(await exported({ kind: 'idea' })).toEqual([
        [kept.id, null, 2],
        [gone.id, kept.id, 0],
      ]);
      expect(await exported({ kind: 'idea', standing: true })).toEqual([[kept.id, null, 2]]);
      expect(await store.contributions.exportedCount({ ...all, kind: 'idea', standing: true })).toBe(1);
    });
    test('stand by themselves again while the one that stays is not published, and when their author says it otherwise', async () => {
      const { chain, send, kept, gone, said } = await twoAlike();
      await merge(gone.id, kept.id);
      const decide = (decision: 'held' | 'published') =>
        store.moderation.decide({
          ids: [kept.id],
          decision,
          reason: null,
          note: '',
          turn: randomUUID(),
          ...by,
        });
      await decide('held');
      expect(await shown(gone.id)).toMatchObject({ supports: 2, comments: 1 });
      expect(await shown(said)).toMatchObject({ targetId: gone.id });
      await decide('published');
      expect(await shown(gone.id)).toBeNull();
      const { codeDigest, id: contributionId } = gone;
      const words = { title: 'Autre chose', words: 'Une fontaine.', language: 'fr' } as const;
      chain.add('contribution.corrected', {
        codeDigest,
        contributionId,
        replaces: contributionId,
        ...words,
        authorship: 'verbatim',
        readBack: 'aloud',
      });
      await send();
      expect(await shown(gone.id)).toMatchObject({ title: 'Autre chose', supports: 2 });
      expect(await shown(kept.id)).toMatchObject({ supports: 1, comments: 0 });
      expect(await queue('unreviewed')).toContain(gone.id);
    });
    test('are two published ideas of a consultation, or nothing is joined', async () => {
      const { kept, gone, said } = await twoAlike();
      expect((await merge(gone.id, newId())).merged).toBeNull();
      expect((await merge(newId(), kept.id)).merged).toBeNull();
      expect((await merge(gone.id, gone.id)).merged).toBe('unlike');
      expect((await merge(gone.id, said)).merged).toBe('unlike');
      expect((await merge(said, kept.id)).merged).toBe('unlike');
      expect((await merge(gone.id, null)).merged, 'not joined').toBe('unlike');
      await merge(gone.id, kept.id);
      expect((await merge(gone.id, kept.id)).merged, 'joined already').toBe('unlike');
      expect((await merge(kept.id, gone.id)).merged, 'the same the other way round').toBe('unlike');
      expect((await merge(gone.id, null)).merged).toBe('merged');
      expect(await shown(gone.id)).toMatchObject({ supports: 2 });
    });
    test('that had others joined with them bring those along', async () => {
      const city = people();
      const [a, b, c] = [city.author(), city.author(), city.author()];
      await city.send();
      await merge(a.id, b.id);
      const { turn } = await merge(b.id, c.id);
      expect(await shown(c.id)).toMatchObject({ joined: [a.id, b.id] });
      expect(await undo(turn)).toEqual({ undone: 2, decidedSince: 0 });
      expect(await shown(b.id)).toMatchObject({ joined: [a.id] });
      expect(await shown(c.id)).not.toHaveProperty('joined');
    });

    const IDEAS = 4;
    const nth = fc.nat({ max: IDEAS - 1 });
    const act = fc.oneof(
      { weight: 4, arbitrary: fc.record({ does: fc.constant('merge' as const), nth, into: nth }) },
      fc.record({ does: fc.constant('apart' as const), nth }),
      { weight: 2, arbitrary: fc.record({ does: fc.constant('undo' as const), nth: fc.nat({ max: 20 }) }) },
      fc.record({ does: fc.constantFrom('withdraw', 'hold', 'publish', 'support', 'comment'), nth }),
    );
    /** Who supports which idea, and how many comments it has. */
    type Said = { readonly supporters: Set<string>; comments: number };

    test('are counted right whatever is joined, undone, held back and taken back, in whatever order', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (acts) => {
          const city = people();
          const ideas = Array.from({ length: IDEAS }, () => city.author());
          const supporters = Array.from({ length: 3 }, () => city.person());
          const said = new Map<string, Said>(
            ideas.map(({ id }) => [id, { supporters: new Set(), comments: 0 }]),
          );
          const supportBy = (participantId: string, id: string) => {
            if (said.get(id)?.supporters.has(participantId)) return;
            said.get(id)?.supporters.add(participantId);
            city.chain.add('support', support(scope, id), { participantId });
          };
          ideas.forEach(({ id }, n) => {
            for (const participantId of supporters.slice(n % 3)) supportBy(participantId, id);
          });
          await city.send();
          const turns: string[] = [];
          const hidden = new Set<string>();
          const withdrawn = new Set<string>();
          for (const { does, nth: n, ...more } of acts) {
            const one = ideas[n % IDEAS];
            if (one === undefined) continue;
            const { id, codeDigest } = one;
            if (does === 'merge')
              turns.push((await merge(id, ideas['into' in more ? more.into : 0]?.id ?? id)).turn);
            if (does === 'apart') turns.push((await merge(id, null)).turn);
            if (does === 'undo' && turns.length > 0) {
              const undoTurn = randomUUID();
              await store.moderation.undo({ turn: turns[n % turns.length] ?? '', undoTurn, ...by });
              turns.push(undoTurn);
            }
            if (does === 'hold' || does === 'publish') {
              const decision = does === 'hold' ? 'held' : 'published';
              await store.moderation.decide({
                ids: [id],
                decision,
                reason: null,
                note: '',
                turn: newId(),
                ...by,
              });
              if (does === 'hold') hidden.add(id);
              else hidden.delete(id);
            }
            if (does === 'withdraw') {
              city.chain.add('contribution.withdrawn', { codeDigest, contributionId: id });
              withdrawn.add(id);
            }
            if (does === 'support') supportBy(one.participantId, id);
            if (does === 'comment') {
              city.chain.add('comment', comment(scope, id), { participantId: supporters[0] ?? '' });
              (said.get(id) as Said).comments += 1;
            }
            await city.send();
          }
          const mine = new Set(ideas.map(({ id }) => id));
          const documents = (await feedOf(store, { scope })).flatMap(({ document }) => document ?? []);
          const standing = documents.filter((one): one is IdeaDocument => mine.has(one.id));
          const comments = documents.filter(
            (one): one is CommentDocument => 'targetId' in one && mine.has(one.targetId),
          );
          const groups = standing.map(({ id, joined = [] }) => [id, ...joined]);
          const published = ideas.map(({ id }) => id).filter((id) => !hidden.has(id) && !withdrawn.has(id));
          expect(groups.flat().sort(), 'each shown once').toEqual(published.sort());
          for (const [n, { id, supports, comments: counted }] of standing.entries()) {
            const of = (groups[n] ?? []).flatMap((member) => said.get(member) ?? []);
            expect(supports).toBe(new Set(of.flatMap((one) => [...one.supporters])).size);
            expect(counted).toBe(of.reduce((sum, one) => sum + one.comments, 0));
            expect(comments.filter(({ targetId }) => targetId === id)).toHaveLength(counted);
          }
          await end();
          await begin();
        }),
        { numRuns: 25 },
      );
    }, 60_000);
    test('are as they were before when their joining is undone, and as after it when that is undone, whatever was joined before', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(nth, nth), { minLength: 1, maxLength: 6 }), async (pairs) => {
          const city = people();
          const ideas = Array.from({ length: IDEAS }, () => city.author().id);
          await city.send();
          const documents = async () =>
            new Map((await feedOf(store, { scope })).map(({ id, document }) => [id, document]));
          for (const [one, into] of pairs) {
            const before = await documents();
            const { merged, turn } = await merge(ideas[one] ?? '', ideas[into] ?? '');
            const after = await documents();
            if (merged !== 'merged') continue;
            const undoTurn = randomUUID();
            const back = await store.moderation.undo({ turn, undoTurn, ...by });
            expect(back).toMatchObject({ decidedSince: 0 });
            expect(await documents()).toEqual(before);
            expect(await undo(undoTurn)).toMatchObject({ decidedSince: 0 });
            expect(await documents()).toEqual(after);
          }
          await end();
          await begin();
        }),
        { numRuns: 15 },
      );
    }, 60_000);
  });
}
