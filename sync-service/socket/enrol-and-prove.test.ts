import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anchorText, challenge, proofText, timeAnchor, welcome } from '../../common/contract/sync.ts';
import { isSignedBy, makeKeyPair, random16, signText } from '../../platform/crypto.ts';
import { ENROLMENT_CODE_LIFE_MS } from '../services/devices.ts';
import {
  call,
  callRaw,
  connect,
  connectKiosk,
  connectProving,
  enrolDevice,
  startChain,
  type TestDevice,
} from '../test-support/kiosk.ts';
import { startTestService, type TestService } from '../test-support/service.ts';

let service: TestService;
let clock: number;

beforeEach(async () => {
  clock = 1_773_820_800_000;
  service = await startTestService({ now: () => clock });
});
afterEach(() => service.close());

const enrol = async (): Promise<TestDevice> =>
  enrolDevice({ url: service.url, code: await service.makeEnrolmentCode() });

const proof = (
  { keys, enrolment: { deviceId, serviceId } }: TestDevice,
  { nonce, chainId = randomUUID() }: { nonce: string; chainId?: string },
) => {
  const kioskNonce = random16();
  const text = proofText({ serviceId, nonce, deviceId, chainId, head: null, kioskNonce });
  return {
    protocol: 1,
    deviceId,
    chainId,
    head: null,
    kioskNonce,
    signature: signText(text, keys.privateKey),
  };
};

test('a code enrols one kiosk; its answer names the service, its key and the configuration', async () => {
  const code = await service.makeEnrolmentCode({ name: 'Chiroux 1' });
  const { enrolment } = await enrolDevice({
    url: service.url,
    code: code.toLowerCase().replaceAll('-', ' '),
  });
  const { serviceId, signingKey } = service.service.identity;
  expect(enrolment).toMatchObject({ serviceId, signingKey, configuration: { name: 'Chiroux 1' } });
  await expect(enrolDevice({ url: service.url, code })).rejects.toThrow('enrolment-code-invalid');
});

test('of many kiosks with the same code at once, one gets in', async () => {
  const code = await service.makeEnrolmentCode();
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => enrolDevice({ url: service.url, code })),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a kiosk whose answer was lost gets the same device again', async () => {
  const code = await service.makeEnrolmentCode();
  const { socket } = await connect({ url: service.url });
  const request = { protocol: 1, code, publicKey: makeKeyPair().publicKey };
  const first = await call(socket, 'device:enrol', request);
  expect(await call(socket, 'device:enrol', request)).toEqual(first);
  socket.disconnect();
});

test('a code dies after a quarter of an hour', async () => {
  const code = await service.makeEnrolmentCode();
  clock += ENROLMENT_CODE_LIFE_MS;
  await expect(enrolDevice({ url: service.url, code })).rejects.toThrow('enrolment-code-invalid');
});

test('guessing codes is slowed down, and free again after a while', async () => {
  const { socket } = await connect({ url: service.url });
  const guess = { protocol: 1, code: 'AAAA-AAAA-AAAA', publicKey: makeKeyPair().publicKey };
  const codes = [];
  for (let i = 0; i < 11; i += 1) codes.push(await call(socket, 'device:enrol', guess));
  expect(
    codes.slice(0, 10).every((answer) => !answer.ok && answer.problem === 'enrolment-code-invalid'),
  ).toBe(true);
  expect(codes[10]).toEqual({ ok: false, problem: 'rate-limited', retryAfterSeconds: 600 });
  clock += 600_000;
  expect(await call(socket, 'device:enrol', guess)).toMatchObject({ problem: 'enrolment-code-invalid' });
  socket.disconnect();
});

test('the welcome carries a time anchor that the pinned key signed', async () => {
  const device = await enrol();
  const kiosk = await connectKiosk({ url: service.url, device, chain: startChain() });
  const { anchor, epoch } = welcome.parse(kiosk.welcome);
  const { statement, signature } = timeAnchor.parse(anchor);
  expect(isSignedBy(statement, signature, device.enrolment.signingKey)).toBe(true);
  const kioskNonce = statement.split('\n').at(-1) as string;
  const { deviceId, serviceId } = device.enrolment;
  expect(statement).toBe(anchorText({ serviceId, epoch, deviceId, at: clock, kioskNonce }));
  expect(service.service.isOnline(deviceId)).toBe(true);
  kiosk.socket.disconnect();
});

test('a proof is refused when the key, the nonce or a signed field is another', async () => {
  const device = await enrol();
  const { socket, challenge } = await connect({ url: service.url });
  const good = proof(device, challenge);
  const other = { ...device, keys: makeKeyPair() };
  expect(await call(socket, 'device:prove', proof(other, challenge))).toMatchObject({
    problem: 'proof-wrong',
  });
  expect(await call(socket, 'device:prove', { ...good, chainId: randomUUID() })).toMatchObject({
    problem: 'proof-wrong',
  });
  expect(await call(socket, 'device:prove', { ...good, deviceId: randomUUID() })).toMatchObject({
    problem: 'device-unknown',
  });
  expect(await call(socket, 'device:prove', { ...good, protocol: 999 })).toMatchObject({
    problem: 'protocol-unsupported',
  });
  expect(await call(socket, 'device:prove', good)).toMatchObject({ ok: true });

  const { socket: second } = await connect({ url: service.url });
  expect(await call(second, 'device:prove', good), 'replayed on another connection').toMatchObject({
    problem: 'proof-wrong',
  });
  const { socket: third, challenge: fresh } = await connect({ url: service.url });
  const altered = { ...proof(device, fresh), kioskNonce: random16() };
  expect(await call(third, 'device:prove', altered)).toMatchObject({ problem: 'proof-wrong' });
  socket.disconnect();
  second.disconnect();
  third.disconnect();
});

