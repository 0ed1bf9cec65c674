/** The staff page takes in what a kiosk sent on a USB stick. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { statement } from '../../electron/host/test-support/contributions.ts';
import {
  done,
  ideaFrom,
  openDesk,
  openHost,
  temporaryFolder,
} from '../../electron/host/test-support/host.ts';
import { servedHeaders } from '../../electron/host/test-support/served.ts';
import { enrolledKiosk, startService } from '../../electron/host/test-support/synced.ts';
import { signedIn } from '../test-support/staff.ts';

const CARRY = '/api/staff/carry';
const ACCEPT_ALL = '/api/staff/quarantine/accept-all';

type Answer = {
  readonly ok: boolean;
  readonly problem?: string;
  readonly value: {
    readonly answer: { readonly name: string; readonly file: string };
    readonly records: readonly unknown[];
  };
};
const json = async (answer: Response) => (await answer.json()) as Answer;

/** A service, and the file of a kiosk that cannot reach it. */
async function serviceAndFile() {
  const service = await startService();
  const { kiosk: enrolling, dataFolder } = await enrolledKiosk(service);
  await enrolling.close();
  const stick = temporaryFolder();
  mkdirSync(stick, { recursive: true });
  const kiosk = await openHost({ dataFolder, carryFolder: stick });
  await openDesk(kiosk);
  await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  const { sticks } = await done(kiosk, 'carry:plan', {});
  await done(kiosk, 'carry:write', { stick: sticks[0]?.id ?? '', after: 0 });
  const [name = ''] = readdirSync(join(stick, 'Perron'));
  return { service, bytes: readFileSync(join(stick, 'Perron', name)) };
}

test('an administrator gets counts and the file for the way back, twice if need be, and the log says so', async () => {
  const { service, bytes } = await serviceAndFile();
  const admin = await signedIn(service, 'administrator');
  const file = bytes.toString('base64');
  const first = await json(await admin.post(CARRY, { file }));
  expect(first).toMatchObject({
    ok: true,
    value: { kiosk: 'Library kiosk', stored: 5, duplicates: 0, quarantined: 0 },
  });
  expect(first.value.answer.name).toMatch(/^[0-9a-f-]{36}\.perron-return$/);
  expect(Buffer.from(first.value.answer.file, 'base64').toString('latin1')).toMatch(
    /^age-encryption\.org\/v1/,
  );
  expect(await json(await admin.post(CARRY, { file }))).toMatchObject({
    value: { stored: 0, duplicates: 5 },
  });
  expect(servedHeaders(service.databaseFile)).toHaveLength(5);
  const db = new Database(service.databaseFile, { readonly: true });
  const log = db
    .prepare("SELECT account_id IS NOT NULL AS byStaff FROM audit WHERE action = 'carry.imported'")
    .all();
  db.close();
  expect(log).toEqual([{ byStaff: 1 }, { byStaff: 1 }]);
});

test('what is damaged, too large or no file at all is refused by name, and nothing is stored', async () => {
  const { service, bytes } = await serviceAndFile();
  const admin = await signedIn(service, 'administrator');
  const half = bytes.subarray(0, bytes.length / 2).toString('base64');
  for (const [body, status, problem] of [
    [{ file: half }, 409, 'carry-damaged'],
    [{ file: '' }, 409, 'carry-damaged'],
    [{ file: 'not base64!' }, 400, 'input-invalid'],
    [{}, 400, 'input-invalid'],
    [{ file: 'A'.repeat(13 * 1_048_576) }, 413, 'input-too-large'],
  ] as const) {
    const answer = await admin.post(CARRY, body);
    expect([answer.status, (await json(answer)).problem]).toEqual([status, problem]);
  }
  expect(servedHeaders(service.databaseFile)).toEqual([]);
});

test('the file of a kiosk that was shut out comes into quarantine when an administrator says so, and is taken when staff accept it', async () => {
  const { service, bytes } = await serviceAndFile();
  const admin = await signedIn(service, 'administrator');
  const [device] = await service.store.devices.list();
  await service.service.devices.revoke({ deviceId: device?.id ?? '', reason: 'lost' });
  const file = bytes.toString('base64');
  expect(await json(await admin.post(CARRY, { file }))).toMatchObject({
    ok: false,
    problem: 'device-revoked',
  });
  const accepted = await json(await admin.post(CARRY, { file, acceptRevoked: true }));
  expect(accepted).toMatchObject({ ok: true, value: { stored: 0, quarantined: 5 } });
  expect(servedHeaders(service.databaseFile)).toEqual([]);
  const { records } = (await json(await admin.get('/api/staff/quarantine'))).value;
  expect(records).toMatchObject(
    Array(5).fill({ rule: 'after-revocation', acceptable: true, decision: null }),
  );
  const all = { deviceId: device?.id ?? '' };
  expect(await json(await admin.post(ACCEPT_ALL, all))).toEqual({
    ok: true,
    value: { accepted: 5, left: 0 },
  });
  expect(await json(await admin.post(ACCEPT_ALL, all))).toEqual({
    ok: true,
    value: { accepted: 0, left: 0 },
  });
  expect(servedHeaders(service.databaseFile)).toHaveLength(5);
  const again = await json(await admin.post(CARRY, { file, acceptRevoked: true }));
  expect(again).toMatchObject({ ok: true, value: { duplicates: 5, quarantined: 0 } });
});
