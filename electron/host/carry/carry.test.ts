/** Kiosk and service that never meet, and a folder that stands for the stick between them. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Outcome } from '../../../common/problems.ts';
import { type CarryImport, carryService } from '../../../sync-service/services/carry.ts';
import { deviceService } from '../../../sync-service/services/devices.ts';
import { establishIdentity } from '../../../sync-service/services/identity.ts';
import type { TestService } from '../../../sync-service/test-support/service.ts';
import type { Kiosk } from '../compose.ts';
import { recordsIn } from '../test-support/chain.ts';
import { configuration, PIN } from '../test-support/city.ts';
import { statement } from '../test-support/contributions.ts';
import { done, ideaFrom, openDesk, openHost, temporaryFolder } from '../test-support/host.ts';
import { servedHeaders } from '../test-support/served.ts';
import {
  allAcknowledged,
  copiesMade,
  enrolledKiosk,
  someStaff,
  startService,
  untilStatus,
} from '../test-support/synced.ts';

function newStick(): string {
  const stick = temporaryFolder();
  mkdirSync(stick, { recursive: true });
  return stick;
}
const filesOn = (stick: string, ending: string): string[] => {
  const folder = join(stick, 'Perron');
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
};
const headersOf = (folder: string) => recordsIn(folder).map(({ headerLine }) => headerLine);

async function carryOf(service: TestService) {
  const { store, dataFolder } = service;
  const identity = await establishIdentity({ store, keysFolder: dataFolder });
  const devices = deviceService({ store, identity, now: Date.now });
  return carryService({ store, identity, devices, now: Date.now });
}

/** What staff do with a stick: every file in, every answer out. */
async function importAll(service: TestService, stick: string, { acceptRevoked = false } = {}) {
  const carry = await carryOf(service);
  const outcomes: Outcome<CarryImport>[] = [];
  for (const file of filesOn(stick, '.perron-carry')) {
    const outcome = await carry.importFile({ bytes: readFileSync(file), acceptRevoked });
    outcomes.push(outcome);
    if (outcome.ok)
      writeFileSync(join(stick, 'Perron', outcome.value.answer.name), outcome.value.answer.bytes);
  }
  return outcomes;
}

async function stickOf(kiosk: Kiosk): Promise<string> {
  const { sticks } = await done(kiosk, 'carry:plan', {});
  return sticks[0]?.id ?? '';
}

/** As the screen does it: file after file. */
async function writeAll(kiosk: Kiosk): Promise<number> {
  const stick = await stickOf(kiosk);
  let carried = 0;
  for (let after = 0, more = true; more; ) {
    const part = await done(kiosk, 'carry:write', { stick, after });
    carried += part.records;
    ({ after, more } = part);
  }
  return carried;
}

/** A kiosk that was enrolled over a network which is gone, with pending contributions. */
async function offlineKiosk(service: TestService, { ideas = 3 } = {}) {
  const { kiosk: enrolling, dataFolder } = await enrolledKiosk(service);
  await enrolling.close();
  const stick = newStick();
  const kiosk = await openHost({ dataFolder, carryFolder: stick });
  await openDesk(kiosk);
  for (let index = 0; index < ideas; index += 1) await done(kiosk, 'idea:post', ideaFrom(statement(index)));
  return { kiosk, dataFolder, stick };
}

test('a stick carries everything there and the acknowledgement back, and is empty afterwards', async () => {
  const service = await startService();
  const { kiosk, dataFolder, stick } = await offlineKiosk(service);
  expect(await done(kiosk, 'carry:plan', {})).toMatchObject({ records: 7, contributions: 3, sessions: 1 });
  expect(await writeAll(kiosk)).toBe(7);
  expect((await done(kiosk, 'kiosk:status', {})).sync).toMatchObject({ pending: 7, acknowledged: 0 });

  const [outcome] = await importAll(service, stick);
  expect(outcome).toMatchObject({ ok: true, value: { kiosk: 'Library kiosk', stored: 7, duplicates: 0 } });
  expect(servedHeaders(service.databaseFile)).toEqual(headersOf(dataFolder));

  const back = await done(kiosk, 'carry:read', { stick: await stickOf(kiosk) });
  expect(back).toEqual({ files: 1, acknowledged: 7, quarantined: 0, enrolled: false });
  expect((await done(kiosk, 'kiosk:status', {})).sync).toMatchObject({ pending: 0, acknowledged: 7 });
  expect(readdirSync(join(stick, 'Perron'))).toEqual([]);
});

