/** Practice: everything works, and nothing of it is ever on the real kiosk. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import { recordsIn } from './test-support/chain.ts';
import { cityEntries, PIN, proposalId } from './test-support/city.ts';
import { statement } from './test-support/contributions.ts';
import { done, enrolledFolder, ideaFrom, openDesk, openHost, welcome } from './test-support/host.ts';

afterEach(() => {
  vi.useRealTimers();
});

const practising = async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'practice:start', {});
  return { kiosk, dataFolder };
};
const status = (kiosk: Parameters<typeof done>[0]) => done(kiosk, 'kiosk:status', {});

test('a facilitator goes through everything, and the real kiosk is as it was', async () => {
  const { kiosk, dataFolder } = await practising();
  const before = recordsIn(dataFolder);
  expect(await status(kiosk)).toMatchObject({ practice: true, facilitator: { name: expect.any(String) } });

  await done(kiosk, 'session:open', { workshopId: null });
  await welcome(kiosk);
  const { code } = await done(kiosk, 'idea:post', { ...ideaFrom(statement(0)), words: 'MARK practice' });
  await done(kiosk, 'support:post', { targetId: proposalId, targetKind: 'proposal' });
  expect((await done(kiosk, 'receipt:find', { code })).contributions).toHaveLength(2);
  await done(kiosk, 'participant:leave', {});
  expect(await done(kiosk, 'session:close', {})).toMatchObject({ ideas: 1, supports: 1 });

  for (const file of readdirSync(dataFolder))
    expect(readFileSync(path.join(dataFolder, file)).includes('MARK practice'), file).toBe(false);
  await done(kiosk, 'practice:end', {});
  expect(await status(kiosk)).toMatchObject({ practice: false, session: null, sync: { pending: 0 } });
  expect(recordsIn(dataFolder)).toEqual(before);
  expect(await kiosk.call('receipt:find', { code })).not.toMatchObject({ ok: true });
});

test('practice begins at an unlocked desk with nobody before it, and a workshop goes on after it', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  expect(await kiosk.call('practice:start', {})).toMatchObject({ problem: 'facilitator-locked' });
  const { sessionId } = await openDesk(kiosk);
  expect(await kiosk.call('practice:start', {})).toMatchObject({ problem: 'session-busy' });
  await done(kiosk, 'participant:leave', {});
  await done(kiosk, 'practice:start', {});
  expect((await status(kiosk)).session).toBeNull();
  await done(kiosk, 'practice:end', {});
  expect((await status(kiosk)).session?.id).toBe(sessionId);
});

test('before the first day of a consultation people can practise', async () => {
  const entries = cityEntries().map((entry) =>
    entry.kind === 'consultation' && entry.document
      ? {
          ...entry,
          document: { ...entry.document, opensAt: Date.now() + 1e9, closesAt: Date.now() + 2e9 },
        }
      : entry,
  );
  const kiosk = await openHost({ dataFolder: await enrolledFolder({ entries }) });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  expect((await status(kiosk)).consultation?.state).toBe('not-yet-open');
  await done(kiosk, 'practice:start', {});
  expect((await status(kiosk)).consultation?.state).toBe('open');
});

test('the real kiosk’s service and sticks are left alone', async () => {
  const { kiosk } = await practising();
  const stick = 'A'.repeat(22);
  for (const [name, input] of [
    ['carry:plan', {}],
    ['carry:write', { stick, after: 0 }],
    ['kiosk:enrol', { code: 'ABCD-EFGH' }],
    ['sync:now', {}],
  ] as const)
    expect(await kiosk.call(name, input)).toEqual({ ok: false, problem: 'practising' });
});

test('the screens are told when practice begins and ends, also by itself when everybody has gone', async () => {
  const kiosk = await openHost({ dataFolder: await enrolledFolder() });
  const told: boolean[] = [];
  kiosk.onStatus(({ practice }: KioskStatus) => told.push(practice));
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'practice:start', {});
  expect(told.at(-1)).toBe(true);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await done(kiosk, 'session:open', { workshopId: null });
  await vi.advanceTimersByTimeAsync(29 * 60_000);
  expect((await status(kiosk)).practice).toBe(true);
  await vi.advanceTimersByTimeAsync(31 * 60_000);
  vi.useRealTimers();
  await vi.waitFor(() => expect(told.at(-1)).toBe(false));
  expect((await status(kiosk)).practice).toBe(false);
});
