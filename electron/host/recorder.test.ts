import { fork } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { recordHeader } from '../../common/contract/records.ts';
import type { Outcome } from '../../common/problems.ts';
import { sha256 } from '../../platform/crypto.ts';
import { openDatabase } from '../../platform/sqlite.ts';
import { composeKiosk } from './kiosk.ts';
import { createRecorder } from './recorder.ts';
import { openDataFolder } from './store/data-folder.ts';
import { kioskDatabase } from './store/schema.ts';
import { createStore } from './store/store.ts';
import { expectIntact, recordsIn } from './test-support/chain.ts';
import { PIN, proposalId } from './test-support/city.ts';
import { statement } from './test-support/contributions.ts';
import { consents, done, enrolledFolder, ideaFrom, openDesk, openHost, silent } from './test-support/host.ts';

test('whatever was answered as saved is there when the host is killed in the middle of saving', async () => {
  for (const after of [1, 7, 20]) {
    const dataFolder = await enrolledFolder();
    const script = new URL('./test-support/saving-host.ts', import.meta.url);
    const child = fork(script, [dataFolder, 'save'], { execArgv: [] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const answered: string[] = [];
    child.on('message', ({ saved }: { saved?: { id: string } }) => {
      if (saved) answered.push(saved.id);
      if (answered.length === after) child.kill('SIGKILL');
    });
    await once(child, 'exit');
    const records = recordsIn(dataFolder);
    expectIntact(records);
    const kept = records.map(({ header }) => header.id);
    expect(answered.length).toBeGreaterThanOrEqual(after);
    expect(kept).toEqual(expect.arrayContaining(answered));

    const kiosk = await openHost({ dataFolder });
    await done(kiosk, 'facilitator:unlock', { pin: PIN });
    await done(kiosk, 'idea:post', ideaFrom(statement(1)));
    await kiosk.close();
    expectIntact(recordsIn(dataFolder));
  }
});

const memoryStore = () => {
  const db = openDatabase(':memory:', kioskDatabase);
  const store = createStore(db);
  store.device.startChain('01a20763-9520-758f-a501-0d7bcf881cb5');
  return { db, store };
};
const anySession = '01a20763-9520-758f-a501-0d7bcf881cb6';
const left = {
  kind: 'participant.left',
  payload: {},
  sessionId: '',
  mode: 'assisted',
  participantId: null,
} as const;

test('a record bears the service’s time as it was last told, and no anchor before it was', () => {
  const { db, store } = memoryStore();
  const recorder = createRecorder({ store, clock: { now: () => 1_000, mono: () => 0 } });
  const headerOf = (id: string) =>
    recordHeader.parse(
      JSON.parse(
        db.prepare<[string], string>('SELECT header FROM record WHERE id = ?').pluck().get(id) ?? '',
      ),
    );
  const append = () => store.transaction(() => recorder.append({ ...left, sessionId: anySession })).id;
  const before = headerOf(append());
  expect(before).toMatchObject({ at: 1_000, anchor: null });
  const anchor = { statement: 'perron-anchor-1', signature: '', epoch: 'any' };
  store.device.saveAnchor({ ...anchor, id: 'AAAAAAAAAAAAAAAAAAAAAA', clockOffset: 1_764_000_000_000 });
  expect(headerOf(append())).toMatchObject({ at: 1_764_000_001_000, anchor: 'AAAAAAAAAAAAAAAAAAAAAA' });
});

test('no record follows on one whose transaction failed', () => {
  const { db, store } = memoryStore();
  const recorder = createRecorder({ store, clock: { now: () => 1, mono: () => 1 } });
  const append = () => recorder.append({ ...left, sessionId: anySession });
  const appendAndFail = () =>
    store.transaction(() => {
      append();
      throw new Error('cut');
    });
  store.transaction(append);
  expect(appendAndFail).toThrow('cut');
  store.transaction(append);
  const headers = db.prepare<[], string>('SELECT header FROM record ORDER BY ordinal').pluck().all();
  const chain = headers.map((header) => JSON.parse(header));
  expect(chain).toMatchObject([
    { seq: 1, prev: null },
    { seq: 2, prev: sha256(headers[0] ?? '') },
  ]);
  expect(chain).toHaveLength(2);
});

test('a header fits its schema whatever the clocks say', () => {
  const { db, store } = memoryStore();
  const reading = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, Infinity, -Infinity));
  const sessionId = anySession;
  fc.assert(
    fc.property(fc.infiniteStream(reading), (readings) => {
      const next = (): number => readings.next().value;
      const recorder = createRecorder({ store, clock: { now: next, mono: next } });
      const { id } = store.transaction(() => recorder.append({ ...left, sessionId }));
      const header = db.prepare('SELECT header FROM record WHERE id = ?').pluck().get(id) as string;
      recordHeader.parse(JSON.parse(header));
    }),
  );
});