test('what the city refused meanwhile is gone from the kiosk with the answer', async () => {
  const service = await startService();
  const { kiosk: online, dataFolder } = await enrolledKiosk(service);
  await openDesk(online);
  const { id } = await done(online, 'idea:post', ideaFrom(statement(9)));
  await untilStatus(online, allAcknowledged);
  await online.close();
  const by = await someStaff(service);
  const decision = { decision: 'refused', reason: 'off-topic', note: '', turn: crypto.randomUUID() } as const;
  await service.store.moderation.decide({ ids: [id], ...decision, ...by });
  const stick = newStick();
  const kiosk = await openHost({ dataFolder, carryFolder: stick });
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'idea:post', ideaFrom(statement(1)));
  await writeAll(kiosk);
  await importAll(service, stick);
  const back = await done(kiosk, 'carry:read', { stick: await stickOf(kiosk) });
  expect(back).toMatchObject({ files: 1 });
  const { ideas } = await done(kiosk, 'idea:list', { query: '', topicId: null, after: null, limit: 9 });
  expect(ideas.map(({ title }) => title)).toEqual([statement(1).title]);
});

test('a stick that is found tells nothing', async () => {
  const service = await startService();
  const { kiosk, stick } = await offlineKiosk(service, { ideas: 1 });
  await writeAll(kiosk);
  await importAll(service, stick);
  const { words, title } = statement(0);
  for (const file of [...filesOn(stick, '.perron-carry'), ...filesOn(stick, '.perron-return')]) {
    const bytes = readFileSync(file).toString('latin1');
    expect(bytes.startsWith('age-encryption.org/v1')).toBe(true);
    for (const secret of [words, title, 'Library kiosk', '$argon2id', 'payloadHash'])
      expect(bytes).not.toContain(secret);
  }
});

test('a file imported twice, or after the network was quicker, stores nothing twice', async () => {
  const service = await startService();
  const { kiosk, dataFolder, stick } = await offlineKiosk(service);
  await writeAll(kiosk);
  await kiosk.close();
  const online = await openHost({ dataFolder, serviceUrl: service.url, carryFolder: stick });
  await untilStatus(online, allAcknowledged);
  for (let times = 0; times < 2; times += 1) {
    const [outcome] = await importAll(service, stick);
    expect(outcome).toMatchObject({ ok: true, value: { stored: 0, duplicates: 7, quarantined: 0 } });
  }
  expect(servedHeaders(service.databaseFile)).toEqual(headersOf(dataFolder));
});

test('a file that was half copied or altered is refused whole, and the kiosk loses nothing', async () => {
  const service = await startService();
  const { kiosk, stick } = await offlineKiosk(service);
  await writeAll(kiosk);
  const [file = ''] = filesOn(stick, '.perron-carry');
  const whole = readFileSync(file);
  const carry = await carryOf(service);
  for (const length of [0, 1, 100, whole.length / 2, whole.length - 1]) {
    const outcome = await carry.importFile({ bytes: whole.subarray(0, length), acceptRevoked: false });
    expect(outcome).toEqual({ ok: false, problem: 'carry-damaged' });
  }
  for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 40)) {
    const altered = Buffer.from(whole);
    altered[at] = (altered[at] as number) ^ 1;
    expect(await carry.importFile({ bytes: altered, acceptRevoked: false })).toMatchObject({ ok: false });
  }
  expect(servedHeaders(service.databaseFile)).toEqual([]);

  await importAll(service, stick);
  const [answer = ''] = filesOn(stick, '.perron-return');
  truncateSync(answer, readFileSync(answer).length - 10);
  const read = await kiosk.call('carry:read', { stick: await stickOf(kiosk) });
  expect(read).toEqual({ ok: false, problem: 'carry-damaged' });
  expect((await done(kiosk, 'kiosk:status', {})).sync).toMatchObject({ pending: 7, acknowledged: 0 });
});

test('nothing is believed that another service sealed, signed or answered', async () => {
  const [service, other] = [await startService(), await startService()];
  const { kiosk, stick } = await offlineKiosk(service);
  const stranger = await offlineKiosk(other);
  await writeAll(kiosk);
  await writeAll(stranger.kiosk);
  cpSync(join(stick, 'Perron'), join(stranger.stick, 'Perron'), { recursive: true });
  // Of the two files on it, each service can open its own only.
  const outcomes = await importAll(other, stranger.stick);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes).toContainEqual({ ok: false, problem: 'carry-damaged' });
  // The stranger's answer is not for this kiosk.
  for (const file of filesOn(stranger.stick, '.perron-return'))
    cpSync(file, join(stick, 'Perron', 'x.perron-return'));
  const read = await kiosk.call('carry:read', { stick: await stickOf(kiosk) });
  expect(read).toEqual({ ok: false, problem: 'carry-damaged' });
  expect((await done(kiosk, 'kiosk:status', {})).sync.pending).toBe(7);
});

