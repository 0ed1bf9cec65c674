/** SQLite alone, as durable as the kiosk: the least that keeping the same bytes can cost. */
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { RecordLines } from '../common/domain/record-lines.ts';

export type Line = RecordLines & { readonly id: string };

export function openBareSqlite(file: string) {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE record (id TEXT PRIMARY KEY, header TEXT NOT NULL, body TEXT NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO record (id, header, body) VALUES (@id, @header, @body)');
  const byId = db.prepare<[string], Line>('SELECT id, header, body FROM record WHERE id = ?');
  return {
    /** One commit. */
    commit: db.transaction((lines: readonly Line[]) => {
      for (const line of lines) insert.run(line);
    }),
    find: (id: string): Line | undefined => byId.get(id),
    close: () => db.close(),
  };
}

/** How many rows the file of such a database holds. */
export function countRows(file: string): number {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare<[], number>('SELECT count(*) FROM record').pluck().get() ?? 0;
  } finally {
    db.close();
  }
}

/** The records of a kiosk that is closed, in the order of saving. */
export function recordsOf(kioskFile: string): Line[] {
  const db = new Database(kioskFile, { readonly: true });
  try {
    return db.prepare<[], Line>('SELECT id, header, body FROM record ORDER BY ordinal').all();
  } finally {
    db.close();
  }
}

/** How many records each answer of the service settled, in the order of sending. */
export function batchSizesOf(kioskFile: string): number[] {
  const db = new Database(kioskFile, { readonly: true });
  try {
    return db
      .prepare<[], number>(
        "SELECT count(*) FROM outbox WHERE state = 'acknowledged' GROUP BY settled_at ORDER BY min(ordinal)",
      )
      .pluck()
      .all();
  } finally {
    db.close();
  }
}