test('a record cannot be changed or deleted, only its body can be erased', () => {
  const { db, store } = memoryStore();
  const recorder = createRecorder({ store, clock: { now: () => 1, mono: () => 1 } });
  store.transaction(() => recorder.append({ ...left, sessionId: '01a20763-9520-758f-a501-0d7bcf881cb6' }));
  expect(() => db.exec("UPDATE record SET kind = 'idea'")).toThrow(/never changes/);
  expect(() => db.exec("UPDATE record SET body = body || ' '")).toThrow(/never changes/);
  expect(() => db.exec("UPDATE record SET header = '{}', body = ''")).toThrow(/never changes/);
  expect(() => db.exec('DELETE FROM record')).toThrow(/never deleted/);
  expect(db.prepare("UPDATE record SET body = ''").run().changes).toBe(1);
});

test.each([
  ['full', 'storage-full', 'max_page_count = 1'],
  ['read-only', 'storage-read-only', 'query_only = ON'],
])('a disk that is %s is told as such, and what was saved stays whole', async (_, problem, pragma) => {
  const dataFolder = await enrolledFolder();
  const folder = openDataFolder(dataFolder);
  const kiosk = composeKiosk(folder, { serviceUrl: null, log: silent });
  onTestFinished(() => kiosk.close());
  await openDesk(kiosk);
  const first = await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  folder.db.pragma(pragma);
  const long = ideaFrom({ title: 'Long', words: 'word '.repeat(1_000) });
  let saved = 0;
  let outcome = await kiosk.call('idea:post', long);
  // A full file still has room in its last pages.
  for (; outcome.ok; outcome = await kiosk.call('idea:post', long)) saved += 1;
  expect(outcome).toEqual({ ok: false, problem });
  expect(await done(kiosk, 'kiosk:status', {})).toMatchObject({ participant: { ideas: 1 + saved } });
  // Who looks meanwhile sees what there is room to list.
  await done(kiosk, 'idea:list', { topicId: null, query: '', after: null, limit: 20 });
  const records = recordsIn(dataFolder);
  expectIntact(records);
  expect(records).toHaveLength(5 + saved);
  expect(records.map(({ header }) => header.id)).toContain(first.id);
  folder.db.pragma('query_only = OFF');
  folder.db.pragma('max_page_count = 1000000');
  await done(kiosk, 'idea:post', long);
});

type Step =
  | { readonly call: string; readonly input: unknown }
  | { readonly call: 'restart'; readonly input: null };

test('any order of calls and restarts leaves whole chains, and status and records tell the same', async () => {
  const words = fc.string({ unit: 'binary', minLength: 0, maxLength: 60 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.constantFrom<Step>(
      { call: 'facilitator:unlock', input: { pin: PIN } },
      { call: 'session:open', input: { workshopId: null } },
      { call: 'participant:welcome', input: { language: 'en', consents } },
      { call: 'support:post', input: { targetId: proposalId, targetKind: 'proposal' } },
      { call: 'participant:leave', input: {} },
      { call: 'session:close', input: {} },
      { call: 'restart', input: null },
    ),
    words.map((text) => ({ call: 'idea:post', input: { ...ideaFrom({ title: text, words: text }) } })),
  );
  const opening: Step[] = [
    { call: 'facilitator:unlock', input: { pin: PIN } },
    { call: 'session:open', input: { workshopId: null } },
    { call: 'participant:welcome', input: { language: 'en', consents } },
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const dataFolder = await enrolledFolder();
      let kiosk = await openHost({ dataFolder });
      let saved = 0;
      for (const { call, input } of [...opening, ...steps]) {
        if (call === 'restart') {
          await kiosk.close();
          kiosk = await openHost({ dataFolder });
          continue;
        }
        const outcome: Outcome<unknown> = await kiosk.call(call, input);
        expect(outcome.ok || outcome.problem).not.toBe('internal');
        if (outcome.ok && call !== 'facilitator:unlock') saved += 1;
      }
      const status = await done(kiosk, 'kiosk:status', {});
      await kiosk.close();
      const records = recordsIn(dataFolder);
      expectIntact(records);
      const besides = records.filter(({ header }) => /^(receipt|slip)\./.test(header.kind)).length;
      expect(records.length - besides).toBe(saved);
      expect(status.sync.pending).toBe(records.length);
      const last = records.filter(({ header }) => header.kind.startsWith('session.')).at(-1);
      expect(status.session?.id ?? null).toBe(
        last?.header.kind === 'session.opened' ? last.header.sessionId : null,
      );
    }),
    { numRuns: 15 },
  );
});