test('a proof that comes with the connection is welcomed at once', async () => {
  const device = await enrol();
  const { socket, told } = await connectProving({
    url: service.url,
    proof: (nonce) => proof(device, { nonce }),
  });
  expect(welcome.parse(told)).toMatchObject({ head: null, missing: [] });
  expect(await call(socket, 'feed:pull', { cursor: null, limit: 1 })).toMatchObject({ ok: true });
  socket.disconnect();
});

test('one that is wrong, of another connection or of another form is followed by the challenge and by nothing else', async () => {
  const device = await enrol();
  const heard = { proof: proof(device, { nonce: random16() }) };
  const first = await connectProving({
    url: service.url,
    proof: (nonce) => {
      heard.proof = proof(device, { nonce });
      return heard.proof;
    },
  });
  const stranger = { ...device, keys: makeKeyPair() };
  for (const given of [
    () => heard.proof,
    (nonce: string) => proof(stranger, { nonce }),
    (nonce: string) => ({ ...proof(device, { nonce }), protocol: 999 }),
    () => 'let me in',
    () => null,
  ]) {
    const { socket, told } = await connectProving({ url: service.url, proof: given });
    expect(told).toMatchObject({ serviceId: device.enrolment.serviceId, nonce: socket.io.engine.id });
    expect(await call(socket, 'feed:pull', { cursor: null, limit: 1 })).toMatchObject({
      problem: 'proof-missing',
    });
    socket.disconnect();
  }
  first.socket.disconnect();
});

test('a kiosk that was shut out learns it after a proof that came with the connection', async () => {
  const device = await enrol();
  await service.service.devices.revoke({ deviceId: device.enrolment.deviceId, reason: 'lost' });
  const { socket, told } = await connectProving({
    url: service.url,
    proof: (nonce) => proof(device, { nonce }),
  });
  const { nonce } = challenge.parse(told);
  expect(await call(socket, 'device:prove', proof(device, { nonce }))).toMatchObject({
    problem: 'device-revoked',
  });
  socket.disconnect();
});

test('a connection may send few wrong proofs', async () => {
  const device = await enrol();
  const { socket, challenge } = await connect({ url: service.url });
  const wrong = { ...proof(device, challenge), chainId: randomUUID() };
  for (let i = 0; i < 5; i += 1) {
    expect(await call(socket, 'device:prove', wrong)).toMatchObject({ problem: 'proof-wrong' });
  }
  expect(await call(socket, 'device:prove', proof(device, challenge))).toMatchObject({
    problem: 'rate-limited',
  });
  socket.disconnect();
});

test.each([
  ['records:push', { batch: Buffer.from('') }],
  ['feed:pull', { cursor: null, limit: 1 }],
  ['receipt:find', { codeDigest: 'A'.repeat(22) }],
  ['no:such', {}],
])('%s is refused before the proof', async (event, request) => {
  const { socket } = await connect({ url: service.url });
  expect(await callRaw(socket, event, request)).toEqual({ ok: false, problem: 'proof-missing' });
  socket.disconnect();
});

test('a revoked kiosk is told, closed and not welcomed again', async () => {
  const device = await enrol();
  const chain = startChain();
  const kiosk = await connectKiosk({ url: service.url, device, chain });
  const told = new Promise((resolve) => kiosk.socket.once('device:revoked', resolve));
  const closed = new Promise((resolve) => kiosk.socket.once('disconnect', resolve));
  await service.service.devices.revoke({ deviceId: device.enrolment.deviceId, reason: 'lost' });
  const { lines } = chain.add('participant.left', {});
  expect(await kiosk.push([lines])).toMatchObject({ ok: false, problem: 'device-revoked' });
  expect(await kiosk.pull({ cursor: null, limit: 10 })).toMatchObject({ problem: 'device-revoked' });
  expect(await told).toEqual({ reason: 'lost' });
  await closed;
  await expect(connectKiosk({ url: service.url, device, chain })).rejects.toThrow('device-revoked');
});

test('a page of a browser, lured here from anywhere, gets no connection', async () => {
  await expect(connect({ url: service.url, headers: { origin: service.url } })).rejects.toThrow();
});

test('a kiosk and its records are known after a restart of the service', async () => {
  const device = await enrol();
  const chain = startChain();
  const before = await connectKiosk({ url: service.url, device, chain });
  chain.add('participant.left', {});
  await before.push(chain.made);
  const closed = new Promise((resolve) => before.socket.once('disconnect', resolve));
  await service.restart();
  await closed;
  const after = await connectKiosk({ url: service.url, device, chain });
  expect(after.welcome).toMatchObject({ epoch: before.welcome.epoch, head: chain.head, missing: [] });
  after.socket.disconnect();
});
