import { describe, expect, test } from 'vitest';
import { unlockAnswer } from '../../platform/unlock-answer.ts';
import type { Kiosk } from './compose.ts';
import { configuration, PIN } from './test-support/city.ts';
import { done, enrolledFolder, openHost, settableClock, temporaryFolder } from './test-support/host.ts';

const WRONG = { pin: '000000' };
const MINUTE = 60_000;

test('the right PIN unlocks the desk for its own facilitator, and a lock or a restart closes it', async () => {
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  expect((await done(kiosk, 'kiosk:status', {})).facilitator).toMatchObject({ name: 'Marie' });
  await done(kiosk, 'facilitator:lock', {});
  expect((await done(kiosk, 'kiosk:status', {})).facilitator).toBeNull();
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await kiosk.close();
  const again = await openHost({ dataFolder });
  expect((await done(again, 'kiosk:status', {})).facilitator).toBeNull();
});

test('a kiosk that is not enrolled has nobody to unlock for', async () => {
  const kiosk = await openHost({ dataFolder: temporaryFolder() });
  expect(await kiosk.call('facilitator:unlock', { pin: PIN })).toMatchObject({ problem: 'not-enrolled' });
});

test('after five wrong PINs each try waits, twice as long each time, whatever the clock says', async () => {
  const clock = settableClock();
  const kiosk = await openHost({ dataFolder: await enrolledFolder(), clock });
  const unlock = (pin: string) => kiosk.call('facilitator:unlock', { pin });
  for (let tries = 0; tries < 4; tries += 1)
    expect(await unlock(WRONG.pin)).toEqual({ ok: false, problem: 'pin-wrong' });
  expect(await unlock(WRONG.pin)).toMatchObject({ problem: 'pin-wrong', retryAfterSeconds: 15 });
  clock.time += 365 * 24 * 60 * MINUTE;
  expect(await unlock(PIN)).toMatchObject({ problem: 'pin-paused', retryAfterSeconds: 15 });
  clock.time -= 2 * 365 * 24 * 60 * MINUTE;
  clock.ticks += 14_001;
  expect(await unlock(PIN)).toMatchObject({ problem: 'pin-paused', retryAfterSeconds: 1 });
  clock.ticks += 999;
  expect(await unlock(WRONG.pin)).toMatchObject({ problem: 'pin-wrong', retryAfterSeconds: 30 });
  clock.ticks += 30_000;
  expect(await unlock(PIN)).toMatchObject({ ok: true });
  expect(await unlock(WRONG.pin)).toEqual({ ok: false, problem: 'pin-wrong' });
});

test('no wait is longer than an hour', async () => {
  const clock = settableClock();
  const kiosk = await openHost({ dataFolder: await enrolledFolder(), clock });
  let longest = 0;
  for (let tries = 0; tries < 16; tries += 1) {
    const outcome = await kiosk.call('facilitator:unlock', WRONG);
    if (!outcome.ok) longest = Math.max(longest, outcome.retryAfterSeconds ?? 0);
    clock.ticks += 60 * MINUTE;
  }
  expect(longest).toBe(3_600);
});

test('a restart forgets no wrong PIN and begins the wait anew', async () => {
  const clock = settableClock();
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder, clock });
  for (let tries = 0; tries < 5; tries += 1) await kiosk.call('facilitator:unlock', WRONG);
  clock.ticks += 10_000;
  await kiosk.close();
  const again = await openHost({ dataFolder, clock });
  expect(await again.call('facilitator:unlock', { pin: PIN })).toMatchObject({
    problem: 'pin-paused',
    retryAfterSeconds: 15,
  });
});

test('tries side by side count one after the other', async () => {
  const clock = settableClock();
  const kiosk = await openHost({ dataFolder: await enrolledFolder(), clock });
  clock.ticks += 60 * MINUTE;
  const tries = Array.from({ length: 9 }, () => kiosk.call('facilitator:unlock', WRONG));
  const problems = (await Promise.all(tries)).map((outcome) => outcome.ok || outcome.problem);
  expect(problems).toEqual([...Array(5).fill('pin-wrong'), ...Array(4).fill('pin-paused')]);
});

describe('after fifteen wrong PINs', () => {
  const secret = 'AAAAAAAAAAAAAAAAAAAAAA';

  async function lockedOut() {
    const clock = settableClock();
    const settings = { ...(await configuration()), unlockSecret: secret };
    const dataFolder = await enrolledFolder({ configuration: settings });
    const kiosk = await openHost({ dataFolder, clock });
    const problems: unknown[] = [];
    for (let tries = 0; tries < 15; tries += 1) {
      const outcome = await kiosk.call('facilitator:unlock', WRONG);
      problems.push(outcome.ok || outcome.problem);
      clock.ticks += 60 * MINUTE;
    }
    expect(problems).toEqual([...Array(14).fill('pin-wrong'), 'pin-locked']);
    return { clock, dataFolder, kiosk };
  }
  const questionOf = async (kiosk: Kiosk): Promise<string | null> =>
    (await done(kiosk, 'kiosk:status', {})).pinQuestion;

  test('no PIN is taken until staff have answered the question, across a restart and whatever the clock says', async () => {
    const { clock, dataFolder, kiosk } = await lockedOut();
    const question = await questionOf(kiosk);
    expect(question).toMatch(/^\d{8}$/);
    await kiosk.close();
    clock.time += 10 * 365 * 24 * 60 * MINUTE;
    clock.ticks += 24 * 60 * MINUTE;
    const again = await openHost({ dataFolder, clock });
    expect(await questionOf(again)).toBe(question);
    expect(await again.call('facilitator:unlock', { pin: PIN })).toEqual({
      ok: false,
      problem: 'pin-locked',
    });
    clock.ticks += MINUTE;
    const answer = unlockAnswer({ secret, question: question ?? '' });
    const wrong = answer === '00000000' ? '00000001' : '00000000';
    expect(await again.call('facilitator:answer', { answer: wrong })).toMatchObject({
      problem: 'answer-wrong',
      retryAfterSeconds: 15,
    });
    expect(await again.call('facilitator:answer', { answer })).toMatchObject({ problem: 'pin-paused' });
    clock.ticks += 15_000;
    await done(again, 'facilitator:answer', { answer });
    expect(await done(again, 'kiosk:status', {})).toMatchObject({ pinQuestion: null, facilitator: null });
    await done(again, 'facilitator:unlock', { pin: PIN });
    expect((await done(again, 'kiosk:status', {})).facilitator).toMatchObject({ name: 'Marie' });
  });

  test('an answer is good once', async () => {
    const { clock, kiosk } = await lockedOut();
    const answer = unlockAnswer({ secret, question: (await questionOf(kiosk)) ?? '' });
    clock.ticks += MINUTE;
    await done(kiosk, 'facilitator:answer', { answer });
    for (let tries = 0; tries < 15; tries += 1) {
      await kiosk.call('facilitator:unlock', WRONG);
      clock.ticks += 60 * MINUTE;
    }
    expect(await kiosk.call('facilitator:answer', { answer })).toMatchObject({ problem: 'answer-wrong' });
  });
});
