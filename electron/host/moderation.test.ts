/** What staff do reaches kiosks that had the words already, those that recorded them and others, and so does undoing it. */
import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { Kiosk } from './compose.ts';
import { done, openDesk } from './test-support/host.ts';
import {
  allAcknowledged,
  enrolledKiosk,
  someStaff,
  startService,
  untilStatus,
} from './test-support/synced.ts';

const said = {
  topicId: null,
  language: 'en',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'participant',
} as const;
const post = (kiosk: Kiosk, title: string, words: string) =>
  done(kiosk, 'idea:post', { title, words, ...said });
const listed = async (kiosk: Kiosk) =>
  (await done(kiosk, 'idea:list', { query: '', topicId: null, after: null, limit: 50 })).ideas
    .map(({ title }) => title)
    .toSorted();
const until = (kiosks: readonly Kiosk[], titles: readonly string[]) =>
  vi.waitFor(
    async () => {
      for (const kiosk of kiosks) expect(await listed(kiosk)).toEqual(titles);
    },
    { timeout: 12_000, interval: 50 },
  );

const startWorkshop = async () => {
  const service = await startService();
  const { kiosk } = await enrolledKiosk(service);
  const { kiosk: other } = await enrolledKiosk(service);
  await openDesk(kiosk);
  return { service, kiosk, other, by: await someStaff(service) };
};

test('many are refused at once, uncovered words are covered, and all of it comes back', async () => {
  const { service, kiosk, other, by } = await startWorkshop();
  const both = [kiosk, other];
  const { moderation, masks } = service.store;
  const ids: string[] = [];
  for (const title of ['Bench', 'Mrs Lejeune', 'Pond'])
    ids.push((await post(kiosk, title, `${title}, in the park`)).id);
  await untilStatus(kiosk, allAcknowledged);
  await until(both, ['Bench', 'Mrs Lejeune', 'Pond']);

  const turn = randomUUID();
  const refusal = { decision: 'refused', reason: 'other', note: '', turn } as const;
  await moderation.decide({ ids: ids.slice(0, 2), ...refusal, ...by });
  await until(both, ['Pond']);
  await moderation.undo({ turn, undoTurn: randomUUID(), ...by });
  await until(both, ['Bench', 'Mrs Lejeune', 'Pond']);

  const contributionId = ids[1] as string;
  await masks.mask({ contributionId, title: 'Mrs […]', words: '[…], in the park', ...by });
  await until(both, ['Bench', 'Mrs […]', 'Pond']);
  for (const one of both) {
    const { ideas } = await done(one, 'idea:list', {
      query: 'Lejeune',
      topicId: null,
      after: null,
      limit: 9,
    });
    expect(ideas, 'nor found by what is covered').toEqual([]);
    expect((await done(one, 'idea:similar', { text: 'Lejeune' })).ideas).toEqual([]);
  }
  await masks.unmask({ contributionId, ...by });
  await until(both, ['Bench', 'Mrs Lejeune', 'Pond']);
});

test('of a consultation that publishes after review, a kiosk shows nothing that staff have not published, its own neither', async () => {
  const { service, kiosk, other, by } = await startWorkshop();
  const { consultation, store } = service;
  await post(kiosk, 'Bench', 'In the park');
  expect(await listed(kiosk), 'before it is so').toEqual(['Bench']);
  await store.city.save([{ kind: 'consultation', document: { ...consultation, reviewFirst: true } }]);
  await untilStatus(kiosk, allAcknowledged);
  await until([kiosk, other], []);
  const { id } = await post(kiosk, 'Pond', 'In the park');
  expect(await listed(kiosk)).not.toContain('Pond');
  await untilStatus(kiosk, allAcknowledged);
  expect(await listed(kiosk)).not.toContain('Pond');
  await store.moderation.decide({
    ids: [id],
    decision: 'published',
    reason: null,
    note: '',
    turn: randomUUID(),
    ...by,
  });
  await until([kiosk, other], ['Pond']);
});
