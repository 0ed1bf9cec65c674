/** What whoever runs the service sees of it: metrics, a log with ids, an end that loses nothing, answers in a storm. */
import { afterEach, expect, test } from 'vitest';
import type { SyncAnswer } from '../common/contract/sync.ts';
import { idea, newId, welcomed } from './test-support/contributions.ts';
import { connectKiosk, enrolDevice, startChain, type TestKiosk } from './test-support/kiosk.ts';
import { startTestService, type TestService } from './test-support/service.ts';

let service: TestService;
let kiosks: TestKiosk[] = [];
afterEach(async () => {
  for (const { socket } of kiosks) socket.disconnect();
  kiosks = [];
  await service.close();
});

async function addKiosk() {
  const device = await enrolDevice({ url: service.url, code: await service.makeEnrolmentCode() });
  const chain = startChain();
  const kiosk = await connectKiosk({ url: service.url, device, chain });
  kiosks.push(kiosk);
  return { kiosk, chain, deviceId: device.enrolment.deviceId };
}
const metric = async (line: string): Promise<number> => {
  const answer = await fetch(`http://127.0.0.1:${service.service.metricsPort()}/metrics`);
  expect(answer.headers.get('content-type')).toContain('text/plain');
  const found = (await answer.text()).split('\n').find((one) => one.startsWith(`${line} `));
  return found === undefined ? Number.NaN : Number(found.slice(line.length));
};
const problemOf = (answer: SyncAnswer<'records:push'>) => (answer.ok ? 'ok' : answer.problem);

test('metrics count what came, on a port of their own, and name nobody', async () => {
  service = await startTestService();
  const { kiosk, chain, deviceId } = await addKiosk();
  const participantId = newId();
  chain.add('participant.welcomed', welcomed(), { participantId });
  chain.add('idea', idea(service.consultation.id, { title: 'A title of somebody' }), { participantId });
  await kiosk.push(chain.made);
  await kiosk.push(chain.made);
  expect(await metric('perron_records_total{status="stored"}')).toBe(2);
  expect(await metric('perron_records_total{status="duplicate"}')).toBe(2);
  expect(await metric('perron_batch_seconds_count')).toBe(2);
  expect(await metric('perron_socket_request_seconds_count{event="records:push",outcome="ok"}')).toBe(2);
  expect(await metric('perron_kiosks_connected')).toBe(1);
  expect(await metric('perron_requests_waiting')).toBe(0);
  await fetch(`${service.url}/health/ready?name=Marie`);
  const route = 'method="GET",route="/health/ready",status="200"';
  expect(await metric(`perron_http_request_seconds_count{${route}}`)).toBe(1);
  const all = await fetch(`http://127.0.0.1:${service.service.metricsPort()}/metrics`);
  expect(await all.text()).not.toMatch(new RegExp(`${deviceId}|somebody|Marie`));
  expect((await fetch(`${service.url}/metrics`)).status).toBe(404);
});

test('each batch and each request stands in the log with an id of its own', async () => {
  service = await startTestService();
  const { kiosk, chain } = await addKiosk();
  chain.add('participant.left', {});
  await kiosk.push(chain.made);
  await fetch(`${service.url}/health/live`);
  const ids = service
    .logged()
    .split('\n')
    .filter((line) => /"msg":"(batch stored|http)"/.test(line))
    .map((line) => (JSON.parse(line) as { requestId: string }).requestId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(2);
  expect(ids.join()).toMatch(/^[\da-f-]{36},[\da-f-]{36}$/);
});

test('a kiosk that sends without waiting is told to come back, another one is served meanwhile, nothing is lost', async () => {
  service = await startTestService();
  const { kiosk: busy, chain } = await addKiosk();
  const { kiosk: calm, chain: other } = await addKiosk();
  const { promise: diskIsFast, resolve: hurry } = Promise.withResolvers<void>();
  const { append } = service.store.records;
  service.store.records.append = async (batch) => {
    await diskIsFast;
    return append(batch);
  };
  const batches = Array.from({ length: 120 }, () => {
    const from = chain.made.length;
    for (let nth = 0; nth < 20; nth += 1) chain.add('participant.left', {});
    return chain.made.slice(from);
  });
  other.add('participant.left', {});
  const storm = Promise.all(batches.map((batch) => busy.push(batch)));
  const toldToWait = 'perron_socket_request_seconds_count{event="records:push",outcome="rate-limited"}';
  await expect.poll(() => metric(toldToWait)).toBe(120 - 40 - 4);
  expect(await metric('perron_requests_waiting')).toBe(40);
  const meanwhile = calm.push(other.made);
  expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
  hurry();
  expect(problemOf(await meanwhile)).toBe('ok');
  const answers = await storm;
  const refused = batches.filter((_, nth) => answers[nth]?.ok === false);
  expect(refused).toHaveLength(120 - 40 - 4);
  for (const answer of answers)
    if (!answer.ok)
      expect(answer).toMatchObject({ problem: 'rate-limited', retryAfterSeconds: expect.any(Number) });
  for (const batch of refused) expect(problemOf(await busy.push(batch))).toBe('ok');
  expect(await metric('perron_records_total{status="stored"}')).toBe(chain.made.length + 1);
});

test('told to stop, it says that it is not ready, goes on for as long as it was told to, and finishes what is in hand', async () => {
  service = await startTestService({ stopDelayMs: 400 });
  const { kiosk, chain } = await addKiosk();
  chain.add('participant.left', {});
  const ready = async () => (await fetch(`${service.url}/health/ready`)).status;
  expect(await ready()).toBe(200);
  const stopped = service.stop();
  expect(await ready()).toBe(503);
  expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
  expect(problemOf(await kiosk.push(chain.made))).toBe('ok');
  await stopped;
  await expect(ready()).rejects.toThrow('fetch failed');
});
