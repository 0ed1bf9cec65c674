import { afterEach, beforeEach, expect, test } from 'vitest';
import { FIRST_LINK_LIFE_MS } from '../../services/first-account.ts';
import { startTestService, type TestService } from '../../test-support/service.ts';
import { addStaff, json, staffWith } from '../../test-support/staff.ts';

const ACCOUNT = { name: 'Ann', password: 'correct horse battery' };
const INVALID = { ok: false, problem: 'link-invalid' };

let service: TestService;
let clock = Date.now();
beforeEach(async () => {
  clock = Date.now();
  service = await startTestService({ now: () => clock });
});
afterEach(() => service.close());

const tokenOf = async (): Promise<string> => (await service.service.firstLink())?.split('/').at(-1) ?? '';
const check = async (token: string) =>
  json(await staffWith(service, '').post('/api/staff/begin/check', { token }));
const make = async (token: string, account: object = ACCOUNT) =>
  json(await staffWith(service, '').post('/api/staff/begin', { token, ...account }));

test('whoever has the link makes the first administrator, once, and it stands in the log', async () => {
  const token = await tokenOf();
  expect(await check(token)).toEqual({ ok: true, value: {} });
  expect(await make(token, { ...ACCOUNT, password: 'short' })).toEqual({
    ok: false,
    problem: 'input-invalid',
    field: 'password',
  });
  const tries = await Promise.all(['Ann', 'Bob', 'Cleo'].map((name) => make(token, { ...ACCOUNT, name })));
  expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  expect(tries.filter(({ ok }) => !ok)).toEqual([INVALID, INVALID]);
  expect(await service.store.staff.accounts()).toMatchObject([{ role: 'administrator' }]);
  expect(await service.store.staff.audit({ before: null, limit: 1 })).toMatchObject([
    { action: 'staff.first-made' },
  ]);
  expect(await make(token)).toEqual(INVALID);
  expect(await check(token)).toEqual(INVALID);
  expect(await service.service.firstLink()).toBeNull();
  expect(service.logged()).not.toContain(token);
});

test('a link that is too old, altered or for nobody is dead', async () => {
  const token = await tokenOf();
  const [expiry, secret] = token.split('-') as [string, string];
  for (const wrong of ['', 'guess', `${Number(expiry) + 1}-${secret}`, `${expiry}-${'A'.repeat(43)}`])
    expect(await make(wrong)).toEqual(INVALID);
  clock += FIRST_LINK_LIFE_MS;
  expect(await make(token)).toEqual(INVALID);
  const fresh = await tokenOf();
  await addStaff(service, 'By command', 'reader');
  expect(await make(fresh)).toEqual(INVALID);
});

test('it outlives a restart, for every process knows it', async () => {
  const token = await tokenOf();
  await service.restart();
  expect(await make(token)).toEqual({ ok: true, value: {} });
});
