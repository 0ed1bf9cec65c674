import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { webhookMessage } from '../../common/contract/webhooks.ts';
import type { Webhook as StoredWebhook } from '../store/webhooks.ts';
import { type Receiver, startReceiver, withStatus } from '../test-support/receiver.ts';
import { startTestService, type TestService } from '../test-support/service.ts';
import {
  answered,
  json,
  type PushedSession,
  pushSession,
  type Staff,
  signedIn,
} from '../test-support/staff.ts';
import { BACKOFF_MS, WEBHOOKS_MAX } from './webhooks.ts';

let service: TestService;
let admin: Staff;
let receiver: Receiver;
let clock: number;

beforeEach(async () => {
  clock = Date.now();
  service = await startTestService({ now: () => clock });
  admin = await signedIn(service, 'administrator');
  receiver = await startReceiver();
});
afterEach(async () => {
  await receiver.kill();
  await service.close();
});

const add = async (url = receiver.url) =>
  (await json(await admin.post('/api/staff/webhooks', { url }))).value as { secret: string };
const listed = async () => (await service.store.webhooks.list()) as [StoredWebhook, ...StoredWebhook[]];
const until = (holds: () => Promise<boolean>) =>
  vi.waitFor(async () => expect(await holds()).toBe(true), { timeout: 20_000, interval: 20 });
const nothingWaits = () => until(async () => (await listed()).every(({ waiting }) => waiting === 0));
const failedNow = () => until(async () => (await listed())[0].lastFailure?.at === clock);
const messages = () => receiver.received.map(({ body }) => webhookMessage.parse(JSON.parse(body)));
const sendTest = async () => {
  // Days may have passed.
  admin = await signedIn(service, 'administrator');
  await admin.post('/api/staff/webhooks/test', { id: (await listed())[0].id });
};

test('what is published, answered, hidden and taken back is told, signed, and without a word of anybody', async () => {
  const { secret } = await add();
  const pushed: PushedSession = await pushSession(service, { ideas: [{ title: 'Benches' }] });
  const [id] = pushed.ideaIds as [string];
  await admin.post('/api/staff/answers', {
    targetId: id,
    targetKind: 'idea',
    state: 'planned',
    text: { fr: 'En juin' },
  });
  await admin.post('/api/staff/moderation', {
    ids: [id],
    decision: 'refused',
    reason: 'hurtful',
    note: 'a note',
  });
  await nothingWaits();
  const consultationId = service.consultation.id;
  expect(messages()).toMatchObject([
    { type: 'contribution.published', data: { kind: 'idea', id, consultationId } },
    { type: 'contribution.published', data: { kind: 'comment' } },
    { type: 'answer.given', data: { kind: 'idea', id } },
    { type: 'contribution.unpublished', data: { kind: 'idea', id } },
  ]);
  for (const { body, headers } of receiver.received) {
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    const other = new Webhook(Buffer.alloc(32).toString('base64'));
    expect(() => other.verify(body, headers)).toThrow(/signature/);
  }
  const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(4);
  const { participantId } = JSON.parse(pushed.chain.made[2]?.header ?? '') as { participantId: string };
  expect(JSON.stringify(receiver.received)).not.toMatch(new RegExp(`Benches|juin|note|${participantId}`));
});

test('what fails is sent again, the same with the same id, after longer and longer', async () => {
  await add();
  receiver.answer(withStatus(500));
  await sendTest();
  await receiver.count(1);
  await failedNow();
  clock += (BACKOFF_MS[0] ?? 0) - 1;
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(receiver.received, 'not before its time').toHaveLength(1);
  clock += 1;
  await receiver.count(2);
  await failedNow();
  receiver.answer((response) => response.socket?.destroy());
  clock += BACKOFF_MS[1] ?? 0;
  await receiver.count(3);
  await failedNow();
  await receiver.kill();
  clock += BACKOFF_MS[2] ?? 0;
  await failedNow();
  expect((await listed())[0].lastFailure?.reason).toBe('ECONNREFUSED');
  await receiver.revive();
  receiver.answer(withStatus(200));
  clock += BACKOFF_MS[3] ?? 0;
  await receiver.count(4);
  await nothingWaits();
  const [first, ...again] = receiver.received;
  for (const one of again) {
    expect(one.body).toBe(first?.body);
    expect(one.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  }
  expect((await listed())[0]).toMatchObject({ lastFailure: null, givenUp: 0, lastDeliveredAt: clock });
});

test('what never arrives is given up at last, and at once where the address is gone', async () => {
  await add();
  receiver.answer(withStatus(503));
  await sendTest();
  for (const [index, wait] of BACKOFF_MS.entries()) {
    await receiver.count(index + 1);
    await failedNow();
    clock += wait;
  }
  await receiver.count(BACKOFF_MS.length + 1);
  await nothingWaits();
  expect((await listed())[0]).toMatchObject({ givenUp: 1, lastFailure: { reason: 'HTTP 503' } });
  receiver.answer(withStatus(410));
  await sendTest();
  await receiver.count(BACKOFF_MS.length + 2);
  await nothingWaits();
  expect((await listed())[0]).toMatchObject({ givenUp: 2 });
});

test('one that is slow holds up no other, and one that never answers is left', async () => {
  const quick = await startReceiver();
  await add();
  await add(quick.url);
  receiver.answer(() => {});
  await pushSession(service, { ideas: [{}, {}] });
  await quick.count(3);
  expect(receiver.received).toHaveLength(1);
  await until(async () => JSON.stringify(await listed()).includes('no answer in time'));
  await quick.kill();
});

test('a service that stops in the middle of a delivery delivers it again after the next start', async () => {
  await add();
  receiver.answer(() => {});
  await sendTest();
  await receiver.count(1);
  await service.stop();
  receiver.answer(withStatus(200));
  clock += 60_000;
  await service.restart();
  await receiver.count(2);
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body);
  await nothingWaits();
});

test('an address is taken only where it may be reached, and is told nothing any more once it was removed', async () => {
  for (const url of ['https://169.254.169.254/', 'https://a:b@platform.example/', 'ftp://platform.example/'])
    expect(await json(await admin.post('/api/staff/webhooks', { url })), url).toMatchObject({
      problem: 'input-invalid',
      field: 'url',
    });
  const first = await add();
  expect(first.secret).toMatch(/^whsec_[\w+/]{43}=$/);
  expect((await add()).secret, 'each has its own').not.toBe(first.secret);
  for (const { id } of await listed()) await admin.post('/api/staff/webhooks/remove', { id });
  await pushSession(service, { ideas: [{}] });
  expect(await listed()).toEqual([]);
  for (let i = 0; i < WEBHOOKS_MAX; i += 1) await add();
  expect((await admin.post('/api/staff/webhooks', { url: receiver.url })).status).toBe(400);
  expect((await answered(admin, '/api/staff/audit?limit=1')).entries).toMatchObject([
    { action: 'webhook.added', subject: receiver.url },
  ]);
  expect(receiver.received).toEqual([]);
});
