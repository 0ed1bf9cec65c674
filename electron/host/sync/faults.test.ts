import { cpSync, rmSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { FeedEntry } from '../../../common/contract/feed.ts';
import { makeKeyPair, random16 } from '../../../platform/crypto.ts';
import { expectIntact, recordsIn } from '../test-support/chain.ts';
import { cityEntries, consultationId, PIN } from '../test-support/city.ts';
import { statement } from '../test-support/contributions.ts';
import { done, ideaFrom, openDesk, openHost, temporaryFolder } from '../test-support/host.ts';
import { startScriptedService } from '../test-support/scripted-service.ts';
import { servedHeaders } from '../test-support/served.ts';
import { allAcknowledged, enrolledKiosk, startService, untilStatus } from '../test-support/synced.ts';

const headersOf = (folder: string) => recordsIn(folder).map(({ headerLine }) => headerLine);

async function scriptedKiosk() {
  const service = await startScriptedService();
  const dataFolder = temporaryFolder();
  const kiosk = await openHost({ dataFolder, serviceUrl: service.url });
  expect(await kiosk.enrol({ code: 'ANY' })).toMatchObject({ ok: true });
  await untilStatus(kiosk, ({ consultation }) => consultation !== null);
  return { service, kiosk, dataFolder };
}

test('what a service lost by its restore is sent again', async () => {
  const service = await startService();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await openDesk(kiosk);
  await untilStatus(kiosk, allAcknowledged);
  await service.stop();
  const backup = `${service.databaseFile}.backup`;
  cpSync(service.databaseFile, backup);
  await service.restart();
  await done(kiosk, 'sync:now', {});
  for (let index = 0; index < 3; index += 1) await done(kiosk, 'idea:post', ideaFrom(statement(index)));
  await untilStatus(kiosk, (status) => allAcknowledged(status) && status.sync.acknowledged === 7);
  await service.stop();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${service.databaseFile}${suffix}`, { force: true });
  cpSync(backup, service.databaseFile);
  await service.restart();
  expect(servedHeaders(service.databaseFile)).toHaveLength(2);
  await done(kiosk, 'sync:now', {});
  await vi.waitFor(() => expect(servedHeaders(service.databaseFile)).toEqual(headersOf(dataFolder)), 10_000);
  await untilStatus(kiosk, allAcknowledged);
});

test('a kiosk whose disk was set back begins a new chain and loses nothing', async () => {
  const service = await startService();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await openDesk(kiosk);
  await untilStatus(kiosk, allAcknowledged);
  await kiosk.close();
  const image = `${dataFolder}-image`;
  cpSync(dataFolder, image, { recursive: true });
  const ahead = await openHost({ dataFolder, serviceUrl: service.url });
  await done(ahead, 'facilitator:unlock', { pin: PIN });
  await done(ahead, 'idea:post', ideaFrom(statement(0)));
  await untilStatus(ahead, (status) => allAcknowledged(status) && status.sync.acknowledged === 4);
  await ahead.close();

  const setBack = await openHost({ dataFolder: image, serviceUrl: service.url });
  await untilStatus(setBack, ({ sync }) => sync.state === 'online');
  await done(setBack, 'facilitator:unlock', { pin: PIN });
  const { id } = await done(setBack, 'idea:post', ideaFrom(statement(1)));
  const { sync } = await untilStatus(setBack, allAcknowledged);
  expect(sync.quarantined).toBe(0);
  const records = recordsIn(image);
  expectIntact(records);
  expect(new Set(records.map(({ header }) => header.chainId)).size).toBe(2);
  expect(servedHeaders(service.databaseFile).some((line) => line.includes(id))).toBe(true);
  expect(servedHeaders(service.databaseFile)).toHaveLength(6);
});

test('what was taken back while a snapshot was pulled goes too, though the service could not say so at first', async () => {
  const { service, kiosk, dataFolder } = await scriptedKiosk();
  await openDesk(kiosk);
  const { id } = await done(kiosk, 'idea:post', { ...ideaFrom(statement(0)), words: 'Archaeopteryx' });
  await untilStatus(kiosk, allAcknowledged);
  await done(kiosk, 'participant:leave', {});
  const words = () => JSON.stringify(recordsIn(dataFolder)).includes('Archaeopteryx');
  expect(words()).toBe(true);
  let asked = 0;
  service.script.withdrawn = () => {
    asked += 1;
    return asked === 1 ? null : [id];
  };
  service.script.pages = () => ({
    reset: true,
    entries: cityEntries(),
    cursor: service.cursor(2),
    more: false,
  });
  service.hint();
  await vi.waitFor(() => expect(words()).toBe(false), { timeout: 12_000 });
  expect(asked).toBeGreaterThanOrEqual(2);
});

test('one record that the service cannot read is found by halves and holds nothing else back', async () => {
  const { service, kiosk, dataFolder } = await scriptedKiosk();
  await kiosk.close();
  const offline = await openHost({ dataFolder });
  await openDesk(offline);
  const ids: string[] = [];
  for (let index = 0; index < 9; index += 1)
    ids.push((await done(offline, 'idea:post', ideaFrom(statement(index)))).id);
  await offline.close();
  const bad = ids[4] as string;
  service.script.unreadable = (header) => header.includes(bad);
  const online = await openHost({ dataFolder, serviceUrl: service.url });
  const { sync } = await untilStatus(online, allAcknowledged);
  expect(sync).toMatchObject({ acknowledged: 12, quarantined: 1 });
  expect(service.stored).toHaveLength(12);
  expect(service.batches.length).toBeLessThan(12);

  service.script.unreadable = () => false;
  service.dropAll();
  await untilStatus(online, ({ sync: now }) => now.acknowledged === 13 && now.quarantined === 0);
});

test('reading the kiosk asks the service for nothing; a contribution asks for what became of it', async () => {
  const { service, kiosk } = await scriptedKiosk();
  await openDesk(kiosk);
  await untilStatus(kiosk, allAcknowledged);
  const { pages } = service.script;
  let pulls = 0;
  service.script.pages = (request) => {
    pulls += 1;
    return pages(request);
  };
  const aWhile = () => new Promise((resolve) => setTimeout(resolve, 50));
  for (let index = 0; index < 5; index += 1) await aWhile();
  pulls = 0;
  for (let index = 0; index < 5; index += 1) {
    await done(kiosk, 'proposal:list', {});
    await aWhile();
  }
  expect(pulls).toBe(0);
  await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  await vi.waitFor(() => expect(pulls).toBeGreaterThan(0));
});

test('a revoked kiosk says so, also after a restart, and takes and pushes no more', async () => {
  const { service, kiosk, dataFolder } = await scriptedKiosk();
  await openDesk(kiosk);
  await untilStatus(kiosk, allAcknowledged);
  service.revoke();
  await untilStatus(kiosk, ({ sync }) => sync.state === 'revoked');
  expect(await kiosk.call('idea:post', ideaFrom(statement(0)))).toMatchObject({
    problem: 'facilitator-locked',
  });
  await done(kiosk, 'sync:now', {});
  await untilStatus(kiosk, ({ sync }) => sync.state === 'revoked');
  await kiosk.close();
  const again = await openHost({ dataFolder, serviceUrl: service.url });
  expect((await done(again, 'kiosk:status', {})).sync).toMatchObject({ state: 'revoked', pending: 0 });
  expect(service.stored).toHaveLength(2);
});

test('a service that speaks no version of ours asks for an update, and saving goes on', async () => {
  const { service, kiosk } = await scriptedKiosk();
  await openDesk(kiosk);
  await untilStatus(kiosk, allAcknowledged);
  service.script.protocols = [999];
  service.dropAll();
  await untilStatus(kiosk, ({ sync }) => sync.state !== 'online');
  await done(kiosk, 'sync:now', {});
  await untilStatus(kiosk, ({ sync }) => sync.state === 'update-needed');
  await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  expect((await done(kiosk, 'kiosk:status', {})).sync.pending).toBe(3);
});

test('batches travel compressed once the service agrees to it, and hold the same bytes', async () => {
  const { service, kiosk, dataFolder } = await scriptedKiosk();
  service.script.encoding = 'zstd';
  service.dropAll();
  await untilStatus(kiosk, ({ sync }) => sync.state !== 'online');
  await openDesk(kiosk);
  for (let at = 0; at < 20; at += 1) await done(kiosk, 'idea:post', ideaFrom(statement(at)));
  await done(kiosk, 'sync:now', {});
  await untilStatus(kiosk, allAcknowledged);
  expect(service.stored).toEqual(headersOf(dataFolder));
  const plain = recordsIn(dataFolder).reduce((sum, { headerLine }) => sum + headerLine.length, 0);
  expect(service.sent.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(plain / 2);
});

test('a service of the previous version gets the plain form', async () => {
  const { service, kiosk, dataFolder } = await scriptedKiosk();
  service.script.protocols = [1];
  service.dropAll();
  await untilStatus(kiosk, ({ sync }) => sync.state !== 'online');
  await openDesk(kiosk);
  await done(kiosk, 'sync:now', {});
  await untilStatus(kiosk, allAcknowledged);
  expect(service.stored).toEqual(headersOf(dataFolder));
});

test('a service that cannot sign with the pinned key gets no record', async () => {
  const { service, kiosk } = await scriptedKiosk();
  service.script.signingKey = makeKeyPair().privateKey;
  service.dropAll();
  await untilStatus(kiosk, ({ sync }) => sync.state !== 'online');
  await openDesk(kiosk);
  await done(kiosk, 'sync:now', {});
  await untilStatus(kiosk, ({ sync }) => sync.state === 'offline');
  expect(service.stored).toEqual([]);
  service.script.signingKey = '';
});

test('an anchor of an earlier connection, played back, gets no record', async () => {
  const { service, kiosk } = await scriptedKiosk();
  const earlier = random16();
  service.script.anchorNonce = () => earlier;
  service.dropAll();
  await untilStatus(kiosk, ({ sync }) => sync.state !== 'online');
  await openDesk(kiosk);
  await done(kiosk, 'sync:now', {});
  await untilStatus(kiosk, ({ sync }) => sync.state === 'offline');
  expect(service.stored).toEqual([]);
});

const idea = (index: number, supports = 0): FeedEntry => {
  const id = `01a20763-9520-758f-a501-0000000000${String(index).padStart(2, '0')}`;
  const { title, words } = statement(index);
  const of = { consultationId, topicId: null, language: 'en', supports, comments: 0 };
  return { kind: 'idea', id, document: { ...of, id, title, words, at: index } };
};

test('a new snapshot replaces the catalogue page by page, without an empty moment', async () => {
  const { service, kiosk } = await scriptedKiosk();
  const list = async () =>
    (await done(kiosk, 'idea:list', { query: '', topicId: null, after: null, limit: 50 })).ideas.map(
      ({ at, supports }) => [at, supports],
    );
  /** How many ideas a person would have seen whenever the kiosk asked for the next page. */
  let between: Promise<number>[] = [];
  const feed = (pages: { reset: boolean; entries: FeedEntry[] }[]) => {
    let next = 0;
    between = [];
    service.script.pages = () => {
      if (next < pages.length) between.push(list().then((ideas) => ideas.length));
      const page = pages[next] ?? { reset: false, entries: [] };
      next += 1;
      return { ...page, cursor: service.cursor(10 + next), more: next < pages.length };
    };
    service.hint();
  };
  const tombstone: FeedEntry = { kind: 'idea', id: idea(2).id, document: null };
  feed([{ reset: false, entries: [idea(1), idea(2), idea(3)] }]);
  await vi.waitFor(async () =>
    expect(await list()).toEqual([
      [3, 0],
      [2, 0],
      [1, 0],
    ]),
  );
  feed([{ reset: false, entries: [tombstone, idea(3, 7)] }]);
  await vi.waitFor(async () =>
    expect(await list()).toEqual([
      [3, 7],
      [1, 0],
    ]),
  );
  feed([
    { reset: true, entries: cityEntries() },
    { reset: false, entries: [idea(3, 8)] },
    { reset: false, entries: [idea(4)] },
  ]);
  await vi.waitFor(async () => expect((await list()).at(0)).toEqual([4, 0]));
  expect(await list()).toEqual([
    [4, 0],
    [3, 8],
  ]);
  expect(await Promise.all(between)).toEqual([2, 2, 2]);
  const similar = await done(kiosk, 'idea:similar', { text: statement(1).words });
  expect(similar.ideas.map(({ at }) => at)).not.toContain(1);
});

test('a snapshot that is cut off goes on where it was, also after a restart', async () => {
  const service = await startScriptedService();
  const dataFolder = temporaryFolder();
  const asked: number[] = [];
  service.script.pages = ({ fresh, after }) => {
    asked.push(after);
    if (asked.length === 2) service.dropAll();
    return fresh
      ? { reset: true, entries: [...cityEntries(), idea(1)], cursor: service.cursor(10), more: true }
      : { reset: false, entries: [idea(2)], cursor: service.cursor(20), more: false };
  };
  const first = await openHost({ dataFolder, serviceUrl: service.url });
  expect(await first.enrol({ code: 'ANY' })).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(asked).toEqual([0, 10]));
  await first.close();
  const again = await openHost({ dataFolder, serviceUrl: service.url });
  await vi.waitFor(async () => {
    const { ideas } = await done(again, 'idea:list', { query: '', topicId: null, after: null, limit: 50 });
    expect(ideas.map(({ at }) => at)).toEqual([2, 1]);
  });
  expect(asked.slice(0, 3)).toEqual([0, 10, 10]);
});

test('an enrolled kiosk proves itself with the first packet, and believes the answer no more than another', async () => {
  const { service, kiosk, dataFolder } = await scriptedKiosk();
  service.script.takesEarlyProofs = true;
  service.script.anchorNonce = () => random16();
  service.dropAll();
  await untilStatus(kiosk, ({ sync }) => sync.state !== 'online');
  await openDesk(kiosk);
  await done(kiosk, 'sync:now', {});
  await untilStatus(kiosk, ({ sync }) => sync.state === 'offline');
  expect(service.stored).toEqual([]);
  service.script.anchorNonce = (asked) => asked;
  await done(kiosk, 'sync:now', {});
  await untilStatus(kiosk, allAcknowledged);
  expect(service.stored).toEqual(headersOf(dataFolder));
  const [enrolling, ...later] = service.proofs;
  expect(enrolling).toBe('after the challenge');
  expect(new Set(later)).toEqual(new Set(['with the connection']));
});
