/** A host and a real service, joined by a connection that a test can cut. */
import { createServer, connect as dial, type Socket } from 'node:net';
import { expect, onTestFinished, vi } from 'vitest';
import { isPublic } from '../../../common/contract/feed.ts';
import type { KioskStatus } from '../../../common/contract/kiosk/kiosk.ts';
import { startTestService, type TestService } from '../../../sync-service/test-support/service.ts';
import type { Kiosk } from '../compose.ts';
import { configuration } from './city.ts';
import { done, openHost, temporaryFolder } from './host.ts';

export async function startService(): Promise<TestService> {
  const service = await startTestService();
  onTestFinished(() => service.close());
  return service;
}

/** Somebody of the staff, for what they decide in the city's place. */
export async function someStaff({ store }: TestService): Promise<{ at: number; accountId: string }> {
  const by = { at: Date.now(), accountId: crypto.randomUUID() };
  const account = { id: by.accountId, name: 'Ann', role: 'moderator', passwordHash: 'x' } as const;
  await store.staff.addAccount({ ...account, createdAt: by.at });
  return by;
}

export async function enrolmentCode(service: TestService): Promise<string> {
  const { facilitators, languages } = await configuration();
  return service.makeEnrolmentCode({ facilitators, languages });
}

export async function enrolledKiosk(service: TestService, serviceUrl = service.url) {
  const dataFolder = temporaryFolder();
  const kiosk = await openHost({ dataFolder, serviceUrl });
  const code = await enrolmentCode(service);
  expect(await kiosk.enrol({ code })).toMatchObject({ ok: true });
  await untilStatus(kiosk, ({ consultation }) => consultation !== null);
  return { kiosk, dataFolder };
}

export const untilStatus = (kiosk: Kiosk, fits: (status: KioskStatus) => boolean): Promise<KioskStatus> =>
  vi.waitFor(
    async () => {
      const status = await done(kiosk, 'kiosk:status', {});
      if (!fits(status)) throw new Error(`not yet: ${JSON.stringify(status.sync)}`);
      return status;
    },
    { timeout: 12_000, interval: 50 },
  );

export const allAcknowledged = ({ sync }: KioskStatus): boolean =>
  sync.state === 'online' && sync.pending === 0 && sync.acknowledged > 0;

/** A relay in front of the service. While `deaf`, what the service says is swallowed. */
export async function startRelay(service: TestService) {
  const pairs = new Set<readonly [Socket, Socket]>();
  const relay = { url: '', deaf: false, refuse: false, heard: 0, cut: () => {} };
  const server = createServer((kiosk) => {
    if (relay.refuse) {
      kiosk.destroy();
      return;
    }
    const up = dial(service.port, '127.0.0.1');
    const pair = [kiosk, up] as const;
    pairs.add(pair);
    const end = () => {
      kiosk.destroy();
      up.destroy();
      pairs.delete(pair);
    };
    for (const side of pair) side.on('error', end).on('close', end);
    kiosk.on('data', (bytes) => up.write(bytes));
    up.on('data', (bytes) => {
      relay.heard += bytes.length;
      if (!relay.deaf) kiosk.write(bytes);
    });
  });
  relay.cut = () => {
    for (const [kiosk, up] of pairs) {
      kiosk.destroy();
      up.destroy();
    }
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    relay.cut();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the relay has no port');
  relay.url = `http://127.0.0.1:${address.port}`;
  return relay;
}

/** Until the service has sealed what became of so many people's contributions. */
export const copiesMade = (service: TestService, people: number): Promise<void> =>
  vi.waitFor(
    async () => {
      const page = {
        scope: service.consultation.id,
        position: 0,
        limit: 999,
        maxBytes: 1e9,
        tombstones: false,
      };
      const { entries } = await service.store.feed.page({ ...page, slips: true });
      expect(entries.filter((entry) => !isPublic(entry))).toHaveLength(people);
    },
    { timeout: 12_000, interval: 50 },
  );
