import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deviceService } from './services/devices.ts';
import { establishIdentity } from './services/identity.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import { runAdmin } from './test-support/admin.ts';
import { connectKiosk, enrolDevice, startChain } from './test-support/kiosk.ts';
import { testConsultation } from './test-support/service.ts';

const MAIN = join(import.meta.dirname, 'main.ts');

let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perron-main-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function launch(settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, PERRON_DATA: folder, PERRON_PORT: '0', ...settings },
  });
  children.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const exited = once(child, 'close').then(([code]) => ({ code, out, err }));
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const address = /Perron sync service: (http:\S+)/.exec(out)?.[1];
      if (address) resolve(address);
    });
    void exited.then((end) => reject(new Error(end.err)));
  });
  url.catch(() => undefined);
  return { child, url, exited };
}

/** What staff do on the service's own machine: a consultation and a code, by another process. */
async function prepare(): Promise<string> {
  const store = openSqliteStore({ file: join(folder, 'service.sqlite') });
  const consultation = testConsultation();
  await store.city.save([{ kind: 'consultation', document: consultation }]);
  const identity = await establishIdentity({ store, keysFolder: folder });
  const { code } = await deviceService({ store, identity, now: Date.now }).makeEnrolmentCode({
    name: 'k',
    place: 'p',
    consultationId: consultation.id,
    languages: ['fr'],
    facilitators: [],
  });
  await store.close();
  return code;
}

test('says where it listens, answers health checks and stops on SIGTERM with a whole database', async () => {
  const { child, url, exited } = launch();
  const address = await url;
  for (const path of ['live', 'ready']) {
    const response = await fetch(`${address}/health/${path}`);
    expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  }
  const lost = await fetch(`${address}/no/such/page`);
  expect([lost.status, await lost.json()]).toEqual([404, { ok: false, problem: 'not-found' }]);
  child.kill('SIGTERM');
  expect(await exited).toMatchObject({ code: 0, err: '' });
  expect(() => readFileSync(join(folder, 'service.sqlite-wal'))).toThrow('ENOENT');
});

test('what was acknowledged survives the death of the process', async () => {
  const first = launch();
  const url = await first.url;
  const device = await enrolDevice({ url, code: await prepare() });
  const chain = startChain();
  const kiosk = await connectKiosk({ url, device, chain });
  let acknowledged = 0;
  for (let batch = 0; batch < 20; batch += 1) {
    const from = chain.made.length;
    for (let i = 0; i < 20; i += 1) chain.add('participant.left', {});
    void kiosk.push(chain.made.slice(from)).then(
      (answer) => {
        if (answer.ok) acknowledged += answer.value.statuses.length;
        if (acknowledged >= 200) first.child.kill('SIGKILL');
      },
      () => undefined,
    );
  }
  await first.exited;
  kiosk.socket.disconnect();

  const second = launch();
  const again = await connectKiosk({ url: await second.url, device, chain });
  expect(acknowledged).toBeGreaterThanOrEqual(200);
  expect(again.welcome.missing).toEqual([]);
  expect(again.welcome.head?.seq).toBeGreaterThanOrEqual(acknowledged);
  const answer = await again.push(chain.made);
  if (!answer.ok) throw new Error(answer.problem);
  const stored = again.welcome.head?.seq ?? 0;
  expect(answer.value.statuses).toEqual(chain.made.map((_, i) => (i < stored ? 'duplicate' : 'stored')));
  again.socket.disconnect();
});

test('the signing key is for the service alone, and lies outside the database', async () => {
  const { child, url, exited } = launch();
  await url;
  child.kill('SIGTERM');
  await exited;
  const file = join(folder, 'signing-key.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { privateKey } = JSON.parse(readFileSync(file, 'utf8')) as { privateKey: string };
  expect(readFileSync(join(folder, 'service.sqlite')).includes(privateKey)).toBe(false);

  rmSync(file);
  expect(await launch().exited).toMatchObject({
    code: 1,
    err: expect.stringContaining('signing-key.json is missing, and kiosks trust no other key'),
  });
  writeFileSync(file, '{}');
  expect(await launch().exited).toMatchObject({ code: 1, err: expect.stringContaining('Restore it') });
});

test('a bad setting ends it with the variable named', async () => {
  const { code, err } = await launch({ PERRON_PORT: 'http' }).exited;
  expect(code).toBe(1);
  expect(err).toBe(
    'The sync service did not start. The settings do not fit. PERRON_PORT must be a number from 0 to 65535.\n',
  );
});

test('a port in use ends it in one sentence', async () => {
  const { url } = launch();
  const port = new URL(await url).port;
  const { code, err } = await launch({ PERRON_PORT: port, PERRON_DATA: join(folder, 'another') }).exited;
  expect([code, err.split('\n').length]).toEqual([1, 2]);
  expect(err).toContain('EADDRINUSE');
});

test('a second one on the same folder and a new epoch are refused until the first is gone, however it ends', async () => {
  const first = launch();
  await first.url;
  const restored = () => runAdmin({ words: ['restored'], dataFolder: folder });
  const refused = `A Perron service is running on ${folder}. Stop it first.\n`;
  expect(await restored()).toEqual({ code: 1, stdout: '', stderr: refused });
  const { code, err } = await launch().exited;
  expect([code, err]).toEqual([1, `The sync service did not start. ${refused}`]);
  first.child.kill('SIGKILL');
  await first.exited;
  expect(await restored()).toMatchObject({ code: 0, stderr: '' });
  expect(await launch().url).toMatch(/^http:/);
});

test('a damaged database ends it and stays as it is', async () => {
  const file = join(folder, 'service.sqlite');
  writeFileSync(file, 'damaged '.repeat(1_000));
  expect(await launch().exited).toMatchObject({ code: 1, err: expect.stringContaining(file) });
  expect(readFileSync(file, 'utf8')).toBe('damaged '.repeat(1_000));
});
