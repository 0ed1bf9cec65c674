import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../platform/sqlite.ts';
import { setBack } from '../../../platform/test-support/earlier-version.ts';
import { readRecord } from '../../services/batches.ts';
import { idea, newId, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import { takenBackAside } from '../quarantine.ts';
import type { Store } from '../store.ts';
import { storeContract } from '../test-support/contract-suite.ts';
import { addDevice } from '../test-support/device.ts';
import { startEarlierCity } from '../test-support/earlier-city.ts';
import { contributionStore } from './contributions.ts';
import { serviceDatabase } from './schema.ts';
import { openSqliteStore } from './sqlite-store.ts';

const open = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perron-store-'));
  return {
    store: openSqliteStore({ file: join(folder, 'service.sqlite') }),
    remove: async () => rmSync(folder, { recursive: true }),
  };
};
storeContract(open);

test('a damaged file is refused and left as it is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perron-store-'));
  const file = join(folder, 'service.sqlite');
  writeFileSync(file, 'no database at all, but more than nothing'.repeat(100));
  const before = readFileSync(file);
  expect(() => openSqliteStore({ file })).toThrow(expect.objectContaining({ code: 'storage-corrupt' }));
  expect(readFileSync(file)).toEqual(before);
  rmSync(folder, { recursive: true });
});

test('a schema that was altered, which SQLite checks nowhere, is told as damage', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perron-store-'));
  const file = join(folder, 'service.sqlite');
  await openSqliteStore({ file }).close();
  const damaged = readFileSync(file);
  damaged.write('head_sxq', damaged.indexOf('head_seq'));
  writeFileSync(file, damaged);
  expect(() => openSqliteStore({ file })).toThrow(expect.objectContaining({ code: 'storage-corrupt' }));
  rmSync(folder, { recursive: true });
});

test('what was acknowledged and not folded is folded by the next process, and a fold that fails leaves nothing behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perron-store-'));
  const file = join(folder, 'service.sqlite');
  const consultation = testConsultation();
  const before = openSqliteStore({ file });
  await before.city.save([{ kind: 'consultation', document: consultation }]);
  const deviceId = await addDevice({ store: before, scope: consultation.id, now: 1 });
  const chain = startChain();
  const of = { participantId: newId() };
  chain.add('idea', idea(consultation.id), of);
  chain.add('participant.welcomed', welcomed(), of);
  await before.records.append({ deviceId, records: chain.made.map(readRecord), receivedAt: 1 });
  const outside = openDatabase(file, serviceDatabase);
  outside.exec("CREATE TRIGGER refuse BEFORE INSERT ON participants BEGIN SELECT raise(ABORT, 'no'); END");
  const look = (store: Store) => store.moderation.counts();
  await expect(look(before)).rejects.toThrow('no');
  expect(outside.prepare('SELECT count(*) FROM contributions').pluck().get()).toBe(0);
  expect(await before.projection.waiting()).toBe(2);
  await before.close();
  outside.exec('DROP TRIGGER refuse');
  outside.close();
  const after = openSqliteStore({ file });
  expect(await look(after)).toMatchObject({ unreviewed: 1 });
  expect(await after.projection.waiting()).toBe(0);
  await after.close();
  rmSync(folder, { recursive: true });
});

test('how many rows an export has stands in indexes, whatever the filter: no words are read', () => {
  const db = openDatabase(':memory:', serviceDatabase);
  const counts: string[] = [];
  const recording = new Proxy(db, {
    get: (target, name) => {
      const member = Reflect.get(target, name);
      if (name !== 'prepare') return member;
      return (sql: string) => {
        if (sql.includes('count(*) AS count FROM')) counts.push(sql);
        return target.prepare(sql);
      };
    },
  });
  contributionStore(db, recording);
  const read = counts.flatMap((sql) =>
    db
      .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, null])))
      .flatMap(({ detail }) => /^S\w+ c USING (.+) \(/.exec(detail)?.[1] ?? []),
  );
  // Of a session, which is small, its own rows are read.
  expect([...new Set(read)].toSorted()).toEqual([
    'COVERING INDEX contributions_by_arrival',
    'COVERING INDEX contributions_not_shown_by_arrival',
    'COVERING INDEX supports_of_consultation',
    'INDEX sqlite_autoindex_contributions_1',
    'INDEX supports_of_session',
  ]);
  db.close();
});

