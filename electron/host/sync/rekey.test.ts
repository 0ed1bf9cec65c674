/** Staff let a kiosk change its key: the one before is worthless from then on, and no lost answer locks the kiosk out. */
import { cpSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { rekeyText } from '../../../common/contract/sync.ts';
import { makeKeyPair, signText } from '../../../platform/crypto.ts';
import { runAdmin } from '../../../sync-service/test-support/admin.ts';
import {
  callRaw,
  connect,
  connectKiosk,
  enrolDevice,
  startChain,
} from '../../../sync-service/test-support/kiosk.ts';
import type { TestService } from '../../../sync-service/test-support/service.ts';
import type { Kiosk } from '../compose.ts';
import { statement } from '../test-support/contributions.ts';
import { done, ideaFrom, openDesk, openHost, withStore } from '../test-support/host.ts';
import {
  allAcknowledged,
  enrolledKiosk,
  enrolmentCode,
  startService,
  untilStatus,
} from '../test-support/synced.ts';

async function onlyDevice(service: TestService) {
  const [device] = await service.store.devices.list();
  if (device === undefined) throw new Error('no kiosk is enrolled');
  return device;
}
const isOnline = ({ sync }: { sync: { state: string } }): boolean => sync.state === 'online';

async function askAndReconnect(service: TestService, kiosk: Kiosk): Promise<void> {
  const { id } = await onlyDevice(service);
  const words = ['kiosk', 'renew-key', '--id', id];
  expect(await runAdmin({ words, dataFolder: service.dataFolder })).toMatchObject({ code: 0 });
  await service.restart();
  await done(kiosk, 'sync:now', {});
}

test('asked for a new key, a kiosk changes it once, and the one before proves nothing any more', async () => {
  const service = await startService();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  const image = `${dataFolder}-image`;
  await kiosk.close();
  cpSync(dataFolder, image, { recursive: true });
  const before = (await onlyDevice(service)).publicKey;
  const renewing = await openHost({ dataFolder, serviceUrl: service.url });
  await untilStatus(renewing, isOnline);
  await askAndReconnect(service, renewing);
  await vi.waitFor(async () => expect((await onlyDevice(service)).publicKey).not.toBe(before), 10_000);
  const renewed = (await onlyDevice(service)).publicKey;
  await openDesk(renewing);
  await done(renewing, 'idea:post', ideaFrom(statement(0)));
  await untilStatus(renewing, allAcknowledged);
  await renewing.close();

  const again = await openHost({ dataFolder, serviceUrl: service.url });
  await untilStatus(again, isOnline);
  expect((await onlyDevice(service)).publicKey).toBe(renewed);
  await again.close();
  // Whoever copied the disk before.
  const thief = await openHost({ dataFolder: image, serviceUrl: service.url });
  await vi.waitFor(() => expect(service.logged()).toContain('"problem":"proof-wrong"'), 10_000);
  expect((await done(thief, 'kiosk:status', {})).sync.state).not.toBe('online');
});

test('a kiosk that never heard that its new key was taken finds that out', async () => {
  const service = await startService();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await kiosk.close();
  const next = makeKeyPair();
  withStore(dataFolder, (store) => store.device.saveOtherKey(next));
  const db = new Database(service.databaseFile);
  db.prepare('UPDATE devices SET public_key = ?').run(next.publicKey);
  db.close();
  const again = await openHost({ dataFolder, serviceUrl: service.url });
  await untilStatus(again, isOnline);
});

test('a service that was restored to a time before the new key still knows its kiosk', async () => {
  const service = await startService();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  const before = (await onlyDevice(service)).publicKey;
  await askAndReconnect(service, kiosk);
  await vi.waitFor(async () => expect((await onlyDevice(service)).publicKey).not.toBe(before), 10_000);
  await kiosk.close();
  const db = new Database(service.databaseFile);
  db.prepare('UPDATE devices SET public_key = ?').run(before);
  db.close();
  const again = await openHost({ dataFolder, serviceUrl: service.url });
  await untilStatus(again, isOnline);
});

test('nobody gives a device another key unasked, unproven, or without having it', async () => {
  const service = await startService();
  const device = await enrolDevice({ url: service.url, code: await enrolmentCode(service) });
  const { deviceId, serviceId } = device.enrolment;
  const next = makeKeyPair();
  const { publicKey } = next;
  const unproven = await connect({ url: service.url });
  const { nonce } = unproven.challenge;
  const signed = {
    publicKey,
    signature: signText(rekeyText({ serviceId, nonce, deviceId, publicKey }), next.privateKey),
  };
  expect(await callRaw(unproven.socket, 'device:rekey', signed)).toMatchObject({ problem: 'proof-missing' });
  unproven.socket.disconnect();
  const kiosk = await connectKiosk({ url: service.url, device, chain: startChain() });
  expect(await callRaw(kiosk.socket, 'device:rekey', signed)).toMatchObject({ problem: 'proof-wrong' });
  const unasked = await service.service.devices.rekey({ deviceId, nonce, request: signed });
  expect(unasked).toEqual({ ok: false, problem: 'not-found' });
  await service.store.devices.askForKey(deviceId);
  // Signed for another connection.
  expect(await callRaw(kiosk.socket, 'device:rekey', signed)).toMatchObject({ problem: 'proof-wrong' });
  kiosk.socket.disconnect();
  expect((await onlyDevice(service)).publicKey).toBe(device.keys.publicKey);
});
