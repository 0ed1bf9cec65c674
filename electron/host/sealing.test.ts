/** A person who says no to publishing can still be heard by the city, and by nobody else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeSealKeys } from '../../platform/sealed-file.ts';
import { openSealed } from '../../sync-service/services/personal-data.ts';
import type { TestService } from '../../sync-service/test-support/service.ts';
import type { Kiosk } from './compose.ts';
import { PIN } from './test-support/city.ts';
import { consents, done, openHost, settableClock } from './test-support/host.ts';
import { allAcknowledged, enrolledKiosk, startService, untilStatus } from './test-support/synced.ts';

const MARKS = ['Marked-title-41', 'marked-words-42', 'marked-comment-43', 'marked-draft-44'] as const;
const [title, words, commented, drafted] = MARKS;
const rest = {
  language: 'en',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'participant',
} as const;
const refusal = consents.map((consent) => ({ ...consent, given: false }));

/** Every file of the kiosk as it lies on the disk now, logs and all. */
const disk = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name)).toString('latin1'))
    .join('\n');

async function serviceWithKey() {
  const service = await startService();
  const keys = await makeSealKeys();
  await service.store.personalData.addRecipient({ recipient: keys.recipient, at: 1 });
  return { service, keys };
}

async function welcomeRefusing(kiosk: Kiosk): Promise<void> {
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  await done(kiosk, 'participant:welcome', { language: 'en', consents: refusal });
}

const opened = async (service: TestService, identity: string) => {
  const records = await service.store.personalData.sealed({ after: 0, limit: 100 });
  return Promise.all(records.map((record) => openSealed({ record, identity })));
};

test('not before, nor during, nor after sending do the words lie on the kiosk’s disk', async () => {
  const { service } = await serviceWithKey();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  const expectNothing = () => {
    for (const mark of MARKS) expect(disk(dataFolder)).not.toContain(mark);
  };
  await welcomeRefusing(kiosk);
  expect((await done(kiosk, 'kiosk:status', {})).participant).toMatchObject({ publishes: false });
  const draft = { kind: 'idea', target: null, title, words: drafted, topicId: null, language: 'en' } as const;
  await done(kiosk, 'draft:save', draft);
  expect((await done(kiosk, 'draft:load', {})).draft).toMatchObject({ words: drafted });
  expect((await done(kiosk, 'kiosk:status', {})).participant?.hasDraft).toBe(true);
  expectNothing();
  await done(kiosk, 'idea:similar', { text: words });
  await done(kiosk, 'idea:post', { title, words, topicId: null, ...rest });
  expect((await done(kiosk, 'draft:load', {})).draft).toBeNull();
  expectNothing();
  await untilStatus(kiosk, allAcknowledged);
  expectNothing();
  await done(kiosk, 'participant:leave', {});
  await kiosk.close();
  expectNothing();
});

test('the holder of the key reads them whole, and nobody else anything', async () => {
  const { service, keys } = await serviceWithKey();
  const recovery = await makeSealKeys();
  await service.store.personalData.addRecipient({ recipient: recovery.recipient, at: 2 });
  const { kiosk } = await enrolledKiosk(service);
  await welcomeRefusing(kiosk);
  const said = { title: 'A ramp', words: 'Line one\n“two” \u{1F6B2} עברית' };
  await done(kiosk, 'idea:post', { ...said, topicId: 'green', ...rest });
  await untilStatus(kiosk, allAcknowledged);
  for (const { identity } of [keys, recovery])
    expect(await opened(service, identity)).toMatchObject([
      { ...said, kind: 'idea', kiosk: 'Library kiosk' },
    ]);
  expect(await opened(service, (await makeSealKeys()).identity)).toEqual([null]);
  const database = disk(service.dataFolder);
  for (const secret of ['A ramp', 'Line one', keys.identity]) expect(database).not.toContain(secret);
});

test('they are shown to nobody: not in the lists, not in the search, not by the code on the slip', async () => {
  const { service } = await serviceWithKey();
  const { kiosk } = await enrolledKiosk(service);
  await welcomeRefusing(kiosk);
  const idea = await done(kiosk, 'idea:post', { title, words, topicId: null, ...rest });
  const list = { query: '', topicId: null, after: null, limit: 50 };
  expect((await done(kiosk, 'idea:list', list)).ideas).toEqual([]);
  expect((await done(kiosk, 'idea:similar', { text: words })).ideas).toEqual([]);
  await untilStatus(kiosk, allAcknowledged);
  const { contributions } = await done(kiosk, 'receipt:find', { code: idea.code });
  expect(contributions).toMatchObject([{ kind: 'idea', title: null, words: null, state: 'held' }]);
  expect((await done(kiosk, 'idea:list', list)).ideas).toEqual([]);
  expect((await done(kiosk, 'kiosk:status', {})).session?.counts).toMatchObject({ ideas: 1 });
});

test('a comment is sealed like an idea, and takes its place beside published ones', async () => {
  const { service, keys } = await serviceWithKey();
  const { kiosk } = await enrolledKiosk(service);
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  await done(kiosk, 'participant:welcome', { language: 'en', consents: [...consents] });
  const target = await done(kiosk, 'idea:post', {
    title: 'Trees',
    words: 'More trees',
    topicId: null,
    ...rest,
  });
  await done(kiosk, 'participant:leave', {});
  await done(kiosk, 'participant:welcome', { language: 'en', consents: refusal });
  await done(kiosk, 'comment:post', { targetId: target.id, targetKind: 'idea', words: commented, ...rest });
  await done(kiosk, 'support:post', { targetId: target.id, targetKind: 'idea' });
  await done(kiosk, 'participant:leave', {});
  await done(kiosk, 'session:close', {});
  await untilStatus(kiosk, allAcknowledged);
  expect(await opened(service, keys.identity)).toMatchObject([
    { kind: 'comment', title: '', words: commented },
  ]);
  const shown = await done(kiosk, 'target:show', {
    targetId: target.id,
    targetKind: 'idea',
    after: null,
    limit: 9,
  });
  expect(shown.comments).toEqual([]);
});

test('where the city has no key a no is respected as before: nothing is taken', async () => {
  const service = await startService();
  const { kiosk } = await enrolledKiosk(service);
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  expect((await done(kiosk, 'kiosk:status', {})).sealing).toBe(false);
  const refused = await kiosk.call('participant:welcome', { language: 'en', consents: refusal });
  expect(refused).toMatchObject({ ok: false, problem: 'consent-missing' });
  await service.store.personalData.addRecipient({ recipient: (await makeSealKeys()).recipient, at: 1 });
  await done(kiosk, 'sync:now', {});
  await kiosk.close();
});

test('a key that the city adds reaches a kiosk at its next welcome, and outlives a restart without a network', async () => {
  const service = await startService();
  const { kiosk: first, dataFolder } = await enrolledKiosk(service);
  await first.close();
  await service.store.personalData.addRecipient({ recipient: (await makeSealKeys()).recipient, at: 1 });
  const online = await openHost({ dataFolder, serviceUrl: service.url });
  await untilStatus(online, ({ sealing }) => sealing);
  await online.close();
  const offline = await openHost({ dataFolder, clock: settableClock() });
  await welcomeRefusing(offline);
  await done(offline, 'idea:post', { title, words, topicId: null, ...rest });
  await offline.close();
  for (const mark of MARKS) expect(disk(dataFolder)).not.toContain(mark);
});
