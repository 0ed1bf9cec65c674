/** A database is opened so that a commit is kept, or not at all. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepsCommits, openDatabase } from './sqlite.ts';

test.each([
  ['3.7.0', false],
  ['3.44.5', false],
  ['3.44.6', true],
  ['3.44.7', false],
  ['3.50.6', false],
  ['3.50.7', true],
  ['3.51.2', false],
  ['3.51.3', true],
  ['3.52.0', true],
  ['4.0.0', true],
])('whether SQLite %s keeps each commit when its log is reset: %s', (version, keeps) => {
  expect(keepsCommits(version)).toBe(keeps);
});

test('the SQLite that Perron ships keeps each commit, and a connection that writes says synchronous=FULL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perron-sqlite-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const db = openDatabase(join(folder, 'a.db'), { applicationId: 7, migrations: [] });
  expect(keepsCommits(db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '')).toBe(true);
  db.exec('CREATE TABLE a (b)');
  // better-sqlite3 would fall back to NORMAL at the first write.
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  db.close();
});
