import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectKiosk } from '../../test-support/kiosk.ts';
import { startTestService, type TestService } from '../../test-support/service.ts';
import { answered, json, pushSession, type Staff, signedIn } from '../../test-support/staff.ts';

let service: TestService;
let admin: Staff;

beforeAll(async () => {
  service = await startTestService();
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

const value = (path: string) => answered(admin, path);

test('records in quarantine are shown as they came with the rule they broke, and are kept out once', async () => {
  const { device, chain } = await pushSession(service, { ideas: [], kioskName: 'Quarantined' });
  const kiosk = await connectKiosk({ url: service.url, device, chain });
  const hostile = '<b>odd</b>'.repeat(1_000);
  for (const odd of [1, hostile]) chain.add('participant.left', { odd } as never);
  await kiosk.push(chain.made.slice(-2));
  kiosk.socket.disconnect();
  const moderator = await signedIn(service, 'moderator');
  const page = async (query = '') =>
    (await json(await moderator.get(`/api/staff/quarantine${query}`))).value as {
      records: { id: number; body: string; decision: string | null }[];
      next: string | null;
    };
  const [latest, before] = (await page('?limit=2')).records;
  expect([latest, before]).toMatchObject([
    { rule: 'payload-invalid', kioskName: 'Quarantined', kind: 'participant.left', decision: null },
    { rule: 'payload-invalid', decision: null },
  ]);
  expect(latest?.body).toHaveLength(4_000);
  expect(latest?.body).toContain('<b>odd</b>');
  const keepOut = () => moderator.post('/api/staff/quarantine/keep-out', { id: latest?.id });
  expect((await keepOut()).status).toBe(200);
  expect((await keepOut()).status).toBe(404);
  const all = (await page('?limit=200')).records;
  expect(all.find(({ id }) => id === latest?.id)?.decision).toBe('refused');
  expect(
    all.findIndex(({ id }) => id === latest?.id),
    'after what waits',
  ).toBeGreaterThan(all.findIndex(({ id }) => id === before?.id));
  const first = await page('?limit=1');
  expect((await page(`?limit=1&after=${first.next}`)).records[0]?.id).toBe(all[1]?.id);
  const kiosks = (await value('/api/staff/kiosks')).kiosks as { name: string; quarantined: number }[];
  expect(kiosks.find(({ name }) => name === 'Quarantined')?.quarantined).toBe(1);
  expect((await value('/api/staff/audit?limit=1')).entries).toMatchObject([
    { action: 'record.kept-out', detail: 'payload-invalid' },
  ]);
});
