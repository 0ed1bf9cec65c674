/** Limits count people and kiosks behind a load balancer one by one, and believe nobody else about it. */
import { afterEach, expect, test } from 'vitest';
import { makeKeyPair } from '../../platform/crypto.ts';
import { call, connect } from '../test-support/kiosk.ts';
import { startTestService, type TestService } from '../test-support/service.ts';

let service: TestService;
afterEach(() => service.close());

const LIMIT = 10;
const GUESS = { protocol: 1, code: 'AAAA-AAAA-AAAA' };

/** The code of the last answer, after so many wrong enrolment codes `from` an address that the proxy names. */
async function guess({ from, times }: { from: string; times: number }): Promise<string> {
  const { socket } = await connect({ url: service.url, headers: { 'x-forwarded-for': from } });
  let last = 'none';
  for (let nth = 0; nth < times; nth += 1) {
    const answer = await call(socket, 'device:enrol', { ...GUESS, publicKey: makeKeyPair().publicKey });
    last = answer.ok ? 'ok' : answer.problem;
  }
  socket.disconnect();
  return last;
}
test('a trusted proxy says whose guesses they are', async () => {
  service = await startTestService({ trustedProxies: ['127.0.0.0/8'] });
  expect(await guess({ from: '192.0.2.1', times: LIMIT + 1 })).toBe('rate-limited');
  expect(await guess({ from: '192.0.2.2', times: 1 })).toBe('enrolment-code-invalid');
  // What the sender wrote before the proxy added its own is not believed.
  expect(await guess({ from: '192.0.2.9, 192.0.2.1', times: 1 })).toBe('rate-limited');
});

test('the log of what staff do says from where, as the proxy says it', async () => {
  service = await startTestService({ trustedProxies: ['127.0.0.0/8'] });
  const sent = await fetch(`${service.url}/api/staff/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: service.url, 'x-forwarded-for': '192.0.2.7' },
    body: JSON.stringify({ name: 'Nobody', password: 'wrong' }),
  });
  expect(sent.status).toBe(401);
  expect(await service.store.staff.audit({ before: null, limit: 1 })).toMatchObject([
    { action: 'staff.sign-in-refused', by: null, address: '192.0.2.7' },
  ]);
});

test('nobody else does', async () => {
  service = await startTestService();
  expect(await guess({ from: '192.0.2.1', times: LIMIT })).toBe('enrolment-code-invalid');
  expect(await guess({ from: '192.0.2.2', times: 1 })).toBe('rate-limited');
});
