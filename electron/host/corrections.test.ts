/** What somebody corrects by the code of their slip is shown in the new words: here, at the service, and on other kiosks. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Kiosk } from './compose.ts';
import { done, openDesk } from './test-support/host.ts';
import { allAcknowledged, enrolledKiosk, startService, untilStatus } from './test-support/synced.ts';

const said = {
  language: 'en',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'participant',
} as const;
const disk = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name)).toString('latin1'))
    .join('\n');
const post = (kiosk: Kiosk, words: string) =>
  done(kiosk, 'idea:post', { title: 'Benches', words, topicId: null, ...said });
const behind = (kiosk: Kiosk, code: string) => done(kiosk, 'receipt:find', { code });
const correct = async (kiosk: Kiosk, code: string, words: string) => {
  const [own] = (await behind(kiosk, code)).contributions;
  if (own === undefined) throw new Error('nothing stands behind the code');
  await done(kiosk, 'receipt:correct', {
    code,
    id: own.id,
    replaces: own.revision,
    title: 'Shade',
    words,
    ...said,
  });
};
const listed = async (kiosk: Kiosk) =>
  (await done(kiosk, 'idea:list', { query: '', topicId: null, after: null, limit: 50 })).ideas.map(
    ({ words }) => words,
  );

test('without a network, twice, and the service has the last words when it is back', async () => {
  const service = await startService();
  const { kiosk } = await enrolledKiosk(service);
  await openDesk(kiosk);
  await service.stop();
  const { code, id } = await post(kiosk, 'Benches in the sun');
  await correct(kiosk, code, 'Benches in the shade');
  await correct(kiosk, code, 'Benches under trees');
  const found = await behind(kiosk, code);
  expect(found).toMatchObject({
    asOf: 'kiosk',
    contributions: [{ id, title: 'Shade', words: 'Benches under trees', state: 'waiting', contested: false }],
  });
  expect(await listed(kiosk)).toEqual(['Benches under trees']);
  expect((await done(kiosk, 'idea:similar', { text: 'under trees' })).ideas).toHaveLength(1);
  await service.restart();
  await done(kiosk, 'sync:now', {});
  const { sync } = await untilStatus(kiosk, allAcknowledged);
  expect(sync.quarantined).toBe(0);
  expect(await behind(kiosk, code)).toMatchObject({
    asOf: 'service',
    contributions: [{ words: 'Benches under trees', state: 'published' }],
  });
});

test('at another kiosk, whose visitors and those of the first one then read the new words', async () => {
  const service = await startService();
  const first = await enrolledKiosk(service);
  const second = await enrolledKiosk(service);
  await openDesk(first.kiosk);
  const { code } = await post(first.kiosk, 'Here');
  await untilStatus(first.kiosk, allAcknowledged);
  await correct(second.kiosk, code, 'There');
  await untilStatus(second.kiosk, allAcknowledged);
  for (const { kiosk } of [first, second])
    await vi.waitFor(async () => expect(await listed(kiosk)).toEqual(['There']), { timeout: 8_000 });
  expect((await behind(first.kiosk, code)).contributions).toMatchObject([{ title: 'Shade', words: 'There' }]);
});

test('corrected at two kiosks that knew nothing of each other, both wait for the city’s staff', async () => {
  const service = await startService();
  const first = await enrolledKiosk(service);
  const second = await enrolledKiosk(service);
  await openDesk(first.kiosk);
  const { code, id } = await post(first.kiosk, 'Here');
  await untilStatus(first.kiosk, allAcknowledged);
  for (const { kiosk } of [first, second]) {
    const corrected = { code, id, replaces: id, title: 'Shade', words: 'Elsewhere', ...said };
    await done(kiosk, 'receipt:correct', corrected);
    await untilStatus(kiosk, allAcknowledged);
  }
  const { contributions } = await behind(first.kiosk, code);
  expect(contributions).toMatchObject([{ words: 'Here', contested: true, revision: id }]);
});

test('who takes it back takes every revision back', async () => {
  const service = await startService();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await openDesk(kiosk);
  const { code, id } = await post(kiosk, 'marked-first-61');
  await correct(kiosk, code, 'marked-second-62');
  await untilStatus(kiosk, allAcknowledged);
  await done(kiosk, 'receipt:withdraw', { code, id });
  await untilStatus(kiosk, allAcknowledged);
  for (const folder of [dataFolder, service.dataFolder])
    await vi.waitFor(() => expect(disk(folder)).not.toMatch(/marked-first-61|marked-second-62/), {
      timeout: 8_000,
    });
  expect((await behind(kiosk, code)).contributions).toMatchObject([{ state: 'withdrawn' }]);
  const gone = { code, id, replaces: id, title: 'Again', words: 'Again', ...said };
  expect(await kiosk.call('receipt:correct', gone)).toMatchObject({ problem: 'not-found' });
});

test('nothing is corrected that stands behind no code, nor a title taken away', async () => {
  const service = await startService();
  const { kiosk } = await enrolledKiosk(service);
  await openDesk(kiosk);
  const { code, id } = await post(kiosk, 'Here');
  const changed = { id, replaces: id, title: null, words: 'There', ...said };
  expect(await kiosk.call('receipt:correct', { ...changed, code })).toMatchObject({
    problem: 'input-invalid',
    field: 'title',
  });
  expect(await kiosk.call('receipt:correct', { ...changed, code: 'K7QM3XWD9G' })).toMatchObject({
    problem: 'code-malformed',
  });
});
