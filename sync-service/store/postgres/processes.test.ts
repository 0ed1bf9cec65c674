/** Several service processes on one PostgreSQL: whichever a kiosk meets, it is the same service. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createService, type Service } from '../../app.ts';
import { createLog } from '../../log.ts';
import { readRecord } from '../../services/batches.ts';
import { idea, newId, welcomed } from '../../test-support/contributions.ts';
import { connectKiosk, enrolDevice, startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { addDevice } from '../test-support/device.ts';
import { feedOf } from '../test-support/opened.ts';
import { connect } from './database.ts';
import { openPostgresStore } from './postgres-store.ts';
import { FEED_LOCK } from './publication.ts';
import { startTestServer, type TestServer } from './test-support/server.ts';

const consultation = testConsultation();
const scope = consultation.id;
const PROCESSES = 2;

let server: TestServer;
let database: string;
let folders: string[];
let stores: Store[];
let services: Service[];
let urls: string[];
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop());
beforeEach(async () => {
  database = await server.createDatabase();
  // Shared: whichever process starts first makes the keys.
  const keysFolder = mkdtempSync(join(tmpdir(), 'perron-keys-'));
  folders = [keysFolder];
  stores = [];
  services = [];
  urls = [];
  for (let nth = 0; nth < PROCESSES; nth += 1) {
    const dataFolder = mkdtempSync(join(tmpdir(), 'perron-service-'));
    folders.push(dataFolder);
    const store = await openPostgresStore({ url: database });
    if (nth === 0) await store.city.save([{ kind: 'consultation', document: consultation }]);
    stores.push(store);
    const config = {
      dataFolder,
      keysFolder,
      storeUrl: database,
      trustedProxies: [],
      host: '127.0.0.1',
      port: 0,
      logLevel: 'silent',
      secureCookies: false,
      webhookNetwork: 'loopback',
      metrics: null,
      stopDelayMs: 0,
      kioskRetentionMs: null,
    } as const;
    const service = await createService({ config, store, log: createLog({ level: 'silent' }) });
    services.push(service);
    urls.push(await service.listen());
  }
});
afterEach(async () => {
  for (const service of services) await service.close();
  for (const store of stores) await store.close();
  await server.dropDatabase(database);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const [one, other] = [0, 1];
const at = <T>(all: readonly T[], nth: number): T => all[nth] as T;
const makeCode = async (): Promise<string> => {
  const settings = { name: 'k', place: '', consultationId: scope, languages: ['fr'], facilitators: [] };
  return (await at(services, one).devices.makeEnrolmentCode(settings)).code;
};

test('a kiosk that was let in by one process sends to the other and reads from the first', async () => {
  const device = await enrolDevice({ url: at(urls, one), code: await makeCode() });
  const chain = startChain();
  const of = { participantId: newId() };
  chain.add('participant.welcomed', welcomed(), of);
  const { id } = chain.add('idea', idea(scope, { title: 'Trees' }), of);
  const there = await connectKiosk({ url: at(urls, other), device, chain: { ...chain, head: null } });
  expect(await there.push(chain.made)).toMatchObject({ ok: true });
  const here = await connectKiosk({ url: at(urls, one), device, chain });
  expect(JSON.stringify(await here.pull({ cursor: null, limit: 100 }))).toContain(id);
  expect(here.welcome.missing).toEqual([]);
  there.socket.disconnect();
  here.socket.disconnect();
});

test('one code lets in one kiosk, though two processes are shown it at once', async () => {
  for (let round = 0; round < 5; round += 1) {
    const code = await makeCode();
    const tried = await Promise.allSettled(urls.map((url) => enrolDevice({ url, code })));
    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  }
});

test('a device that sends the same records to two processes at once has each of them once', async () => {
  const deviceId = await addDevice({ store: at(stores, one), scope, now: Date.now() });
  const chain = startChain();
  const of = { participantId: newId() };
  chain.add('participant.welcomed', welcomed(), of);
  for (let nth = 0; nth < 40; nth += 1) chain.add('idea', idea(scope), of);
  const records = chain.made.map(readRecord);
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, nth) =>
      at(stores, nth % PROCESSES).records.append({
        deviceId,
        records: nth < 4 ? records : [...records].reverse(),
        receivedAt: nth,
      }),
    ),
  );
  const stored = answers.flatMap((answer) => answer ?? []).filter(({ status }) => status === 'stored');
  expect(stored).toHaveLength(records.length);
  expect(answers.flatMap((answer) => answer ?? []).map(({ status }) => status)).not.toContain('quarantined');
  const entries = await feedOf(at(stores, other), { scope });
  expect(entries.filter(({ kind }) => kind === 'idea')).toHaveLength(40);
});

test('a device and its copy that send both branches of a chain to two processes at once lose nothing of either', async () => {
  const deviceId = await addDevice({ store: at(stores, one), scope, now: Date.now() });
  const chain = startChain();
  const of = { participantId: newId() };
  chain.add('participant.welcomed', welcomed(), of);
  const copy = startChain(chain);
  for (const branch of [chain, copy])
    for (let nth = 0; nth < 40; nth += 1) branch.add('idea', idea(scope), of);
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, nth) =>
      at(stores, nth % PROCESSES).records.append({
        deviceId,
        records: (nth < 8 ? chain : copy).made.slice((nth % 4) * 10).map(readRecord),
        receivedAt: nth,
      }),
    ),
  );
  const statuses = answers.flatMap((answer) => answer ?? []).map(({ status }) => status);
  expect(statuses.filter((status) => status === 'stored')).toHaveLength(81);
  expect(statuses).not.toContain('quarantined');
  const entries = await feedOf(at(stores, other), { scope });
  expect(entries.filter(({ kind, document }) => kind === 'idea' && document !== null)).toHaveLength(80);
});

test('a batch that was numbered earlier and is committed later is folded all the same', async () => {
  const store = at(stores, one);
  const deviceId = await addDevice({ store, scope, now: Date.now() });
  const shown = async () =>
    JSON.stringify(
      await at(stores, other).feed.page({ scope, position: 0, limit: 999, maxBytes: 1e9, tombstones: true }),
    );
  const visit = () => {
    const chain = startChain();
    const of = { participantId: newId() };
    chain.add('participant.welcomed', welcomed(), of);
    const { id } = chain.add('idea', idea(scope), of);
    return { id, chainId: chain.chainId, records: chain.made.map(readRecord) };
  };
  const [late, next] = [visit(), visit()];
  const slow = new pg.Client({ connectionString: database });
  await slow.connect();
  await slow.query('BEGIN');
  await slow.query('INSERT INTO chains (chain_id, device_id) VALUES ($1, $2)', [late.chainId, deviceId]);
  for (const { header, lines, hash } of late.records)
    await slow.query(
      `INSERT INTO records (id, chain_id, seq, kind, participant_id, header, body, hash, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)`,
      [
        header?.id,
        late.chainId,
        header?.seq,
        header?.kind,
        header?.participantId,
        lines.header,
        lines.body,
        hash,
      ],
    );
  await slow.query('INSERT INTO unfolded (chain_id, from_seq, to_seq) VALUES ($1, 1, 2)', [late.chainId]);
  await store.records.append({ deviceId, records: next.records, receivedAt: 2 });
  // Whoever folds has looked at what waits, and now waits for the order of the feed.
  const holder = new pg.Client({ connectionString: database });
  await holder.connect();
  await holder.query('SELECT pg_advisory_lock($1)', [FEED_LOCK]);
  const looking = shown();
  const isHeldUp = 'SELECT 1 FROM pg_locks WHERE NOT granted AND objid = $1';
  await vi.waitFor(async () => expect((await holder.query(isHeldUp, [FEED_LOCK])).rowCount).toBe(1), 10_000);
  await slow.query('COMMIT');
  await slow.end();
  await holder.end();
  expect(await looking).toContain(next.id);
  expect(await shown()).toContain(late.id);
});

test('a kiosk that is shut out at one process is shut out at the other within seconds', async () => {
  const device = await enrolDevice({ url: at(urls, one), code: await makeCode() });
  const kiosk = await connectKiosk({ url: at(urls, other), device, chain: startChain() });
  const gone = new Promise<void>((resolve) => kiosk.socket.once('disconnect', () => resolve()));
  await at(stores, one).devices.revoke({
    deviceId: device.enrolment.deviceId,
    revocation: { at: Date.now(), reason: 'lost' },
  });
  await gone;
});

/** The slow look that heals a lost word comes later than a test may last: what passes here was told. */
const hinted = (kiosk: Awaited<ReturnType<typeof connectKiosk>>, above: number) =>
  new Promise<void>((resolve) => {
    kiosk.socket.on('feed:hint', ({ position }) => {
      if (position > above) resolve();
    });
  });
