import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestService, type TestService } from '../../test-support/service.ts';
import { answered, pushSession, type Staff, signedIn } from '../../test-support/staff.ts';

const DAY_MS = 86_400_000;
let clock = Date.now();
let service: TestService;
let admin: Staff;

beforeAll(async () => {
  service = await startTestService({ now: () => clock });
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

test('what is too old goes as soon as its time is set, is in no export any more, and stands in a report', async () => {
  const { sessionId } = await pushSession(service, { ideas: [{ title: 'Trees' }] });
  clock += 31 * DAY_MS;
  // Signed in for a day only.
  admin = await signedIn(service, 'administrator');
  expect(await answered(admin, '/api/staff/retention/preview?kind=words&days=32')).toEqual({ count: 0 });
  expect(await answered(admin, '/api/staff/retention/preview?kind=words&days=30')).toEqual({ count: 2 });
  expect((await admin.post('/api/staff/retention', { kind: 'words', days: 30 })).status).toBe(200);
  const shown = () => answered(admin, '/api/staff/retention');
  await vi.waitFor(async () =>
    expect(await shown()).toMatchObject({
      times: expect.arrayContaining([
        { kind: 'words', days: 30 },
        { kind: 'contacts', days: null },
      ]),
      reports: [{ kind: 'words', erased: 2, olderThan: clock - 30 * DAY_MS }],
      next: null,
    }),
  );
  const csv = await admin.get(`/api/staff/sessions/${sessionId}/contributions.csv`);
  const rows = parse(await csv.text(), { columns: true }) as Record<string, string>[];
  expect(rows.map(({ title, words, state }) => [title, words, state])).toEqual([
    ['', '', 'withdrawn'],
    ['', '', 'withdrawn'],
    ['', '', 'published'],
  ]);
  const session = (await answered(admin, `/api/staff/sessions/${sessionId}`)) as {
    completeness: { verdict: string };
  };
  expect(session.completeness.verdict).toBe('complete');
});

test.each([
  { kind: 'words', days: 0 },
  { kind: 'words', days: 1.5 },
  { kind: 'records', days: 9 },
])('no time is %o', async (input) => {
  expect((await admin.post('/api/staff/retention', input)).status).toBe(400);
});
