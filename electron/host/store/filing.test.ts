/** A save adds a record at the end; whoever looks for it finds it, whether it has been filed since or not. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../platform/sqlite.ts';
import { createRecorder } from '../recorder.ts';
import { proposalId } from '../test-support/city.ts';
import { statement } from '../test-support/contributions.ts';
import { done, enrolledFolder, ideaFrom, openDesk, openHost } from '../test-support/host.ts';
import { AT_MOST } from './filing.ts';
import { kioskDatabase } from './schema.ts';
import { createStore } from './store.ts';

const uuid = (last: number) => `01a20763-9520-758f-a501-${String(last).padStart(12, '0')}`;
const [chainId, nextChainId, sessionId, consultationId] = [1, 2, 3, 4].map(uuid) as [
  string,
  string,
  string,
  string,
];
const people = [5, 6].map(uuid) as [string, string];
const [marie, luc] = people;
const said = {
  language: 'en',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'participant',
} as const;

function kiosk() {
  const db = openDatabase(':memory:', kioskDatabase);
  const store = createStore(db);
  store.device.startChain(chainId);
  const recorder = createRecorder({ store, clock: { now: () => 1, mono: () => 1 } });
  const of = (participantId: string | null) => ({ sessionId, participantId, mode: 'assisted' }) as const;
  const post = (by: string, index: number) =>
    recorder.append({
      kind: 'idea',
      payload: { ...statement(index), ...said, topicId: null, consultationId },
      ...of(by),
    }).id;
  const support = (by: string) =>
    recorder.append({
      kind: 'support',
      payload: { targetId: proposalId, targetKind: 'proposal', consultationId },
      ...of(by),
    });
  const unfiled = db
    .prepare<[], number>('SELECT count(*) FROM record WHERE ordinal > (SELECT filed_through FROM filing)')
    .pluck();
  return { db, store, recorder, of, post, support, unfiled: () => unfiled.get() ?? 0 };
}

/** Something of every kind that is looked for by whose it is or where it stands. */
function workshop() {
  const { store, recorder, of, post, support, ...rest } = kiosk();
  const move = (kind: 'participant.left' | 'participant.returned', by: string) =>
    recorder.append({ kind, payload: {}, ...of(by) });
  const ids = store.transaction(() => {
    const opening = { consultationId, facilitatorId: null, workshopId: null };
    recorder.append({ kind: 'session.opened', payload: opening, ...of(null) });
    for (const by of people)
      recorder.append({ kind: 'participant.welcomed', payload: { language: 'en', consents: [] }, ...of(by) });
    const posted = [post(marie, 0), post(luc, 1), post(marie, 2)];
    support(luc);
    move('participant.left', marie);
    move('participant.returned', marie);
    move('participant.left', luc);
    store.outbox.settle({ settlements: [{ ordinal: 4, rule: null }], at: 1 });
    return posted;
  });
  const seen = () => ({
    desk: store.desk.now(),
    sums: store.records.tallyOfSession(sessionId),
    persons: people.map((id) => store.records.tallyOfParticipant(id)),
    delivery: store.records.deliveryOfSession(sessionId),
    extent: store.records.extentOfSession(sessionId),
    left: store.records.lastToLeave(sessionId),
    welcomes: people.map((id) => store.records.welcomeOf(id)),
    supports: people.map((id) => [...store.records.supportedBy(id)]),
    supportsOn: store.records.supportsOn({ sessionId, targetId: proposalId }),
    contributions: people.map((id) => store.records.contributionsOf(id)),
    place: store.records.at({ chainId, seq: 5 }),
    head: store.records.head(chainId),
    said: store.sessionRecords.said(sessionId),
    opening: store.sessionRecords.opening(sessionId),
    counts: store.outbox.counts(),
  });
  return { store, seen, ids, recorder, of, post, ...rest };
}

test('everything that is found by person, session, id or place is found before it is filed as after', () => {
  const { store, seen, unfiled } = workshop();
  const before = seen();
  expect(before).toMatchObject({
    desk: { participant: { id: marie } },
    sums: { idea: 3, support: 1, 'participant.welcomed': 2 },
    persons: [{ idea: 2 }, { idea: 1, support: 1 }],
    delivery: { pending: 9, acknowledged: 1, quarantined: 0 },
    extent: { records: 10 },
    left: luc,
    supports: [[], [proposalId]],
    supportsOn: 1,
    place: { seq: 5 },
    head: { seq: 10 },
    said: { length: 4 },
  });
  expect(unfiled()).toBe(10);
  store.documents.idea('');
  expect(unfiled()).toBe(0);
  expect(seen()).toEqual(before);
});

test.each(['before', 'after'])('what is erased is erased %s it is filed', (when) => {
  const { store, ids } = workshop();
  if (when === 'after') store.documents.idea('');
  expect(store.records.eraseWords({ chainId, through: 9, limit: 9 })).toEqual([ids[0]]);
  expect(store.records.eraseWithdrawn([ids[1] ?? '', uuid(9)])).toEqual([ids[1]]);
  expect(
    store.records.eraseOf({ participantId: marie, contributionId: ids[2] ?? '', person: false }),
  ).toEqual([ids[2]]);
  expect(store.outbox.reopen({ chainId, ranges: [[1, 9]] })).toBe(1);
});

test('a record that takes the place of another one, or leaves one out, is refused', () => {
  const { db, store, post } = workshop();
  const copy = (seq: string) => () =>
    db.exec(`INSERT INTO record (id, chain_id, seq, kind, at, header, hash, body)
      SELECT id, chain_id, ${seq}, kind, at, header, hash, body FROM record ORDER BY ordinal DESC LIMIT 1`);
  expect(copy('seq')).toThrow(/follows/);
  expect(copy('seq + 2')).toThrow(/follows/);
  store.device.startChain(nextChainId);
  post(marie, 3);
  expect(store.records.head(nextChainId)).toMatchObject({ seq: 1 });
  expect(store.records.head(chainId)).toMatchObject({ seq: 10 });
});

test('few records wait to be filed, though nobody looks', () => {
  const { store, post, unfiled } = kiosk();
  let most = 0;
  for (let index = 0; index < 2 * AT_MOST + 10; index += 1) {
    store.transaction(() => post(marie, index));
    most = Math.max(most, unfiled());
  }
  expect(most).toBeLessThan(AT_MOST);
  expect(store.records.tallyOfParticipant(marie).idea).toBe(2 * AT_MOST + 10);
});

test('saving a contribution writes the end of the records and no other page', async () => {
  const dataFolder = await enrolledFolder();
  const host = await openHost({ dataFolder });
  await openDesk(host);
  await done(host, 'idea:post', ideaFrom(statement(0)));
  await done(host, 'idea:similar', { text: 'trees' });
  const log = () => statSync(join(dataFolder, 'kiosk.db-wal')).size;
  const grown: number[] = [];
  for (let index = 1; index <= 20; index += 1) {
    const before = log();
    await done(host, 'idea:post', ideaFrom(statement(index)));
    grown.push(log() - before);
  }
  const page = 4_096 + 24;
  const median = grown.toSorted((a, b) => a - b)[10] ?? 0;
  expect(median).toBeGreaterThan(0);
  expect(median).toBeLessThanOrEqual(page);
});