test('more than one file takes goes into several', async () => {
  const service = await startService();
  const { kiosk, dataFolder, stick } = await offlineKiosk(service, { ideas: 5_100 });
  expect(await writeAll(kiosk)).toBe(5_104);
  expect(filesOn(stick, '.perron-carry')).toHaveLength(2);
  await importAll(service, stick);
  expect(servedHeaders(service.databaseFile)).toEqual(headersOf(dataFolder));
  const back = await done(kiosk, 'carry:read', { stick: await stickOf(kiosk) });
  expect(back).toMatchObject({ files: 2, acknowledged: 5_104 });
}, 60_000);

test('a kiosk that never sees a network is let in, set up and emptied by stick', async () => {
  const service = await startService();
  const stick = newStick();
  const dataFolder = temporaryFolder();
  const kiosk = await openHost({ dataFolder, carryFolder: stick });
  for (let times = 0; times < 2; times += 1)
    await done(kiosk, 'carry:request', { stick: await stickOf(kiosk) });
  const [request = '', ...more] = filesOn(stick, '.perron-request');
  expect(more).toEqual([]);

  const carry = await carryOf(service);
  const { facilitators, languages } = await configuration();
  const settings = {
    name: 'Village hall',
    place: 'Sart-Tilman',
    consultationId: service.consultation.id,
    languages,
    facilitators,
  };
  const made = [];
  for (let times = 0; times < 2; times += 1) {
    const outcome = await carry.enrolByFile({ bytes: readFileSync(request), configuration: settings });
    if (!outcome.ok) throw new Error(outcome.problem);
    made.push(outcome.value);
  }
  expect(made[0]?.deviceId).toBe(made[1]?.deviceId);
  expect(await service.store.devices.list()).toHaveLength(1);
  writeFileSync(join(stick, 'Perron', made[0]?.name ?? ''), made[0]?.bytes ?? '');
  expect(await done(kiosk, 'carry:read', { stick: await stickOf(kiosk) })).toMatchObject({
    files: 1,
    enrolled: true,
  });
  expect(await done(kiosk, 'kiosk:status', {})).toMatchObject({
    kiosk: { name: 'Village hall' },
    consultation: { id: service.consultation.id, state: 'open' },
    sync: { state: 'offline' },
  });

  await openDesk(kiosk);
  await done(kiosk, 'idea:post', ideaFrom(statement(0)));
  await writeAll(kiosk);
  await importAll(service, stick);
  expect(servedHeaders(service.databaseFile)).toEqual(headersOf(dataFolder));
  await done(kiosk, 'carry:read', { stick: await stickOf(kiosk) });
  expect((await done(kiosk, 'kiosk:status', {})).sync).toMatchObject({ pending: 0, acknowledged: 5 });
  // What it sent is public by now, and came back with the news of the feed.
  const { ideas } = await done(kiosk, 'idea:list', { query: '', topicId: null, after: null, limit: 10 });
  expect(ideas.map(({ title }) => title)).toEqual([statement(0).title]);

  // The next stick brings what became of it, which only its author's slip opens.
  const { participant } = await done(kiosk, 'kiosk:status', {});
  const slip = participant?.slip ?? '';
  expect(await done(kiosk, 'receipt:find', { code: slip })).toMatchObject({ asOf: 'kiosk' });
  await copiesMade(service, 1);
  await done(kiosk, 'idea:post', ideaFrom(statement(1)));
  await writeAll(kiosk);
  await importAll(service, stick);
  await done(kiosk, 'carry:read', { stick: await stickOf(kiosk) });
  expect(await done(kiosk, 'receipt:find', { code: slip })).toMatchObject({
    asOf: 'copy',
    contributions: [
      { title: statement(0).title, state: 'published' },
      { title: statement(1).title, state: 'received' },
    ],
  });
});

test('a request that was altered on its way lets nobody in', async () => {
  const service = await startService();
  const stick = newStick();
  const kiosk = await openHost({ dataFolder: temporaryFolder(), carryFolder: stick });
  await done(kiosk, 'carry:request', { stick: await stickOf(kiosk) });
  const [request = ''] = filesOn(stick, '.perron-request');
  const altered = readFileSync(request, 'utf8').replace('"returnTo":"age1', '"returnTo":"age1q');
  const carry = await carryOf(service);
  const settings = { ...(await configuration()), consultationId: service.consultation.id };
  for (const bytes of [Buffer.from(altered), Buffer.from('nothing'), Buffer.alloc(0)]) {
    const outcome = await carry.enrolByFile({ bytes, configuration: settings });
    expect(outcome.ok).toBe(false);
  }
  expect(await service.store.devices.list()).toEqual([]);
});