test('what was taken back is found in quarantine by indexes alone, however much waits there', () => {
  const db = openDatabase(':memory:', serviceDatabase);
  const found = takenBackAside("('p')", (what) => `instr(q.body, ${what}) > 0`);
  const read = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${found}`).all();
  expect(read.flatMap(({ detail }) => /^(?:SEARCH|SCAN) q.*/.exec(detail) ?? [])).toEqual([
    'SEARCH q USING INDEX quarantine_of_participant (participant_id=?)',
    'SCAN q USING INDEX quarantine_of_slips',
  ]);
  db.close();
});

test('what was erased for its age is nowhere in the files at the end of a run, however many portions it took', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perron-store-'));
  const file = join(folder, 'service.sqlite');
  const store = openSqliteStore({ file });
  const consultation = testConsultation();
  await store.city.save([{ kind: 'consultation', document: consultation }]);
  const deviceId = await addDevice({ store, scope: consultation.id, now: 1 });
  const chain = startChain();
  for (const words of ['More shade for the marketplace.', 'Benches along the river.'])
    chain.add('idea', { ...idea(consultation.id), words }, { participantId: newId() });
  await store.records.append({ deviceId, records: chain.made.map(readRecord), receivedAt: 1 });
  const inFiles = (): string[] => {
    const bytes = Buffer.concat([file, `${file}-wal`].map((name) => readFileSync(name)));
    return ['marketplace', 'river'].filter((word) => bytes.includes(word));
  };
  const portion = () => store.retention.erase({ run: newId(), kind: 'words', olderThan: 2, at: 3, limit: 2 });
  expect([await store.moderation.counts().then(inFiles), await portion()]).toEqual([
    ['marketplace', 'river'],
    2,
  ]);
  // It asks until a portion is not full.
  expect([await portion(), inFiles()]).toEqual([0, []]);
  await store.close();
  rmSync(folder, { recursive: true });
});

test('what was erased before exports were kept in mind was erased when it was taken back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perron-store-'));
  const file = join(folder, 'service.sqlite');
  const last = serviceDatabase.migrations.findIndex(({ name }) => name === '0012-exports');
  const before = openDatabase(file, {
    ...serviceDatabase,
    migrations: serviceDatabase.migrations.slice(0, last),
  });
  before.exec(`INSERT INTO contributions (id, kind, origin, consultation_id, title, words, language, state, recorded_at,
      received_at, attribution, withdrawn_at)
    VALUES ('a', 'idea', 'import', 'c', '', '', 'fr', 'held', 1, 2, 'x', 5),
      ('b', 'idea', 'import', 'c', '', '', 'fr', 'held', 1, 2, 'x', NULL)`);
  before.close();
  openSqliteStore({ file }).close();
  const after = openDatabase(file, serviceDatabase);
  expect(after.prepare('SELECT id, erased_at FROM contributions ORDER BY id').raw().all()).toEqual([
    ['a', 5],
    ['b', null],
  ]);
  after.close();
  rmSync(folder, { recursive: true });
});

test('contact details that were left before one could be told in person stay what they were', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perron-store-'));
  const [present, file] = [join(folder, 'present.sqlite'), join(folder, 'service.sqlite')];
  const store = openSqliteStore({ file: present });
  const consultation = testConsultation();
  await store.city.save([{ kind: 'consultation', document: consultation }]);
  const deviceId = await addDevice({ store, scope: consultation.id, now: 1 });
  const chain = startChain();
  const contact = { preference: 'letter', language: 'fr', sealed: 'YWdl' } as const;
  chain.add('contact.sealed', contact, { participantId: newId() });
  await store.records.append({ deviceId, records: chain.made.map(readRecord), receivedAt: 1 });
  expect(await store.feedback.counts()).toMatchObject({ reachable: 1 });
  await store.close();
  const version = serviceDatabase.migrations.findIndex(({ name }) => name === '0062-told-here');
  setBack({ present, file, kind: serviceDatabase, version });
  const contacts = (of: string) => {
    const db = openDatabase(of, serviceDatabase);
    const rows = db.prepare('SELECT * FROM contacts').all();
    db.close();
    return rows;
  };
  expect(contacts(file)).toMatchObject([contact]);
  expect(contacts(file)).toEqual(contacts(present));
  rmSync(folder, { recursive: true });
});

test('supports that were given alone before they were counted apart are counted apart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perron-store-'));
  const file = join(folder, 'service.sqlite');
  const last = serviceDatabase.migrations.findIndex(({ name }) => name === '0046-whose-words');
  const before = openDatabase(file, {
    ...serviceDatabase,
    migrations: serviceDatabase.migrations.slice(0, last),
  });
  before.pragma('foreign_keys = OFF');
  const record = before.prepare(
    `INSERT INTO records (id, chain_id, seq, kind, hash, header, body, received_at)
     VALUES (?, 'c', ?, 'support', ?, ?, NULL, 1)`,
  );
  const support = before.prepare(
    `INSERT INTO supports (record_id, target_id, target_kind, consultation_id, device_id, recorded_at, received_at)
     VALUES (?, 't', 'idea', 'c', 'd', 1, 1)`,
  );
  const headers = {
    alone: '{"mode":"self-service"}',
    helped: '{"mode":"assisted"}',
    altered: 'self-service',
  };
  for (const [nth, [id, header]] of Object.entries(headers).entries()) {
    record.run(id, nth + 1, id, header);
    support.run(id);
  }
  before.close();
  openSqliteStore({ file }).close();
  const after = openDatabase(file, serviceDatabase);
  expect(after.prepare('SELECT record_id FROM supports WHERE alone = 1').pluck().all()).toEqual(['alone']);
  after.close();
  rmSync(folder, { recursive: true });
});

describe('a database of an earlier version opens with everything that a service had stored in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perron-store-'));
  let city: Awaited<ReturnType<typeof startEarlierCity>>;
  let stored: Awaited<ReturnType<typeof city.factsOf>>;

  beforeAll(async () => {
    city = await startEarlierCity();
    stored = await city.factsOf(city.service.store);
    expect(stored).toMatchObject({ recipients: [], backedUpThrough: null, workshop: [{}] });
  });
  afterAll(async () => {
    await city.service.close();
    rmSync(folder, { recursive: true });
  });

  test.each(serviceDatabase.migrations.map(({ name }, index) => [index + 1, name] as const))(
    'version %i (%s)',
    async (version) => {
      const file = join(folder, `version-${version}.sqlite`);
      setBack({ present: city.service.databaseFile, file, kind: serviceDatabase, version });
      const store = openSqliteStore({ file });
      expect(await city.factsOf(store)).toEqual(stored);
      await store.close();
    },
  );
});
