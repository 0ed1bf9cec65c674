import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { expect, test, vi } from 'vitest';
import { KIOSK_EXPORT_COLUMNS } from '../../../common/domain/export-columns.ts';
import { headingOf } from '../../../platform/export-words.ts';
import { wordsIn } from '../../../platform/words.ts';
import { signedIn } from '../../../sync-service/test-support/staff.ts';
import type { Kiosk } from '../compose.ts';
import { recordsIn } from '../test-support/chain.ts';
import { PIN, proposalId } from '../test-support/city.ts';
import { statement } from '../test-support/contributions.ts';
import { done, enrolledFolder, ideaFrom, openDesk, openHost, temporaryFolder } from '../test-support/host.ts';
import { allAcknowledged, enrolmentCode, startService, untilStatus } from '../test-support/synced.ts';

const newStick = (): string => {
  const stick = temporaryFolder();
  mkdirSync(stick, { recursive: true });
  return stick;
};
const namesOn = (stick: string): string[] => readdirSync(join(stick, 'Perron'));

async function kioskWithStick() {
  const carryFolder = newStick();
  const dataFolder = await enrolledFolder();
  return { kiosk: await openHost({ dataFolder, carryFolder }), carryFolder, dataFolder };
}
const planOf = (kiosk: Kiosk, id: string) => done(kiosk, 'session:export-plan', { id });
async function take(kiosk: Kiosk, id: string, format: 'xlsx' | 'csv' | 'jsonl', words = 'en') {
  const { sticks } = await planOf(kiosk, id);
  const stick = sticks[0]?.id ?? '';
  const { file } = await done(kiosk, 'session:export', { id, stick, format, words });
  if (file === null) throw new Error('it was stopped');
  return file;
}

