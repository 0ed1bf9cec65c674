import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newId } from '../test-support/contributions.ts';
import { startTestService, type TestService } from '../test-support/service.ts';
import { type PushedSession, pushSession, type Staff, signedIn } from '../test-support/staff.ts';

let service: TestService;
let staff: Staff;
let pushed: PushedSession;

beforeAll(async () => {
  service = await startTestService();
  staff = await signedIn(service, 'exporter');
  pushed = await pushSession(service, { ideas: [{ title: 'Trees' }] });
});
afterAll(() => service.close());

const take = (query: string, init: RequestInit = {}) =>
  fetch(`${service.url}/api/staff/contributions/export?consultationId=${service.consultation.id}${query}`, {
    headers: { cookie: staff.cookie },
    ...init,
  });
const rowsOf = async (query: string) =>
  parse(await (await take(query)).text(), { columns: true }) as Record<string, string>[];
const json = async (answer: Response) => (await answer.json()) as Record<string, unknown>;

test('the columns are those that were chosen, in their own order, in every file', async () => {
  const query = '&kind=comment&columns=words,target_title,id';
  expect(Object.keys((await rowsOf(query))[0] ?? {})).toEqual(['id', 'words', 'target_title']);
  const line = JSON.parse(await (await take(`${query}&format=jsonl`)).text());
  expect(Object.keys(line)).toEqual(['id', 'words', 'target_title']);
  expect(line.target_title).toBe('Trees');
  expect(await json(await take('&columns=id,password'))).toMatchObject({ problem: 'input-invalid' });
});

test('a row tells where its record stands, in which mode and under which wording it was said', async () => {
  const [row] = await rowsOf('&kind=idea&language=fr');
  const [idea] = pushed.chain.made.filter((_, index) => index === 2);
  expect(row).toMatchObject({
    chain_id: pushed.chain.chainId,
    seq: '3',
    mode: 'assisted',
    consent_version: 'v1',
    device_id: pushed.deviceId,
    revision: '',
    filter: `consultation=${service.consultation.id}; kind=idea; language=fr`,
  });
  expect(new Date(row?.exported_at ?? '').toISOString()).toBe(row?.exported_at);
  expect(JSON.parse(idea?.header ?? '')).toMatchObject({ id: row?.id });
  expect(row?.header_hash).toMatch(/^[\w-]{43}$/);
});

test('a workbook says first what it is, then has a sheet for each kind, in the language that was asked for', async () => {
  const answer = await take('&format=xlsx&words=fr&columns=id,title,supports,received_at');
  expect(answer.headers.get('content-disposition')).toMatch(/filename="perron-contributions-[\d-]+\.xlsx"/);
  const [readme, ideas, comments, supports, ...more] = await readXlsxFile(
    Buffer.from(await answer.arrayBuffer()),
  );
  expect([readme?.sheet, ideas?.sheet, comments?.sheet, supports?.sheet, more]).toEqual([
    'Lisez-moi',
    'Idées',
    'Commentaires',
    'Soutiens',
    [],
  ]);
  const told = new Map(readme?.data.map(([name, value]) => [name, value]));
  expect(told.get('Consultation')).toBe('La place');
  expect(told.get('Par')).toMatch(/^exporter-/);
  expect(told.get('Exporté le')).toBeInstanceOf(Date);
  expect(told.get('Lignes: Idées')).toBe(1);
  expect(told.get('Langue')).toBe('Toutes');
  expect(readme?.data.map(([, id]) => id)).toEqual(expect.arrayContaining(['id', 'title', 'received_at']));
  expect(ideas?.data).toEqual([
    ['Identifiant', 'Titre', 'Soutiens', 'Reçu le'],
    [pushed.ideaIds[0], 'Trees', 1, expect.any(Date)],
  ]);
  expect(supports?.data).toHaveLength(2);
});

