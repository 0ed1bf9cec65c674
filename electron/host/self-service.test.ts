/** A visitor who takes part without a facilitator, on a kiosk whose staff allow it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import type { KioskConfiguration } from '../../common/contract/sync.ts';
import type { RecordHeader } from '../../common/domain/records.ts';
import type { Kiosk } from './compose.ts';
import { cityEntries, configuration, PIN, proposalId } from './test-support/city.ts';
import { statement } from './test-support/contributions.ts';
import {
  done,
  enrolledFolder,
  ideaFrom,
  openHost,
  settableClock,
  welcome,
  withStore,
} from './test-support/host.ts';

const folderOf = async (idleSeconds: number | null = 90) =>
  enrolledFolder({
    configuration: {
      ...(await configuration()),
      ...(idleSeconds === null ? {} : { selfService: { idleSeconds } }),
    },
  });
/** As `configuration`, with more that staff set. */
const folderWith = async (settings: Partial<KioskConfiguration>) =>
  enrolledFolder({ configuration: { ...(await configuration()), ...settings } });
const statusOf = (kiosk: Kiosk): Promise<KioskStatus> => done(kiosk, 'kiosk:status', {});
const post = (kiosk: Kiosk, nth = 0) => done(kiosk, 'idea:post', ideaFrom(statement(nth)));

function headersIn(folder: string): RecordHeader[] {
  const db = new Database(`${folder}/kiosk.db`, { readonly: true });
  try {
    const rows = db.prepare<[], string>('SELECT header FROM record ORDER BY ordinal').pluck().all();
    return rows.map((header) => JSON.parse(header));
  } finally {
    db.close();
  }
}

test('posts alone, with a code, and leaves nothing behind', async () => {
  const dataFolder = await folderOf();
  const kiosk = await openHost({ dataFolder });
  await welcome(kiosk);
  const { code } = await post(kiosk);
  expect((await statusOf(kiosk)).participant).toMatchObject({ ideas: 1, code });
  await done(kiosk, 'participant:leave', {});
  const left = await statusOf(kiosk);
  expect(left).toMatchObject({ participant: null, session: { mode: 'self-service', counts: { ideas: 1 } } });
  expect(JSON.stringify(left)).not.toContain(code);
  await kiosk.close();
  const headers = headersIn(dataFolder);
  expect(headers.map(({ kind }) => kind)).toEqual([
    'session.opened',
    'participant.welcomed',
    'idea',
    'receipt.issued',
    'slip.keyed',
    'participant.left',
  ]);
  expect(new Set(headers.map(({ mode }) => mode))).toEqual(new Set(['self-service']));
});

test('is turned away where staff do not allow it', async () => {
  const kiosk = await openHost({ dataFolder: await folderOf(null) });
  const input = {
    language: 'en',
    consents: [
      { purpose: 'publish-words', given: true, version: 'v1', language: 'en', manner: 'touched' } as const,
    ],
  };
  expect(await kiosk.call('participant:welcome', input)).toMatchObject({ problem: 'facilitator-locked' });
});

test('two visitors of a day share its session and nothing else; the next day is another', async () => {
  const clock = settableClock();
  clock.time = new Date(2026, 4, 4, 10).getTime();
  const dataFolder = await folderOf();
  withStore(dataFolder, (store) => {
    for (const entry of cityEntries(clock.time)) store.documents.applyEntry({ entry, generation: 0 });
  });
  const kiosk = await openHost({ dataFolder, clock });
  const codes: string[] = [];
  for (const nth of [0, 1]) {
    await welcome(kiosk);
    codes.push((await post(kiosk, nth)).code);
    await done(kiosk, 'participant:leave', {});
  }
  expect(new Set(codes).size).toBe(2);
  const monday = (await statusOf(kiosk)).session;
  expect(monday?.counts).toMatchObject({ participants: 2, ideas: 2 });
  clock.time += 86_400_000;
  await welcome(kiosk);
  const tuesday = (await statusOf(kiosk)).session;
  expect(tuesday?.id).not.toBe(monday?.id);
  expect(tuesday?.counts.participants).toBe(1);
  await kiosk.close();
  const closed = headersIn(dataFolder).filter(({ kind }) => kind === 'session.closed');
  expect(closed.map(({ sessionId }) => sessionId)).toEqual([monday?.id]);
});

test('after a power cut nobody is present, and no draft of theirs', async () => {
  const dataFolder = await folderOf();
  const before = await openHost({ dataFolder });
  await welcome(before);
  const words = 'half a sentence of a visitor';
  await done(before, 'draft:save', {
    kind: 'idea',
    target: null,
    title: '',
    words,
    topicId: null,
    language: 'en',
  });
  await before.close();
  for (const file of ['kiosk.db', 'kiosk.db-wal'])
    expect(existsSync(join(dataFolder, file)) && readFileSync(join(dataFolder, file)).includes(words)).toBe(
      false,
    );
  const after = await openHost({ dataFolder });
  expect((await statusOf(after)).participant).toBeNull();
  await welcome(after);
  expect(await done(after, 'draft:load', {})).toEqual({ draft: null });
});

