/** A PostgreSQL whose disk is really full, and one that is gone: what kiosks and staff are told, and that nothing is lost by it. */
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { statement } from '../../../electron/host/test-support/contributions.ts';
import {
  done,
  ideaFrom,
  openDesk,
  openHost,
  temporaryFolder,
} from '../../../electron/host/test-support/host.ts';
import { allAcknowledged, enrolmentCode, untilStatus } from '../../../electron/host/test-support/synced.ts';
import { makeKeyPair } from '../../../platform/crypto.ts';
import { idea, newId, welcomed } from '../../test-support/contributions.ts';
import { call, connect, connectKiosk, enrolDevice, startChain } from '../../test-support/kiosk.ts';
import { startTestService, type TestService } from '../../test-support/service.ts';
import { json, type Staff, signedIn } from '../../test-support/staff.ts';
import { storeProblem } from '../store-problem.ts';
import { connect as connectTo } from './database.ts';
import { startTestServer, type TestServer } from './test-support/server.ts';
import { canMount, mountSmallDisk, type SmallDisk } from './test-support/small-disk.ts';

/** A server that somebody else runs has its disk elsewhere. */
const cannotRun = process.env.STORE_TEST_URL !== undefined || !canMount();
/** More than any free page holds. */
const MANY = 40;

let server: TestServer;
let url: string;
let disk: SmallDisk;
let service: TestService;
let staff: Staff;

const asked = async (sql: string, of = url): Promise<readonly Record<string, string>[]> => {
  const client = new pg.Client({ connectionString: of });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

beforeAll(async () => {
  server = await startTestServer();
  url = await server.createDatabase();
  if (cannotRun) return;
  const beside = new URL(url);
  beside.pathname = '/postgres';
  const [{ data_directory: data = '' } = {}] = await asked('SHOW data_directory');
  disk = mountSmallDisk({ megabytes: 32, owner: statSync(data).uid });
  await asked(`CREATE TABLESPACE small LOCATION '${disk.folder}'`, beside.href);
  await asked(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET TABLESPACE small`, beside.href);
  service = await startTestService({ storeUrl: () => url });
  staff = await signedIn(service, 'administrator');
}, 60_000);
afterAll(async () => {
  if (!cannotRun) await service.close();
  await server.dropDatabase(url);
  await server.stop();
  if (!cannotRun) disk.remove();
});

/** A row takes a page; nobody tidies it up before its time. */
const FILLER = `CREATE TABLE filler (text text) WITH (autovacuum_enabled = off);
  ALTER TABLE filler ALTER COLUMN text SET STORAGE PLAIN`;
const full = async (): Promise<void> => {
  await asked(FILLER);
  const filled = asked(`INSERT INTO filler SELECT repeat('x', 7000) FROM generate_series(1, 100000)`);
  await expect(filled).rejects.toMatchObject({ code: '53100' });
};
const makeRoom = () => asked('DROP TABLE filler');
const addToken = () => staff.post('/api/staff/api-tokens', { name: 'Program', scopes: ['published'] });

test.skipIf(cannotRun)(
  'a disk without room is named to kiosks and staff; the kiosk waits, and drains once there is room',
  async () => {
    const [codeOfKiosk, codeOfOther] = [await enrolmentCode(service), await service.makeEnrolmentCode()];
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line) => lines.push(line) });
    const carryFolder = temporaryFolder();
    mkdirSync(carryFolder, { recursive: true });
    const kiosk = await openHost({
      dataFolder: temporaryFolder(),
      serviceUrl: service.url,
      carryFolder,
      log,
    });

    await full();
    const { socket } = await connect({ url: service.url });
    const { publicKey } = makeKeyPair();
    const refused = await call(socket, 'device:enrol', { protocol: 1, code: codeOfOther, publicKey });
    socket.disconnect();
    expect(refused).toMatchObject({ ok: false, problem: 'storage-full' });
    // Before its screen stands nobody who could make room at the service, and its own disk has some.
    expect(await kiosk.enrol({ code: codeOfKiosk })).toMatchObject({ problem: 'service-unreachable' });
    const noToken = await addToken();
    expect([noToken.status, await json(noToken)]).toMatchObject([
      503,
      { ok: false, problem: 'storage-full' },
    ]);

    // Neither code is used up.
    await makeRoom();
    expect((await addToken()).status).toBe(200);
    expect(await kiosk.enrol({ code: codeOfKiosk })).toMatchObject({ ok: true });
    const device = await enrolDevice({ url: service.url, code: codeOfOther });
    await untilStatus(kiosk, ({ consultation }) => consultation !== null);
    await openDesk(kiosk);
    const chain = startChain();
    const other = await connectKiosk({ url: service.url, device, chain });
    const of = { participantId: newId() };
    chain.add('participant.welcomed', welcomed(), of);
    for (let nth = 0; nth < MANY; nth += 1)
      chain.add('idea', idea(service.consultation.id, statement(nth)), of);

    await full();
    expect(await other.push(chain.made)).toMatchObject({ ok: false, problem: 'storage-full' });
    for (let nth = 0; nth < MANY; nth += 1) await done(kiosk, 'idea:post', ideaFrom(statement(nth)));
    await vi.waitFor(() => expect(lines.join('')).toContain('"problem":"storage-full"'), { timeout: 12_000 });
    const { sticks } = await done(kiosk, 'carry:plan', {});
    await done(kiosk, 'carry:write', { stick: sticks[0]?.id ?? '', after: 0 });
    const [name = ''] = readdirSync(join(carryFolder, 'Perron'));
    const file = readFileSync(join(carryFolder, 'Perron', name)).toString('base64');
    const notTaken = await staff.post('/api/staff/carry', { file });
    expect([notTaken.status, await json(notTaken)]).toMatchObject([503, { problem: 'storage-full' }]);

    await makeRoom();
    await untilStatus(kiosk, allAcknowledged);
    expect(await other.push(chain.made)).toMatchObject({ ok: true });
    other.socket.disconnect();
    expect(await json(await staff.post('/api/staff/carry', { file }))).toMatchObject({
      value: { stored: 0 },
    });
    const stored = await asked(
      `SELECT count(*) AS all, count(DISTINCT id) AS ids FROM records WHERE kind = 'idea'`,
    );
    expect(stored).toEqual([{ all: String(2 * MANY), ids: String(2 * MANY) }]);
  },
);

test('a PostgreSQL that ends its connections, and one that is not there, are told as a service that cannot be reached', async () => {
  const db = connectTo({ url, connections: 1 });
  const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'`;
  const ended = async (work: Promise<unknown>): Promise<unknown> => {
    const told = work.catch((error: unknown) => storeProblem(error));
    await vi.waitFor(async () => expect(await asked(end)).toHaveLength(1), { timeout: 12_000 });
    return told;
  };
  expect(await ended(db.rows('SELECT pg_sleep(60)'))).toBe('service-unreachable');
  // Whoever goes on in a transaction after that, and whoever asks next.
  const inTransaction = db.transaction(async () => {
    await ended(db.rows('SELECT pg_sleep(60)'));
    return db.rows('SELECT 1');
  });
  expect(await inTransaction.catch((error: unknown) => storeProblem(error))).toBe('service-unreachable');
  expect(await db.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await db.close();

  const nowhere = connectTo({ url: 'postgres://perron:perron@127.0.0.1:1/perron' });
  const refusal = await nowhere.rows('SELECT 1').catch((error: unknown) => storeProblem(error));
  expect(refusal).toBe('service-unreachable');
  await nowhere.close();
});
