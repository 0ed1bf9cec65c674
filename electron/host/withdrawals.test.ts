/** What somebody takes back by the code of their slip is gone: here, at the service, and on other kiosks. */
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { runAdmin } from '../../sync-service/test-support/admin.ts';
import type { TestService } from '../../sync-service/test-support/service.ts';
import type { Kiosk } from './compose.ts';
import { PIN } from './test-support/city.ts';
import { done, openDesk } from './test-support/host.ts';
import { allAcknowledged, enrolledKiosk, startService, untilStatus } from './test-support/synced.ts';

const rest = {
  topicId: null,
  language: 'en',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'participant',
} as const;
const disk = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name)).toString('latin1'))
    .join('\n');
const post = (kiosk: Kiosk, words: string) => done(kiosk, 'idea:post', { title: 'Benches', words, ...rest });
const behind = async (kiosk: Kiosk, code: string) =>
  (await done(kiosk, 'receipt:find', { code })).contributions.map(({ words, state }) => [words, state]);
const onlyDevice = async (service: TestService) => (await service.store.devices.list())[0]?.id ?? '';
const listed = async (kiosk: Kiosk) =>
  (await done(kiosk, 'idea:list', { query: '', topicId: null, after: null, limit: 50 })).ideas.length;

test('words go from the kiosk’s disk at once, also before they were sent, and the rest drains', async () => {
  const service = await startService();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await openDesk(kiosk);
  await service.stop();
  const { code, id } = await post(kiosk, 'marked-unsent-81 words');
  await done(kiosk, 'receipt:withdraw', { code, id });
  expect(await behind(kiosk, code)).toEqual([[null, 'withdrawn']]);
  expect(await listed(kiosk)).toBe(0);
  expect(await done(kiosk, 'idea:similar', { text: 'marked-unsent-81 words' })).toEqual({ ideas: [] });
  expect(disk(dataFolder)).not.toContain('marked-unsent-81');
  await service.restart();
  await done(kiosk, 'sync:now', {});
  const { sync } = await untilStatus(kiosk, allAcknowledged);
  expect(sync.quarantined).toBe(0);
  expect(await behind(kiosk, code)).toEqual([[null, 'withdrawn']]);
  expect(disk(service.dataFolder)).not.toContain('marked-unsent-81');
});

test('by the code at another kiosk, and gone from the disk of the first one at once', async () => {
  const service = await startService();
  const first = await enrolledKiosk(service);
  const second = await enrolledKiosk(service);
  await openDesk(first.kiosk);
  const { code } = await post(first.kiosk, 'marked-elsewhere-82');
  await untilStatus(first.kiosk, allAcknowledged);
  await vi.waitFor(async () => expect(await listed(second.kiosk)).toBe(1), { timeout: 8_000 });
  // Nobody is unlocked there.
  await done(second.kiosk, 'receipt:withdraw', { code, id: null });
  await untilStatus(second.kiosk, allAcknowledged);
  // Acknowledged first, carried out a moment later.
  await vi.waitFor(() => expect(disk(service.dataFolder)).not.toContain('marked-elsewhere-82'), {
    timeout: 8_000,
  });
  for (const { kiosk } of [first, second])
    await vi.waitFor(async () => expect(await listed(kiosk)).toBe(0), { timeout: 8_000 });
  expect(await behind(first.kiosk, code)).toEqual([['', 'withdrawn']]);
  await vi.waitFor(() => expect(disk(first.dataFolder)).not.toContain('marked-elsewhere-82'), {
    timeout: 8_000,
  });
});

test('does not come back with an older backup, though the kiosk that took it back stays away', async () => {
  const service = await startService();
  const { kiosk } = await enrolledKiosk(service);
  await openDesk(kiosk);
  const { code, id } = await post(kiosk, 'marked-restored-83');
  await untilStatus(kiosk, allAcknowledged);
  const database = join(service.dataFolder, 'service.sqlite');
  const backup = join(service.dataFolder, 'older-backup');
  await service.store.backup(backup);
  await done(kiosk, 'receipt:withdraw', { code, id });
  await untilStatus(kiosk, allAcknowledged);
  await kiosk.close();
  await service.stop();
  for (const end of ['-wal', '-shm']) rmSync(database + end, { force: true });
  renameSync(backup, database);
  expect(readFileSync(database).includes('marked-restored-83'), 'the backup has it').toBe(true);
  expect(await runAdmin({ words: ['restored'], dataFolder: service.dataFolder })).toMatchObject({ code: 0 });
  expect(disk(service.dataFolder)).not.toContain('marked-restored-83');
  await service.restart();
  expect(await service.store.contributions.withdrawnOn(await onlyDevice(service))).toEqual([id]);
});

test('whoever takes back everything while they are there can go on, and the desk can close', async () => {
  const service = await startService();
  const { kiosk } = await enrolledKiosk(service);
  await openDesk(kiosk);
  const { code } = await post(kiosk, 'One');
  await done(kiosk, 'receipt:withdraw', { code, id: null });
  await post(kiosk, 'Two');
  expect(await behind(kiosk, code)).toHaveLength(2);
  await done(kiosk, 'participant:leave', {});
  await done(kiosk, 'receipt:withdraw', { code, id: null });
  await done(kiosk, 'session:close', {});
  await untilStatus(kiosk, allAcknowledged);
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
});

test('a code that cannot be one is refused', async () => {
  const service = await startService();
  const { kiosk } = await enrolledKiosk(service);
  expect(await kiosk.call('receipt:withdraw', { code: 'K7QM3XWD9G', id: null })).toMatchObject({
    problem: 'code-malformed',
  });
});
