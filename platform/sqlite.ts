/**
 * Opens the SQLite databases of kiosk and service: durable, exact about versions, and never touching a file
 * that it should not write to.
 */
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StorageError, storageProblem } from './storage-problem.ts';

export type Sqlite = Database.Database;

/** `sql` only: a migration calls no live application code. Its number is its place in the list. */
export type Migration = { readonly name: string; readonly sql: string };

export type DatabaseKind = {
  /** PRAGMA application_id: tells a kiosk's file from a service's. */
  readonly applicationId: number;
  readonly migrations: readonly Migration[];
};

/**
 * Opens `file`, creating it where there is none, and migrates it. Throws a `StorageError` and leaves the file
 * as it is when it is corrupt, newer than this Perron, or another program's.
 */
export function openDatabase(file: string, kind: DatabaseKind): Sqlite {
  try {
    if (file !== ':memory:' && existsSync(file) && statSync(file).size > 0) inspectRecovered(file, kind);
    if (file !== ':memory:') createPrivately(file);
    const db = new Database(file, { timeout: 5_000 });
    try {
      prepare(db);
      migrate(db, kind);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof StorageError) throw error;
    const code = storageProblem(error);
    if (code === null) throw error;
    throw new StorageError(code, `${file}: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}

/**
 * Runs what prepares a program's statements on an opened database. The schema is this program's own, so that a name which is not there was
 * changed in the file, in a place that no check of SQLite looks at: a `StorageError`.
 */
export function preparedOn<T>(db: Sqlite, prepareAll: () => T): T {
  try {
    return prepareAll();
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_ERROR') throw error;
    throw damaged(db.name, error.message, error);
  }
}

const damaged = (file: string, finding: string, cause?: unknown): StorageError =>
  new StorageError(
    'storage-corrupt',
    `${file} is damaged (${finding}). Nothing was changed. Copy the whole folder aside before anything else; docs/OPERATIONS.md says how to go on.`,
    cause,
  );

/** A second connection to a database that is open here, which cannot write and holds few of its pages. */
export function openReader(file: string): Sqlite {
  const db = new Database(file, { readonly: true, timeout: 5_000 });
  db.pragma('cache_size = -4096');
  db.pragma('trusted_schema = OFF');
  return db;
}

/**
 * An empty file that its owner alone can read; SQLite gives the -wal and -shm files the mode of their database. An
 * existing file is not opened: closing it again would free the POSIX locks that this process holds on it.
 */
export function createPrivately(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'wx', 0o600));
}

/**
 * A file whose first transaction was cut off, before it came to its write-ahead log, has a rollback journal, which a
 * connection that cannot write cannot play back: one that can does it, as SQLite would at any opening.
 */
function inspectRecovered(file: string, kind: DatabaseKind): void {
  try {
    inspect(file, kind);
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_READONLY_ROLLBACK') throw error;
    const db = new Database(file, { timeout: 5_000 });
    try {
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
    } finally {
      db.close();
    }
    if (statSync(file).size > 0) inspect(file, kind);
  }
}

/** Looks at an existing file through a connection that cannot write. */
function inspect(file: string, { applicationId, migrations }: DatabaseKind): void {
  const db = new Database(file, { readonly: true, timeout: 5_000 });
  try {
    const version = db.pragma('user_version', { simple: true }) as number;
    const id = db.pragma('application_id', { simple: true });
    if (id !== applicationId && !(id === 0 && version === 0)) {
      throw new StorageError('storage-corrupt', `${file} is no database of this part of Perron.`);
    }
    if (version > migrations.length) {
      throw new StorageError(
        'storage-newer',
        `${file} was written by a newer Perron (schema ${version}, this one knows ${migrations.length}). Install the newer Perron; nothing was changed.`,
      );
    }
    const finding = quickCheck(db);
    if (finding !== 'ok') throw damaged(file, String(finding));
  } finally {
    db.close();
  }
}

/** 'ok', or what is wrong. A damaged page can also make the check itself fail, as over the JSON of a generated column. */
function quickCheck(db: Sqlite): unknown {
  try {
    return db.pragma('quick_check(1)', { simple: true });
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR') return error.message;
    throw error;
  }
}

function prepare(db: Sqlite): void {
  requireSafeSqlite(db);
  db.pragma('journal_mode = WAL');
  // better-sqlite3 is compiled with DEFAULT_WAL_SYNCHRONOUS=1: FULL must be said on every connection.
  db.pragma('synchronous = FULL');
  db.pragma('secure_delete = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  if (db.pragma('synchronous', { simple: true }) !== 2) {
    throw new StorageError('storage-unsafe', 'SQLite does not keep synchronous=FULL here.');
  }
}

/** SQLite 3.7.0 to 3.51.2, save 3.44.6 and 3.50.7, may lose a commit when the WAL is reset. */
export function keepsCommits(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return (
    major * 1_000_000 + minor * 1_000 + patch > 3_051_002 || version === '3.44.6' || version === '3.50.7'
  );
}

function requireSafeSqlite(db: Sqlite): void {
  const version = db.prepare('SELECT sqlite_version()').pluck().get() as string;
  if (!keepsCommits(version))
    throw new StorageError(
      'storage-unsafe',
      `SQLite ${version} may lose a commit; 3.51.3 or newer is needed.`,
    );
}

/** All that is missing in one transaction: a file has the schema that it had or the one of today, and is written once. */
function migrate(db: Sqlite, { applicationId, migrations }: DatabaseKind): void {
  const version = () => db.pragma('user_version', { simple: true }) as number;
  if (version() === migrations.length) return;
  db.transaction(() => {
    // Asked again under the lock: another process may have been first.
    for (const { sql } of migrations.slice(version())) db.exec(sql);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${migrations.length}`);
  }).immediate();
}
