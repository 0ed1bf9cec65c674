import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FRAME_MAX_BYTES, type SyncEvent, syncRequests } from '../../common/contract/sync.ts';
import { random16 } from '../../platform/crypto.ts';
import {
  callRaw,
  connect,
  connectKiosk,
  enrolDevice,
  startChain,
  type TestDevice,
  type TestKiosk,
} from '../test-support/kiosk.ts';
import { startTestService, type TestService } from '../test-support/service.ts';

let service: TestService;
let device: TestDevice;
let kiosk: TestKiosk;

beforeAll(async () => {
  service = await startTestService();
  device = await enrolDevice({ url: service.url, code: await service.makeEnrolmentCode() });
  kiosk = await connectKiosk({ url: service.url, device, chain: startChain() });
});
afterAll(async () => {
  kiosk.socket.disconnect();
  await service.close();
});

const problems = new Set(['input-invalid', 'batch-malformed', 'protocol-unsupported']);

test('whatever is sent is answered with a problem, and the connection lives on', async () => {
  const event = fc.constantFrom(...Object.keys(syncRequests));
  const junk = fc.array(fc.oneof(fc.jsonValue(), fc.uint8Array()), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(event, junk, async (name, args) => {
      // What happens to be a request is no junk.
      fc.pre(args.length !== 1 || !syncRequests[name as SyncEvent].request.safeParse(args[0]).success);
      const answer = await callRaw(kiosk.socket, name, ...args);
      expect(answer.ok).toBe(false);
      if (!answer.ok) expect(problems).toContain(answer.problem);
    }),
    { numRuns: 300 },
  );
  expect(await kiosk.pull({ cursor: null, limit: 1 })).toMatchObject({ ok: true });
});

test('whatever a batch holds is kept or refused, never half', async () => {
  const line = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', ' '));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(line, line), { maxLength: 8 }), async (records) => {
      const batch = Buffer.from(records.map(([header, body]) => `${header}\n${body}\n`).join(''));
      const answer = await callRaw(kiosk.socket, 'records:push', { batch });
      expect(answer).toEqual({
        ok: true,
        value: {
          statuses: records.map(() => 'quarantined'),
          quarantined: records.map((_, index) => ({ index, rule: 'header-invalid' })),
        },
      });
    }),
    { numRuns: 100 },
  );
});

test('an unknown key, event or bound is named', async () => {
  const pull = { cursor: null, limit: 1 };
  expect(await callRaw(kiosk.socket, 'feed:pull', { ...pull, extra: 1 })).toEqual({
    ok: false,
    problem: 'input-invalid',
    field: 'extra',
  });
  expect(
    await callRaw(kiosk.socket, 'feed:pull', { ...pull, cursor: { epoch: 'x', scope: 'y', position: -1 } }),
  ).toMatchObject({ problem: 'input-invalid', field: 'cursor.epoch' });
  expect(await callRaw(kiosk.socket, 'feed:drop', pull)).toEqual({ ok: false, problem: 'call-unknown' });
  expect(await callRaw(kiosk.socket, 'constructor', pull)).toEqual({ ok: false, problem: 'call-unknown' });
});

test('a request that wants no answer does no work and no harm', async () => {
  const untyped = kiosk.socket as unknown as { emit(event: string, ...args: unknown[]): void };
  for (const event of [...Object.keys(syncRequests), 'no:such']) untyped.emit(event, { batch: null });
  untyped.emit('records:push');
  untyped.emit('records:push', { batch: Buffer.from('{}\n\n') }, 'no callback');
  expect(await kiosk.pull({ cursor: null, limit: 1 })).toMatchObject({ ok: true });
});

test('a frame above the bound closes that connection and no other', async () => {
  const { socket } = await connect({ url: service.url });
  const closed = new Promise((resolve) => socket.once('disconnect', resolve));
  const untyped = socket as unknown as { emit(event: string, ...args: unknown[]): void };
  untyped.emit('device:enrol', { code: 'x'.repeat(FRAME_MAX_BYTES) });
  await closed;
  expect(await kiosk.pull({ cursor: null, limit: 1 })).toMatchObject({ ok: true });
});

test('a connection cannot become another device', async () => {
  const other = await enrolDevice({ url: service.url, code: await service.makeEnrolmentCode() });
  const request = {
    protocol: 1,
    deviceId: other.enrolment.deviceId,
    chainId: startChain().chainId,
    head: null,
    kioskNonce: random16(),
    signature: 'A'.repeat(86),
  };
  expect(await callRaw(kiosk.socket, 'device:prove', request)).toMatchObject({ problem: 'proof-wrong' });
});

test('an error inside leaves as a code with a log id', async () => {
  const own = await startTestService();
  const itsDevice = await enrolDevice({ url: own.url, code: await own.makeEnrolmentCode() });
  const { socket, pull } = await connectKiosk({ url: own.url, device: itsDevice, chain: startChain() });
  await own.store.close();
  const answer = await pull({ cursor: null, limit: 1 });
  expect(answer).toMatchObject({ ok: false, problem: 'internal', logId: expect.any(String) });
  if (!answer.ok) expect(own.logged()).toContain(answer.logId);
  expect((await fetch(`${own.url}/health/ready`)).status).toBe(503);
  expect((await fetch(`${own.url}/health/live`)).status).toBe(200);
  socket.disconnect();
  await own.close();
});
