import { afterEach, beforeEach, expect, test } from 'vitest';
import { BATCH_MAX_BYTES, BATCH_MAX_RECORDS, type SyncAnswer } from '../../common/contract/sync.ts';
import type { Action } from '../../common/domain/consultation.ts';
import { headerLine, type RecordLines } from '../../common/domain/record-lines.ts';
import { QUARANTINE_RULES } from '../../common/domain/records.ts';
import { openDatabase } from '../../platform/sqlite.ts';
import { FORKS_MAX } from '../store/records.ts';
import { serviceDatabase } from '../store/sqlite/schema.ts';
import { comment, idea, newId, support, welcomed } from '../test-support/contributions.ts';
import {
  call,
  connectKiosk,
  enrolDevice,
  startChain,
  type TestChain,
  type TestDevice,
  type TestKiosk,
} from '../test-support/kiosk.ts';
import { startTestService, type TestService, testConsultation } from '../test-support/service.ts';

let service: TestService;
let device: TestDevice;
let chain: TestChain;
let kiosk: TestKiosk;

const enrol = async (): Promise<TestDevice> =>
  enrolDevice({ url: service.url, code: await service.makeEnrolmentCode() });

beforeEach(async () => {
  service = await startTestService();
  device = await enrol();
  chain = startChain();
  kiosk = await connectKiosk({ url: service.url, device, chain, encodings: ['plain'] });
});
afterEach(async () => {
  kiosk.socket.disconnect();
  await service.close();
});

/** A second connection that only looks: what is on disk, not what the service believes. */
const onDisk = <T>(sql: string): T[] => {
  const db = openDatabase(service.databaseFile, serviceDatabase);
  try {
    return db.prepare<[], T>(sql).all();
  } finally {
    db.close();
  }
};
const results = (answer: SyncAnswer<'records:push'>): string[] => {
  if (!answer.ok) return [answer.problem];
  const { statuses, quarantined } = answer.value;
  return statuses.map((status, at) => quarantined.find(({ index }) => index === at)?.rule ?? status);
};
const push = async (...lines: RecordLines[]): Promise<string[]> => results(await kiosk.push(lines));
const rows = (table: string): number =>
  onDisk<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]?.n ?? -1;

test('a session is stored to the byte, and a retry changes nothing', async () => {
  const scope = service.consultation.id;
  const participantId = newId();
  const sessionId = newId();
  const by = { participantId, sessionId };
  chain.add(
    'session.opened',
    { consultationId: scope, facilitatorId: newId(), workshopId: null },
    { sessionId },
  );
  chain.add('participant.welcomed', welcomed(), by);
  const words = 'Un <b>banc</b>\u202e\u0007 =1+1 😀';
  const posted = chain.add('idea', idea(scope, { words }), by);
  chain.add('comment', comment(scope, posted.id), by);
  chain.add('support', support(scope, posted.id), by);
  chain.add('participant.left', {}, by);
  expect(await push(...chain.made)).toEqual(Array(6).fill('stored'));
  expect(await push(...chain.made)).toEqual(Array(6).fill('duplicate'));
  expect(onDisk('SELECT header, body FROM records ORDER BY seq')).toEqual(chain.made);
  await service.store.projection.settle();
  expect(onDisk('SELECT words, session_id FROM contributions WHERE title IS NOT NULL')).toEqual([
    { words, session_id: sessionId },
  ]);
  expect(onDisk('SELECT head_seq, head_hash FROM chains')).toEqual([
    { head_seq: 6, head_hash: chain.head?.hash },
  ]);
});

