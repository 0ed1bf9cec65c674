/** Several people at one table, and what a slip of the hand does: whoever is where, nothing of them is lost or mixed up. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import type { Kiosk } from './compose.ts';
import { expectIntact, recordsIn } from './test-support/chain.ts';
import { PIN, proposalId } from './test-support/city.ts';
import { statement } from './test-support/contributions.ts';
import {
  consents,
  done,
  enrolledFolder,
  ideaFrom,
  openDesk,
  openHost,
  welcome,
  withStore,
} from './test-support/host.ts';

const draftOf = (words: string) =>
  ({ kind: 'idea', target: null, title: 'a', words, topicId: null, language: 'en' }) as const;
const support = { targetId: proposalId, targetKind: 'proposal' } as const;

/** What a facilitator believes to see. */
type Person = { ideas: number; supports: number; draft: string | null; last: 'idea' | 'support' | null };
type Model = {
  present: Person | null;
  cards: Map<number, Person>;
  gone: Person | null;
  typed: number;
  /** What people hold, whether they are here or not. */
  slips: Map<string, Person>;
  /** How often somebody who waited was taken up by their slip. */
  takenUp: number;
};

const lowestFree = (cards: ReadonlyMap<number, Person>): number => {
  let card = 1;
  while (cards.has(card)) card += 1;
  return card;
};

const moves: Record<string, (kiosk: Kiosk, model: Model, choice: number) => Promise<void>> = {
  async welcome(kiosk, model) {
    if (model.present) {
      const again = { language: 'en', consents: [...consents] };
      expect(await kiosk.call('participant:welcome', again)).toMatchObject({
        problem: 'participant-present',
      });
      return;
    }
    await welcome(kiosk);
    model.present = { ideas: 0, supports: 0, draft: null, last: null };
    model.gone = null;
  },
  async setAside(kiosk, model) {
    const answer = await kiosk.call('participant:set-aside', {});
    if (!model.present) return expect(answer).toMatchObject({ problem: 'participant-absent' });
    const card = lowestFree(model.cards);
    expect(answer).toEqual({ ok: true, value: { card } });
    model.cards.set(card, model.present);
    model.present = null;
  },
  async takeUp(kiosk, model, choice) {
    const held = [...model.cards.keys()].sort((a, b) => a - b);
    const card = held[choice % (held.length + 1)] ?? 99;
    const answer = await kiosk.call('participant:take-up', { card });
    if (model.present) return expect(answer).toMatchObject({ problem: 'participant-present' });
    const person = model.cards.get(card);
    if (!person) return expect(answer).toMatchObject({ problem: 'not-found', field: 'card' });
    expect(answer).toMatchObject({ ok: true });
    model.cards.delete(card);
    model.present = person;
  },
  async leave(kiosk, model) {
    const answer = await kiosk.call('participant:leave', {});
    if (!model.present) return expect(answer).toMatchObject({ problem: 'participant-absent' });
    model.gone = Object.assign(model.present, { draft: null, last: null });
    model.present = null;
  },
  async callBack(kiosk, model) {
    const answer = await kiosk.call('participant:call-back', {});
    if (model.present) return expect(answer).toMatchObject({ problem: 'participant-present' });
    if (!model.gone) return expect(answer).toMatchObject({ problem: 'not-found' });
    expect(answer).toMatchObject({ ok: true });
    model.present = model.gone;
    model.gone = null;
  },
  async showSlip(kiosk, model, choice) {
    const held = [...model.slips];
    const [slip, person] = held[choice % Math.max(held.length, 1)] ?? [];
    if (slip === undefined || person === undefined) return;
    const goesOn = { slip, language: 'en', manner: 'touched', version: 'v1', publishes: true };
    const answer = await kiosk.call('participant:resume', goesOn);
    if (model.present) return expect(answer).toMatchObject({ problem: 'participant-present' });
    expect(answer).toMatchObject({ ok: true });
    const [card] = [...model.cards].find(([, waiting]) => waiting === person) ?? [];
    if (card !== undefined) {
      model.cards.delete(card);
      model.takenUp += 1;
    }
    model.present = person;
    model.gone = null;
  },
  async type(kiosk, model) {
    model.typed += 1;
    const words = `typed ${model.typed}`;
    const answer = await kiosk.call('draft:save', draftOf(words));
    expect(answer.ok).toBe(model.present !== null);
    if (model.present) model.present.draft = words;
  },
  async idea(kiosk, model, choice) {
    const answer = await kiosk.call('idea:post', ideaFrom(statement(choice)));
    expect(answer.ok).toBe(model.present !== null);
    if (model.present)
      Object.assign(model.present, { ideas: model.present.ideas + 1, draft: null, last: 'idea' });
    const { participant } = await done(kiosk, 'kiosk:status', {});
    if (model.present && participant?.slip) model.slips.set(participant.slip, model.present);
  },
  async support(kiosk, model) {
    const answer = await kiosk.call('support:post', support);
    if (!model.present) return expect(answer).toMatchObject({ problem: 'participant-absent' });
    if (model.present.supports > 0) return expect(answer).toMatchObject({ problem: 'already-supported' });
    expect(answer).toMatchObject({ ok: true });
    Object.assign(model.present, { supports: 1, last: 'support' });
  },
  async undo(kiosk, model) {
    const answer = await kiosk.call('contribution:undo', {});
    if (!model.present) return expect(answer).toMatchObject({ problem: 'participant-absent' });
    const { last } = model.present;
    if (last === null) return expect(answer).toMatchObject({ problem: 'not-found' });
    const { draft } = (answer as { value: { draft: { words: string } | null } }).value;
    expect(draft === null).toBe(last === 'support');
    if (draft) model.present.draft = draft.words;
    if (last === 'idea') model.present.ideas -= 1;
    else model.present.supports -= 1;
    model.present.last = null;
  },
};