const writeIdea = async (nth: number): Promise<void> => {
  const store = at(stores, nth);
  const deviceId = await addDevice({ store, scope, now: Date.now() });
  const chain = startChain();
  const of = { participantId: newId() };
  chain.add('participant.welcomed', welcomed(), of);
  chain.add('idea', idea(scope), of);
  await store.records.append({ deviceId, records: chain.made.map(readRecord), receivedAt: Date.now() });
  await store.projection.settle();
};
const listeners = (): Promise<{ pid: number }[]> =>
  asked(
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'perron-listens' AND query = 'LISTEN perron'",
  );
const asked = async <R>(sql: string): Promise<R[]> => {
  const db = connect({ url: database, connections: 1 });
  try {
    return await db.rows<R>(sql);
  } finally {
    await db.close();
  }
};

test('what comes to one process is told to the kiosks of the other, also after their line to the database was cut', async () => {
  const device = await enrolDevice({ url: at(urls, one), code: await makeCode() });
  const kiosk = await connectKiosk({ url: at(urls, other), device, chain: startChain() });
  const news = hinted(kiosk, await at(stores, one).feed.latest(scope));
  await writeIdea(one);
  await news;
  await expect.poll(async () => (await listeners()).length).toBe(PROCESSES);
  const cut = (await listeners()).map(({ pid }) => pid);
  await asked(`SELECT pg_terminate_backend(pid) FROM unnest(ARRAY[${cut.join()}]) AS pid`);
  const later = hinted(kiosk, await at(stores, one).feed.latest(scope));
  await writeIdea(one);
  await later;
  await expect
    .poll(async () => (await listeners()).map(({ pid }) => cut.includes(pid)))
    .toEqual([false, false]);
  kiosk.socket.disconnect();
});

