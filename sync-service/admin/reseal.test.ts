/** A city changes its personal-data key, as an operator does it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { PIN } from '../../electron/host/test-support/city.ts';
import { consents, done } from '../../electron/host/test-support/host.ts';
import {
  allAcknowledged,
  enrolledKiosk,
  startService,
  untilStatus,
} from '../../electron/host/test-support/synced.ts';
import { makeSealKeys, seal } from '../../platform/sealed-file.ts';
import { readRecord } from '../services/batches.ts';
import { runAdmin } from '../test-support/admin.ts';
import { newId } from '../test-support/contributions.ts';
import { startChain } from '../test-support/kiosk.ts';
import type { Answer, Values } from './command.ts';
import { commands } from './commands.ts';

const rest = {
  language: 'en',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'participant',
} as const;
const refusal = consents.map((consent) => ({ ...consent, given: false }));

async function serviceAndFolder() {
  const service = await startService();
  const folder = mkdtempSync(join(tmpdir(), 'perron-reseal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { dataFolder, store } = service;
  const surroundings = {
    store,
    identity: service.service.identity,
    dataFolder,
    keysFolder: dataFolder,
    now: Date.now,
  };
  /** In this process, which is quicker than one of its own. */
  const run = async <T>(name: string, values: Values = {}): Promise<Answer & { readonly value: T }> =>
    (await commands[`personal-data ${name}`]?.run(values, {
      ...surroundings,
      readPassword: async () => '',
    })) as Answer & { readonly value: T };
  const made = async (name: string) => {
    const key = join(folder, name);
    return { key, ...(await run<{ recipient: string }>('key', { to: key })).value };
  };
  return { service, folder, run, made };
}

test('a kiosk seals to the new key as soon as the old one is retired, and the new one opens the rest after resealing', async () => {
  const { service, folder, run, made } = await serviceAndFolder();
  const old = await made('old.key');
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  await done(kiosk, 'participant:welcome', { language: 'en', consents: refusal });
  const say = async (words: string) => {
    await done(kiosk, 'idea:post', { title: 'One', words, topicId: null, ...rest });
    await untilStatus(kiosk, allAcknowledged);
  };
  await say('Before');
  await expect(run('retire', { recipient: old.recipient })).rejects.toThrow('It is the only key');

  const next = await made('next.key');
  const words = ['personal-data', 'retire', '--recipient', old.recipient];
  expect(await runAdmin({ words, dataFolder: service.dataFolder })).toMatchObject({ code: 0 });
  await expect(run('retire', { recipient: old.recipient })).rejects.toThrow('do not seal to this key');
  const kiosks = new Database(join(dataFolder, 'kiosk.db'), { readonly: true });
  const known = kiosks.prepare<[], string>('SELECT personal_data_keys FROM enrolment').pluck();
  await expect.poll(() => known.get(), { timeout: 12_000 }).toBe(JSON.stringify([next.recipient]));
  kiosks.close();
  await untilStatus(kiosk, allAcknowledged);
  await say('After');

  expect((await run('check', { key: next.key })).value).toMatchObject({ opened: 1, closed: 1 });
  const resealed = { resealed: 1, closed: 1, waiting: 0 };
  expect((await run('reseal', { key: old.key })).value).toMatchObject(resealed);
  const table = join(folder, 'table.csv');
  await run('export', { key: next.key, to: table });
  const rows = parse(readFileSync(table), { columns: true }) as Record<string, string>[];
  expect(rows.map(({ words }) => words)).toEqual(['Before', 'After']);

  const log = await service.store.staff.audit({ before: null, limit: 20 });
  expect(
    log
      .map(({ action, detail }) => [action, detail])
      .reverse()
      .slice(-6),
  ).toEqual([
    ['personal-data.key-added', ''],
    ['personal-data.key-retired', ''],
    ['personal-data.key-checked', '1/2'],
    ['personal-data.reseal-begun', ''],
    ['personal-data.resealed', '1'],
    ['personal-data.exported', '2'],
  ]);
  expect((await run('keys')).said).toMatch(new RegExp(`^${old.recipient} .*retired .*\n${next.recipient} `));
});

test('a resealing that was killed goes on where it was, and no file of the database has the old seal', async () => {
  const { service, run, made } = await serviceAndFolder();
  const old = await made('old.key');
  const { kiosk } = await enrolledKiosk(service);
  await kiosk.close();
  const deviceId = (await service.store.devices.list())[0]?.id ?? '';
  const chain = startChain();
  const of = { participantId: newId(), sessionId: newId() };
  const seals: string[] = [];
  for (let nth = 0; nth < 400; nth += 1) {
    const sealed = Buffer.from(
      await seal(Buffer.from(JSON.stringify({ title: 'T', words: `${nth}` })), old.recipient),
    ).toString('base64');
    seals.push(sealed);
    chain.add('idea.sealed', { consultationId: service.consultation.id, ...rest, topicId: null, sealed }, of);
  }
  await service.store.records.append({
    deviceId,
    records: chain.made.map(readRecord),
    receivedAt: Date.now(),
  });
  const next = await made('next.key');
  await run('retire', { recipient: old.recipient });

  const words = ['personal-data', 'reseal', '--key', old.key];
  const killed = spawn(process.execPath, [join(import.meta.dirname, '..', 'admin.ts'), ...words], {
    env: { ...process.env, PERRON_DATA: service.dataFolder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  killed.stderr.once('data', () => killed.kill('SIGKILL'));
  expect(await once(killed, 'exit')).toEqual([null, 'SIGKILL']);
  const db = new Database(service.databaseFile, { readonly: true });
  const left = db.prepare<[], number>('SELECT count(*) FROM records WHERE resealed_at IS NULL').pluck();
  const afterKill = left.get() ?? 0;
  expect(afterKill % 100).toBe(0);
  expect([afterKill > 0, afterKill < 400]).toEqual([true, true]);

  expect((await run('reseal', { key: old.key })).value).toMatchObject({ resealed: afterKill, closed: 0 });
  db.close();
  expect((await run('check', { key: next.key })).said).toContain('This key opens all of 400.');
  const files = ['', '-wal'].map((end) => readFileSync(`${service.databaseFile}${end}`, 'latin1')).join('');
  expect(seals.filter((sealed) => files.includes(sealed.slice(-100)))).toEqual([]);
});

test('a key that the city never had, and a file that is none, change nothing', async () => {
  const { folder, run, made } = await serviceAndFolder();
  await made('old.key');
  const stranger = join(folder, 'stranger.key');
  writeFileSync(stranger, `${(await makeSealKeys()).identity}\n`);
  const damaged = join(folder, 'damaged.key');
  writeFileSync(damaged, 'AGE-SECRET-KEY-1QQQQ\n');
  await expect(run('reseal', { key: stranger })).rejects.toThrow('no key of this city');
  await expect(run('check', { key: stranger })).rejects.toThrow('no key of this city');
  await expect(run('reseal', { key: damaged })).rejects.toThrow('is no key');
  await expect(run('reseal', { key: join(folder, 'nothing') })).rejects.toThrow('cannot be read');
  await expect(run('reseal')).rejects.toThrow('--key is missing');
});