test('a facilitator may help a visitor, and opens a workshop when the visitor has left', async () => {
  const kiosk = await openHost({ dataFolder: await folderOf() });
  await welcome(kiosk);
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await post(kiosk);
  expect(await kiosk.call('session:open', { workshopId: null })).toMatchObject({ problem: 'session-busy' });
  await done(kiosk, 'participant:leave', {});
  await done(kiosk, 'session:open', { workshopId: null });
  expect((await statusOf(kiosk)).session).toMatchObject({ mode: 'assisted', counts: { participants: 0 } });
  // Locked, a workshop is no kiosk for visitors.
  await done(kiosk, 'facilitator:lock', {});
  const input = { language: 'en', consents: [] };
  expect(await kiosk.call('participant:welcome', input)).toMatchObject({ ok: false });
  expect(await kiosk.call('support:post', { targetId: proposalId, targetKind: 'proposal' })).toMatchObject({
    problem: 'facilitator-locked',
  });
});

test('a workshop that nobody closed is closed on the next day, so that visitors can come', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const clock = settableClock();
  const kiosk = await openHost({ dataFolder: await folderOf(), clock });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  await welcome(kiosk);
  clock.time += 86_400_000;
  vi.advanceTimersByTime(60_000);
  expect((await statusOf(kiosk)).participant, 'somebody is unlocked').not.toBeNull();
  await done(kiosk, 'facilitator:lock', {});
  vi.advanceTimersByTime(60_000);
  expect(await statusOf(kiosk)).toMatchObject({ session: null, participant: null });
  await welcome(kiosk);
  expect((await statusOf(kiosk)).session).toMatchObject({ mode: 'self-service' });
});

test('outside of the hours nobody begins, who has begun ends, and a workshop is held all the same', async () => {
  const clock = settableClock();
  // A Monday.
  const at = (hour: number, day = 4) => new Date(2026, 4, day, hour).getTime();
  clock.time = at(11);
  const dataFolder = await folderWith({
    selfService: { idleSeconds: 90, hours: [{ day: 1, from: 540, to: 720 }] },
    volume: 40,
    helper: 'Front desk, 04 238 51 00',
  });
  withStore(dataFolder, (store) => {
    for (const entry of cityEntries(clock.time)) store.documents.applyEntry({ entry, generation: 0 });
  });
  const kiosk = await openHost({ dataFolder, clock });
  expect(await statusOf(kiosk)).toMatchObject({
    closedUntil: null,
    volume: 40,
    helper: 'Front desk, 04 238 51 00',
  });
  await welcome(kiosk);
  clock.time = at(12);
  expect((await statusOf(kiosk)).closedUntil, 'somebody is in the midst of it').toBeNull();
  await post(kiosk);
  await done(kiosk, 'participant:leave', {});
  expect((await statusOf(kiosk)).closedUntil).toBe(at(9, 11));
  const consents = [
    { purpose: 'publish-words', given: true, version: 'v1', language: 'en', manner: 'touched' },
  ];
  expect(await kiosk.call('participant:welcome', { language: 'en', consents })).toMatchObject({
    problem: 'facilitator-locked',
  });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  await welcome(kiosk);
  expect((await statusOf(kiosk)).closedUntil).toBeNull();
});

test('one visitor after the other cannot support the same thing without end', async () => {
  const kiosk = await openHost({ dataFolder: await folderOf() });
  const support = { targetId: proposalId, targetKind: 'proposal' } as const;
  for (let visitor = 0; visitor < 25; visitor += 1) {
    await welcome(kiosk);
    await done(kiosk, 'support:post', support);
    expect(await kiosk.call('support:post', support)).toMatchObject({ problem: 'already-supported' });
    await done(kiosk, 'participant:leave', {});
  }
  const { proposal } = await done(kiosk, 'target:show', { ...support, after: null, limit: 1 });
  expect(proposal).toMatchObject({ supports: 3 + 25, supportsAlone: 25 });
  await welcome(kiosk);
  expect(await kiosk.call('support:post', support)).toMatchObject({ problem: 'supports-exhausted' });
});

test('whoever looks an idea up is told how many of its supports nobody saw', async () => {
  const dataFolder = await folderOf();
  const before = await openHost({ dataFolder });
  await welcome(before);
  const { id, code } = await post(before);
  await before.close();
  withStore(dataFolder, ({ documents }) => {
    const idea = documents.idea(id);
    if (idea === null) throw new Error('not listed');
    const document = { ...idea, supports: 5, supportsAlone: 2 };
    documents.applyEntry({ entry: { kind: 'idea', id, document }, generation: 9 });
  });
  const kiosk = await openHost({ dataFolder });
  const { contributions } = await done(kiosk, 'receipt:find', { code });
  expect(contributions).toMatchObject([{ id, supports: 5, supportsAlone: 2 }]);
});
