import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_SCOPES } from '../../common/contract/api-scopes.ts';
import { REQUESTS_A_MINUTE } from '../services/api-tokens.ts';
import { ask, makeToken, pathOf, REST_ROUTES, REST_STATUS } from '../test-support/rest.ts';
import { startTestService, type TestService } from '../test-support/service.ts';
import { answered, json, NOWHERE, type Staff, signedIn } from '../test-support/staff.ts';

let service: TestService;
let admin: Staff;
let clock = Date.now();

beforeAll(async () => {
  service = await startTestService({ now: () => clock });
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

describe('a route', () => {
  test.each(API_SCOPES)('is open to a token that may read %s, or not', async (scope) => {
    const token = await makeToken(admin, [scope]);
    const statuses: Record<string, number> = {};
    const expected: Record<string, number> = {};
    for (const route of REST_ROUTES) {
      const answer = await ask(service, token, pathOf(route));
      statuses[route] = answer.status;
      const [needed, status] = REST_STATUS[route];
      expected[route] = needed === scope ? status : 403;
      if (answer.status === 403)
        expect(await json(answer), route).toEqual({ ok: false, problem: 'scope-missing' });
    }
    expect(statuses).toEqual(expected);
  });

  test.each([
    ['no token', async () => null],
    ['a guess', async () => `perron_${'A'.repeat(44)}`],
    [
      'a revoked token',
      async () => {
        const token = await makeToken(admin, API_SCOPES);
        const [made] = (await answered(admin, '/api/staff/api-tokens')).tokens as { id: string }[];
        expect((await ask(service, token, '/api/v1/consultations')).status).toBe(200);
        await admin.post('/api/staff/api-tokens/revoke', { id: made?.id });
        return token;
      },
    ],
    [
      'an expired token',
      async () => {
        const token = await makeToken(admin, API_SCOPES, { expiresAt: clock + 1_000 });
        expect((await ask(service, token, '/api/v1/consultations')).status).toBe(200);
        clock += 1_000;
        return token;
      },
    ],
    ['a cookie of staff', async () => 'cookie'],
  ])('is shut to %s', async (what, make) => {
    const token = await make();
    for (const route of REST_ROUTES) {
      const answer =
        what === 'a cookie of staff'
          ? await admin.get(pathOf(route))
          : await ask(service, token, pathOf(route));
      expect([answer.status, answer.headers.get('www-authenticate')], route).toEqual([401, 'Bearer']);
      expect(await json(answer), route).toEqual({ ok: false, problem: 'token-invalid' });
    }
  });

  test('is not the staff’s: a token opens none of those', async () => {
    const token = await makeToken(admin, API_SCOPES);
    expect((await ask(service, token, '/api/staff/sessions')).status).toBe(401);
  });
});

test.each([
  ['/api/v1/consultations?limit=0', 'limit'],
  ['/api/v1/consultations?more=1', 'more'],
  ['/api/v1/contributions', 'consultationId'],
  ['/api/v1/sessions/not-an-id', 'sessionId'],
  [`/api/v1/contributions?consultationId=${NOWHERE}&kind=support`, 'kind'],
])('%s names the field at fault', async (path, field) => {
  const answer = await ask(service, await makeToken(admin, API_SCOPES), path);
  expect([answer.status, await json(answer)]).toEqual([400, { ok: false, problem: 'input-invalid', field }]);
});

test('one token that asks too often waits, and no other', async () => {
  const [eager, calm] = [await makeToken(admin, ['published']), await makeToken(admin, ['published'])];
  for (let i = 0; i < REQUESTS_A_MINUTE; i += 1) await ask(service, eager, '/api/v1/consultations?limit=1');
  const limited = await ask(service, eager, '/api/v1/consultations');
  expect(limited.status).toBe(429);
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ask(service, calm, '/api/v1/consultations')).status).toBe(200);
  clock += 60_000;
  expect((await ask(service, eager, '/api/v1/consultations')).status).toBe(200);
});

test('the last use of a token is shown to the minute', async () => {
  const token = await makeToken(admin, ['published'], { name: 'Minutes' });
  const used = async () =>
    ((await answered(admin, '/api/staff/api-tokens')).tokens as { name: string; lastUsedAt: number }[]).find(
      ({ name }) => name === 'Minutes',
    )?.lastUsedAt;
  const first = clock;
  await ask(service, token, '/api/v1/consultations');
  clock += 59_999;
  await ask(service, token, '/api/v1/consultations');
  expect(await used()).toBe(first);
  clock += 1;
  await ask(service, token, '/api/v1/consultations');
  expect(await used()).toBe(clock);
});
