import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StaffOutput } from '../../../common/contract/staff-api.ts';
import { runAdmin } from '../../test-support/admin.ts';
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

const STEP_MS = 30_000;

let service: TestService;
let admin: Staff;
/** The middle of a time step. */
let clock = Math.floor(Date.now() / STEP_MS) * STEP_MS + STEP_MS / 2;

beforeAll(async () => {
  service = await startTestService({ now: () => clock });
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

const codeOf = (key: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: clock + steps * STEP_MS });
/** Six digits that are right for no step near. */
const wrongOf = (key: string): string => {
  const right = [-1, 0, 1].map((steps) => codeOf(key, steps));
  return ['000000', '111111', '222222', '333333'].find((code) => !right.includes(code)) as string;
};

type Answered = { readonly ok: boolean; readonly problem?: string; readonly value?: Record<string, unknown> };
const signIn = async (name: string, code?: string, password = PASSWORD) => {
  const answer = await staffWith(service, '').post('/api/staff/sign-in', {
    name,
    password,
    ...(code === undefined ? {} : { code }),
  });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { answer: (await json(answer)) as Answered, staff: staffWith(service, cookie) };
};
const problemOf = async (name: string, code?: string, password?: string) =>
  (await signIn(name, code, password)).answer.problem ?? 'none';
const post = async (staff: Staff, path: string, body: object) =>
  (await json(await staff.post(`/api/staff/${path}`, body))) as Answered;

/** An account with a second factor that is set up and signed in; its first code is used up. */
async function secured(name: string) {
  await addStaff(service, name, 'reader');
  const { staff } = await signIn(name);
  const shown = (await answered(staff, '/api/staff/second-factor')) as StaffOutput<'showSecondFactor'>;
  if (shown.set) throw new Error('a new account has none');
  const { key, address } = shown;
  const made = await post(staff, 'second-factor', { password: PASSWORD, key, code: codeOf(key) });
  expect(made.ok).toBe(true);
  return { staff, key, address, codes: made.value?.codes as string[] };
}

test('with a second factor the password alone lets nobody in, and each code does so once', async () => {
  const { staff, key, address, codes } = await secured('Ada');
  expect(address).toMatch(/^otpauth:\/\/totp\/Perron:Ada\?/);
  expect(new Set(codes).size).toBe(10);
  expect(await answered(staff, '/api/staff/second-factor')).toEqual({ set: true, codesLeft: 10 });
  expect(await problemOf('Ada')).toBe('second-factor-missing');
  expect(await problemOf('Ada', undefined, 'a wrong password')).toBe('credentials-wrong');
  expect(await problemOf('Ada', codeOf(key), 'a wrong password')).toBe('credentials-wrong');
  expect(await problemOf('Ada', codeOf(key)), 'that it was set up with').toBe('second-factor-wrong');
  clock += STEP_MS;
  const code = codeOf(key);
  expect(await problemOf('Ada', `${code.slice(0, 3)} ${code.slice(3)}`)).toBe('none');
  expect(await problemOf('Ada', code), 'the same time step again').toBe('second-factor-wrong');
  expect(await problemOf('Ada', codeOf(key, -1)), 'an earlier one').toBe('second-factor-wrong');
  expect(await problemOf('Ada', codeOf(key, 1)), 'of a phone that is ahead').toBe('none');
  clock += 4 * STEP_MS;
  expect(await problemOf('Ada', codeOf(key, -2)), 'too old').toBe('second-factor-wrong');
  const [recovery = ''] = codes;
  expect(await problemOf('Ada', recovery.toLowerCase().replaceAll('-', ' '))).toBe('none');
  expect(await problemOf('Ada', recovery)).toBe('second-factor-wrong');
  expect(await answered(staff, '/api/staff/second-factor')).toEqual({ set: true, codesLeft: 9 });
});

test('it is set up and removed with the password and a code, and not twice', async () => {
  const { staff, key, codes } = await secured('Bea');
  const set = { password: PASSWORD, key };
  clock += STEP_MS;
  expect((await post(staff, 'second-factor', { ...set, code: wrongOf(key) })).problem).toBe(
    'second-factor-wrong',
  );
  expect((await post(staff, 'second-factor', { ...set, code: codeOf(key) })).problem).toBe(
    'second-factor-present',
  );
  expect(await post(staff, 'second-factor', { ...set, key: 'short', code: codeOf(key) })).toMatchObject({
    problem: 'input-invalid',
    field: 'key',
  });
  const remove = (password: string, code: string) => post(staff, 'second-factor/remove', { password, code });
  expect((await remove('a wrong password', codeOf(key))).problem).toBe('credentials-wrong');
  expect((await remove(PASSWORD, wrongOf(key))).problem).toBe('second-factor-wrong');
  expect(await problemOf('Bea')).toBe('second-factor-missing');
  expect(await remove(PASSWORD, codes[3] ?? '')).toEqual({ ok: true, value: {} });
  expect((await remove(PASSWORD, codeOf(key))).problem).toBe('not-found');
  expect(await problemOf('Bea')).toBe('none');
});

test('an administrator removes that of another, not the own, and it is in the log', async () => {
  await secured('Cleo');
  const { accounts } = (await answered(admin, '/api/staff/accounts')) as StaffOutput<'listAccounts'>;
  const cleo = accounts.find(({ name }) => name === 'Cleo');
  const own = accounts.find(({ name }) => name.startsWith('administrator'));
  expect([cleo?.secondFactor, own?.secondFactor]).toEqual([true, false]);
  const remove = (id: string | undefined) => post(admin, 'accounts/second-factor', { id });
  expect((await remove(own?.id)).problem).toBe('account-own');
  expect(await remove(cleo?.id)).toEqual({ ok: true, value: {} });
  expect((await remove(cleo?.id)).problem).toBe('not-found');
  expect(await problemOf('Cleo')).toBe('none');
  const { entries } = (await answered(admin, '/api/staff/audit?limit=9')) as StaffOutput<'listAudit'>;
  expect(entries.filter(({ subject }) => subject === 'Cleo').map(({ action }) => action)).toEqual([
    'staff.signed-in',
    'staff.second-factor-removed',
    'staff.second-factor-set',
    'staff.signed-in',
  ]);
});

test('the command line removes that of an only administrator', async () => {
  await secured('Fay');
  const words = ['staff', 'remove-second-factor', '--name', 'Fay'];
  const remove = () => runAdmin({ words, dataFolder: service.dataFolder, input: '' });
  expect((await remove()).code).toBe(0);
  expect(await problemOf('Fay')).toBe('none');
  expect(await remove()).toMatchObject({ code: 1, stderr: expect.stringContaining('no second factor') });
  const { entries } = (await answered(admin, '/api/staff/audit?limit=9')) as StaffOutput<'listAudit'>;
  expect(entries).toContainEqual(
    expect.objectContaining({ by: null, action: 'staff.second-factor-removed', subject: 'Fay' }),
  );
});

test('guessing codes is slowed down for the account, also for who knows the password', async () => {
  const { key } = await secured('Dora');
  clock += STEP_MS;
  for (let i = 0; i < 5; i += 1) expect(await problemOf('Dora', wrongOf(key))).toBe('second-factor-wrong');
  expect(await problemOf('Dora')).toBe('second-factor-missing');
  expect(await problemOf('Dora', codeOf(key))).toBe('rate-limited');
  const { entries } = (await answered(admin, '/api/staff/audit?limit=20')) as StaffOutput<'listAudit'>;
  expect(
    entries.filter(({ action, subject }) => action === 'staff.code-refused' && subject === 'Dora').length,
  ).toBe(6);
  clock += 10 * 60_000;
  expect(await problemOf('Dora', codeOf(key))).toBe('none');
});

test('neither key nor codes are in the log, in what others are shown, or in the clear in any file', async () => {
  const { key, codes } = await secured('Eve');
  const shown = JSON.stringify([
    await answered(admin, '/api/staff/accounts'),
    await answered(admin, '/api/staff/audit?limit=50'),
  ]);
  const files = readdirSync(service.dataFolder)
    .map((name) => readFileSync(join(service.dataFolder, name)).toString('latin1'))
    .join('');
  expect(files, 'what is looked through holds the account').toContain('Eve');
  const bytes = Buffer.from(Secret.fromBase32(key).buffer);
  const forms = [
    key,
    key.toLowerCase(),
    bytes.toString('latin1'),
    bytes.toString('hex'),
    bytes.toString('base64url'),
  ];
  for (const secret of [...forms, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
    expect((shown + service.logged() + files).includes(secret)).toBe(false);
});