test('every rule keeps the record in quarantine once, however often it comes', async () => {
  const scope = service.consultation.id;
  const otherKiosk = await connectKiosk({ url: service.url, device: await enrol(), chain: startChain() });
  const foreign = startChain();
  await otherKiosk.push([foreign.add('participant.left', {}).lines]);
  otherKiosk.socket.disconnect();

  const ideasAlone = { ...testConsultation(), actions: ['idea' as const] };
  await service.store.city.save([{ kind: 'consultation', document: ideasAlone }]);

  const { header, lines } = chain.add('participant.left', {});
  const samePlace = () => ({ header: headerLine({ ...header, id: newId() }), body: lines.body });
  const first = [lines, ...Array.from({ length: FORKS_MAX }, samePlace)];
  expect(await push(...first)).toEqual(first.map(() => 'stored'));
  const altered = chain.add('idea', idea(scope)).lines;
  const next = (changes: object) => headerLine({ ...header, seq: 20, prev: header.payloadHash, ...changes });
  // What comes after a revocation comes by no connection.
  const overALine = QUARANTINE_RULES.filter((rule) => rule !== 'after-revocation');
  const broken: Record<(typeof overALine)[number], RecordLines> = {
    'header-invalid': { header: '{"not":"a header"', body: lines.body },
    'header-not-canonical': { header: next({ id: newId() }).replace('{', '{ '), body: lines.body },
    'chain-foreign': foreign.add('participant.left', {}).lines,
    'payload-altered': { ...altered, body: altered.body.replace('chaud', 'froid') },
    'payload-invalid': chain.add('idea', { ...idea(scope), title: ' ' }).lines,
    'kind-unknown': chain.add('participant.left', {}, { kind: 'vote' }).lines,
    'id-conflict': chain.add('participant.left', {}, { id: header.id }).lines,
    'seq-conflict': samePlace(),
    'consultation-unknown': chain.add('idea', idea(newId())).lines,
    'action-not-allowed': chain.add('support', support(ideasAlone.id, newId())).lines,
  };
  expect(Object.keys(broken).sort()).toEqual([...overALine].sort());
  expect(await push(...Object.values(broken))).toEqual(Object.keys(broken));
  expect(await push(...Object.values(broken))).toEqual(Object.keys(broken));
  expect(onDisk('SELECT rule, header, body FROM quarantine ORDER BY id')).toEqual(
    Object.entries(broken).map(([rule, kept]) => ({ rule, ...kept })),
  );
  expect(onDisk(`SELECT header, body FROM records WHERE id = '${header.id}'`)).toEqual([lines]);
});

test('what was sent while it was allowed stays, and what comes later waits until it is allowed again', async () => {
  const { consultation } = service;
  const allow = (actions?: Action[]) =>
    service.store.city.save([
      { kind: 'consultation', document: { ...consultation, ...(actions && { actions }) } },
    ]);
  const before = chain.add('support', support(consultation.id, newId())).lines;
  expect(await push(before)).toEqual(['stored']);
  await allow(['idea', 'comment']);
  const after = chain.add('support', support(consultation.id, newId())).lines;
  expect(await push(before, after)).toEqual(['duplicate', 'action-not-allowed']);
  const older = await connectKiosk({ url: service.url, device, chain });
  expect(results(await older.push([after])), 'to a kiosk that knows no such rule').toEqual([
    'consultation-unknown',
  ]);
  older.socket.disconnect();
  expect(await push(chain.add('idea', idea(consultation.id)).lines)).toEqual(['stored']);
  await allow();
  expect(await push(after)).toEqual(['stored']);
  expect(onDisk('SELECT decision FROM quarantine')).toEqual([{ decision: 'stored-later' }]);
});

test('one bad record leaves the 49 good ones of its batch alone', async () => {
  const participantId = newId();
  chain.add('participant.welcomed', welcomed(), { participantId });
  for (let i = 0; i < 49; i += 1) chain.add('idea', idea(service.consultation.id), { participantId });
  const bad = chain.made[30] as RecordLines;
  const batch = chain.made.with(30, { ...bad, body: `${bad.body} ` });
  const answers = await push(...batch);
  expect(answers.filter((status) => status === 'stored')).toHaveLength(49);
  expect(answers[30]).toBe('payload-altered');
  await service.store.projection.settle();
  expect([rows('records'), rows('quarantine'), rows('contributions')]).toEqual([49, 1, 48]);
});

test('a header that says one key twice is not taken', async () => {
  const { lines, header } = chain.add('participant.left', {});
  expect(await push({ ...lines, header: lines.header.replace('"v":1', '"v":1,"v":1') })).toEqual([
    'header-not-canonical',
  ]);
  expect(await push({ header: headerLine(header), body: lines.body })).toEqual(['stored']);
});

