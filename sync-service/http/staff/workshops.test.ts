import { afterAll, beforeAll, expect, test } from 'vitest';
import { together } from '../../services/workshops.ts';
import { startTestService, type TestService } from '../../test-support/service.ts';
import { answered, json, NOWHERE, pushSession, type Staff, signedIn } from '../../test-support/staff.ts';

let service: TestService;
let admin: Staff;

beforeAll(async () => {
  service = await startTestService();
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

const addEvent = async (changes: object = {}) =>
  json(
    await admin.post('/api/staff/events', {
      id: null,
      consultationId: service.consultation.id,
      kind: 'workshop',
      title: { en: 'In the library' },
      place: 'Library',
      startsAt: 1,
      endsAt: 2,
      ...changes,
    }),
  );
const idOf = (saved: Record<string, unknown>): string => (saved.value as { id: string }).id;

test('a workshop is proved when every expected kiosk has sent all of its sessions', async () => {
  const event = idOf(await addEvent());
  const first = await pushSession(service, { ideas: [{}, { topicId: null }], workshopId: event });
  const other = await pushSession(service, { ideas: [], kioskName: 'Late kiosk' });
  const kiosks = [first.deviceId, other.deviceId];
  expect((await addEvent({ id: event, kiosks })).ok).toBe(true);
  const shown = await answered(admin, `/api/staff/workshops/${event}`);
  expect(shown).toMatchObject({
    participants: 1,
    ideas: 2,
    comments: 1,
    supports: 1,
    tally: { byLanguage: [{ language: 'fr', count: 3 }] },
    completeness: { received: 8, expected: null, verdict: 'not-provable' },
  });
  const byName = new Map((shown.kiosks as { name: string }[]).map((kiosk) => [kiosk.name, kiosk]));
  expect(byName.get('Library kiosk')).toMatchObject({
    expected: true,
    sessions: [{ id: first.sessionId, completeness: { verdict: 'complete' } }],
  });
  expect(byName.get('Late kiosk')).toMatchObject({ expected: true, sessions: [] });

  const second = await pushSession(service, { ideas: [], kioskName: 'Besides', workshopId: event });
  expect((await addEvent({ id: event, kiosks: [first.deviceId] })).ok).toBe(true);
  const now = await answered(admin, `/api/staff/workshops/${event}`);
  expect(now.completeness).toEqual({ received: 14, expected: 14, verdict: 'complete', findings: [] });
  expect(
    (now.kiosks as { id: string; expected: boolean }[]).map(({ id, expected }) => [id, expected]),
  ).toEqual([
    [first.deviceId, true],
    [second.deviceId, false],
  ]);
  expect(await answered(admin, `/api/staff/sessions/${first.sessionId}/tally`)).toMatchObject({
    byTopic: [
      { topicId: null, count: 1 },
      { topicId: 'green', count: 1 },
    ],
  });
  expect(await answered(admin, `/api/staff/sessions/${first.sessionId}`)).toMatchObject({
    workshopId: event,
  });
});

test('only a workshop is followed, and only kiosks that there are can be expected', async () => {
  const talk = idOf(await addEvent({ kind: 'talk' }));
  for (const id of [talk, NOWHERE])
    expect(await json(await admin.get(`/api/staff/workshops/${id}`))).toEqual({
      ok: false,
      problem: 'not-found',
    });
  expect(await addEvent({ kiosks: [NOWHERE] })).toEqual({
    ok: false,
    problem: 'input-invalid',
    field: 'kiosks',
  });
});

test('together, sessions are as bad as the worst of them', () => {
  const part = (verdict: 'complete' | 'incomplete' | 'not-provable', expected: number | null) => ({
    received: 3,
    expected,
    verdict,
    findings: [],
  });
  expect(together([], 0)).toMatchObject({ received: 0, expected: null, verdict: 'not-provable' });
  expect(together([part('complete', 3), part('incomplete', 4)], 0)).toMatchObject({
    received: 6,
    expected: 7,
    verdict: 'incomplete',
  });
  expect(together([part('complete', 3), part('incomplete', 4)], 1).verdict).toBe('incomplete');
  expect(together([part('complete', 3), part('not-provable', null)], 0).verdict).toBe('not-provable');
  expect(together([part('complete', 3)], 1).verdict).toBe('not-provable');
});
