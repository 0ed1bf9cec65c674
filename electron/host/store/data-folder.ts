/** The kiosk's data folder: made readable by its owner only, and held by one host at a time. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FileLock, holdLock } from '../../../platform/file-lock.ts';
import { openDatabase, type Sqlite } from '../../../platform/sqlite.ts';
import { StorageError, storageProblem } from '../../../platform/storage-problem.ts';
import { kioskDatabase } from './schema.ts';

const LOCK_FILE = 'kiosk.lock';
const DATABASE_FILE = 'kiosk.db';

export type DataFolder = { readonly path: string; readonly db: Sqlite; close(): void };

/** Throws a `StorageError`; then nothing of the folder's database was touched. */
export function openDataFolder(folder: string): DataFolder {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = holdFolder(folder);
    try {
      const file = join(folder, DATABASE_FILE);
      const db = openDatabase(file, kioskDatabase);
      // A save waits half as long for a log that is written over as for one that grows: it is copied back while it is small.
      db.pragma('wal_autocheckpoint = 100');
      return {
        path: folder,
        db,
        close() {
          db.close();
          lock.close();
        },
      };
    } catch (error) {
      lock.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof StorageError) throw error;
    const code = storageProblem(error);
    if (code === null) throw error;
    throw new StorageError(
      code,
      `${folder}: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}

function holdFolder(folder: string): FileLock {
  const lock = holdLock(join(folder, LOCK_FILE));
  if (lock === null) {
    throw new StorageError(
      'kiosk-already-running',
      `Another Perron kiosk is running on ${folder}. Close it first, or give this one a data folder of its own.`,
    );
  }
  return lock;
}
