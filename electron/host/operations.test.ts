import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { statement } from './test-support/contributions.ts';
import { done, enrolledFolder, ideaFrom, openDesk, openHost, settableClock } from './test-support/host.ts';
import { allAcknowledged, enrolledKiosk, startService, untilStatus } from './test-support/synced.ts';

test('tells what waits, since when, and what was set aside under which rule', async () => {
  const dataFolder = await enrolledFolder();
  const clock = settableClock();
  const first = await openHost({ dataFolder, clock });
  const openedAt = clock.time;
  await openDesk(first);
  clock.time += 3_600_000;
  for (let index = 0; index < 3; index += 1) await done(first, 'idea:post', ideaFrom(statement(index)));
  expect(await done(first, 'kiosk:operations', {})).toMatchObject({
    service: null,
    oldestPendingAt: openedAt,
    quarantined: [],
    clock: { now: clock.time, offset: null },
  });
  await first.close();
  const db = new Database(join(dataFolder, 'kiosk.db'));
  db.exec(`INSERT INTO settlement (ordinal, settled_at, rule)
    VALUES (1, 1, 'seq-conflict'), (2, 1, 'seq-conflict'), (3, 1, 'id-conflict')`);
  db.close();
  const again = await openHost({ dataFolder, clock });
  await done(again, 'facilitator:unlock', { pin: '246810' });
  const { oldestPendingAt, quarantined } = await done(again, 'kiosk:operations', {});
  expect(quarantined).toEqual([
    { rule: 'seq-conflict', count: 2 },
    { rule: 'id-conflict', count: 1 },
  ]);
  expect(oldestPendingAt).toBe(clock.time);
});

test('tells since when something waits by the device’s own clock, whether it was corrected by then or not', async () => {
  const DAY = 86_400_000;
  const dataFolder = await enrolledFolder();
  const clock = settableClock();
  const alone = await openHost({ dataFolder, clock });
  const openedAt = clock.time;
  await openDesk(alone);
  await alone.close();
  const file = join(dataFolder, 'kiosk.db');
  const change = (sql: string) => {
    const db = new Database(file);
    db.exec(sql);
    db.close();
  };
  // The service has told its time since: five days ahead of this clock.
  change(`INSERT INTO anchor (one, anchor_id, statement, signature, epoch, clock_offset)
    VALUES (1, 'AAAAAAAAAAAAAAAAAAAAAA', 's', 's', 'e', ${5 * DAY})`);
  clock.time += 3_600_000;
  const told = await openHost({ dataFolder, clock });
  await done(told, 'facilitator:unlock', { pin: '246810' });
  const since = async () => (await done(told, 'kiosk:operations', {})).oldestPendingAt;
  expect(await since(), 'saved before').toBe(openedAt);
  const savedAt = clock.time;
  await done(told, 'idea:post', ideaFrom(statement(0)));
  change(`INSERT INTO settlement (ordinal, settled_at) SELECT ordinal, 1 FROM record WHERE ordinal <=
    (SELECT max(ordinal) FROM record WHERE json_extract(header, '$.anchor') IS NULL)`);
  clock.time += 3_600_000;
  expect(await since(), 'saved afterwards').toBe(savedAt);
});

test('tells how far the clock is off, the service’s host and the disk, to a facilitator alone', async () => {
  const service = await startService();
  const { kiosk: enrolling, dataFolder } = await enrolledKiosk(service);
  await enrolling.close();
  const clock = settableClock();
  clock.time -= 5 * 3_600_000;
  const kiosk = await openHost({ dataFolder, serviceUrl: service.url, clock });
  expect(await kiosk.call('kiosk:operations', {})).toEqual({ ok: false, problem: 'facilitator-locked' });
  await untilStatus(kiosk, ({ sync }) => sync.state === 'online');
  await openDesk(kiosk);
  await untilStatus(kiosk, allAcknowledged);
  const operations = await done(kiosk, 'kiosk:operations', {});
  expect(operations).toMatchObject({ service: new URL(service.url).host, oldestPendingAt: null });
  expect(Math.round((operations.clock.offset ?? 0) / 3_600_000)).toBe(5);
  const { freeBytes = 0, totalBytes = 0 } = operations.disk ?? {};
  expect(freeBytes).toBeGreaterThan(0);
  expect(totalBytes).toBeGreaterThanOrEqual(freeBytes);
});