test('staff pages are told of every kind of news, and of nothing where there is none', async () => {
  const store = at(stores, other);
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  const heard: string[] = [];
  client.on('notification', ({ channel }) => heard.push(channel));
  await client.query('LISTEN perron_staff');
  await client.query('LISTEN fence');
  /** Words come in the order of the commits: whatever the work said stands before the fence. */
  const told = async (work: () => Promise<unknown>): Promise<boolean> => {
    heard.length = 0;
    await work();
    await client.query('NOTIFY fence');
    await vi.waitFor(() => expect(heard).toContain('fence'));
    return heard.includes('perron_staff');
  };
  // The services' own work is done.
  for (const service of services.splice(0)) await service.close();
  const deviceId = await addDevice({ store, scope, now: 1 });
  const [ideaId, participantId] = [newId(), newId()];
  const chain = startChain();
  chain.add('participant.welcomed', welcomed(), { participantId });
  chain.add('idea', idea(scope), { id: ideaId, participantId });
  const records = chain.made.map(readRecord);
  const account = { id: newId(), name: 'Ann', role: 'reader', passwordHash: 'x', createdAt: 1 } as const;
  await store.staff.addAccount(account);
  const by = { at: 2, accountId: account.id };
  const logged = { ...by, action: 'a', subject: 's', detail: '' };
  expect(await told(() => store.records.append({ deviceId, records, receivedAt: 1 }))).toBe(false);
  expect(await told(() => store.projection.settle())).toBe(true);
  expect(await told(() => store.projection.settle())).toBe(false);
  const held = chain.add('idea', idea(newId())).lines;
  expect(
    await told(() => store.records.append({ deviceId, records: [readRecord(held)], receivedAt: 1 })),
  ).toBe(true);
  expect(await told(() => store.staff.log(logged))).toBe(true);
  expect(await told(() => addDevice({ store, scope, now: 1 }))).toBe(true);
  const report = { version: '1', pending: 0, clockOffset: 0, disk: null };
  expect(await told(() => store.devices.report({ deviceId, report, at: 2 }))).toBe(true);
  const presence = (deviceIds: string[]) => store.presence.tell({ processId: 'p', deviceIds });
  expect(await told(() => presence([deviceId]))).toBe(true);
  expect(await told(() => presence([deviceId]))).toBe(false);
  expect(await told(() => presence([]))).toBe(true);
  const document = { ...consultation, title: { en: 'Another' } };
  expect(await told(() => store.city.save([{ kind: 'consultation', document }]))).toBe(true);
  expect(await told(() => store.staff.changeAccount(account.id, { role: 'exporter' }))).toBe(true);
  const signIn = { tokenDigest: 't', accountId: account.id, createdAt: 1, expiresAt: 9 };
  await store.staff.addSignIn(signIn);
  expect(await told(() => store.staff.removeSignIn('t'))).toBe(true);
  expect(await told(() => store.sessions.page({ before: null, words: [], limit: 1 }))).toBe(false);
  await client.end();
});

test('a kiosk of one process is online at the other, and no more when its process has died', async () => {
  const device = await enrolDevice({ url: at(urls, one), code: await makeCode() });
  const { deviceId } = device.enrolment;
  const kiosk = await connectKiosk({ url: at(urls, one), device, chain: startChain() });
  const online = async () => (await at(stores, other).presence.online()).has(deviceId);
  await expect.poll(online, { timeout: 10_000 }).toBe(true);
  await asked("UPDATE processes SET alive_at = alive_at - interval '1 minute'");
  expect(await online()).toBe(false);
  kiosk.socket.disconnect();
});

test('tries at one process count at the other', async () => {
  const wrong = async (nth: number) =>
    enrolDevice({ url: at(urls, nth), code: 'ZZZZZZZZ' }).catch((error: unknown) => String(error));
  for (let tried = 0; tried < 10; tried += 1) await wrong(tried % PROCESSES);
  expect(await wrong(one)).toContain('rate-limited');
  expect(await wrong(other)).toContain('rate-limited');
  expect(JSON.stringify(await asked('SELECT * FROM tries'))).not.toContain('127.0.0.1');
});
