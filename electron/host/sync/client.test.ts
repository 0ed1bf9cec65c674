import { v4 as uuid } from 'uuid';
import { expect, test, vi } from 'vitest';
import type { KioskOutput } from '../../../common/contract/kiosk-api.ts';
import { expectIntact, recordsIn } from '../test-support/chain.ts';
import { PIN } from '../test-support/city.ts';
import { statement } from '../test-support/contributions.ts';
import { done, ideaFrom, openDesk, openHost, temporaryFolder } from '../test-support/host.ts';
import { servedHeaders } from '../test-support/served.ts';
import {
  allAcknowledged,
  enrolledKiosk,
  enrolmentCode,
  startRelay,
  startService,
  untilStatus,
} from '../test-support/synced.ts';

const headersOf = (folder: string) => recordsIn(folder).map(({ headerLine }) => headerLine);

test('a one-time code lets a kiosk in once, and its PINs and consultation arrive', async () => {
  const service = await startService();
  const dataFolder = temporaryFolder();
  const kiosk = await openHost({ dataFolder, serviceUrl: service.url });
  expect((await done(kiosk, 'kiosk:status', {})).sync.state).toBe('not-enrolled');
  expect(await kiosk.enrol({ code: 'WRONGWRONG' })).toMatchObject({ problem: 'enrolment-code-invalid' });
  const code = await enrolmentCode(service);
  expect(await kiosk.enrol({ code })).toMatchObject({ ok: true });
  const status = await untilStatus(
    kiosk,
    ({ sync, consultation }) => sync.state === 'online' && !!consultation,
  );
  expect(status.kiosk).toEqual({ name: 'Library kiosk', place: 'Chiroux' });
  expect(status.consultation?.id).toBe(service.consultation.id);
  expect(await kiosk.enrol({ code })).toMatchObject({ problem: 'already-enrolled' });
  expect(await kiosk.call('kiosk:enrol', { code })).toMatchObject({ problem: 'already-enrolled' });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });

  const second = await openHost({ dataFolder: temporaryFolder(), serviceUrl: service.url });
  expect(await second.enrol({ code })).toMatchObject({ problem: 'enrolment-code-invalid' });
  const another = await enrolmentCode(service);
  expect(await second.call('kiosk:enrol', { code: another })).toEqual({ ok: true, value: {} });

  const alone = await openHost({ dataFolder: temporaryFolder(), serviceUrl: null });
  expect(await alone.call('kiosk:enrol', { code: another })).toEqual({
    ok: false,
    problem: 'service-unreachable',
  });
});

test('a new kiosk gets the whole feed, compressed on the line', async () => {
  const service = await startService();
  const ideas = Array.from({ length: 400 }, (_, index) => ({
    ...statement(index % 100),
    id: uuid(),
    consultationId: service.consultation.id,
    topicId: null,
    language: 'en',
    state: 'published' as const,
    at: index,
    supports: 0,
    attribution: 'test',
  }));
  await service.store.contributions.importIdeas({ ideas, receivedAt: 1 });
  const relay = await startRelay(service);
  const { kiosk } = await enrolledKiosk(service, relay.url);
  const list = { query: '', topicId: null, after: null, limit: 100 };
  await vi.waitFor(async () => {
    let found = 0;
    for (let after: string | null = null, more = true; more; ) {
      const page: KioskOutput<'idea:list'> = await done(kiosk, 'idea:list', { ...list, after });
      found += page.ideas.length;
      after = page.next;
      more = after !== null;
    }
    expect(found).toBe(400);
  }, 10_000);
  expect(relay.heard).toBeLessThan(Buffer.byteLength(JSON.stringify(ideas)) / 2);
});

test('what is saved reaches the service as the same bytes, and comes back once as a document', async () => {
  const service = await startService();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await openDesk(kiosk);
  const posted = await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  await done(kiosk, 'support:post', { targetId: posted.id, targetKind: 'idea' });
  const { sync } = await untilStatus(kiosk, allAcknowledged);
  expect(sync).toMatchObject({ pending: 0, acknowledged: 6, quarantined: 0 });
  expect(sync.lastAcknowledgedAt).not.toBeNull();
  expect(servedHeaders(service.databaseFile)).toEqual(headersOf(dataFolder));
  await vi.waitFor(async () => {
    const { ideas } = await done(kiosk, 'idea:list', { query: '', topicId: null, after: null, limit: 10 });
    expect(ideas).toMatchObject([{ id: posted.id, supports: 1, supported: true }]);
  });
  const found = await done(kiosk, 'receipt:find', { code: posted.code.toLowerCase() });
  expect(found.asOf).toBe('service');
  expect(found.contributions.map(({ id }) => id)).toContain(posted.id);
});

test('with the network cut after the commit and before the answer, nothing is lost and nothing is double', async () => {
  const service = await startService();
  const relay = await startRelay(service);
  const { kiosk, dataFolder } = await enrolledKiosk(service, relay.url);
  await untilStatus(kiosk, ({ sync }) => sync.state === 'online');
  relay.deaf = true;
  await openDesk(kiosk);
  for (let index = 0; index < 5; index += 1) await done(kiosk, 'idea:post', ideaFrom(statement(index)));
  await vi.waitFor(() => expect(servedHeaders(service.databaseFile).length).toBeGreaterThan(0), 10_000);
  const { sync } = await done(kiosk, 'kiosk:status', {});
  expect(sync).toMatchObject({ acknowledged: 0, pending: 9 });
  relay.refuse = true;
  relay.cut();
  await untilStatus(kiosk, (status) => status.sync.state !== 'online');

  await kiosk.close();
  await service.restart();
  relay.deaf = false;
  relay.refuse = false;
  const again = await openHost({ dataFolder, serviceUrl: relay.url });
  await untilStatus(again, allAcknowledged);
  const own = headersOf(dataFolder);
  expect(own).toHaveLength(9);
  expect(servedHeaders(service.databaseFile)).toEqual(own);
  expectIntact(recordsIn(dataFolder));
});

test('a kiosk that was offline shows it, keeps saving, and sends everything once the service is back', async () => {
  const service = await startService();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await openDesk(kiosk);
  await untilStatus(kiosk, allAcknowledged);
  await service.stop();
  await untilStatus(kiosk, ({ sync }) => sync.state === 'offline');
  const posted = await done(kiosk, 'idea:post', ideaFrom(statement(3)));
  expect(await done(kiosk, 'receipt:find', { code: posted.code })).toMatchObject({
    asOf: 'kiosk',
    heardAt: expect.any(Number),
    contributions: [{ id: posted.id, state: 'waiting' }],
  });
  expect((await done(kiosk, 'kiosk:status', {})).sync.pending).toBe(3);
  await service.restart();
  await done(kiosk, 'sync:now', {});
  await untilStatus(kiosk, allAcknowledged);
  expect(servedHeaders(service.databaseFile)).toEqual(headersOf(dataFolder));
});

test('both sides restart in the middle of a long push and end with the same records', async () => {
  const service = await startService();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await service.stop();
  await openDesk(kiosk);
  for (let index = 0; index < 300; index += 1) await done(kiosk, 'idea:post', ideaFrom(statement(index)));
  await service.restart();
  await done(kiosk, 'sync:now', {});
  await untilStatus(kiosk, ({ sync }) => sync.state === 'online');
  await kiosk.close();
  await service.restart();
  const again = await openHost({ dataFolder, serviceUrl: service.url });
  await untilStatus(again, allAcknowledged);
  expect(servedHeaders(service.databaseFile)).toEqual(headersOf(dataFolder));
  expect(headersOf(dataFolder)).toHaveLength(304);
});
