/** What every store must know of its kiosks. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import { readRecord } from '../../services/batches.ts';
import { newId, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { addDevice } from './device.ts';
import { NOW, type OpenStore, openCity, statusesOf } from './opened.ts';

export function deviceContract(open: OpenStore): void {
  let store: Store;
  let end: () => Promise<void>;
  const consultation = testConsultation(NOW);
  const scope = consultation.id;

  beforeEach(async () => {
    ({ store, end } = await openCity(open, { consultation }));
  });
  afterEach(() => end());

  const append = (deviceId: string, lines: readonly RecordLines[]) =>
    statusesOf({ store, deviceId }, lines, NOW + 5);
  const addKiosk = (): Promise<string> => addDevice({ store, scope, now: NOW });

  describe('devices', () => {
    const configuration = {
      name: 'Kiosk',
      place: 'Chiroux',
      consultationId: scope,
      languages: ['fr', 'nl'],
      facilitators: [{ id: newId(), name: 'Amélie', pinHash: '$argon2id$x' }],
    };
    const code = {
      codeDigest: 'digest',
      configuration,
      retentionDays: 7,
      createdAt: NOW,
      expiresAt: NOW + 100,
    };
    const request = { codeDigest: 'digest', deviceId: newId(), publicKey: 'mine', at: NOW + 1 };

    test('a code lets one key in, and the same key gets the same device again', async () => {
      await store.devices.addEnrolmentCode(code);
      const device = await store.devices.enrol(request);
      expect(device).toMatchObject({ id: request.deviceId, configuration, revoked: null, lastSeenAt: null });
      expect(device?.retentionDays).toBe(7);
      expect(await store.devices.enrol({ ...request, deviceId: newId() })).toEqual(device);
      expect(await store.devices.enrol({ ...request, deviceId: newId(), publicKey: 'other' })).toBeNull();
      expect(await store.devices.list()).toEqual([device]);
    });
    test('an unknown or expired code lets nobody in', async () => {
      await store.devices.addEnrolmentCode(code);
      expect(await store.devices.enrol({ ...request, codeDigest: 'none' })).toBeNull();
      expect(await store.devices.enrol({ ...request, at: NOW + 100 })).toBeNull();
      expect(await store.devices.list()).toEqual([]);
    });
    test('what a revoked device had not sent is held for staff, and stored when they take it', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      chain.add('participant.left', {});
      await append(deviceId, chain.made);
      const copy = startChain(chain);
      for (const branch of [chain, copy]) branch.add('participant.left', {});
      const batch = { deviceId, records: chain.made.map(readRecord), receivedAt: NOW };
      await store.devices.revoke({ deviceId, revocation: { at: NOW, reason: 'lost' } });
      expect(await store.records.append(batch)).toBeNull();
      const held = { ...batch, revoked: 'held' } as const;
      const rules = async () => (await store.records.append(held))?.map(({ status, rule }) => rule ?? status);
      expect(await rules()).toEqual(['duplicate', 'after-revocation']);
      expect(await rules(), 'also when they come again').toEqual(['duplicate', 'after-revocation']);
      const of = { deviceId, rule: 'after-revocation', limit: 9 } as const;
      const [waiting, ...more] = await store.quarantine.waitingOf({ ...of, after: 0 });
      expect([waiting?.header, more]).toEqual([chain.made[1]?.header, []]);
      expect(await store.quarantine.waitingOf({ ...of, after: waiting?.id ?? 0 })).toEqual([]);
      expect(await store.records.append({ ...batch, revoked: 'taken' })).toMatchObject([
        { status: 'duplicate' },
        { status: 'stored' },
      ]);
      const ofCopy = { ...batch, records: copy.made.map(readRecord) };
      expect(await store.records.append({ ...ofCopy, revoked: 'held' })).toMatchObject([
        { rule: 'after-revocation' },
      ]);
      expect(await store.records.append({ ...ofCopy, revoked: 'taken' }), 'beside the other').toMatchObject([
        { status: 'stored' },
      ]);
    });
    test('a revocation is final, and nothing of the device is stored after it', async () => {
      const deviceId = await addKiosk();
      const revocation = { at: NOW, reason: 'lost' } as const;
      expect(await store.devices.revoke({ deviceId, revocation })).toBe(true);
      await store.devices.revoke({ deviceId, revocation: { ...revocation, reason: 'replaced' } });
      expect((await store.devices.find(deviceId))?.revoked).toEqual(revocation);
      expect(await store.devices.revokedAmong([deviceId, newId()])).toEqual([{ deviceId, reason: 'lost' }]);
      expect(await store.devices.revoke({ deviceId: newId(), revocation })).toBe(false);
      const records = [startChain().add('participant.welcomed', welcomed()).lines].map(readRecord);
      expect(await store.records.append({ deviceId, records, receivedAt: NOW })).toBeNull();
    });
    test('the welcome tells the head, and the gaps below it that neither store nor quarantine fills', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      for (let i = 0; i < 9; i += 1) chain.add('participant.left', {});
      chain.add('participant.left', { odd: 1 } as never);
      const lines = (...seqs: number[]) => seqs.map((seq) => chain.made[seq - 1] as RecordLines);
      const welcome = (id: string) =>
        store.devices.welcome({
          deviceId: id,
          chainId: chain.chainId,
          reported: chain.head,
          anchor: { id: newId(), at: NOW, statement: 's', signature: 's' },
        });
      expect(await welcome(deviceId)).toEqual({ head: null, missing: [] });
      await append(deviceId, lines(1, 4, 5, 10));
      expect(await welcome(deviceId)).toEqual({
        head: chain.head,
        missing: [
          [2, 3],
          [6, 9],
        ],
      });
      await append(deviceId, lines(2, 3, 6, 7, 8, 9));
      expect(await welcome(deviceId)).toEqual({ head: chain.head, missing: [] });
      expect((await store.devices.find(deviceId))?.lastSeenAt).toBe(NOW);
      expect(await welcome(await addKiosk()), 'of a chain of another device').toEqual({
        head: null,
        missing: [],
      });
    });
  });

  describe('what a kiosk need not keep', () => {
    test('ends at the first record that is missing or came too late, chain by chain', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      for (let i = 0; i < 6; i += 1) chain.add('participant.left', {});
      const seqs = (...wanted: number[]) => wanted.map((seq) => chain.made[seq - 1] as RecordLines);
      const appendAt = (lines: readonly RecordLines[], receivedAt: number) =>
        store.records.append({ deviceId, records: lines.map(readRecord), receivedAt });
      const kept = (receivedBefore: number) => store.devices.keptThrough({ deviceId, receivedBefore });
      const through = (seq: number) => [{ chainId: chain.chainId, through: seq }];
      expect(await kept(NOW)).toEqual([]);
      await appendAt(seqs(2, 3, 5), NOW);
      expect(await kept(NOW + 1)).toEqual([]);
      await appendAt(seqs(1), NOW + 10);
      expect(await kept(NOW + 10)).toEqual([]);
      expect(await kept(NOW + 11)).toEqual(through(3));
      await appendAt(seqs(4, 6), NOW + 20);
      expect(await kept(NOW + 11)).toEqual(through(3));
      expect(await kept(NOW + 21)).toEqual(through(6));
      expect(
        await store.devices.keptThrough({ deviceId: await addKiosk(), receivedBefore: NOW + 99 }),
      ).toEqual([]);
    });
    test('counts a record in quarantine as kept', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      chain.add('participant.left', {});
      chain.add('participant.left', { odd: 1 } as never);
      chain.add('participant.left', {});
      expect(await append(deviceId, chain.made)).toEqual(['stored', 'payload-invalid', 'stored']);
      expect(await store.devices.keptThrough({ deviceId, receivedBefore: NOW + 6 })).toEqual([
        { chainId: chain.chainId, through: 3 },
      ]);
    });
  });

  test('a report takes the place of the one before and counts as a contact, but not after a revocation', async () => {
    const [deviceId, silent] = [await addKiosk(), await addKiosk()];
    const report = { version: '1.2.3', pending: 12, clockOffset: -180_000, disk: null };
    const disk = { freeBytes: 5, totalBytes: 9 };
    expect(await store.devices.report({ deviceId, report, at: NOW })).toBe(true);
    expect(await store.devices.report({ deviceId, report: { ...report, disk }, at: NOW + 1 })).toBe(true);
    expect([...(await store.devices.reports([deviceId]))]).toEqual([
      [deviceId, { ...report, disk, at: NOW + 1 }],
    ]);
    expect((await store.devices.find(deviceId))?.lastSeenAt).toBe(NOW + 1);
    const revocation = { at: NOW + 2, reason: 'lost' } as const;
    await store.devices.revoke({ deviceId, revocation });
    expect(await store.devices.report({ deviceId, report, at: NOW + 3 })).toBe(false);
    expect(await store.devices.report({ deviceId: newId(), report, at: NOW + 3 })).toBe(false);
    expect((await store.devices.find(deviceId))?.lastSeenAt).toBe(NOW + 1);
    expect((await store.devices.reports([deviceId])).get(deviceId)?.at).toBe(NOW + 1);
    expect((await store.devices.find(silent))?.lastSeenAt).toBeNull();
  });

  test('a device takes a new key once it was asked for one, and not before, twice or after its revocation', async () => {
    const deviceId = await addKiosk();
    expect(await store.devices.rekey({ deviceId, publicKey: 'unasked' })).toBe(false);
    expect(await store.devices.askForKey(deviceId)).toBe(true);
    expect(await store.devices.find(deviceId)).toMatchObject({ publicKey: 'key', renewsKey: true });
    expect(await store.devices.rekey({ deviceId, publicKey: 'next' })).toBe(true);
    expect(await store.devices.find(deviceId)).toMatchObject({ publicKey: 'next', renewsKey: false });
    expect(await store.devices.rekey({ deviceId, publicKey: 'again' })).toBe(false);
    await store.devices.askForKey(deviceId);
    await store.devices.revoke({ deviceId, revocation: { at: NOW, reason: 'lost' } });
    expect(await store.devices.rekey({ deviceId, publicKey: 'late' })).toBe(false);
    expect(await store.devices.askForKey(deviceId)).toBe(false);
    expect(await store.devices.askForKey(newId())).toBe(false);
  });
}
