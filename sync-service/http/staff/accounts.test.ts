import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService, type TestService } from '../../test-support/service.ts';
import {
  addStaff,
  answered,
  json,
  PASSWORD,
  type Staff,
  signedIn,
  staffWith,
} from '../../test-support/staff.ts';

let service: TestService;
let admin: Staff;
let clock = Date.now();

beforeAll(async () => {
  service = await startTestService({ now: () => clock });
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

const value = (path: string) => answered(admin, path);

test('the sign-in is a cookie that no script reads and no other site sends, and ends when it should', async () => {
  await addStaff(service, 'Zoë', 'reader');
  const answer = await staffWith(service, '').post('/api/staff/sign-in', { name: 'Zoë', password: PASSWORD });
  expect(await json(answer)).toEqual({ ok: true, value: { name: 'Zoë', role: 'reader' } });
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^perron-staff=[\w-]{44}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
  const zoe = staffWith(service, cookie.split(';')[0] ?? '');
  expect((await zoe.get('/api/staff/me')).status).toBe(200);
  clock += 12 * 3_600_000;
  expect((await zoe.get('/api/staff/me')).status, 'after twelve hours').toBe(401);
  admin = await signedIn(service, 'administrator');
  const again = await signedIn(service, 'reader');
  expect((await again.post('/api/staff/sign-out')).status).toBe(200);
  expect((await again.get('/api/staff/me')).status, 'after signing out').toBe(401);
});

test('an administrator adds an account, changes its role, closes it at once and opens it again', async () => {
  const call = async (path: string, body: object, by = admin) =>
    json(await by.post(`/api/staff/${path}`, body));
  const added = await call('accounts', { name: ' Léa ', role: 'reader' });
  const { password } = added.value as { password: string };
  expect(password).toMatch(/^[\w-]{20}$/);
  expect(await call('accounts', { name: 'Léa', role: 'reader' })).toEqual({
    ok: false,
    problem: 'name-taken',
    field: 'name',
  });
  const accounts = async () =>
    (await value('/api/staff/accounts')).accounts as { id: string; name: string; closed: boolean }[];
  const { id } = (await accounts()).find(({ name }) => name === 'Léa') ?? { id: '' };
  const signIn = async (secret: string) => {
    const answer = await staffWith(service, '').post('/api/staff/sign-in', { name: 'Léa', password: secret });
    return staffWith(service, (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
  };
  const lea = await signIn(password);
  const me = async (staff: Staff) => json(await staff.get('/api/staff/me'));
  expect(await me(lea)).toEqual({ ok: true, value: { name: 'Léa', role: 'reader' } });
  await call('accounts/role', { id, role: 'moderator' });
  expect((await me(lea)).value, 'at the next request').toEqual({ name: 'Léa', role: 'moderator' });
  await call('accounts/closed', { id, closed: true });
  expect(await me(lea)).toMatchObject({ problem: 'signed-out' });
  expect(await me(await signIn(password)), 'with the right password').toMatchObject({
    problem: 'signed-out',
  });
  await call('accounts/closed', { id, closed: false });
  expect((await me(await signIn(password))).ok).toBe(true);
  expect((await me(lea)).ok, 'an old sign-in stays ended').toBe(false);
  const reset = (await call('accounts/password', { id })).value as { password: string };
  expect((await me(await signIn(password))).ok).toBe(false);
  const again = await signIn(reset.password);
  const short = { current: reset.password, next: 'too short' };
  expect(await call('password', short, again)).toMatchObject({ problem: 'input-invalid', field: 'next' });
  expect(
    await call('password', { ...short, current: 'guess', next: 'long enough, this' }, again),
  ).toMatchObject({
    problem: 'credentials-wrong',
  });
  expect(await call('password', { ...short, next: 'long enough, this' }, again)).toEqual({
    ok: true,
    value: {},
  });
  expect((await me(again)).ok, 'signed out everywhere').toBe(false);
  expect((await me(await signIn('long enough, this'))).ok).toBe(true);
  const own = (await value('/api/staff/me')) as { name: string };
  const ownId = (await accounts()).find(({ name }) => name === own.name)?.id;
  expect(await call('accounts/closed', { id: ownId, closed: true })).toEqual({
    ok: false,
    problem: 'account-own',
  });
  expect(await call('accounts/role', { id: ownId, role: 'reader' })).toMatchObject({
    problem: 'account-own',
  });
  const log = (await value('/api/staff/audit?limit=200')) as {
    entries: { action: string; subject: string }[];
  };
  const changes = log.entries.filter(({ action, subject }) => subject === 'Léa' && !/signed/.test(action));
  expect(changes.map(({ action }) => action).reverse()).toEqual([
    'staff.added',
    'staff.role-changed',
    'staff.closed',
    'staff.opened',
    'staff.password-changed',
    'staff.password-changed',
  ]);
  expect(JSON.stringify(log) + service.logged()).not.toMatch(
    new RegExp(`${password}|${reset.password}|long enough`),
  );
});

test('a wrong password and an unknown name get the same answer, and guessing is slowed down', async () => {
  await addStaff(service, 'Guessed', 'reader');
  const guess = (name: string, password = 'wrong') =>
    staffWith(service, '').post('/api/staff/sign-in', { name, password });
  const [wrong, unknown] = [await guess('Guessed'), await guess('Nobody')];
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  expect(await json(wrong)).toEqual(await json(unknown));
  for (let i = 0; i < 9; i += 1) await guess('Guessed');
  const limited = await guess('Guessed', PASSWORD);
  expect(limited.status).toBe(429);
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await json(limited)).toMatchObject({ problem: 'rate-limited' });
  clock += 10 * 60_000;
  expect((await guess('Guessed', PASSWORD)).status).toBe(200);
});

test('another page can change nothing', async () => {
  for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:1']) {
    const answer = await admin.post('/api/staff/sign-out', {}, { origin });
    expect(await json(answer)).toEqual({ ok: false, problem: 'caller-refused' });
  }
  expect((await admin.get('/api/staff/me')).status).toBe(200);
});
