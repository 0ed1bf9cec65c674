/** What became of what somebody said, at a kiosk that never saw them and has no network, for whoever has the slip. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { parseSlip } from '../../common/domain/slip.ts';
import { unseal } from '../../platform/sealed-file.ts';
import { openCopy } from '../../platform/slip-copy.ts';
import type { TestService } from '../../sync-service/test-support/service.ts';
import { done, ideaFrom, openDesk, openHost } from './test-support/host.ts';
import {
  allAcknowledged,
  copiesMade,
  enrolledKiosk,
  someStaff,
  startService,
  untilStatus,
} from './test-support/synced.ts';

const MARK = 'what-nobody-shall-read';

const sealedIn = (dataFolder: string): string[] => {
  const db = new Database(join(dataFolder, 'kiosk.db'), { readonly: true });
  try {
    return db.prepare<[], string>('SELECT sealed FROM slip_copy').pluck().all();
  } finally {
    db.close();
  }
};
const untilCopies = (dataFolder: string, count: number): Promise<void> =>
  vi.waitFor(() => expect(sealedIn(dataFolder)).toHaveLength(count), { timeout: 12_000, interval: 50 });

/** Two ideas at one kiosk, of which the city answers one and refuses the other; another kiosk has heard of it and is alone now. */
async function visit(service: TestService) {
  const { kiosk: first } = await enrolledKiosk(service);
  await openDesk(first);
  const one = await done(first, 'idea:post', ideaFrom({ title: 'A ramp', words: 'Before the library.' }));
  const two = await done(first, 'idea:post', ideaFrom({ title: 'Two', words: MARK }));
  const { participant } = await done(first, 'kiosk:status', {});
  await done(first, 'participant:leave', {});
  await untilStatus(first, allAcknowledged);
  await first.close();
  const by = await someStaff(service);
  const target = { id: one.id, kind: 'idea' } as const;
  await service.store.answers.give({ target, answer: { state: 'planned', text: { en: 'In June.' } }, ...by });
  const decision = { decision: 'refused', reason: 'off-topic', note: '', turn: crypto.randomUUID() } as const;
  await service.store.moderation.decide({ ids: [two.id], ...decision, ...by });
  await copiesMade(service, 1);
  const { kiosk: online, dataFolder } = await enrolledKiosk(service);
  await untilCopies(dataFolder, 1);
  await online.close();
  return { one: one.id, two: two.id, code: one.code, slip: participant?.slip ?? '', dataFolder };
}

test('the slip opens the copy, with state and answer and from when it is; the typed code alone opens nothing', async () => {
  const { one, two, code, slip, dataFolder } = await visit(await startService());
  const alone = await openHost({ dataFolder });
  expect(await alone.call('receipt:find', { code })).toMatchObject({ problem: 'service-unreachable' });
  const found = await done(alone, 'receipt:find', { code: slip });
  expect(found).toMatchObject({
    asOf: 'copy',
    more: false,
    contributions: [
      { id: one, title: 'A ramp', words: 'Before the library.', state: 'published' },
      { id: two, words: MARK, state: 'refused', reason: 'off-topic', answer: null },
    ],
  });
  expect(found.contributions[0]?.answer).toMatchObject({ state: 'planned', text: { en: 'In June.' } });
  expect(found.heardAt).toBeGreaterThan(0);

  // Their author says one in other words there and then, and takes the other back.
  const said = {
    ...ideaFrom({ title: 'A ramp', words: 'Beside the stairs.' }),
    confirmedBy: 'participant',
  } as const;
  const { topicId: _, ...words } = said;
  await done(alone, 'receipt:correct', { code: slip, id: one, replaces: one, ...words });
  await done(alone, 'receipt:withdraw', { code: slip, id: two });
  expect((await done(alone, 'receipt:find', { code: slip })).contributions).toMatchObject([
    { id: one, words: 'Beside the stairs.', state: 'waiting' },
    { id: two, words: null, state: 'withdrawn' },
  ]);
});

test('without the slip nothing on the kiosk opens a copy, nor tells what is in it', async () => {
  const { slip, dataFolder } = await visit(await startService());
  const files = readdirSync(dataFolder).map((name) =>
    readFileSync(join(dataFolder, name)).toString('latin1'),
  );
  for (const trace of [MARK, slip]) expect(files.join()).not.toContain(trace);
  const keys = new Set(files.join().match(/AGE-SECRET-KEY-1[A-Z0-9]{58}/g) ?? []);
  const [sealed = ''] = sealedIn(dataFolder);
  for (const identity of keys) expect((await unseal(Buffer.from(sealed, 'base64'), identity)).ok).toBe(false);
});

test('what was taken back goes from every kiosk that has a copy', async () => {
  const service = await startService();
  const { slip, dataFolder } = await visit(service);
  const other = await enrolledKiosk(service);
  await untilCopies(other.dataFolder, 1);
  const again = await openHost({ dataFolder, serviceUrl: service.url });
  await done(again, 'receipt:withdraw', { code: slip, id: null });
  await untilCopies(dataFolder, 0);
  await untilCopies(other.dataFolder, 0);
  await again.close();
  const alone = await openHost({ dataFolder });
  expect(await alone.call('receipt:find', { code: slip })).toMatchObject({ problem: 'service-unreachable' });
});

test('whoever goes on at another kiosk finds all of it in one copy', async () => {
  const service = await startService();
  const { slip, dataFolder } = await visit(service);
  const second = await openHost({ dataFolder, serviceUrl: service.url });
  await openDesk(second);
  await done(second, 'participant:leave', {});
  const goesOn = { language: 'en', manner: 'touched', version: 'v1', publishes: true } as const;
  await done(second, 'participant:resume', { ...goesOn, slip });
  await done(second, 'idea:post', ideaFrom({ title: 'Three', words: 'Said elsewhere.' }));
  await untilStatus(second, allAcknowledged);
  const third = await enrolledKiosk(service);
  const secret = parseSlip(slip)?.secret ?? new Uint8Array();
  await vi.waitFor(
    async () => {
      const [sealed = '', ...more] = sealedIn(third.dataFolder);
      expect(more).toEqual([]);
      expect((await openCopy(sealed, secret))?.contributions).toHaveLength(3);
    },
    { timeout: 12_000, interval: 50 },
  );
});
