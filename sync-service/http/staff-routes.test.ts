import { afterAll, beforeAll, expect, test } from 'vitest';
import { STAFF_ROLES } from '../../common/contract/staff-roles.ts';
import { startTestService, type TestService } from '../test-support/service.ts';
import { json, NOWHERE, type Staff, signedIn, staffWith } from '../test-support/staff.ts';
import { CALLED_ROUTES, callAs, mayCall, STAFF_CALLS } from '../test-support/staff-calls.ts';

let service: TestService;
let admin: Staff;

beforeAll(async () => {
  service = await startTestService();
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

test.each(CALLED_ROUTES.filter((route) => STAFF_CALLS[route].by !== 'anybody'))(
  '%s asks who is there',
  async (route) => {
    for (const cookie of ['', 'perron-staff=guess']) {
      const answer = await callAs(staffWith(service, cookie), route);
      expect(answer.status).toBe(401);
      expect(await json(answer)).toEqual({ ok: false, problem: 'signed-out' });
    }
  },
);

test.each(STAFF_ROLES)('what a %s may do', async (role) => {
  const staff = await signedIn(service, role);
  const statuses: Record<string, number> = {};
  const expected: Record<string, number> = {};
  for (const route of CALLED_ROUTES) {
    statuses[route] = (await callAs(staff, route)).status;
    expected[route] = mayCall(role, route) ? STAFF_CALLS[route].status : 403;
  }
  expect(statuses).toEqual(expected);
});

test.each([
  ['/api/staff/sessions?limit=0', 'limit'],
  ['/api/staff/sessions?limit=1000', 'limit'],
  ['/api/staff/sessions?more=1', 'more'],
  ['/api/staff/sessions/not-an-id', 'sessionId'],
  [`/api/staff/sessions/${NOWHERE}/contributions.csv?separator=tab`, 'separator'],
])('%s names the field at fault', async (path, field) => {
  const answer = await admin.get(path);
  expect(answer.status).toBe(400);
  expect(await json(answer)).toEqual({ ok: false, problem: 'input-invalid', field });
});

test('no page of the service may load or run anything from elsewhere', async () => {
  const answer = await fetch(`${service.url}/staff/`, { redirect: 'manual' });
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect((await fetch(service.url, { redirect: 'manual' })).headers.get('location')).toBe('/staff/');
});
