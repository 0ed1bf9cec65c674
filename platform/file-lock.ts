/**
 * A lock between processes: an exclusive SQLite transaction, which the operating system ends with its process,
 * however that ends.
 */
import Database from 'better-sqlite3';
import { createPrivately } from './sqlite.ts';

export type FileLock = { close(): void };

/** Null while another process holds it. */
export function holdLock(file: string): FileLock | null {
  createPrivately(file);
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}