test('more rows than a sheet holds are refused as XLSX, and taken as CSV', async () => {
  const counted = vi.spyOn(service.store.contributions, 'exportedCount').mockResolvedValue(2_000_000);
  expect(await json(await take('&format=xlsx'))).toEqual({ ok: false, problem: 'rows-too-many' });
  expect((await take('&kind=comment')).status).toBe(200);
  counted.mockRestore();
});

test('a session is taken alone', async () => {
  const other = await pushSession(service, { ideas: [{ title: 'Elsewhere' }] });
  const rows = await rowsOf(`&sessionId=${other.sessionId}`);
  expect(rows.map(({ kind }) => kind)).toEqual(['idea', 'comment', 'support']);
  expect(new Set(rows.map(({ session_id }) => session_id))).toEqual(new Set([other.sessionId]));
});

test('each file is kept in mind with its digest, and its manifest tells what it was made from', async () => {
  const answer = await take('&kind=comment');
  const file = Buffer.from(await answer.arrayBuffer());
  const id = answer.headers.get('perron-export');
  const listed = (await json(await staff.get('/api/staff/exports?limit=1'))).value as { exports: object[] };
  const whole = { bytes: file.length, sha256: createHash('sha256').update(file).digest('hex') };
  expect(listed.exports).toMatchObject([{ id, takenBack: [], told: null, file: whole }]);
  const manifest = (await json(await staff.get(`/api/staff/exports/${id}/manifest`))).value;
  expect(manifest).toMatchObject({
    schema: 'perron-export/1',
    fileName: expect.stringMatching(/^perron-contributions-.*\.csv$/),
    takenBy: expect.stringMatching(/^exporter-/),
    filter: { consultationId: service.consultation.id, kind: 'comment', state: null },
    file: whole,
    sessions: expect.arrayContaining([
      expect.objectContaining({
        id: pushed.sessionId,
        kiosk: 'Library kiosk',
        verdict: 'complete',
        received: 7,
      }),
    ]),
  });
});

test('the file of a session is kept in mind, too', async () => {
  const answer = await staff.get(`/api/staff/sessions/${pushed.sessionId}/contributions.csv`);
  await answer.arrayBuffer();
  const id = answer.headers.get('perron-export');
  const { value } = await json(await staff.get(`/api/staff/exports/${id}/manifest`));
  expect(value).toMatchObject({
    filter: { consultationId: null, sessionId: pushed.sessionId },
    file: { rows: 3 },
    sessions: [{ id: pushed.sessionId }],
  });
});

test('a file that is being fetched tells how far it is, and nothing is read once nobody wants it', async () => {
  const imported = Array.from({ length: 5_000 }, () => ({
    id: newId(),
    consultationId: service.consultation.id,
    topicId: null,
    title: 'Gathered elsewhere',
    words: 'Said. '.repeat(500),
    language: 'en',
    at: 1,
    supports: 0,
    state: 'published' as const,
    attribution: 'a file',
  }));
  await service.store.contributions.importIdeas({ ideas: imported, receivedAt: Date.now() });
  const reads = vi.spyOn(service.store.contributions, 'exported');
  const gone = new AbortController();
  const answer = await take('', { signal: gone.signal });
  const progress = () => staff.get(`/api/staff/exports/${answer.headers.get('perron-export')}/progress`);
  const reader = answer.body?.getReader();
  await reader?.read();
  const { rows, total } = (await json(await progress())).value as { rows: number; total: number };
  expect(total).toBeGreaterThan(imported.length);
  expect(rows).toBeGreaterThan(0);
  // The file is larger than what the line holds, so the service waits for its reader.
  expect(rows).toBeLessThan(total);
  gone.abort();
  await expect.poll(async () => (await progress()).status).toBe(404);
  const { exports } = (await json(await staff.get('/api/staff/exports?limit=1'))).value as {
    exports: object[];
  };
  expect(exports).toMatchObject([{ id: answer.headers.get('perron-export'), file: null }]);
  const left = reads.mock.calls.length;
  for (let i = 0; i < 20; i += 1) await progress();
  expect(reads.mock.calls.length).toBe(left);
  expect(left * 100).toBeLessThan(total / 2);
  reads.mockRestore();
});