const expectAsBelieved = async (kiosk: Kiosk, { present, cards, gone }: Model): Promise<void> => {
  const { participant, session }: KioskStatus = await done(kiosk, 'kiosk:status', {});
  expect(session?.setAside).toEqual(
    [...cards].sort(([a], [b]) => a - b).map(([card, { draft }]) => ({ card, hasDraft: draft !== null })),
  );
  expect(session?.canCallBack).toBe(present === null && gone !== null);
  if (!present) return expect(participant).toBeNull();
  const { ideas, supports, draft, last } = present;
  expect(participant).toMatchObject({ ideas, supports, hasDraft: draft !== null, undoable: last });
  const kept = await done(kiosk, 'draft:load', {});
  expect(kept.draft?.words ?? null).toBe(draft);
};

test('whoever is set aside, taken up, let go, called back or mistaken finds what is theirs', async () => {
  const order = fc.array(fc.tuple(fc.constantFrom(...Object.keys(moves)), fc.nat(20)), {
    maxLength: 40,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(order, async (steps) => {
      const dataFolder = await enrolledFolder();
      const kiosk = await openHost({ dataFolder });
      await done(kiosk, 'facilitator:unlock', { pin: PIN });
      await done(kiosk, 'session:open', { workshopId: null });
      const model: Model = {
        present: null,
        cards: new Map(),
        gone: null,
        typed: 0,
        slips: new Map(),
        takenUp: 0,
      };
      for (const [move, choice] of steps) {
        await moves[move]?.(kiosk, model, choice);
        await expectAsBelieved(kiosk, model);
      }
      await kiosk.call('participant:leave', {});
      await done(kiosk, 'session:close', {});
      await kiosk.close();
      const records = recordsIn(dataFolder);
      expectIntact(records);
      const count = (kind: string) => records.filter(({ header }) => header.kind === kind).length;
      const came =
        count('participant.welcomed') + count('participant.returned') + count('participant.resumed');
      expect(count('participant.left')).toBe(came - model.takenUp);
      // Unfinished texts and cards end with the session.
      withStore(dataFolder, (store) => expect(store.cards.all()).toEqual([]));
      expect(recordsIn(dataFolder).some(({ header }) => header.kind === 'session.closed')).toBe(true);
    }),
    { numRuns: 15 },
  );
}, 120_000);

test('who waits keeps the code of their slip, and a restart keeps the card and the text', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await openDesk(kiosk);
  const { code } = await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  await done(kiosk, 'draft:save', draftOf('not yet'));
  await done(kiosk, 'participant:set-aside', {});
  await welcome(kiosk);
  expect((await done(kiosk, 'idea:post', ideaFrom(statement(1)))).code).not.toBe(code);
  await done(kiosk, 'participant:leave', {});
  await done(kiosk, 'participant:take-up', { card: 1 });
  expect((await done(kiosk, 'idea:post', ideaFrom(statement(2)))).code).toBe(code);
  await done(kiosk, 'draft:save', draftOf('still not'));
  await done(kiosk, 'participant:set-aside', {});
  await kiosk.close();

  const again = await openHost({ dataFolder });
  await done(again, 'facilitator:unlock', { pin: PIN });
  expect((await done(again, 'kiosk:status', {})).session?.setAside).toEqual([{ card: 1, hasDraft: true }]);
  await done(again, 'participant:take-up', { card: 1 });
  expect((await done(again, 'draft:load', {})).draft?.words).toBe('still not');
});

test('closing the session lets those who wait go, and deletes what they had begun', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await openDesk(kiosk);
  await done(kiosk, 'draft:save', draftOf('never finished'));
  await done(kiosk, 'participant:set-aside', {});
  await done(kiosk, 'session:close', {});
  await kiosk.close();
  const kinds = recordsIn(dataFolder).map(({ header }) => header.kind);
  expect(kinds.slice(-2)).toEqual(['participant.left', 'session.closed']);
  withStore(dataFolder, (store) => expect(store.cards.all()).toEqual([]));
});

test('the pack-up check tells of a session also after it was closed', async () => {
  const kiosk = await openHost({ dataFolder: await enrolledFolder() });
  const { sessionId: id } = await openDesk(kiosk);
  await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  await done(kiosk, 'participant:leave', {});
  const closed = await done(kiosk, 'session:close', {});
  expect(await done(kiosk, 'session:counts', { id })).toEqual(closed);
  expect(closed).toMatchObject({ participants: 1, ideas: 1, pending: 7, acknowledged: 0 });
  await done(kiosk, 'facilitator:lock', {});
  expect(await kiosk.call('session:counts', { id })).toMatchObject({ problem: 'facilitator-locked' });
});

test('what was undone is erased here, and its author alone gets the words back', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await openDesk(kiosk);
  const { id } = await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  expect((await done(kiosk, 'contribution:undo', {})).draft).toMatchObject({ words: statement(0).words });
  const { ideas } = await done(kiosk, 'idea:list', { query: '', topicId: null, after: null, limit: 100 });
  expect(ideas.map((idea) => idea.id)).not.toContain(id);
  await done(kiosk, 'participant:leave', {});
  await kiosk.close();
  const records = recordsIn(dataFolder);
  expectIntact(records);
  expect(records.find(({ header }) => header.id === id)?.payload).toBeNull();
  expect(records.map(({ header }) => header.kind)).toContain('contribution.withdrawn');
});
