/** An older backup of the service is put back, a kiosk's disk is set back or copied: nothing may be lost or doubled. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { runAdmin } from '../../../sync-service/test-support/admin.ts';
import { signedIn } from '../../../sync-service/test-support/staff.ts';
import { expectIntact, recordsIn } from '../test-support/chain.ts';
import { PIN } from '../test-support/city.ts';
import { statement } from '../test-support/contributions.ts';
import { done, ideaFrom, openDesk, openHost } from '../test-support/host.ts';
import { servedRecords } from '../test-support/served.ts';
import { allAcknowledged, enrolledKiosk, startService, untilStatus } from '../test-support/synced.ts';

type Service = Awaited<ReturnType<typeof startService>>;
type Host = Awaited<ReturnType<typeof enrolledKiosk>>['kiosk'];

const post = (kiosk: Host, index: number) => done(kiosk, 'idea:post', ideaFrom(statement(index)));

const on = <T>(file: string, work: (db: Database.Database) => T): T => {
  const db = new Database(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
};

/** Header and body of every record on a kiosk's disk, byte for byte. */
const keptBy = (folder: string): string[] =>
  on(join(folder, 'kiosk.db'), (db) =>
    db.prepare<[], string>(`SELECT header || char(10) || body FROM record`).pluck().all(),
  );
const feedOf = (folder: string) =>
  on(join(folder, 'kiosk.db'), (db) =>
    db.prepare<[], { epoch: string; generation: number }>('SELECT epoch, generation FROM feed').get(),
  );

async function admin(service: Service, words: readonly string[]): Promise<void> {
  expect(await runAdmin({ words, dataFolder: service.dataFolder })).toMatchObject({ code: 0, stderr: '' });
}

async function backUp(service: Service): Promise<string> {
  const file = join(service.dataFolder, 'backup.sqlite');
  await admin(service, ['backup', '--to', file]);
  return file;
}

