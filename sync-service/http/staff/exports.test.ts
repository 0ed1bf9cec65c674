import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXPORT_COLUMNS } from '../../../common/domain/export-columns.ts';
import { SESSION_COLUMNS } from '../../exports/session-csv.ts';
import { startTestService, type TestService } from '../../test-support/service.ts';
import { json, PASSWORD, pushSession, type Staff, signedIn } from '../../test-support/staff.ts';

let service: TestService;
let admin: Staff;

beforeAll(async () => {
  service = await startTestService();
  admin = await signedIn(service, 'administrator');
});
afterAll(() => service.close());

const csvOf = async (sessionId: string, query = '') =>
  (await admin.get(`/api/staff/sessions/${sessionId}/contributions.csv${query}`)).arrayBuffer();
const rowsOf = (text: string, delimiter = ',') =>
  parse(text, { columns: true, delimiter, bom: true }) as Record<string, string>[];

test('a session reaches the city as CSV and reads back as what was typed', async () => {
  const words = [
    '=HYPERLINK("http://evil","x")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tcell',
    '\rcell',
    'line\nbreak',
    'a "quoted" word',
    "'apostrophe",
    'semi;colon, comma',
    ' spaced ',
    '\u202emirrored',
    'مرحبا',
    'bell \u0007',
    '😀',
  ];
  const { sessionId, deviceId, ideaIds, chain } = await pushSession(service, {
    ideas: words.map((text) => ({ title: text.trim() === '' ? 'x' : text, words: text })),
  });
  const bytes = Buffer.from(await csvOf(sessionId));
  const text = bytes.toString('utf8');
  expect(text.split('\r\n')[0]).toBe(SESSION_COLUMNS.join(','));
  const rows = rowsOf(text);
  expect(rows).toHaveLength(words.length + 2);
  for (const [index, typed] of words.entries()) {
    const row = rows[index];
    expect(row?.words, typed).toBe(/^[=+\-@\t\r]/.test(typed) ? `'${typed}` : typed);
    expect(row).toMatchObject({
      id: ideaIds[index],
      kind: 'idea',
      session_id: sessionId,
      device_id: deviceId,
      mode: 'assisted',
      filter: `session=${sessionId}`,
      seq: String(index + 3),
      chain_id: chain.chainId,
      consent_version: 'v1',
      read_back: 'aloud',
      state: 'published',
      supports: index === 0 ? '1' : '0',
    });
    expect(new Date(row?.recorded_at ?? '').toISOString()).toBe(row?.recorded_at);
  }
  const forExcel = Buffer.from(await csvOf(sessionId, '?separator=semicolon&bom=true'));
  expect([...forExcel.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  // Each file says when it was taken.
  const undated = (read: Record<string, string>[]) => read.map(({ exported_at: _, ...row }) => row);
  expect(undated(rowsOf(forExcel.toString(), ';'))).toEqual(undated(rows));
});

test('what staff covered is covered in the file and the list of the session, too', async () => {
  const { sessionId, ideaIds } = await pushSession(service, {
    ideas: [{ title: 'Lamps', words: 'Jean Dupont has the key.' }],
  });
  const words = '[…] has the key.';
  const covered = await admin.post('/api/staff/moderation/mask', { id: ideaIds[0], title: 'Lamps', words });
  expect(await json(covered)).toMatchObject({ ok: true });
  expect(rowsOf(Buffer.from(await csvOf(sessionId)).toString())[0]).toMatchObject({ title: 'Lamps', words });
  const listed = await (await admin.get(`/api/staff/sessions/${sessionId}/contributions`)).text();
  expect(listed).toContain(words);
  expect(listed).not.toContain('Dupont');
});

test('a long session is exported whole, page after page', async () => {
  const ideas = Array.from({ length: 450 }, (_, i) => ({ title: `Idea ${i}` }));
  const { sessionId } = await pushSession(service, { ideas });
  const rows = rowsOf(Buffer.from(await csvOf(sessionId)).toString());
  expect(rows.slice(0, 450).map(({ title }) => title)).toEqual(ideas.map(({ title }) => title));
});

test('a consultation is exported whole or narrowed, as CSV and as JSON Lines, with what the city decided', async () => {
  const other = await startTestService();
  const staff = await signedIn(other, 'administrator');
  const titles = ['=1+1', 'Trees', ...Array.from({ length: 1_100 }, (_, i) => `Idea ${i}`)];
  const { ideaIds } = await pushSession(other, { ideas: titles.map((title) => ({ title })) });
  const [first, second] = ideaIds as [string, string];
  await staff.post('/api/staff/answers', {
    targetId: first,
    targetKind: 'idea',
    state: 'planned',
    text: { fr: 'En juin' },
  });
  await staff.post('/api/staff/moderation', { ids: [second], decision: 'refused', reason: 'duplicate' });
  const consultationId = other.consultation.id;
  const take = async (query: string) => {
    const answer = await staff.get(
      `/api/staff/contributions/export?consultationId=${consultationId}${query}`,
    );
    expect(answer.status, query).toBe(200);
    return { answer, text: await answer.text() };
  };
  const csv = await take('');
  expect(csv.answer.headers.get('content-disposition')).toMatch(
    /filename="perron-contributions-[\d-]+\.csv"/,
  );
  const rows = rowsOf(csv.text);
  expect(Object.keys(rows[0] ?? {})).toEqual(EXPORT_COLUMNS);
  expect(rows).toHaveLength(titles.length + 2);
  expect(rows.slice(0, titles.length).map(({ title }) => title)).toEqual(["'=1+1", ...titles.slice(1)]);
  expect(rows[0]).toMatchObject({
    id: first,
    kiosk: 'Library kiosk',
    state: 'published',
    supports: '1',
    comments: '1',
    answer_state: 'planned',
  });
  expect(rows[1]).toMatchObject({ state: 'refused', decision: 'refused', reason: 'duplicate' });
  expect(rows.at(-2)).toMatchObject({ kind: 'comment', target_title: "'=1+1", supports: '' });
  expect(rows.at(-1)).toMatchObject({ kind: 'support', target_id: first, words: '', state: 'published' });
  const lines = (await take('&format=jsonl')).text.trimEnd().split('\n');
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(parsed).toHaveLength(rows.length);
  expect(parsed[0]).toMatchObject({ id: first, title: '=1+1', answer: { fr: 'En juin' }, supports: 1 });
  for (const [query, expected] of [
    ['&kind=comment', 1],
    ['&kind=support', 1],
    ['&kind=support&language=fr', 0],
    ['&kind=support&state=held', 0],
    ['&state=refused', 1],
    ['&language=nl', 0],
    ['&language=fr&kind=idea&state=published', titles.length - 1],
    ['&to=1', 0],
    ['&from=1', rows.length],
  ] as const)
    expect(rowsOf((await take(query)).text), query).toHaveLength(expected);
  const log = (await json(await staff.get('/api/staff/audit?limit=1'))).value as { entries: object[] };
  expect(log.entries).toMatchObject([
    { action: 'consultation.exported', subject: consultationId, detail: 'csv, from 1970-01-01' },
  ]);
  const wrong = await staff.get(
    `/api/staff/contributions/export?consultationId=${consultationId}&from=never`,
  );
  expect(await json(wrong)).toEqual({ ok: false, problem: 'input-invalid', field: 'from' });
  await other.close();
});

test('an export is a download that is not kept, and stands in the log of what staff did', async () => {
  const { sessionId } = await pushSession(service, { ideas: [] });
  const answer = await admin.get(`/api/staff/sessions/${sessionId}/contributions.csv`);
  await answer.arrayBuffer();
  expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="perron-session-[\d-]+-\w+\.csv"$/,
  );
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const db = new Database(service.databaseFile, { readonly: true });
  const entries = db.prepare(`SELECT action, subject FROM audit WHERE subject = ?`).all(sessionId);
  const everything = JSON.stringify(db.prepare('SELECT * FROM audit').all());
  db.close();
  expect(entries).toEqual([{ action: 'session.exported', subject: sessionId }]);
  expect(everything).not.toContain(PASSWORD);
  expect(service.logged()).not.toContain(PASSWORD);
});
