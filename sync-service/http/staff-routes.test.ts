import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restRoutes } from '../../common/contract/rest-api.ts';
import { staffRoutes } from '../../common/contract/staff-api.ts';
import { STAFF_ROLES } from '../../common/contract/staff-roles.ts';
import { startTestService, type TestService } from '../test-support/service.ts';
import { json, NOWHERE, type Staff, signedIn, staffWith } from '../test-support/staff.ts';
import { CALLED_ROUTES, callAs, mayCall, STAFF_CALLS } from '../test-support/staff-calls.ts';

let service: TestService;
let admin: Staff;

/** Every route that the service's Fastify knows, whoever registered it. */
const registered: string[] = [];
const hear = (message: unknown) =>
  (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) registered.push(`${one} ${url}`);
  });

beforeAll(async () => {
  subscribe('fastify.initialization', hear);
  service = await startTestService();
  unsubscribe('fastify.initialization', hear);
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

test('no route stands beside these lists, but pages, files and health, which ask nobody', () => {
  const declared = Object.values(staffRoutes).map(({ method, path }) => `${method} ${path}`);
  const rest = Object.values(restRoutes).map(({ path }) => `GET ${path.replace(/\{(\w+)\}/g, ':$1')}`);
  const others = registered.filter(
    (route) => !route.startsWith('HEAD ') && ![...declared, ...rest].includes(route),
  );
  expect(new Set(others)).toEqual(
    new Set([
      'GET /',
      'GET /staff',
      'GET /staff/*',
      'GET /api/v1/docs',
      'GET /api/v1/docs.css',
      'GET /api/v1/openapi.json',
      'GET /health/live',
      'GET /health/ready',
      // On a port of its own.
      'GET /metrics',
    ]),
  );
  expect(registered).toEqual(expect.arrayContaining([...declared, ...rest]));
});

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