/** As docs/OPERATIONS.md says it. */
async function putBack(service: Service, backup: string): Promise<void> {
  await service.stop();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${service.databaseFile}${suffix}`, { force: true });
  cpSync(backup, service.databaseFile);
  await admin(service, ['restored']);
  await service.restart();
}

/** Everything that these disks hold is at the service, and nothing else. */
async function expectAll(service: Service, folders: readonly string[]): Promise<void> {
  const kept = [...new Set(folders.flatMap(keptBy))].sort();
  await vi.waitFor(() => expect(servedRecords(service.databaseFile).sort()).toEqual(kept), 10_000);
}

test('kiosks send again whatever was acknowledged after the backup, and pull the feed anew', async () => {
  const service = await startService();
  const kiosks = [];
  for (let at = 0; at < 3; at += 1) {
    const { kiosk, dataFolder } = await enrolledKiosk(service);
    await openDesk(kiosk);
    await post(kiosk, at);
    await untilStatus(kiosk, allAcknowledged);
    kiosks.push({ kiosk, dataFolder });
  }
  const folders = kiosks.map(({ dataFolder }) => dataFolder);
  const backup = await backUp(service);
  for (const [at, { kiosk }] of kiosks.entries()) {
    for (let more = 0; more <= at; more += 1) await post(kiosk, 10 + 3 * at + more);
    await untilStatus(kiosk, allAcknowledged);
  }
  await expectAll(service, folders);
  const epoch = service.service.identity.epoch;
  const before = folders.map(feedOf);
  expect(before.map((feed) => feed?.epoch)).toEqual([epoch, epoch, epoch]);

  await putBack(service, backup);
  expect(servedRecords(service.databaseFile)).toHaveLength(15);
  for (const { kiosk } of kiosks) await done(kiosk, 'sync:now', {});
  await expectAll(service, folders);
  const renewed = service.service.identity.epoch;
  expect(renewed).not.toBe(epoch);
  for (const [at, { kiosk, dataFolder }] of kiosks.entries()) {
    const { sync } = await untilStatus(kiosk, allAcknowledged);
    expect(sync).toMatchObject({ acknowledged: 6 + at, quarantined: 0 });
    await vi.waitFor(() => expect(feedOf(dataFolder)?.epoch).toBe(renewed), 10_000);
    expect(feedOf(dataFolder)?.generation).toBeGreaterThan(before[at]?.generation ?? 0);
    expectIntact(recordsIn(dataFolder));
  }
});

test('a record that was in quarantine after the backup is sent again, though the head hides the gap', async () => {
  const service = await startService();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await openDesk(kiosk);
  await untilStatus(kiosk, allAcknowledged);
  const backup = await backUp(service);
  on(service.databaseFile, (db) => db.exec(`UPDATE documents SET id = 'away:' || id`));
  await post(kiosk, 0);
  await untilStatus(kiosk, ({ sync }) => sync.pending === 0 && sync.quarantined === 2);
  on(service.databaseFile, (db) => db.exec('UPDATE documents SET id = substr(id, 6)'));
  await post(kiosk, 1);
  await untilStatus(kiosk, ({ sync }) => sync.pending === 0 && sync.acknowledged === 4);

  await putBack(service, backup);
  await done(kiosk, 'sync:now', {});
  await expectAll(service, [dataFolder]);
  expect((await untilStatus(kiosk, allAcknowledged)).sync).toMatchObject({ acknowledged: 6, quarantined: 0 });
});

test('the older chain of a kiosk whose disk was set back is sent again too', async () => {
  const service = await startService();
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await openDesk(kiosk);
  await untilStatus(kiosk, allAcknowledged);
  const backup = await backUp(service);
  await post(kiosk, 0);
  await untilStatus(kiosk, allAcknowledged);
  await kiosk.close();
  const image = `${dataFolder}-image`;
  cpSync(dataFolder, image, { recursive: true });
  const ahead = await openHost({ dataFolder, serviceUrl: service.url });
  await done(ahead, 'facilitator:unlock', { pin: PIN });
  await post(ahead, 1);
  await untilStatus(ahead, allAcknowledged);
  await ahead.close();
  const setBack = await openHost({ dataFolder: image, serviceUrl: service.url });
  await untilStatus(setBack, allAcknowledged);
  await done(setBack, 'facilitator:unlock', { pin: PIN });
  await post(setBack, 2);
  await untilStatus(setBack, allAcknowledged);
  expect(new Set(recordsIn(image).map(({ header }) => header.chainId)).size).toBe(2);
  await expectAll(service, [image, dataFolder]);

  await putBack(service, backup);
  await done(setBack, 'sync:now', {});
  await expectAll(service, [image]);
  expect((await untilStatus(setBack, allAcknowledged)).sync.quarantined).toBe(0);
});

/** A kiosk with an open session, closed, and a copy of its disk. */
async function copied(service: Service) {
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  const { sessionId } = await openDesk(kiosk);
  await untilStatus(kiosk, allAcknowledged);
  await kiosk.close();
  const image = `${dataFolder}-image`;
  cpSync(dataFolder, image, { recursive: true });
  return { dataFolder, image, sessionId };
}

async function unlocked(options: { dataFolder: string; serviceUrl?: string }): Promise<Host> {
  const kiosk = await openHost(options);
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  return kiosk;
}

async function findingsOf(service: Service, sessionId: string): Promise<string[]> {
  const staff = await signedIn(service, 'reader');
  const answer = await staff.get(`/api/staff/sessions/${sessionId}`);
  const { value } = (await answer.json()) as {
    value: { completeness: { findings: { finding: string; from: number; to: number }[] } };
  };
  return value.completeness.findings.map(({ finding, from, to }) => `${finding} ${from}-${to}`);
}

test('what a kiosk saved offline on a disk that was set back is kept beside what it saved before', async () => {
  const service = await startService();
  const { dataFolder, image, sessionId } = await copied(service);
  const serviceUrl = service.url;
  const ahead = await unlocked({ dataFolder, serviceUrl });
  for (const at of [0, 1]) await post(ahead, at);
  await untilStatus(ahead, allAcknowledged);
  await ahead.close();

  const offline = await unlocked({ dataFolder: image });
  for (const at of [2, 3, 4]) await post(offline, at);
  await offline.close();
  const setBack = await unlocked({ dataFolder: image, serviceUrl });
  await untilStatus(setBack, ({ sync }) => sync.state === 'online' && sync.pending === 0);
  await post(setBack, 5);
  await untilStatus(setBack, ({ sync }) => sync.state === 'online' && sync.pending === 0);
  await expectAll(service, [dataFolder, image]);
  const records = recordsIn(image);
  expectIntact(records);
  expect(new Set(records.map(({ header }) => header.chainId)).size).toBe(2);
  // Of the two branches from place 3 on, both are stored: nothing waits for staff.
  expect(servedRecords(service.databaseFile, 'quarantine')).toEqual([]);
  expect(await findingsOf(service, sessionId)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^forked 3-/)]),
  );
});

test('a kiosk and its copy that are both connected lose nothing, also by a restore, and one leaves the chain', async () => {
  const service = await startService();
  const { dataFolder, image, sessionId } = await copied(service);
  const serviceUrl = service.url;
  const backup = await backUp(service);
  const kiosk = await unlocked({ dataFolder, serviceUrl });
  const copy = await unlocked({ dataFolder: image, serviceUrl });
  for (const host of [kiosk, copy]) await untilStatus(host, allAcknowledged);
  for (let at = 0; at < 3; at += 1) {
    for (const [index, host] of [kiosk, copy].entries()) {
      await post(host, 3 * index + at);
      await untilStatus(host, ({ sync }) => sync.state === 'online' && sync.pending === 0);
    }
  }
  await expectAll(service, [dataFolder, image]);
  expect(await findingsOf(service, sessionId)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^forked 3-/)]),
  );
  for (const host of [kiosk, copy]) await host.close();

  await putBack(service, backup);
  const first = await unlocked({ dataFolder, serviceUrl });
  await expectAll(service, [dataFolder]);
  await untilStatus(first, allAcknowledged);
  const second = await unlocked({ dataFolder: image, serviceUrl });
  await expectAll(service, [dataFolder, image]);
  await post(second, 6);
  await untilStatus(second, ({ sync }) => sync.state === 'online' && sync.pending === 0);
  await expectAll(service, [dataFolder, image]);
  expect(new Set(recordsIn(image).map(({ header }) => header.chainId)).size).toBe(2);
  expect(new Set(recordsIn(dataFolder).map(({ header }) => header.chainId)).size).toBe(1);
});
