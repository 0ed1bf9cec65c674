import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('a moderator refuses, answers and takes back, and all of it stands in the log', async () => {
  const { ideaIds } = await pushSession(service, { ideas: [{ title: 'Insult' }, { title: 'Benches' }] });
  const [insult, benches] = ideaIds as [string, string];
  const moderator = await signedIn(service, 'moderator');
  const listed = async (queue: string, query = '') =>
    (await json(await moderator.get(`/api/staff/moderation?queue=${queue}&query=${query}&limit=200`)))
      .value as { contributions: { id: string }[]; counts: Record<string, number> };
  const refusal = { ids: [insult], decision: 'refused', reason: 'hurtful', note: 'names a neighbour' };
  const refused = await json(await moderator.post('/api/staff/moderation', refusal));
  const { turn } = refused.value as { turn: string };
  expect(refused.value).toEqual({ turn, changed: 1, withoutConsent: [], late: [] });
  expect((await listed('refused')).contributions).toMatchObject([
    { id: insult, decided: { reason: 'hurtful', note: 'names a neighbour' } },
  ]);
  expect((await listed('unreviewed', 'benches')).contributions.map(({ id }) => id)).toContain(benches);
  const answer = {
    targetId: benches,
    targetKind: 'idea',
    state: 'planned',
    text: { fr: ' ', nl: 'In juni' },
  };
  expect((await moderator.post('/api/staff/answers', answer)).status).toBe(200);
  expect(
    (await listed('unreviewed', 'benches')).contributions.find(({ id }) => id === benches),
  ).toMatchObject({
    answer: { state: 'planned', text: { nl: 'In juni' } },
  });
  expect(await json(await moderator.post('/api/staff/moderation/undo', { turn }))).toEqual({
    ok: true,
    value: { undone: 1, decidedSince: 0 },
  });
  expect((await listed('refused')).counts.refused).toBe(0);
  const log = (await value('/api/staff/audit?limit=3')) as {
    entries: { action: string; subject: string }[];
    next: string;
  };
  expect(log.entries.map(({ action, subject }) => [action, subject])).toEqual([
    ['contribution.decision-undone', insult],
    ['idea.answered', benches],
    ['contribution.refused', insult],
  ]);
  const older = (await value(`/api/staff/audit?limit=1&after=${log.next}`)).entries as { action: string }[];
  expect(older.map(({ action }) => action)).toEqual(['staff.signed-in']);
});

test.each([
  [{ ids: [], decision: 'held' }, 'ids'],
  [{ ids: [NOWHERE], decision: 'hidden' }, 'decision'],
  [{ ids: [NOWHERE], decision: 'refused' }, 'reason'],
  [{ ids: [NOWHERE], decision: 'published', reason: 'other' }, 'reason'],
  [{ ids: [NOWHERE], decision: 'held', note: 'x'.repeat(1_001) }, 'note'],
])('a decision that is none names the field at fault: %j', async (body, field) => {
  expect(await json(await admin.post('/api/staff/moderation', body))).toEqual({
    ok: false,
    problem: 'input-invalid',
    field,
  });
});
