import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GO_VOCAL_ROWS_MAX } from '../../common/domain/platform-export.ts';
import { unzip } from '../../platform/test-support/unzip.ts';
import { readRecord } from '../services/batches.ts';
import { comment, idea, newId, welcomed } from '../test-support/contributions.ts';
import { startChain } from '../test-support/kiosk.ts';
import { startTestService, type TestService } from '../test-support/service.ts';
import { json, pushSession, type Staff, signedIn } from '../test-support/staff.ts';

const LONG = `${'A bench for those who wait at the stop, '.repeat(2)}with a roof`;

let service: TestService;
let staff: Staff;
let sessionId: string;
let deviceId: string;

beforeAll(async () => {
  service = await startTestService();
  staff = await signedIn(service, 'exporter');
  const pushed = await pushSession(service, {
    ideas: [
      { title: 'Des bancs', words: '=1+1', topicId: 'green' },
      { title: LONG, words: 'Rain.', language: 'en', topicId: null },
    ],
  });
  ({ sessionId, deviceId } = pushed);
  const chain = startChain();
  const of = { participantId: newId(), sessionId: newId() };
  const { consents, ...welcome } = welcomed();
  const shown = consents.map((consent) => ({ ...consent, purpose: 'show-first-name' as const }));
  chain.add('participant.welcomed', { ...welcome, consents: [...consents, ...shown], firstName: 'Zoé' }, of);
  const said = chain.add('idea', idea(service.consultation.id, { title: 'Une fontaine' }), of);
  chain.add('comment', comment(service.consultation.id, said.id), of);
  await service.store.records.append({
    deviceId,
    records: chain.made.map(readRecord),
    receivedAt: Date.now(),
  });
  await service.store.contributions.importIdeas({
    ideas: [
      {
        id: newId(),
        consultationId: service.consultation.id,
        topicId: null,
        title: 'From elsewhere',
        words: 'Not ours.',
        language: 'fr',
        at: 0,
        supports: 0,
        state: 'published',
        attribution: 'Another platform',
      },
    ],
    receivedAt: Date.now(),
  });
});
afterAll(() => service.close());

const take = (platform: string, query = '') =>
  staff.get(
    `/api/staff/contributions/platform-export?consultationId=${service.consultation.id}&platform=${platform}${query}`,
  );
const packageOf = async (answer: Response) => unzip(Buffer.from(await answer.arrayBuffer()));
const manifestOf = (files: Map<string, Buffer>) => JSON.parse(files.get('manifest.json')?.toString() ?? '');
const sheetOf = async (files: Map<string, Buffer>, name: string) =>
  (await readXlsxFile(files.get(name) ?? Buffer.of()))[0]?.data ?? [];

test('Go Vocal gets a sheet for each language, with its own headings, and a name only where it may be shown', async () => {
  const answer = await take('go-vocal');
  expect(answer.headers.get('content-disposition')).toMatch(/filename="perron-go-vocal-[\d-]+\.zip"/);
  expect(answer.headers.get('perron-rows')).toBe('3');
  const files = await packageOf(answer);
  expect([...files.keys()]).toEqual([
    'go-vocal-en-1.xlsx',
    'go-vocal-fr-1.xlsx',
    'provenance.csv',
    'README.txt',
    'manifest.json',
  ]);
  const [headings, benches, fountain, ...more] = await sheetOf(files, 'go-vocal-fr-1.xlsx');
  expect(headings).toEqual([
    'Prénom',
    'Nom',
    'Adresse e-mail',
    'Permission',
    'Date de publication (jj-mm-aaaa)',
    'Titre',
    'Description complète',
    'Étiquettes',
    'Adresse',
    "URL de l'image",
    'Latitude',
    'Longitude',
  ]);
  const date = expect.stringMatching(/^\d\d-\d\d-\d{4}$/);
  const [nothing, noPlace] = [null, [null, null, null, null]];
  expect(benches).toEqual([
    nothing,
    nothing,
    nothing,
    nothing,
    date,
    'Des bancs',
    '=1+1',
    'Verdure',
    ...noPlace,
  ]);
  expect(fountain?.slice(0, 6)).toEqual(['Zoé', nothing, nothing, 'X', date, 'Une fontaine']);
  expect(more).toEqual([]);
});

test('a title that is too long is shortened, and stands whole before the words', async () => {
  const [headings, bench] = await sheetOf(
    await packageOf(await take('go-vocal', '&language=en')),
    'go-vocal-en-1.xlsx',
  );
  expect(headings?.slice(0, 5)).toEqual([
    'First name(s)',
    'Last name',
    'Email address',
    'Permission',
    'Date Published (dd-mm-yyyy)',
  ]);
  const title = String(bench?.[5]);
  expect([...title].length).toBeLessThanOrEqual(80);
  expect(title.endsWith('…') && LONG.startsWith(title.slice(0, -1))).toBe(true);
  expect(bench?.[6]).toBe(`${LONG}\n\nRain.`);
});

