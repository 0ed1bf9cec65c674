import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StaffOutput } from '../../common/contract/staff-api.ts';
import { callRaw, connectKiosk, enrolDevice, startChain, type TestDevice } from '../test-support/kiosk.ts';
import { startTestService, type TestService } from '../test-support/service.ts';
import { answered, type Staff, signedIn } from '../test-support/staff.ts';

const NOW = 1_773_820_800_000;
const REPORT = {
  version: '1.2.3-rc.1',
  pending: 12,
  clockOffset: -180_000,
  disk: { freeBytes: 400_000_000, totalBytes: 64_000_000_000 },
};

let service: TestService;
let staff: Staff;
let clock = NOW;
beforeAll(async () => {
  service = await startTestService({ now: () => clock });
  staff = await signedIn(service, 'reader');
});
afterAll(() => service.close());

const enrol = async () => enrolDevice({ url: service.url, code: await service.makeEnrolmentCode() });
const connected = (device: TestDevice, encodings?: string[]) =>
  connectKiosk({ url: service.url, device, chain: startChain(), ...(encodings ? { encodings } : {}) });
const shown = async ({ enrolment }: TestDevice) => {
  const { kiosks } = (await answered(staff, '/api/staff/kiosks')) as StaffOutput<'listKiosks'>;
  return kiosks.find(({ id }) => id === enrolment.deviceId);
};

test('staff see what a kiosk told last, and when', async () => {
  const device = await enrol();
  const { socket } = await connected(device, ['plain']);
  expect((await shown(device))?.report).toBeNull();
  expect(await callRaw(socket, 'device:report', REPORT)).toEqual({ ok: true, value: {} });
  clock = NOW + 60_000;
  const later = { ...REPORT, pending: 0, disk: null };
  expect(await callRaw(socket, 'device:report', later)).toEqual({ ok: true, value: {} });
  expect(await shown(device)).toMatchObject({ lastSeenAt: clock, report: { ...later, at: clock } });
  socket.disconnect();
});

test('nothing but a report within its bounds is taken', async () => {
  const device = await enrol();
  const { socket } = await connected(device, ['plain']);
  const { disk } = REPORT;
  for (const [change, field] of [
    [{ version: '1.2' }, 'version'],
    [{ version: `1.2.3-${'x'.repeat(41)}` }, 'version'],
    [{ version: '1.2.3-<b>' }, 'version'],
    [{ pending: -1 }, 'pending'],
    [{ pending: 10_000_001 }, 'pending'],
    [{ clockOffset: 1.5 }, 'clockOffset'],
    [{ clockOffset: 9e12 }, 'clockOffset'],
    [{ disk: { ...disk, freeBytes: disk.totalBytes + 1 } }, 'disk.freeBytes'],
    [{ disk: { freeBytes: 0, totalBytes: 0 } }, 'disk.totalBytes'],
    [{ user: 'Amélie' }, 'user'],
  ] as const)
    expect(await callRaw(socket, 'device:report', { ...REPORT, ...change }), field).toMatchObject({
      ok: false,
      problem: 'input-invalid',
    });
  expect((await shown(device))?.report).toBeNull();
  socket.disconnect();
});

test('protocol 1 has no such event', async () => {
  const device = await enrol();
  const { socket } = await connected(device);
  expect(await callRaw(socket, 'device:report', REPORT)).toEqual({ ok: false, problem: 'call-unknown' });
  expect((await shown(device))?.report).toBeNull();
  socket.disconnect();
});

test('one kiosk that reports too often waits, and no other', async () => {
  const [eager, calm] = [
    await connected(await enrol(), ['plain']),
    await connected(await enrol(), ['plain']),
  ];
  for (let i = 0; i < 30; i += 1)
    expect(await callRaw(eager.socket, 'device:report', REPORT)).toMatchObject({ ok: true });
  expect(await callRaw(eager.socket, 'device:report', REPORT)).toMatchObject({
    problem: 'rate-limited',
    retryAfterSeconds: 600,
  });
  expect(await callRaw(calm.socket, 'device:report', REPORT)).toMatchObject({ ok: true });
  eager.socket.disconnect();
  calm.socket.disconnect();
});