test('a session leaves without names, provisional, and only what may be published, as another library reads it', async () => {
  const { kiosk, carryFolder, dataFolder } = await kioskWithStick();
  const { sessionId, participantId } = await openDesk(kiosk);
  const said = statement(0);
  await done(kiosk, 'idea:post', ideaFrom({ ...said, title: '=1+1', words: 'A lamp at the stop.' }));
  await done(kiosk, 'support:post', { targetId: proposalId, targetKind: 'proposal' });
  expect(await planOf(kiosk, sessionId)).toMatchObject({ rows: 2, leftOut: 0 });

  const csv = await take(kiosk, sessionId, 'csv');
  expect(csv).toMatchObject({ rows: 2, leftOut: 0, name: expect.stringMatching(/-provisional\.csv$/) });
  const bytes = readFileSync(join(carryFolder, 'Perron', csv.name));
  const rows = parse(bytes, { columns: true, bom: true }) as Record<string, string>[];
  expect(Object.keys(rows[0] ?? {})).toEqual(KIOSK_EXPORT_COLUMNS);
  expect(rows).toMatchObject([
    {
      kind: 'idea',
      title: "'=1+1",
      words: 'A lamp at the stop.',
      state: 'provisional',
      kiosk: 'Library desk',
      session_id: sessionId,
      mode: 'assisted',
      authorship: 'verbatim',
      consent_version: 'v1',
      filter: `session=${sessionId}`,
    },
    { kind: 'support', target_kind: 'proposal', target_title: 'Widen Smallhouse Road', words: '' },
  ]);
  const headers = recordsIn(dataFolder).map(({ header }) => header);
  expect(headers.find(({ id }) => id === rows[0]?.id)).toMatchObject({ seq: Number(rows[0]?.seq) });

  const xlsx = await take(kiosk, sessionId, 'xlsx');
  const sheets = await readXlsxFile(readFileSync(join(carryFolder, 'Perron', xlsx.name)));
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Read me', 'Ideas', 'Supports']);
  expect(sheets[0]?.data[1]?.[0]).toMatch(/provisional/);
  expect(sheets[1]?.data[0]).toEqual(expect.arrayContaining(['Title', 'Whose words', 'Place in the chain']));
  expect(sheets[1]?.data[1]).toEqual(expect.arrayContaining(['=1+1', expect.any(Date)]));
  const lines = await take(kiosk, sessionId, 'jsonl');
  const text = readFileSync(join(carryFolder, 'Perron', lines.name), 'utf8');
  expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({ title: '=1+1', state: 'provisional' });

  const manifest = readFileSync(join(carryFolder, 'Perron', `${csv.name}.manifest.json`), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({
    provisional: true,
    rows: 2,
    file: { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
    session: { id: sessionId, records: 6, pending: 6 },
  });
  for (const name of namesOn(carryFolder))
    expect(readFileSync(join(carryFolder, 'Perron', name)).toString('latin1'), name).not.toContain(
      participantId,
    );
  expect(headers.filter(({ kind }) => kind === 'session.exported').length).toBe(1);
});

test('a spreadsheet is headed as the service heads it, in each language of the screens', async () => {
  const { kiosk, carryFolder } = await kioskWithStick();
  const { sessionId } = await openDesk(kiosk);
  await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  const headings = new Set<string>();
  for (const language of ['fr', 'nl', 'de', 'en', 'it', 'es', 'tr', 'ar']) {
    const { name } = await take(kiosk, sessionId, 'xlsx', language);
    const sheets = await readXlsxFile(readFileSync(join(carryFolder, 'Perron', name)));
    const heading = sheets[1]?.data[0];
    expect(heading, language).toEqual(headingOf(KIOSK_EXPORT_COLUMNS, wordsIn(language)));
    expect(sheets[0]?.data.flat(), language).toEqual(expect.arrayContaining(heading ?? []));
    headings.add(String(heading));
  }
  expect(headings.size).toBe(8);
});

test('nobody takes anything along without the PIN, nor where there is nothing, nor on a stick that is gone', async () => {
  const { kiosk, carryFolder, dataFolder } = await kioskWithStick();
  const { sessionId } = await openDesk(kiosk);
  const { sticks, rows } = await planOf(kiosk, sessionId);
  const stick = sticks[0]?.id ?? '';
  const ask = () => kiosk.call('session:export', { id: sessionId, stick, format: 'csv', words: 'en' });
  expect(rows).toBe(0);
  expect(await ask()).toMatchObject({ problem: 'not-found' });
  await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  rmSync(carryFolder, { recursive: true });
  expect(await ask()).toMatchObject({ problem: 'stick-absent' });
  expect(await planOf(kiosk, sessionId)).toMatchObject({ sticks: [], rows: 1 });
  await done(kiosk, 'facilitator:lock', {});
  expect(await ask()).toMatchObject({ problem: 'facilitator-locked' });
  expect(await kiosk.call('session:export-plan', { id: sessionId })).toMatchObject({
    problem: 'facilitator-locked',
  });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  expect(recordsIn(dataFolder).some(({ header }) => header.kind === 'session.exported')).toBe(false);
});

test('what is stopped leaves nothing on the stick and no record', async () => {
  const { kiosk, carryFolder, dataFolder } = await kioskWithStick();
  const { sessionId } = await openDesk(kiosk);
  for (let nth = 0; nth < 120; nth += 1)
    await done(kiosk, 'idea:post', ideaFrom({ ...statement(nth), title: `Idea ${nth}` }));
  const { sticks } = await planOf(kiosk, sessionId);
  const stick = sticks[0]?.id ?? '';
  const writing = done(kiosk, 'session:export', { id: sessionId, stick, format: 'xlsx', words: 'en' });
  for (let total = 0; total === 0; ) ({ total } = await done(kiosk, 'session:export-progress', {}));
  await done(kiosk, 'session:export-stop', {});
  expect(await writing).toEqual({ file: null });
  expect(namesOn(carryFolder)).toEqual([]);
  expect(recordsIn(dataFolder).some(({ header }) => header.kind === 'session.exported')).toBe(false);
});

test('the city sees what was taken, and it leaves out what the city does not show', async () => {
  const service = await startService();
  const staff = await signedIn(service, 'administrator');
  const carryFolder = newStick();
  const kiosk = await openHost({ dataFolder: temporaryFolder(), serviceUrl: service.url, carryFolder });
  expect(await kiosk.enrol({ code: await enrolmentCode(service) })).toMatchObject({ ok: true });
  await untilStatus(kiosk, ({ consultation }) => consultation !== null);
  const { sessionId } = await openDesk(kiosk);
  await done(kiosk, 'idea:post', ideaFrom({ ...statement(0), title: 'Lamps', words: 'Ask Jean Dupont.' }));
  await done(kiosk, 'idea:post', ideaFrom({ ...statement(0), title: 'Refused' }));
  await untilStatus(kiosk, allAcknowledged);
  const queue = await service.store.moderation.page({
    queue: 'unreviewed',
    words: [],
    after: null,
    limit: 9,
  });
  const idOf = (title: string) => queue.find((one) => one.title === title)?.id ?? '';
  await staff.post('/api/staff/moderation/mask', { id: idOf('Lamps'), title: 'Lamps', words: 'Ask […].' });
  await staff.post('/api/staff/moderation', {
    ids: [idOf('Refused')],
    decision: 'refused',
    reason: 'hurtful',
  });
  await vi.waitFor(
    async () => expect(await planOf(kiosk, sessionId)).toMatchObject({ rows: 1, leftOut: 1 }),
    {
      timeout: 12_000,
    },
  );
  const { name } = await take(kiosk, sessionId, 'csv');
  const bytes = readFileSync(join(carryFolder, 'Perron', name));
  expect(parse(bytes, { columns: true, bom: true })).toMatchObject([{ title: 'Lamps', words: 'Ask […].' }]);
  await untilStatus(kiosk, allAcknowledged);
  expect(
    await service.store.exports.page({ toTell: false, words: [], before: null, limit: 9 }),
  ).toMatchObject([
    {
      fileName: name,
      by: expect.stringMatching(/^Marie, /),
      filter: { sessionId, consultationId: null },
      file: { rows: 1, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
    },
  ]);
});
