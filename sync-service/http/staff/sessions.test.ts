import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectKiosk, startChain } from '../../test-support/kiosk.ts';
import { startTestService, type TestService } from '../../test-support/service.ts';
import { answered, pushSession, type Staff, signedIn } from '../../test-support/staff.ts';

let service: TestService;
let admin: Staff;

beforeAll(async () => {
  service = await startTestService();
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

const value = (path: string) => answered(admin, path);
const completeness = async (sessionId: string) =>
  (await value(`/api/staff/sessions/${sessionId}`)).completeness as unknown;

test('a session is shown with its counts, its contributions and the proof that all of it is here', async () => {
  const pushed = await pushSession(service, { ideas: [{ title: 'Benches' }, { title: 'Trees' }] });
  const session = await value(`/api/staff/sessions/${pushed.sessionId}`);
  expect(session).toMatchObject({
    kioskName: 'Library kiosk',
    consultationTitle: { en: 'The square' },
    participants: 1,
    ideas: 2,
    comments: 1,
    supports: 1,
    sealed: 0,
    quarantined: 0,
    completeness: { received: 8, expected: 8, verdict: 'complete', findings: [] },
  });
  const first = await value(`/api/staff/sessions/${pushed.sessionId}/contributions?limit=3`);
  const rest = await value(
    `/api/staff/sessions/${pushed.sessionId}/contributions?limit=3&after=${first.next}`,
  );
  expect(rest.next).toBeNull();
  const all = [...(first.contributions as object[]), ...(rest.contributions as object[])];
  expect(all).toMatchObject([
    { kind: 'idea', title: 'Benches', state: 'published', authorship: 'verbatim', seq: 3 },
    { kind: 'idea', title: 'Trees' },
    { kind: 'comment', targetTitle: 'Benches', words: 'Oui, et près de la fontaine.' },
    { kind: 'support', targetTitle: 'Benches', words: null },
  ]);
  // That its connection ended is noticed a moment later.
  await vi.waitFor(async () => {
    const { kiosks } = await value('/api/staff/kiosks');
    expect((kiosks as { id: string }[]).find(({ id }) => id === pushed.deviceId)).toMatchObject({
      records: 8,
      online: false,
    });
  });
});

test('sessions are listed page by page, the latest first', async () => {
  const pushed = [];
  for (const kioskName of ['One', 'Two', 'Three']) {
    pushed.push((await pushSession(service, { ideas: [], kioskName })).sessionId);
  }
  const first = await value('/api/staff/sessions?limit=2');
  const second = await value(`/api/staff/sessions?limit=2&after=${first.next}`);
  const ids = [...(first.sessions as { id: string }[]), ...(second.sessions as { id: string }[])].map(
    ({ id }) => id,
  );
  expect(ids.slice(0, 3)).toEqual(pushed.reverse());
});

test('an open session promises no number', async () => {
  const { sessionId } = await pushSession(service, { ideas: [{}], closed: false });
  expect(await completeness(sessionId)).toEqual({
    received: 6,
    expected: null,
    verdict: 'not-provable',
    findings: [],
  });
});

test.each([
  ['a deleted record', 'missing', `DELETE FROM records WHERE session_id = ? AND seq = 4`, 4, 4],
  ['a deleted opening', 'missing', `DELETE FROM records WHERE session_id = ? AND seq = 1`, 1, 1],
  ['a cut-off end', 'truncated', `DELETE FROM records WHERE session_id = ? AND seq > 5`, 6, 8],
  [
    'an altered payload',
    'payload-altered',
    `UPDATE records SET body = replace(body, 'Trees', 'Roads') WHERE session_id = ? AND seq = 4`,
    4,
    4,
  ],
  [
    'an altered header',
    'header-altered',
    `UPDATE records SET header = replace(header, '"mode":"assisted"', '"mode":"self-service"')
     WHERE session_id = ? AND seq = 5`,
    5,
    5,
  ],
  [
    'a record taken out of its session',
    'header-altered',
    `UPDATE records SET session_id = NULL WHERE session_id = ? AND seq = 5`,
    5,
    5,
  ],
  [
    'a comment made a support',
    'header-altered',
    `UPDATE records SET kind = 'support' WHERE session_id = ? AND seq = 5`,
    5,
    5,
  ],
  ['the loss of all of it', 'truncated', `DELETE FROM records WHERE session_id = ?`, 1, 8],
  [
    'two exchanged records',
    'swapped',
    `WITH pair AS MATERIALIZED (SELECT * FROM records WHERE session_id = ? AND seq IN (3, 4))
     UPDATE records SET (header, body, hash) =
       (SELECT header, body, hash FROM pair WHERE pair.seq = 7 - records.seq)
     WHERE ordinal IN (SELECT ordinal FROM pair)`,
    3,
    4,
  ],
])('%s is found: %s', async (_, finding, sql, from, to) => {
  const { sessionId, chain } = await pushSession(service, {
    ideas: [{ title: 'Benches' }, { title: 'Trees' }],
  });
  expect(await completeness(sessionId)).toMatchObject({ verdict: 'complete' });
  const db = new Database(service.databaseFile);
  expect(db.prepare(sql).run(sessionId).changes).toBeGreaterThan(0);
  db.close();
  expect(await completeness(sessionId)).toMatchObject({
    verdict: 'incomplete',
    findings: [{ finding, chainId: chain.chainId, from, to }],
  });
});

test('two records that claim one place are shown as a fork, and a wrong count as such', async () => {
  const { sessionId, chain, device } = await pushSession(service, { ideas: [{}], extraCount: 1 });
  const { chainId } = chain;
  const wrongCount = { finding: 'count-wrong', chainId, from: 7, to: 7 };
  expect(await completeness(sessionId)).toMatchObject({ received: 7, expected: 8, findings: [wrongCount] });
  const copy = startChain({ chainId });
  for (const seq of [1, 2, 3]) copy.add('participant.left', {}, { sessionId, at: seq });
  const kiosk = await connectKiosk({ url: service.url, device, chain: { chainId, head: copy.head } });
  expect(await kiosk.push(copy.made.slice(2))).toMatchObject({ ok: true, value: { statuses: ['stored'] } });
  kiosk.socket.disconnect();
  const forked = { finding: 'forked', chainId, from: 3, to: 3 };
  expect(await completeness(sessionId)).toMatchObject({
    verdict: 'incomplete',
    findings: [forked, wrongCount],
  });
});