test('a revoked kiosk keeps what it had not sent and nothing else, and staff may still accept that', async () => {
  const service = await startService();
  const { kiosk: first, dataFolder } = await enrolledKiosk(service);
  await openDesk(first);
  await done(first, 'idea:post', ideaFrom(statement(0)));
  await untilStatus(first, allAcknowledged);
  await first.close();
  const stick = newStick();
  const offline = await openHost({ dataFolder });
  await done(offline, 'facilitator:unlock', { pin: PIN });
  await done(offline, 'idea:post', ideaFrom(statement(1)));
  await offline.close();
  const [device] = await service.store.devices.list();
  await service.service.devices.revoke({ deviceId: device?.id ?? '', reason: 'lost' });

  const kiosk = await openHost({ dataFolder, serviceUrl: service.url, carryFolder: stick });
  await untilStatus(kiosk, ({ sync }) => sync.state === 'revoked');
  const files = () =>
    ['kiosk.db', 'kiosk.db-wal']
      .map((name) => readFileSync(join(dataFolder, name)).toString('utf8'))
      .join('');
  await vi.waitFor(() => expect(files()).not.toContain(statement(0).words));
  for (const gone of ['Marie', '$argon2id', service.consultation.title.en as string])
    expect(files()).not.toContain(gone);
  expect(files()).toContain(statement(1).words);
  expect(await kiosk.call('facilitator:unlock', { pin: PIN })).toMatchObject({ ok: false });

  expect(await writeAll(kiosk)).toBe(2);
  expect(await importAll(service, stick)).toEqual([{ ok: false, problem: 'device-revoked' }]);
  const [accepted] = await importAll(service, stick, { acceptRevoked: true });
  expect(accepted).toMatchObject({ ok: true, value: { stored: 0, quarantined: 2 } });
  await done(kiosk, 'carry:read', { stick: await stickOf(kiosk) });
  expect((await done(kiosk, 'kiosk:status', {})).sync).toMatchObject({ state: 'revoked', pending: 0 });
  expect(files()).not.toContain(statement(1).words);
});

test('an answer from before the service was restored is not believed', async () => {
  const service = await startService();
  const { kiosk, stick } = await offlineKiosk(service);
  await writeAll(kiosk);
  const empty = `${service.databaseFile}.empty`;
  await service.stop();
  cpSync(service.databaseFile, empty);
  await service.restart();
  await importAll(service, stick);
  const [answer = ''] = filesOn(stick, '.perron-return');
  const kept = readFileSync(answer);
  rmSync(answer);
  // The records are gone with the restore, and the kiosk learns of it by the next file.
  await service.stop();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${service.databaseFile}${suffix}`, { force: true });
  cpSync(empty, service.databaseFile);
  await service.restart();
  await service.store.meta.renewEpoch(crypto.randomUUID());
  await importAll(service, stick);
  await done(kiosk, 'carry:read', { stick: await stickOf(kiosk) });
  await done(kiosk, 'idea:post', ideaFrom(statement(4)));
  writeFileSync(answer, kept);
  const read = await kiosk.call('carry:read', { stick: await stickOf(kiosk) });
  expect(read).toEqual({ ok: false, problem: 'carry-outdated' });
});

test('only a facilitator carries, and only on a stick that is there', async () => {
  const service = await startService();
  const { kiosk, stick } = await offlineKiosk(service);
  const id = await stickOf(kiosk);
  rmSync(stick, { recursive: true });
  expect(await kiosk.call('carry:write', { stick: id, after: 0 })).toEqual({
    ok: false,
    problem: 'stick-absent',
  });
  expect(await kiosk.call('carry:read', { stick: id })).toEqual({ ok: false, problem: 'stick-absent' });
  expect(await done(kiosk, 'carry:plan', {})).toMatchObject({ sticks: [], records: 7 });
  expect(await kiosk.call('carry:request', { stick: id })).toEqual({
    ok: false,
    problem: 'already-enrolled',
  });
  await done(kiosk, 'facilitator:lock', {});
  for (const [name, input] of [
    ['carry:plan', {}],
    ['carry:write', { stick: id, after: 0 }],
    ['carry:read', { stick: id }],
  ] as const)
    expect(await kiosk.call(name, input)).toEqual({ ok: false, problem: 'facilitator-locked' });
});