test('Decidim gets a CSV for each language, and no cell of it is a formula', async () => {
  const files = await packageOf(await take('decidim'));
  expect(parse(files.get('decidim-fr.csv') ?? '', { columns: true, delimiter: ';' })).toEqual([
    { 'title/fr': 'Des bancs', 'body/fr': "'=1+1" },
    { 'title/fr': 'Une fontaine', 'body/fr': expect.any(String) },
  ]);
  expect(manifestOf(files).notes).toContainEqual({ note: 'signs-neutralised', count: 1 });
});

test('the package tells what it leaves out, where each row comes from, and proves its files and sessions', async () => {
  const answer = await take('go-vocal', '&words=fr');
  const files = await packageOf(answer);
  const manifest = manifestOf(files);
  const notes = [
    { note: 'imported-left-out', count: 1 },
    { note: 'comments-left-out', count: 2 },
    { note: 'supports-left-out', count: 1 },
    { note: 'titles-shortened', count: 1 },
  ];
  expect(manifest).toMatchObject({ schema: 'perron-platform-export/1', platform: 'go-vocal', notes });
  expect(manifest.files.map(({ name, rows }: { name: string; rows: number }) => [name, rows])).toEqual([
    ['go-vocal-en-1.xlsx', 1],
    ['go-vocal-fr-1.xlsx', 2],
    ['provenance.csv', null],
    ['README.txt', null],
  ]);
  for (const { name, bytes, sha256 } of manifest.files) {
    const file = files.get(name) ?? Buffer.of();
    expect([file.length, createHash('sha256').update(file).digest('hex')], name).toEqual([bytes, sha256]);
  }
  expect(manifest.sessions).toContainEqual(
    expect.objectContaining({ id: sessionId, verdict: 'complete', received: 8, expected: 8 }),
  );
  const rows = parse(files.get('provenance.csv') ?? '', { columns: true }) as Record<string, string>[];
  expect(rows.map(({ file, row }) => [file, row])).toEqual([
    ['go-vocal-en-1.xlsx', '2'],
    ['go-vocal-fr-1.xlsx', '2'],
    ['go-vocal-fr-1.xlsx', '3'],
  ]);
  expect(rows[1]).toMatchObject({
    session_id: sessionId,
    device_id: deviceId,
    filter: `consultation=${service.consultation.id}; kind=idea; state=published; language=fr`,
    mode: 'assisted',
    authorship: 'verbatim',
    seq: '3',
  });
  expect(files.get('README.txt')?.toString()).toContain('Titres raccourcis à 80 caractères');
  const id = answer.headers.get('perron-export');
  expect(await json(await staff.get(`/api/staff/exports/${id}`))).toMatchObject({
    value: { id, file: { rows: 3, notes } },
  });
});

test('what fits nothing is a package without a file to import', async () => {
  const answer = await take('go-vocal', '&language=tr');
  expect(answer.headers.get('perron-rows')).toBe('0');
  expect([...(await packageOf(answer)).keys()]).toEqual(['provenance.csv', 'README.txt', 'manifest.json']);
});

test('more ideas than Go Vocal takes at once fill another file, none twice', async () => {
  const chain = startChain();
  const of = { participantId: newId(), sessionId: newId() };
  chain.add('participant.welcomed', welcomed(), of);
  const ids = Array.from(
    { length: GO_VOCAL_ROWS_MAX + 1 },
    (_, number) =>
      chain.add('idea', idea(service.consultation.id, { title: `Nr. ${number}`, language: 'de' }), of).id,
  );
  await service.store.records.append({
    deviceId,
    records: chain.made.map(readRecord),
    receivedAt: Date.now(),
  });
  const files = await packageOf(await take('go-vocal', '&language=de'));
  const [first, second] = manifestOf(files).files;
  expect([first.name, first.rows, second.name, second.rows]).toEqual([
    'go-vocal-de-1.xlsx',
    GO_VOCAL_ROWS_MAX,
    'go-vocal-de-2.xlsx',
    1,
  ]);
  expect((await sheetOf(files, 'go-vocal-de-2.xlsx'))[1]?.[5]).toBe(`Nr. ${GO_VOCAL_ROWS_MAX}`);
  const rows = parse(files.get('provenance.csv') ?? '', { columns: true }) as Record<string, string>[];
  expect(rows.map(({ id }) => id)).toEqual(ids);
});
