import { expect, onTestFinished, test, vi } from 'vitest';
import { type DeviceReport, deviceReport } from '../../../common/contract/sync.ts';
import { problem, success } from '../../../common/problems.ts';
import { statement } from '../test-support/contributions.ts';
import {
  done,
  enrolledFolder,
  ideaFrom,
  openDesk,
  openHost,
  silent,
  temporaryFolder,
  withStore,
} from '../test-support/host.ts';
import { startScriptedService } from '../test-support/scripted-service.ts';
import { untilStatus } from '../test-support/synced.ts';
import { createReporter, readReport } from './report.ts';
import type { Ask } from './request.ts';

const GB = 1_000_000_000;
const MINUTE = 60_000;

test('a report fits its schema whatever the machine says, and leaves the fine grain out', async () => {
  const folder = await enrolledFolder();
  const read = (clockOffset: number, freeBytes: number, totalBytes: number): DeviceReport =>
    withStore(folder, (store) => {
      store.device.saveAnchor({
        id: 'a'.repeat(22),
        statement: 's',
        signature: 's',
        epoch: 'e',
        clockOffset,
      });
      return readReport({ store, disk: { freeBytes, totalBytes } });
    });
  expect(read(-183_456, 120.456 * GB, 256 * GB)).toMatchObject({
    pending: 0,
    clockOffset: -180_000,
    disk: { freeBytes: 120.4 * GB, totalBytes: 256 * GB },
  });
  expect(read(-4_999, 0.456 * GB, GB)).toMatchObject({ clockOffset: 0, disk: { freeBytes: 0.45 * GB } });
  expect(read(0, 0, 0).disk).toBeNull();
  for (const report of [read(-4_999, 2 * GB, GB), read(-9e15, 0, GB), read(9e15, 0.019 * GB, GB)])
    expect(deviceReport.parse(report)).toEqual(report);
});

test('a kiosk that is welcomed tells its version and what waits; one of protocol 1 tells nothing', async () => {
  const service = await startScriptedService();
  const kiosk = await openHost({ dataFolder: temporaryFolder(), serviceUrl: service.url });
  await kiosk.enrol({ code: 'any' });
  await untilStatus(kiosk, ({ consultation, sync }) => consultation !== null && sync.state === 'online');
  await vi.waitFor(() => expect(service.reports).toHaveLength(1));
  expect(service.reports[0]).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+/), pending: 0 });
  expect(service.reports[0]?.disk?.totalBytes).toBeGreaterThan(0);
  service.script.protocols = [1];
  await openDesk(kiosk);
  await done(kiosk, 'idea:post', ideaFrom(statement(1)));
  await vi.waitFor(() => expect(service.stored.length).toBeGreaterThan(0));
  const before = service.stored.length;
  service.dropAll();
  await done(kiosk, 'idea:post', ideaFrom(statement(2)));
  await done(kiosk, 'sync:now', {});
  await vi.waitFor(() => expect(service.stored.length).toBeGreaterThan(before), { timeout: 5_000 });
  expect(service.reports).toHaveLength(1);
});

/** Time passes by hand: the timer's and the clock's. */
async function reporting(answer: () => unknown) {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const machine = { pending: 0 };
  const told: number[] = [];
  let passed = 0;
  const ask = (async (_: string, report: DeviceReport) => {
    told.push(report.pending);
    return answer();
  }) as unknown as Ask;
  const read = async () => ({ version: '1.2.3', clockOffset: 0, disk: null, ...machine });
  const reporter = createReporter({ read, clock: { now: () => 0, mono: () => passed }, log: silent });
  onTestFinished(() => reporter.stop());
  reporter.start(ask);
  const minutes = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      passed += MINUTE;
      await vi.advanceTimersByTimeAsync(MINUTE);
    }
  };
  await vi.advanceTimersByTimeAsync(0);
  return { machine, told, reporter, minutes };
}

test('what has changed is told within a minute, what has not every quarter of an hour', async () => {
  const { machine, told, reporter, minutes } = await reporting(() => success({}));
  machine.pending = 1;
  await minutes(1);
  expect(told).toEqual([0, 1]);
  await minutes(14);
  expect(told).toEqual([0, 1]);
  await minutes(1);
  expect(told).toEqual([0, 1, 1]);
  reporter.stop();
  await minutes(20);
  expect(told).toHaveLength(3);
});

test('a report that was not taken comes again, and a service that knows no reports is left alone', async () => {
  const answers = [problem('rate-limited'), problem('call-unknown')];
  const { told, minutes } = await reporting(() => answers.shift());
  await minutes(1);
  expect(told).toHaveLength(2);
  await minutes(20);
  expect(told).toHaveLength(2);
});
