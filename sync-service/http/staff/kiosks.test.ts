import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StaffOutput } from '../../../common/contract/staff-api.ts';
import { hashSecret, secretMatches } from '../../../platform/argon2id.ts';
import { keyMark } from '../../../platform/crypto.ts';
import { unlockAnswer } from '../../../platform/unlock-answer.ts';
import { connectKiosk, enrolDevice, startChain } from '../../test-support/kiosk.ts';
import { startTestService, type TestService } from '../../test-support/service.ts';
import { answered, json, NOWHERE, pushSession, type Staff, signedIn } from '../../test-support/staff.ts';

let service: TestService;
let admin: Staff;

beforeAll(async () => {
  service = await startTestService();
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

const value = (path: string) => answered(admin, path);

test('an administrator lets a kiosk in by a code and shuts it out at once', async () => {
  const kiosk = {
    name: ' Chiroux ',
    place: 'Second floor',
    consultationId: service.consultation.id,
    languages: ['fr', 'nl'],
    facilitators: [{ name: 'Amélie', pin: '246810' }],
  };
  const answer = await json(await admin.post('/api/staff/kiosks/code', kiosk));
  const { code } = answer.value as { code: string };
  const device = await enrolDevice({ url: service.url, code });
  const { deviceId, configuration } = device.enrolment;
  expect(configuration).toMatchObject({ name: 'Chiroux', languages: ['fr', 'nl'] });
  expect(configuration.facilitators).toMatchObject([{ name: 'Amélie' }]);
  expect(await secretMatches('246810', configuration.facilitators[0]?.pinHash ?? '')).toBe(true);
  const live = await connectKiosk({ url: service.url, device, chain: startChain() });
  const closed = new Promise((resolve) => live.socket.once('disconnect', resolve));
  expect((await admin.post('/api/staff/kiosks/revoke', { id: deviceId, reason: 'lost' })).status).toBe(200);
  await closed;
  const kiosks = (await value('/api/staff/kiosks')).kiosks as { id: string; revokedAt: number | null }[];
  expect(kiosks.find(({ id }) => id === deviceId)?.revokedAt).toEqual(expect.any(Number));
  const log = (await value('/api/staff/audit?limit=2')).entries as object[];
  expect(log).toMatchObject([
    { action: 'kiosk.revoked', subject: deviceId, detail: 'lost' },
    { action: 'kiosk.code-made', subject: 'Chiroux' },
  ]);
  expect(JSON.stringify(log) + service.logged()).not.toMatch(new RegExp(`246810|${code}`));
  for (const pin of ['123', '12a4', ''])
    expect(
      await json(
        await admin.post('/api/staff/kiosks/code', { ...kiosk, facilitators: [{ name: 'A', pin }] }),
      ),
    ).toEqual({ ok: false, problem: 'input-invalid', field: 'facilitators.0.pin' });
});

test('another setting reaches a connected kiosk at once, and leaves the PINs that nobody changed', async () => {
  const code = await service.makeEnrolmentCode({
    facilitators: [{ id: NOWHERE, name: 'Amélie', pinHash: await hashSecret('246810') }],
  });
  const device = await enrolDevice({ url: service.url, code });
  const { deviceId } = device.enrolment;
  const chain = startChain();
  const live = await connectKiosk({ url: service.url, device, chain });
  const closed = new Promise((resolve) => live.socket.once('disconnect', resolve));
  const shown = (await value(`/api/staff/kiosks/${deviceId}`)) as StaffOutput<'showKiosk'>;
  expect(shown).toMatchObject({ selfService: null, volume: null, helper: null, retentionDays: null });
  expect(shown).toMatchObject({ facilitators: [{ id: NOWHERE, name: 'Amélie' }] });
  expect(JSON.stringify(shown)).not.toContain('argon2');
  const settings = {
    ...shown,
    id: deviceId,
    name: 'Chiroux, ground floor',
    selfService: { idleSeconds: 45, hours: [{ day: 2, from: 540, to: 720 }] },
    volume: 40,
    helper: ' Front desk, 04 238 51 00 ',
    retentionDays: 7,
    facilitators: [
      { id: NOWHERE, name: 'Amélie B.', pin: null },
      { id: null, name: 'Tom', pin: '135790' },
    ],
  };
  expect(await json(await admin.post('/api/staff/kiosks', settings))).toEqual({ ok: true, value: {} });
  await closed;
  const again = await connectKiosk({ url: service.url, device, chain, encodings: ['plain'] });
  const { configuration } = again.welcome;
  expect(configuration).toMatchObject({
    name: 'Chiroux, ground floor',
    selfService: { idleSeconds: 45, hours: [{ day: 2, from: 540, to: 720 }] },
    volume: 40,
    helper: 'Front desk, 04 238 51 00',
  });
  expect(await value(`/api/staff/kiosks/${deviceId}`)).toMatchObject({
    selfService: settings.selfService,
    volume: 40,
    helper: 'Front desk, 04 238 51 00',
    retentionDays: 7,
  });
  // It is the service that judges by it.
  expect(configuration).not.toHaveProperty('retentionDays');
  const [amelie, tom] = configuration.facilitators;
  expect(amelie).toMatchObject({ id: NOWHERE, name: 'Amélie B.' });
  expect(await secretMatches('246810', amelie?.pinHash ?? '')).toBe(true);
  expect(await secretMatches('135790', tom?.pinHash ?? '')).toBe(true);
  again.socket.disconnect();
  const older = await connectKiosk({ url: service.url, device, chain });
  for (const key of ['selfService', 'volume', 'helper'])
    expect(older.welcome.configuration).not.toHaveProperty(key);
  older.socket.disconnect();
  for (const [change, field] of [
    [{ facilitators: [{ id: null, name: 'Zoé', pin: null }] }, 'facilitators.0.pin'],
    [{ consultationId: NOWHERE }, 'consultationId'],
    [{ selfService: { idleSeconds: 1 } }, 'selfService.idleSeconds'],
    [{ selfService: { idleSeconds: 45, hours: [{ day: 2, from: 9, to: 9 }] } }, 'selfService.hours.0.to'],
    [{ volume: 0 }, 'volume'],
    [{ helper: ' ' }, 'helper'],
    [{ retentionDays: 0 }, 'retentionDays'],
    [{ retentionDays: 3_651 }, 'retentionDays'],
  ] as const)
    expect(await json(await admin.post('/api/staff/kiosks', { ...settings, ...change }))).toEqual({
      ok: false,
      problem: 'input-invalid',
      field,
    });
  const log = (await value('/api/staff/audit?limit=1')).entries;
  expect(log).toMatchObject([{ action: 'kiosk.configured', subject: deviceId }]);
});

test('a kiosk and the staff page show the same mark of the service', async () => {
  const device = await enrolDevice({ url: service.url, code: await service.makeEnrolmentCode() });
  const { serviceMark } = await value('/api/staff/kiosks');
  expect(serviceMark).toBe(keyMark(device.enrolment.signingKey));
});

test('kiosks come page by page, and are found by name and place', async () => {
  const settings = { consultationId: service.consultation.id, languages: ['fr'], facilitators: [] };
  for (const [name, place] of [
    ['Borne A', 'École'],
    ['Borne B', 'École'],
    ['Borne C', 'Musée'],
  ]) {
    const made = await json(await admin.post('/api/staff/kiosks/code', { name, place, ...settings }));
    await enrolDevice({ url: service.url, code: (made.value as { code: string }).code });
  }
  const page = (query: string) => value(`/api/staff/kiosks?${query}`) as Promise<StaffOutput<'listKiosks'>>;
  const first = await page('query=ECOLE%20borne&limit=1');
  expect(first).toMatchObject({ kiosks: [{ name: 'Borne A' }], troubled: 0 });
  const second = await page(`query=ECOLE%20borne&limit=1&after=${first.next}`);
  expect(second).toMatchObject({ kiosks: [{ name: 'Borne B' }], next: null });
  expect((await page('query=piscine')).kiosks).toEqual([]);
  expect((await page(`query=musee&after=${'x'.repeat(300)}`)).kiosks, 'a cursor that is none').toHaveLength(
    1,
  );
});

test('a kiosk that is replaced is shut out, and its place, settings and PINs wait for the new machine', async () => {
  const { deviceId, device, chain } = await pushSession(service, { ideas: [{}] });
  const shown = await value(`/api/staff/kiosks/${deviceId}`);
  const shorter = { ...shown, id: deviceId, facilitators: [], retentionDays: 3 };
  expect((await admin.post('/api/staff/kiosks', shorter)).status).toBe(200);
  const answer = await json(await admin.post('/api/staff/kiosks/replace', { id: deviceId }));
  const { code } = answer.value as StaffOutput<'replaceKiosk'>;
  const old = await service.store.devices.find(deviceId);
  expect(old?.revoked).toMatchObject({ reason: 'replaced' });
  const after = { chainId: chain.chainId, head: chain.head };
  await expect(connectKiosk({ url: service.url, device, chain: after })).rejects.toThrow('device-revoked');
  const next = await enrolDevice({ url: service.url, code });
  expect(next.enrolment.configuration).toEqual({ ...device.enrolment.configuration, facilitators: [] });
  expect(await value(`/api/staff/kiosks/${next.enrolment.deviceId}`)).toMatchObject({ retentionDays: 3 });
  expect((await value('/api/staff/audit?limit=1')).entries).toMatchObject([
    { action: 'kiosk.replaced', subject: deviceId },
  ]);
  expect(await json(await admin.post('/api/staff/kiosks/replace', { id: deviceId }))).toEqual({
    ok: false,
    problem: 'device-unknown',
  });
});

test('a locked-out facilitator is answered with what the kiosk makes of its own secret, and the log says by whom', async () => {
  const { deviceId, device, chain } = await pushSession(service, { ideas: [] });
  const kiosk = await connectKiosk({ url: service.url, device, chain, encodings: ['identity'] });
  const secret = kiosk.welcome.configuration.unlockSecret ?? '';
  kiosk.socket.disconnect();
  const ask = async (input: object) => json(await admin.post('/api/staff/kiosks/answer', input));
  expect(await ask({ id: deviceId, question: '1234 5678' })).toEqual({
    ok: true,
    value: { answer: unlockAnswer({ secret, question: '12345678' }) },
  });
  expect((await value('/api/staff/audit?limit=1')).entries).toMatchObject([
    { action: 'kiosk.answered', subject: deviceId },
  ]);
  expect(await ask({ id: deviceId, question: '1234' })).toMatchObject({ problem: 'input-invalid' });
  await admin.post('/api/staff/kiosks/revoke', { id: deviceId, reason: 'lost' });
  expect(await ask({ id: deviceId, question: '12345678' })).toEqual({ ok: false, problem: 'device-unknown' });
});