test('deeply nested and enormous records harm nobody', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const proto = '{"__proto__":{"v":1}}';
  const { lines } = chain.add('participant.left', {});
  expect(
    await push({ header: deep, body: '' }, { header: proto, body: deep }, { header: '', body: '' }, lines),
  ).toEqual(['header-invalid', 'header-invalid', 'header-invalid', 'stored']);
});

test.each([
  ['half a record', Buffer.from('{}\n')],
  ['no line end', Buffer.from('{}')],
  ['bytes that are no UTF-8', Buffer.from([0xc3, 0x28, 0x0a, 0x0a])],
])('a batch of %s is refused whole', async (_, batch) => {
  expect(await call(kiosk.socket, 'records:push', { batch })).toEqual({
    ok: false,
    problem: 'batch-malformed',
  });
  expect(rows('quarantine')).toBe(0);
});

test('a batch of too many records or bytes is refused whole', async () => {
  const many = Buffer.from('{}\n\n'.repeat(BATCH_MAX_RECORDS + 1));
  const large = Buffer.alloc(BATCH_MAX_BYTES + 1, '\n');
  for (const batch of [many, large]) {
    expect(await call(kiosk.socket, 'records:push', { batch })).toEqual({
      ok: false,
      problem: 'input-too-large',
      field: 'batch',
    });
  }
  expect(rows('quarantine')).toBe(0);
});

test('several batches in flight are all answered, each in its own order', async () => {
  const participantId = newId();
  chain.add('participant.welcomed', welcomed(), { participantId });
  for (let i = 0; i < 399; i += 1) chain.add('idea', idea(service.consultation.id), { participantId });
  const batches = Array.from({ length: 8 }, (_, i) => chain.made.slice(i * 50, i * 50 + 50)).reverse();
  const answers = await Promise.all(batches.map((batch) => kiosk.push(batch)));
  expect(answers.flatMap(results)).toEqual(Array(400).fill('stored'));
  kiosk.socket.disconnect();
  kiosk = await connectKiosk({ url: service.url, device, chain });
  expect(kiosk.welcome).toMatchObject({ head: chain.head, missing: [] });
});

test('what only lacked its consultation leaves the quarantine when it is sent again', async () => {
  const later = testConsultation();
  const { lines } = chain.add('idea', idea(later.id));
  expect(await push(lines)).toEqual(['consultation-unknown']);
  await service.store.city.save([{ kind: 'consultation', document: later }]);
  expect(await push(lines)).toEqual(['stored']);
  expect(onDisk('SELECT rule, decision FROM quarantine')).toEqual([
    { rule: 'consultation-unknown', decision: 'stored-later' },
  ]);
});

test('how far a kiosk said its chain goes is remembered, and never less', async () => {
  for (let i = 0; i < 7; i += 1) chain.add('participant.left', {});
  for (const head of [chain.head, null]) {
    const again = await connectKiosk({ url: service.url, device, chain: { chainId: chain.chainId, head } });
    expect(again.welcome).toMatchObject({ head: null, missing: [] });
    again.socket.disconnect();
  }
  expect(onDisk('SELECT head_seq, reported_seq FROM chains')).toEqual([{ head_seq: 0, reported_seq: 7 }]);
});

test('the log holds no words, names, codes or PINs', async () => {
  const participantId = newId();
  const code = await service.makeEnrolmentCode({
    name: 'Marked-name',
    facilitators: [{ id: newId(), name: 'Marked-person', pinHash: '$argon2id$Marked-pin' }],
  });
  await enrolDevice({ url: service.url, code });
  await expect(enrolDevice({ url: service.url, code: 'Marked-code' })).rejects.toThrow();
  chain.add('participant.welcomed', welcomed(), { participantId });
  const marked = { title: 'Marked-title', words: 'Marked-words' };
  chain.add('idea', idea(service.consultation.id, marked), { participantId });
  const bad = chain.add('idea', idea(newId(), marked), { participantId }).lines;
  await kiosk.push([...chain.made, { header: '{"Marked-header": ', body: 'Marked-body' }, bad]);
  await call(kiosk.socket, 'receipt:find', { codeDigest: 'MarkedMarkedMarkedMark' });
  const logged = service.logged();
  expect(logged).toContain('batch stored');
  expect(logged).toContain('consultation-unknown');
  expect(logged).not.toMatch(/marked/i);
  expect(logged).not.toContain(code);
});
