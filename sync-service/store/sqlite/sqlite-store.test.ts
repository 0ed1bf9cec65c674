import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { storeContract } from '../test-support/contract-suite.ts';
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
