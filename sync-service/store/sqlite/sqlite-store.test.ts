import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../platform/sqlite.ts';
import { storeContract } from '../test-support/contract-suite.ts';
import { serviceDatabase } from './schema.ts';
import { openSqliteStore } from './sqlite-store.ts';

storeContract(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perron-store-'));
  return {
    store: openSqliteStore({ file: join(folder, 'service.sqlite') }),
    remove: async () => rmSync(folder, { recursive: true }),
  };
});

test('a damaged file is refused and left as it is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perron-store-'));
  const file = join(folder, 'service.sqlite');
  writeFileSync(file, 'no database at all, but more than nothing'.repeat(100));
  const before = readFileSync(file);
  expect(() => openSqliteStore({ file })).toThrow(expect.objectContaining({ code: 'storage-corrupt' }));
  expect(readFileSync(file)).toEqual(before);
  rmSync(folder, { recursive: true });
});

test('a database of the first version opens with everything that it held', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perron-store-'));
  const file = join(folder, 'service.sqlite');
  const first = openDatabase(file, {
    ...serviceDatabase,
    migrations: serviceDatabase.migrations.slice(0, 1),
  });
  const identity = { serviceId: 'service', epoch: 'epoch', signingKey: 'key' };
  first.prepare('INSERT INTO meta VALUES (1, ?, ?, ?)').run(...Object.values(identity));
  first.exec(`
    INSERT INTO devices (id, public_key, name, place, consultation_id, languages, enrolled_at)
      VALUES ('d', 'k', 'Kiosk', 'Chiroux', 'c', '["fr"]', 1);
    INSERT INTO chains (chain_id, device_id) VALUES ('chain', 'd');
    INSERT INTO records (id, chain_id, seq, kind, header, body, hash, received_at)
      VALUES ('r1', 'chain', 1, 'idea', '{}', 'words', 'h1', 10), ('r2', 'chain', 2, 'idea', '{}', 'words', 'h2', 20);
  `);
  const rows = () => openDatabase(file, serviceDatabase).prepare('SELECT * FROM records ORDER BY seq').all();
  const before = first.prepare('SELECT * FROM records ORDER BY seq').all();
  first.close();

  const store = openSqliteStore({ file });
  expect(await store.meta.identity()).toEqual(identity);
  expect(await store.meta.backedUpThrough()).toBeNull();
  expect(await store.devices.list()).toMatchObject([{ id: 'd', configuration: { place: 'Chiroux' } }]);
  expect(await store.devices.keptThrough({ deviceId: 'd', receivedBefore: 20 })).toEqual([
    { chainId: 'chain', through: 1 },
  ]);
  await store.close();
  expect(rows()).toEqual(before);
  rmSync(folder, { recursive: true });
});
